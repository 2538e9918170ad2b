import { createChatReader } from '../../adapters/postgres/chat-reader.ts';
import { calendarOf } from '../desk/definition/index.ts';
import { isOpen } from '../desk/calendars/index.ts';
import type { Accept } from '../intake/accept.ts';
import { createChat } from '../intake/chat/chat.ts';
import { createDepartures } from '../intake/chat/departures.ts';
import { createVisitorTokens } from '../intake/chat/visitor-token.ts';
import { chatWords } from '../intake/chat/words.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';

/** The chat: what visitors say, and where a conversation goes on when they leave. */
export function composeChat(
  { database, transact, desk, clock, channels, channelOf, outletOf }: DeskGround,
  parts: Pick<DeskParts, 'mailFrom' | 'secret' | 'intakeTurn'>,
  accept: Accept,
  isClosed: () => boolean,
) {
  const chatReader = createChatReader(database.db);
  const inTurn = parts.intakeTurn ?? ((takeIn) => takeIn());
  const from = parts.mailFrom?.address ?? desk.mailboxes[0]?.address ?? null;
  const departures = createDepartures({
    transact, reader: chatReader, channelOf, clock, goneAfterMinutes: desk.chat.goneAfterMinutes,
    mail: () => (from === null || !outletOf(channels.email.name)?.sender ? null : { from }),
    words: (locale, about) => ({ subject: chatWords[locale].subject(about), intro: chatWords[locale].intro(about) }),
  });
  const chat = createChat({
    transact, reader: chatReader, channel: channels.chat, departures, desk, clock,
    accept: (...contact) => inTurn(() => accept(...contact)),
    isClosed,
    isOpenAt: (at) => isOpen(calendarOf(desk, null), at),
  });
  return { chat, chatReader, departures, visitorTokens: createVisitorTokens(parts.secret) };
}
