import type { Address, BounceReport, RefusedRecipient } from '../../core/index.ts';
import { providerActor } from '../events/index.ts';
import { recordConclusion, type DeliveryStatus, type Outgoing, type ReplyStores } from '../replies/index.ts';

export interface BounceStore {
  /** Lower-cased addresses that a reply went to beside the other end of its conversation. */
  copiedOn(replyId: string): Promise<string[]>;
  /** Notes that mail to an address does not arrive; false when that was known, or no customer has it. */
  markUndeliverable(address: Address, reason: string, at: Date): Promise<boolean>;
  /** Takes that back; false when nothing was noted. */
  clearUndeliverable(address: Address): Promise<boolean>;
}

export type BounceStores = ReplyStores & { bounces: BounceStore };

/** What mail servers told of one reply of ours. */
export interface BounceNews {
  replyId: string;
  /** The mail that told it. */
  contactId: string | null;
  /** None: it came back, and nothing more can be made out. */
  reports: BounceReport[];
  at: Date;
}

/** One reply while reports about it are taken in. */
interface Reported extends BounceNews {
  outgoing: Outgoing;
  /** As it stands after the reports so far. */
  status: DeliveryStatus;
  main: string | null;
  copied: string[];
}

/**
 * Takes in what mail servers told of a reply, which a signed address or our own Message-ID has shown to be meant, in
 * any order and any number of times. What failed for whom it was written to fails the delivery, however it stood unless
 * it has arrived; a copy that failed is only told. An address is noted as undeliverable when the reply went to it and the
 * fault is the address's own and permanent.
 */
export async function onBounce(stores: BounceStores, news: BounceNews): Promise<void> {
  const [outgoing] = await stores.replies.lockLatest(news.replyId);
  if (!outgoing) return;
  const main = outgoing.to?.value.toLowerCase() ?? null;
  const copied = (await stores.bounces.copiedOn(news.replyId)).filter((address) => address !== main);
  let status = outgoing.delivery.status;
  const reports = news.reports.length === 0 ? [cameBack] : news.reports;
  for (const report of reports) status = await takeReport(stores, { ...news, outgoing, status, main, copied }, report);
}

/** Whom a mail server refuses at once, because there is no such address, is noted like whom a report names later. */
export async function noteRefusals(stores: BounceStores, outgoing: Outgoing, refusals: RefusedRecipient[], at: Date): Promise<void> {
  const about = { outgoing, replyId: outgoing.delivery.replyId, contactId: null, at };
  for (const { recipient, code, message } of refusals) {
    if (isAddressFault(code)) await markUndeliverable(stores, about, recipient.toLowerCase(), { status: code, diagnostic: message });
  }
}

const cameBack: BounceReport = { action: 'failed', recipient: null, status: null, diagnostic: null };

/** A mail that was taken in from an address shows that it is there. */
export async function noteDeliverable(
  stores: Pick<BounceStores, 'bounces' | 'events'>,
  about: { address: Address; contactId: string | null; ticketId: string | null; at: Date },
): Promise<void> {
  const { address, contactId, ticketId, at } = about;
  if (!(await stores.bounces.clearUndeliverable(address))) return;
  await stores.events.append([{ name: 'address.deliverable', at, actor: providerActor, ticketId, contactId, after: { ...address } }]);
}

/** Gives the delivery's status afterwards. */
async function takeReport(stores: BounceStores, about: Reported, report: BounceReport): Promise<DeliveryStatus> {
  const recipient = report.recipient?.toLowerCase() ?? null;
  // Whoever else a server names stands behind the one we wrote to: a forwarding address, or a spelling of its own.
  const copy = recipient !== null && about.copied.includes(recipient) ? recipient : null;
  switch (report.action) {
    case 'failed':
      return takeFailure(stores, about, report, { copy, blamed: copy ?? blamedOf(about, recipient) });
    case 'delayed':
      if (wasSent(about)) await tell(stores, about, report, { name: 'delivery.delayed', copy });
      return about.status;
    case 'delivered':
      return copy === null ? takeArrival(stores, about) : about.status;
    // Both only say that the mail went on to a system that will tell no more: it may fail there yet (RFC 3464, 2.3.3).
    case 'relayed':
    case 'expanded':
      return about.status;
  }
}

