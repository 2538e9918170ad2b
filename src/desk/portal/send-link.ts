import { AppError, type Clock, type MailNotice, type OutboundText, type Sender, type Transact } from '../../core/index.ts';
import { messageIdOf } from '../replies/index.ts';
import { portalWords } from './locales.ts';
import type { PortalLink, PortalLinkStatus, PortalStore, PortalTokens } from './portal-link.ts';

/** Mails one link that was asked for, at most once; gives how it stands, null when there was nothing to do. Idempotent. */
export type SendPortalLink = (linkId: string) => Promise<PortalLinkStatus | null>;

/** The way out for a mail that belongs to no ticket. */
export interface MailWayOut {
  sender: Sender;
  from: { name: string; address: string };
  /** Gives a mail its shape. */
  shape: (notice: MailNotice) => OutboundText;
}

/** A link found in `sending` after this many milliseconds may have gone out: it is never sent again, and whoever waits asks for another. */
const sendingLasts = 15 * 60_000;
/** Links that one address is mailed within an hour, however often somebody asks. */
const mostPerHour = 5;
const hour = 60 * 60_000;
/** Milliseconds after each try that certainly failed; all within the life of a link. */
const pauses = [10_000, 60_000, 5 * 60_000];

export function createSendPortalLink(parts: {
  transact: Transact<{ portal: PortalStore }>;
  tokens: PortalTokens;
  /** Null while no mail goes out. */
  mail: MailWayOut | null;
  isOwnMail: (address: string) => boolean;
  deskName: string;
  publicUrl: string;
  clock: Clock;
}): SendPortalLink {
  const { transact, mail, clock } = parts;

  const settle = (linkId: string, status: PortalLinkStatus, more: { reason?: string; nextTryAt?: Date } = {}) =>
    transact(async ({ portal }) => {
      const link = await portal.lockLink(linkId);
      // A sender slower than its lease may still say that it went out.
      if (link?.status !== 'sending' && !(link?.status === 'unknown' && status === 'sent')) return link?.status ?? null;
      await portal.setLink(linkId, { ...more, status, at: clock.now() });
      return status;
    });

  /** Marks it as being sent, in a transaction of its own, so that a crash after it can be seen. */
  const claim = (linkId: string) =>
    transact(async ({ portal }): Promise<PortalLink | PortalLinkStatus | null> => {
      const link = await portal.lockLink(linkId);
      const at = clock.now();
      if (!link) return null;
      if (link.status === 'sending' && at.getTime() - link.updatedAt.getTime() > sendingLasts) {
        await portal.setLink(linkId, { status: 'unknown', reason: 'interrupted', at });
        return 'unknown';
      }
      if (link.status !== 'queued' || link.nextTryAt > at) return null;
      const end = await endBeforeSending(portal, link, at);
      if (end) {
        await portal.setLink(linkId, { ...end, at });
        return end.status;
      }
      await portal.setLink(linkId, { status: 'sending', tries: link.tries + 1, at });
      return { ...link, tries: link.tries + 1 };
    });

  const endBeforeSending = async (portal: PortalStore, link: PortalLink, at: Date): Promise<{ status: PortalLinkStatus; reason: string } | null> => {
    if (link.expiresAt <= at) return { status: 'failed', reason: 'expired' };
    if (!mail) return { status: 'failed', reason: 'channel_off' };
    if (parts.isOwnMail(link.email) || !(await portal.knows(link.email))) return { status: 'dropped', reason: 'nobody' };
    await portal.serialise(link.email);
    if ((await portal.countSent(link.email, new Date(at.getTime() - hour))) >= mostPerHour) return { status: 'dropped', reason: 'too-many' };
    return null;
  };

  const send = async (out: MailWayOut, link: PortalLink): Promise<PortalLinkStatus | null> => {
    try {
      const outcome = await out.sender.send(out.shape(noticeOf(parts, out, link)));
      return await settle(link.id, outcome.kind === 'sent' ? 'sent' : 'failed', outcome.kind === 'sent' ? {} : { reason: outcome.code });
    } catch (error) {
      if (!(error instanceof AppError) || !error.retryable) return settle(link.id, 'unknown', { reason: 'unknown' });
      const pause = pauses[link.tries - 1];
      if (pause === undefined) return settle(link.id, 'failed', { reason: error.code });
      return settle(link.id, 'queued', { reason: error.code, nextTryAt: new Date(clock.now().getTime() + pause) });
    }
  };

  return async (linkId) => {
    const claimed = await claim(linkId);
    if (claimed === null || typeof claimed === 'string') return claimed;
    return mail ? send(mail, claimed) : null;
  };
}

function noticeOf(parts: { tokens: PortalTokens; deskName: string; publicUrl: string }, { from }: MailWayOut, link: PortalLink): MailNotice {
  const words = portalWords[link.locale];
  const url = `${parts.publicUrl.replace(/\/+$/, '')}/help/enter/${parts.tokens.make(link.id)}`;
  return {
    to: link.email, from: from.address, fromName: from.name, locale: link.locale,
    messageId: messageIdOf(link.id, from.address),
    subject: words.subject({ deskName: parts.deskName }), text: words.text({ url, deskName: parts.deskName }),
  };
}
