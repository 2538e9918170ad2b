import { AppError, invalidInput, type Attachment, type Channel, type Clock, type InboundChat, type Locale, type Transact } from '../../core/index.ts';
import { customerActor } from '../../desk/events/index.ts';
import { findEntry, findService, type DeskDefinition } from '../../desk/definition/index.ts';
import { isSettled } from '../../desk/tickets/index.ts';
import type { Accept, Acceptance } from '../accept.ts';
import type { ChatReader, ChatStores } from './chat-store.ts';
import type { Departures } from './departures.ts';

/** What a visitor begins with; `id` makes it safe to send again. */
export interface ChatStart {
  id: string;
  text: string;
  name?: string | undefined;
  email?: string | undefined;
  service?: string | undefined;
  entry?: string | undefined;
  locale: Locale;
  files: Attachment[];
}

export type ChatSaid = Pick<ChatStart, 'id' | 'text' | 'files' | 'locale'>;

/** What visitors do. Everything resolves once it is stored, and may be done again with the same `id`. */
export interface Chat {
  /**
   * Opens a conversation, or goes on with the open one. Throws `invalid_input` (400) for an entry that the desk does
   * not offer, and for a missing address while nobody would answer.
   */
  start(visitorId: string, start: ChatStart): Promise<Acceptance>;
  /** Goes on with the visitor's conversation as a text would. Throws `not_started` (409) when they never began one. */
  say(visitorId: string, said: ChatSaid): Promise<Acceptance>;
  /** Keeps the address by which the conversation may go on. */
  giveEmail(visitorId: string, email: string, locale: Locale): Promise<void>;
  /** The visitor wants no more. The ticket stays as it is, for its agent to end. */
  end(visitorId: string): Promise<void>;
  /** Whether somebody would answer now: never while the chat is closed. */
  isOnline(): Promise<boolean>;
  /** An admin closed it: whoever comes new may leave a request, and open conversations go on. */
  isClosed(): boolean;
}

export function createChat<Stores extends ChatStores>(parts: {
  transact: Transact<Stores>;
  reader: ChatReader;
  accept: Accept;
  channel: Channel<InboundChat>;
  departures: Pick<Departures, 'goOnByMail'>;
  desk: DeskDefinition;
  isOpenAt: (at: Date) => boolean;
  isClosed: () => boolean;
  clock: Clock;
}): Chat {
  const { transact, reader, accept, channel, departures, desk, clock } = parts;

  // Many who come at the same moment ask once.
  let asking: Promise<boolean> | null = null;
  const isStaffed = () => {
    asking ??= reader.isStaffed().finally(() => {
      asking = null;
    });
    return asking;
  };
  const isOnline = async () => !parts.isClosed() && parts.isOpenAt(clock.now()) && (await isStaffed());

  const takeIn = async (visitorId: string, said: ChatStart) => {
    const { id: messageId, files: attachments, ...rest } = said;
    const contact = channel.toContact({ ...rest, visitorId, messageId, attachments, receivedAt: clock.now() });
    return accept(contact, channel.capabilities);
  };

  const tellEmail = (visitorId: string, email: string) =>
    transact(async (stores) => {
      const place = await stores.chat.placeOf(visitorId);
      if (!place) return;
      await stores.events.append([
        { name: 'chat.email-given', at: clock.now(), actor: customerActor, ticketId: place.ticketId, after: { email } },
      ]);
    });

  return {
    isOnline,
    isClosed: parts.isClosed,
    start: async (visitorId, start) => {
      demandOffered(desk, start);
      const [before, place, online] = await Promise.all([reader.findVisitor(visitorId), reader.placeOf(visitorId), isOnline()]);
      const email = start.email ?? before?.email ?? null;
      const isNew = place === null || isSettled(place);
      if (!online && isNew && email === null) throw invalidInput({ email: 'is needed while nobody is here to answer' });
      await transact((stores) => noteWriter(stores, { ...start, id: visitorId }, clock.now()));
      const accepted = await takeIn(visitorId, start);
      if (start.email !== undefined && start.email !== before?.email) await tellEmail(visitorId, start.email);
      if (!online && email !== null && accepted.kind === 'opened') await departures.goOnByMail(visitorId);
      return accepted;
    },
    say: async (visitorId, said) => {
      const place = await reader.placeOf(visitorId);
      if (!place) throw new AppError({ code: 'not_started', status: 409, publicMessage: 'Begin the conversation first.' });
      await transact((stores) => noteWriter(stores, { id: visitorId, locale: said.locale }, clock.now()));
      return takeIn(visitorId, said);
    },
    giveEmail: async (visitorId, email, locale) => {
      const before = await reader.findVisitor(visitorId);
      await transact((stores) => stores.chat.note({ id: visitorId, email, locale, at: clock.now() }));
      if (before?.email !== email) await tellEmail(visitorId, email);
    },
    end: (visitorId) =>
      transact(async (stores) => {
        const at = clock.now();
        await stores.chat.serialise(visitorId);
        const place = await stores.chat.placeOf(visitorId);
        if (!place || place.ended || isSettled(place)) return;
        await stores.chat.setEnded(visitorId, at);
        await stores.events.append([{ name: 'chat.ended', at, actor: customerActor, ticketId: place.ticketId }]);
      }),
  };
}

/** A page of this visitor is open, they write, and what they say of themselves is kept. */
async function noteWriter(stores: ChatStores, about: { id: string; name?: string | undefined; email?: string | undefined; locale: Locale }, at: Date): Promise<void> {
  const { id, name, email, locale } = about;
  await stores.chat.serialise(id);
  await stores.chat.note({ id, name, email, locale, at });
  await stores.chat.setEnded(id, null);
}

function demandOffered(desk: DeskDefinition, { service, entry }: Pick<ChatStart, 'service' | 'entry'>): void {
  const fields: Record<string, string> = {};
  if (service !== undefined && !findService(desk, service)) fields['service'] = 'must be the key of a service';
  if (entry !== undefined && !findEntry(desk, entry)) fields['entry'] = 'must be the key of a catalog entry';
  if (Object.keys(fields).length > 0) throw invalidInput(fields);
}