async function takeFailure(
  stores: BounceStores,
  about: Reported,
  report: BounceReport,
  whose: { copy: string | null; blamed: string | null },
): Promise<DeliveryStatus> {
  const { outgoing, status, at } = about;
  if (status === 'delivered' && whose.copy === null) return status;
  const fails = whose.copy === null && wasSent(about);
  if (fails) {
    const end = { status: 'failed' as const, providerId: null, code: codeOf(report), message: wordsOf(report), because: null, retryAt: null };
    await recordConclusion(stores, outgoing, end, null, at);
  }
  if (whose.copy !== null) await tell(stores, about, report, { name: 'delivery.failed', copy: whose.copy });
  if (whose.blamed !== null && report.status !== null && isAddressFault(report.status)) {
    await markUndeliverable(stores, about, whose.blamed, report);
  }
  return fails ? 'failed' : status;
}

async function takeArrival(stores: BounceStores, about: Reported): Promise<DeliveryStatus> {
  const { outgoing, status, at, contactId } = about;
  if (!wasSent(about) && status !== 'failed') return status;
  await recordConclusion(stores, outgoing, { status: 'delivered', providerId: null, code: null, message: null, because: null, retryAt: null }, null, at);
  if (outgoing.to) await noteDeliverable(stores, { address: outgoing.to, contactId, ticketId: outgoing.ticketId, at });
  return 'delivered';
}

/** The address that a fault can be laid to: the one we wrote to, named by the server or the only one there was. */
function blamedOf({ main, copied }: Reported, recipient: string | null): string | null {
  return recipient === main || (recipient === null && copied.length === 0) ? main : null;
}

/** Whether the latest attempt is what a report can be about. Servers are quick: a mail may come back before it is noted as sent. */
function wasSent({ status }: Reported): boolean {
  return status === 'sent' || status === 'unknown' || status === 'sending';
}

/**
 * Codes of RFC 3463 and RFC 7505 by which the address itself is wrong for good: no such mailbox, no such system, not an
 * address, moved away, a domain that takes no mail, a mailbox that was closed. All others may pass, or are about us.
 */
const addressFaults: ReadonlySet<string> = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1']);

export function isAddressFault(status: string): boolean {
  return addressFaults.has(status);
}

async function markUndeliverable(
  stores: BounceStores,
  about: Pick<Reported, 'outgoing' | 'replyId' | 'contactId' | 'at'>,
  value: string,
  report: Pick<BounceReport, 'status' | 'diagnostic'>,
): Promise<void> {
  const { outgoing, contactId, at, replyId } = about;
  const address: Address = { kind: outgoing.to?.kind ?? 'email', value };
  const code = codeOf(report);
  if (!(await stores.bounces.markUndeliverable(address, code, at))) return;
  await stores.events.append([
    {
      name: 'address.undeliverable', at, actor: providerActor, ticketId: outgoing.ticketId, replyId, contactId,
      reason: wordsOf(report) ?? code, after: { ...address, code },
    },
  ]);
}

async function tell(
  stores: BounceStores,
  { outgoing, replyId, contactId, main, at }: Reported,
  report: BounceReport,
  what: { name: 'delivery.delayed' | 'delivery.failed'; copy: string | null },
): Promise<void> {
  const code = codeOf(report);
  await stores.events.append([
    {
      name: what.name, at, actor: providerActor, ticketId: outgoing.ticketId, replyId, contactId, reason: wordsOf(report) ?? code,
      after: { channel: outgoing.channel, code, recipient: what.copy ?? main, copied: what.copy !== null },
    },
  ]);
}

const longestWords = 500;

function codeOf({ status }: Pick<BounceReport, 'status'>): string {
  return status ?? 'bounced';
}

/** The server's words, in a length that fits a screen. */
function wordsOf({ diagnostic }: Pick<BounceReport, 'diagnostic'>): string | null {
  return diagnostic?.trim().replaceAll(/\s+/g, ' ').slice(0, longestWords).toWellFormed() || null;
}
