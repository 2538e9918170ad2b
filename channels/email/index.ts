import type { Channel, InboundMail, Letter } from '../../src/core/index.ts';
import { createOwnAddresses, type EmailOptions } from './mailboxes.ts';
import { renderMail } from './render.ts';
import { toContact } from './to-contact.ts';
import { toLetter } from './to-letter.ts';

export type { EmailOptions, Mailbox } from './mailboxes.ts';

/** Mail, and what intake needs of one beside its Contact. */
export interface EmailChannel extends Channel<InboundMail> {
  toLetter(mail: InboundMail): Letter;
}

/** E-mail: a conversation hangs on the headers of its mails; what is automatic, bounced or passed on is told by `toLetter`. */
export function createEmailChannel(options: EmailOptions): EmailChannel {
  const own = createOwnAddresses(options);
  return {
    name: 'email',
    whenClosed: 'held',
    capabilities: {
      live: false,
      maxTextLength: null,
      attachments: true,
      html: true,
      threading: 'headers',
      reply: 'send',
      reaches: 'email',
      automaticAnswers: 'limited',
    },
    toContact: (mail) => toContact(mail, own),
    toLetter: (mail) => toLetter(mail, own),
    render: (reply) => renderMail(reply, options),
  };
}
