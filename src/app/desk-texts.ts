import { createLineReader } from '../../adapters/postgres/delivery-line.ts';
import { createDeliveryReader } from '../../adapters/postgres/delivery-reader.ts';
import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import { slackFaultWords } from '../../adapters/slack/delivery-faults.ts';
import { mailFaultWords } from '../../adapters/smtp/delivery-faults.ts';
import { deliveryFaultWords } from '../../adapters/twilio/index.ts';
import { toComment } from '../../channels/web/comment.ts';
import type { ChannelCapabilities } from '../core/index.ts';
import { createThreadOf, mailStatusWords, noteRefusals } from '../desk/mails/index.ts';
import { costOf } from '../desk/definition/index.ts';
import { createDeliveries, createExplainDelivery, endHeld, luggageOf, writeWordAnswer, type HangingOf } from '../desk/replies/index.ts';
import { createAccept } from '../intake/accept.ts';
import { createComments, type Comments, type WriteAtStatusPage } from '../intake/add-comment.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';
import type { HearCustomer } from './hear-customer.ts';

/** What is written, in and out: contacts with text, comments at the status page, deliveries. */
export function composeTexts({ database, transact, desk, clock, channels, channelOf, outletOf, replyAddresses }: DeskGround, parts: Pick<DeskParts, 'mailFrom' | 'onCommitted'>, hearCustomer: HearCustomer) {
  const accept = createAccept({
    transact, clock, onCustomerWrote: hearCustomer,
    rules: { ...desk.conversations, joinMinutes: desk.slack.joinMinutes, locale: desk.locale },
    costOf: (channel) => costOf(desk, channel),
    wordRules: {
      answer: (stores, answer) => writeWordAnswer(stores, { ...answer, deskName: desk.name }, channelOf, clock.now()),
      stopped: (stores, pair, at) => endHeld(stores, pair, 'opted_out', at),
    },
  });
  const comments = createComments({
    transact, clock, onCustomerWrote: hearCustomer,
    rules: { reopenDays: desk.conversations.reopenDays, locale: desk.locale },
    costOf: (channel) => costOf(desk, channel),
  });
  const threadOf = createThreadOf<PostgresStores>({ desk, addresses: replyAddresses, mailFrom: parts.mailFrom ?? null });
  const hangingOf: HangingOf<PostgresStores> = async (stores, outgoing, { capabilities: { threading } }) => {
    if (threading === 'headers') return threadOf(stores, outgoing);
    return threading === 'thread' ? luggageOf(stores, outgoing) : null;
  };
  return {
    accept,
    writeAtStatusPage: statusPageWriter(comments, channels.web.capabilities),
    deliveries: createDeliveries({
      transact, line: createLineReader(database.db), raise: (signals) => parts.onCommitted(signals, []), outletOf, hangingOf, onRefused: noteRefusals, clock,
    }),
    deliveryReader: createDeliveryReader(database.db),
    explainDelivery: createExplainDelivery((code, message, locale) =>
      deliveryFaultWords(code, locale) ?? mailFaultWords(code, locale) ?? slackFaultWords(code, locale) ?? mailStatusWords(code, message, locale)),
  };
}

/** What the holder of a status link writes becomes a contact like any other. */
function statusPageWriter(comments: Comments, capabilities: ChannelCapabilities): WriteAtStatusPage {
  return (kind, link, inbound) => {
    const contact = toComment(inbound);
    return kind === 'comment' ? comments.add(link, contact) : comments.followUp(link, contact, capabilities);
  };
}
