import { newId, type Address, type Clock, type Locale, type Transact } from '../../core/index.ts';
import { customerActor } from '../../desk/events/index.ts';
import { storedWords, writeReply, type ChannelOf } from '../../desk/replies/index.ts';
import { isEnded, type Ticket } from '../../desk/tickets/index.ts';
import type { ChatPlace, ChatReader, ChatStores, ChatVisitor, UnseenReply } from './chat-store.ts';

/** What becomes of a conversation when its visitor goes, and when they come back. */
export interface Departures {
  /** Takes this visitor for gone when no page of theirs was open for so long; does nothing when they came back. Idempotent. */
  leave(visitorId: string): Promise<void>;
  /** The visitor has a page open again: the ticket says so, and answers appear there. */
  comeBack(visitorId: string): Promise<void>;
  /** Answers go to the address that this visitor gave, if there is a way out for mail. */
  goOnByMail(visitorId: string): Promise<void>;
  /** A page of this visitor has shown these answers. */
  shown(visitorId: string, replyIds: string[]): Promise<void>;
  /** Visitors whom `leave` would take for gone now. */
  due(at: Date, most: number): Promise<string[]>;
}

export interface MailWayOut {
  /** Our address that the mail comes from. */
  from: string;
}

export function createDepartures<Stores extends ChatStores>(parts: {
  transact: Transact<Stores>;
  reader: Pick<ChatReader, 'dueToLeave'>;
  channelOf: ChannelOf;
  /** Null while mail has no way out. */
  mail: () => MailWayOut | null;
  /** The words before answers that the visitor left without seeing. */
  words: (locale: Locale, about: { number: number }) => { subject: string; intro: string };
  goneAfterMinutes: number;
  clock: Clock;
}): Departures {
  const { transact, channelOf, clock } = parts;
  const goneBefore = (at: Date) => new Date(at.getTime() - parts.goneAfterMinutes * 60_000);

  /** From here on the latest conversation of the ticket is one by mail with the address they gave; false when there is no such way. */
  const openMail = async (stores: Stores, visitor: ChatVisitor, ticket: Ticket, at: Date): Promise<boolean> => {
    const mail = parts.mail();
    if (mail === null || visitor.email === null) return false;
    const theirs: Address = { kind: 'email', value: visitor.email };
    const subject = ticket.subject || parts.words(visitor.locale, ticket).subject;
    await stores.chat.openMail({ id: newId(), ticketId: ticket.id, ours: mail.from, theirs, subject, topic: '', at });
    return true;
  };

  /** What no page has shown goes out as one mail by whoever wrote last. */
  const passOn = async (stores: Stores, visitor: ChatVisitor, place: ChatPlace, ticket: Ticket, at: Date): Promise<void> => {
    if (!(await openMail(stores, visitor, ticket, at))) return;
    const unseen = await stores.chat.lockUnseen(place.conversationId);
    if (unseen.length === 0) return;
    await writeMail(stores, visitor, ticket, unseen, at);
    for (const { deliveryId } of unseen) await stores.replies.setDelivery(deliveryId, { status: 'shelved', at, ...storedWords('went_by_mail') });
  };

  const writeMail = async (stores: Stores, visitor: ChatVisitor, ticket: Ticket, unseen: UnseenReply[], at: Date) => {
    const { intro } = parts.words(visitor.locale, ticket);
    const text = [intro, ...unseen.map((reply) => reply.text)].filter((part) => part !== '').join('\n\n');
    const agentId = unseen.at(-1)?.agentId ?? null;
    const files = unseen.flatMap((reply) => reply.files);
    await writeReply(stores, ticket, { kind: 'agent', text, agentId, files, cc: [] }, channelOf, at);
  };

  /** Where the visitor's conversation is, under its ticket's lock; null when there is nothing to do any more. */
  const lockPlace = async (stores: Stores, visitorId: string): Promise<{ place: ChatPlace; ticket: Ticket } | null> => {
    for (let place = await stores.chat.placeOf(visitorId); place; ) {
      const ticket = await stores.tickets.lock(place.ticketId);
      const again = await stores.chat.placeOf(visitorId);
      if (ticket && again?.ticketId === ticket.id) return isEnded(ticket) ? null : { place: again, ticket };
      place = again;
    }
    return null;
  };

  return {
    leave: (visitorId) =>
      transact(async (stores) => {
        const at = clock.now();
        // The ticket comes before the visitor's row: whoever writes in the chat holds it while they note the visitor.
        const locked = await lockPlace(stores, visitorId);
        const visitor = await stores.chat.lock(visitorId);
        if (!visitor || visitor.seenAt >= goneBefore(at)) return;
        if (visitor.goneAt === null) {
          await stores.chat.setGone(visitorId, at);
          if (locked && locked.ticket.status !== 'resolved') {
            await stores.events.append([
              { name: 'chat.left', at, effectiveAt: visitor.seenAt, actor: customerActor, ticketId: locked.ticket.id, reason: reasonOf(visitor, parts.mail()) },
            ]);
          }
        }
        if (locked) await passOn(stores, visitor, locked.place, locked.ticket, at);
        await stores.chat.markUnseen(visitorId, { ...storedWords('visitor_gone'), at });
      }),
    comeBack: (visitorId) =>
      transact(async (stores) => {
        const at = clock.now();
        const locked = await lockPlace(stores, visitorId);
        const visitor = await stores.chat.lock(visitorId);
        if (!visitor) return;
        await stores.chat.note({ id: visitorId, locale: visitor.locale, at });
        if (visitor.goneAt === null) return;
        await stores.chat.setGone(visitorId, null);
        if (!locked) return;
        await stores.chat.makeLatest(locked.place.conversationId, at);
        if (locked.ticket.status === 'resolved') return;
        await stores.events.append([{ name: 'chat.returned', at, actor: customerActor, ticketId: locked.ticket.id }]);
      }),
    goOnByMail: (visitorId) =>
      transact(async (stores) => {
        const locked = await lockPlace(stores, visitorId);
        const visitor = await stores.chat.lock(visitorId);
        if (locked && visitor) await openMail(stores, visitor, locked.ticket, clock.now());
      }),
    shown: (visitorId, replyIds) =>
      transact(async (stores) => {
        const at = clock.now();
        for (const { deliveryId, replyId, ticketId } of await stores.chat.lockShown(visitorId, replyIds)) {
          await stores.replies.setDelivery(deliveryId, { status: 'delivered', at });
          await stores.events.append([
            { name: 'delivery.delivered', at, ticketId, replyId, actor: customerActor, after: { channel: 'chat', code: null, providerId: null, tries: 0 } },
          ]);
        }
      }),
    due: (at, most) => parts.reader.dueToLeave(goneBefore(at), most),
  };
}

/** How the conversation goes on without its visitor. */
function reasonOf(visitor: ChatVisitor, mail: MailWayOut | null): string {
  if (visitor.email === null) return 'no-mail';
  return mail === null ? 'no-way-out' : 'by-mail';
}
