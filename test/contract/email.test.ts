import { createEmailChannel } from '../../channels/email/index.ts';
import { inboundMail } from '../channels/inbound-mail.ts';
import { describeChannelContract } from './channel-contract.ts';

const madeId = `<h.${'0123456789abcdef'.repeat(4).slice(0, 40)}@no-message-id>`;

describeChannelContract({
  channel: createEmailChannel({
    mailboxes: [{ key: 'soporte', address: 'soporte@example.org', aliases: [], service: null, entry: null, team: null, locale: null }],
    from: 'soporte@example.org',
    timeZone: 'America/Bogota',
  }),
  samples: [
    { inbound: inboundMail(), providerId: '<a1@example.com>' },
    { inbound: inboundMail({ messageId: null, from: [], to: [], subject: '', text: '', deliveredTo: [] }), providerId: madeId },
    {
      inbound: inboundMail({
        messageId: '<a2@example.com>',
        attachments: [{ url: '', contentType: 'image/png', name: 'foto.png', file: { sha256: 'a'.repeat(64), size: 3 }, contentId: 'x', inline: true }],
      }),
      providerId: '<a2@example.com>',
    },
  ],
  hostile: (text) => {
    const people = [{ name: text, address: text }, { name: null, address: `${text}@example.com` }];
    return inboundMail({
      messageId: text, contentHash: text, from: people, replyTo: people, to: people, cc: people, returnPath: text, deliveredTo: [text], subject: text, text, html: text,
      inReplyTo: [text], references: [text], headers: { 'auto-submitted': text, 'list-id': text, [text]: text },
      attachments: [{ url: text, contentType: text, name: text, refused: text, contentId: text, inline: false }],
      bounce: [{ action: 'failed', recipient: text, status: text, diagnostic: text }], returnedIds: [text],
    });
  },
  ownAddress: 'soporte@example.org',
});
