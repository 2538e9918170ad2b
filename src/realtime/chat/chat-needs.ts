import type { Server } from 'socket.io';
import type { Clock, Whispers } from '../../core/index.ts';
import type { DeskDefinition } from '../../desk/definition/index.ts';
import type { FileViews, UploadTokens } from '../../desk/files/index.ts';
import type { Chat } from '../../intake/chat/chat.ts';
import type { ChatReader } from '../../intake/chat/chat-store.ts';
import type { Departures } from '../../intake/chat/departures.ts';
import type { VisitorTokens } from '../../intake/chat/visitor-token.ts';
import type { Logger } from '../../telemetry/index.ts';
import type { Every, PublishedLog } from '../needs.ts';

/** Everything the namespace of visitors works with. */
export interface ChatParts {
  io: Server;
  chat: Chat;
  chatReader: ChatReader;
  departures: Pick<Departures, 'comeBack' | 'shown'>;
  visitorTokens: VisitorTokens;
  uploadTokens: Pick<UploadTokens, 'read'>;
  fileViews: (ticketId: string) => FileViews;
  feed: PublishedLog;
  whispers: Whispers;
  desk: DeskDefinition;
  clock: Clock;
  logger: Pick<Logger, 'warn' | 'error'>;
  /** Left out: real intervals. */
  every?: Every | undefined;
  metrics?: ChatMetrics | undefined;
  /** Calls `listener` when the chat may have been closed or opened; gives what ends that. */
  whenTurned?: ((listener: () => void) => () => void) | undefined;
}

export interface ChatMetrics {
  visitorPages(count: number): void;
  visitorRefused(about: { reason: string }): void;
  contactAccepted(about: { channel: string; outcome: string }): void;
}
