import { ticketNumber, type Locale } from '../../core/index.ts';
import { findEntry, type DeskDefinition } from '../../desk/definition/index.ts';
import type { FileViews } from '../../desk/files/index.ts';
import { isSettled } from '../../desk/tickets/index.ts';
import type { ChatLine, ChatPlace } from '../../intake/chat/chat-store.ts';
import type { ChatConversation, ChatMessage, ChatQueue, ChatState, ChatWelcome } from '../chat-protocol.ts';

/** What visitors see of their agent: the first name. */
export function firstName(name: string | null): string | null {
  return name?.trim().split(/\s+/, 1)[0] ?? null;
}

export function stateOf({ status, agentId, agentName, ended }: ChatPlace): { state: ChatState; agent: string | null } {
  if (ended || isSettled({ status })) return { state: 'over', agent: null };
  return agentId === null ? { state: 'waiting', agent: null } : { state: 'with-agent', agent: firstName(agentName) };
}

/** How a line is shown to its visitor. */
export function toMessage(line: ChatLine, { desk, fileViews }: { desk: DeskDefinition; fileViews: (ticketId: string) => FileViews }): ChatMessage {
  const views = line.files.length > 0 ? fileViews(line.ticketId) : null;
  return {
    id: line.id, at: line.at.toISOString(), from: line.from, name: firstName(line.agentName), text: line.text,
    files: line.files.flatMap((file) => {
      const view = views?.attachment(file);
      return view?.state === 'stored' ? [{ name: view.name, contentType: view.contentType, size: view.size ?? 0, url: view.url }] : [];
    }),
    ...(line.asks && { options: optionsOf(line.asks, desk) }),
  };
}

function optionsOf({ entries, locale }: NonNullable<ChatLine['asks']>, desk: DeskDefinition): string[] {
  return entries.flatMap((key) => findEntry(desk, key)?.name[locale] ?? []);
}

export function toConversation(place: ChatPlace, messages: ChatMessage[], queue: ChatQueue | null): ChatConversation {
  return { number: ticketNumber(place.number), ...stateOf(place), messages, queue };
}

export function catalogOf(desk: DeskDefinition, locale: Locale): ChatWelcome['catalog'] {
  return desk.services.map(({ key, name, entries }) => ({
    key, name: name[locale], entries: entries.map((entry) => ({ key: entry.key, name: entry.name[locale] })),
  }));
}

/** The address that they gave, so that only who knows it can tell: `a…@example.org`. */
export function shortened(email: string | null): string | null {
  if (email === null) return null;
  const at = email.lastIndexOf('@');
  return `${[...email][0] ?? ''}…${email.slice(at)}`;
}
