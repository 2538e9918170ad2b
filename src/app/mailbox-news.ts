import type { MailboxState } from '../../adapters/imap/index.ts';
import { isTrouble } from '../../adapters/imap/trouble.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';

/**
 * Tells of one mailbox what somebody should look at: that it cannot be read, once for as long as it stays so, and that it
 * can again. The gauge follows it; another process's mailbox is not ours to tell of.
 */
export function createMailboxNews(
  mailbox: string, logger: Pick<Logger, 'warn' | 'info' | 'debug'>, metrics: Pick<Metrics, 'mailboxReadable'>,
): (state: MailboxState) => void {
  let last: MailboxState['kind'] = 'connecting';
  return ({ kind, detail }) => {
    const level = kind === last ? 'debug' : isTrouble(kind) ? 'warn' : isTrouble(last) ? 'info' : 'debug';
    last = kind;
    logger[level]({ mailbox, state: kind, detail }, 'mailbox');
    metrics.mailboxReadable({ mailbox, readable: kind === 'standby' || kind === 'closed' ? null : !isTrouble(kind) });
  };
}
