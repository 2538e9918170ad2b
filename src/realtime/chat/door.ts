import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { addressKey, createRateLimit, localeSchema } from '../../core/index.ts';
import type { ChatParts } from './chat-needs.ts';
import type { VisitorSocket } from './crowd.ts';
import { createHolding } from './holding.ts';

/** Who is let in. */
export interface Door {
  letIn(socket: VisitorSocket, next: (error?: Error) => void): void;
  /** The error of a chat that is turned off. */
  closed(): Error;
}

const authSchema = z.object({ token: z.string().max(200).nullish().catch(null), locale: localeSchema.nullish().catch(null) });

/** Whoever brings a token of ours is its visitor; anybody else is a new one, as long as there is room. */
export function createDoor({ visitorTokens, desk, clock, metrics }: Pick<ChatParts, 'visitorTokens' | 'desk' | 'clock' | 'metrics'>): Door {
  const { limits, origins } = desk.chat;
  const all = createHolding(limits.pages);
  const ofAddress = createHolding(limits.pagesPerAddress);
  const newVisitors = createRateLimit(clock, limits.newVisitorsPerMinute, 60_000);

  const refuse = (reason: string, message: string) => {
    metrics?.visitorRefused({ reason });
    return Object.assign(new Error(message), { data: { code: reason.replaceAll('-', '_'), message } });
  };

  const takePlace = (key: string): Error | null => {
    if (!all.take('')) return refuse('busy', 'Too many people are here at the moment. Please try again in a minute.');
    if (ofAddress.take(key)) return null;
    all.give('');
    return refuse('too-many-pages', 'Too many chats are open from your address. Please close some.');
  };

  /** Once, when the page goes or its connection does: one that ends at this moment is never told of as connected. */
  const giveBackWhenGone = (socket: VisitorSocket, key: string) => {
    const giveBack = () => {
      socket.off('disconnect', giveBack);
      socket.conn.off('close', giveBack);
      all.give('');
      ofAddress.give(key);
    };
    socket.once('disconnect', giveBack);
    socket.conn.once('close', giveBack);
  };

  return {
    letIn: (socket, next) => {
      const { handshake, conn } = socket;
      if (conn.readyState !== 'open') return next(new Error('The connection has ended.'));
      const { origin } = handshake.headers;
      if (origins.length > 0 && (origin === undefined || !origins.includes(origin))) {
        return next(refuse('wrong-origin', 'This page may not show the chat.'));
      }
      const key = keyOf(handshake.address, handshake.headers);
      const auth = authSchema.safeParse(handshake.auth);
      const known = auth.success && auth.data.token ? visitorTokens.read(auth.data.token) : null;
      if (known === null && !newVisitors.allows(key)) return next(refuse('too-many-visitors', 'Too many new visitors from your address. Please wait a minute.'));
      const refused = takePlace(key);
      if (refused) return next(refused);
      giveBackWhenGone(socket, key);
      Object.assign(socket.data, {
        visitorId: known ?? visitorTokens.create().visitorId, isNew: known === null, addressKey: key,
        locale: (auth.success ? auth.data.locale : null) ?? desk.locale,
      });
      next();
    },
    closed: () => refuse('chat-off', 'The chat is turned off.'),
  };
}

/** Whether this request may open a connection. Ask for those alone: one that goes on with a connection is none. */
export function createConnectionLimit({ clock, desk }: Pick<ChatParts, 'clock' | 'desk'>): (request: IncomingMessage) => boolean {
  const opened = createRateLimit(clock, desk.chat.limits.connectionsPerMinute, 60_000);
  return ({ socket, headers }) => opened.allows(keyOf(socket.remoteAddress ?? '', headers));
}

function keyOf(address: string, headers: IncomingMessage['headers']): string {
  const forwarded = headers['x-forwarded-for'];
  return addressKey({ address, forwarded: Array.isArray(forwarded) ? forwarded.join(',') : forwarded });
}
