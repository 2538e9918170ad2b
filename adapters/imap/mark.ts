import type { ImapFlow } from 'imapflow';
import type { MailboxSettings } from './settings.ts';
import { MailboxTrouble } from './trouble.ts';

/**
 * Does with mails that were taken in what the settings say. False when the server refuses it, which is no reason not to
 * read on. Throws MailboxTrouble when the connection is gone.
 */
export async function markMails(client: ImapFlow, uids: number[], { afterwards, moveTo }: MailboxSettings): Promise<boolean> {
  if (uids.length === 0 || afterwards === 'keep') return true;
  const mark = async (): Promise<boolean> => {
    if (afterwards === 'move') return moveTo === null || Boolean(await client.messageMove(uids, moveTo, { uid: true }));
    return client.messageFlagsAdd(uids, [afterwards === 'seen' ? '\\Seen' : '\\Flagged'], { uid: true, silent: true });
  };
  if (await mark()) return true;
  demandConnection(client);
  // The folder is not there yet, or one of the mails is gone, which the server may first have to be asked to tell.
  if (afterwards === 'move' && moveTo !== null) await client.mailboxCreate(moveTo).catch(() => undefined);
  else await client.noop().catch(() => undefined);
  if (await mark()) return true;
  demandConnection(client);
  return false;
}

function demandConnection(client: ImapFlow): void {
  if (!client.usable) throw new MailboxTrouble('unreachable', 'The connection ended.');
}
