import type { InboundMail } from '../../src/core/index.ts';

/** An ordinary mail to the desk, with what a test wants otherwise. */
export function inboundMail(otherwise: Partial<InboundMail> = {}): InboundMail {
  return {
    messageId: '<a1@example.com>',
    contentHash: '0123456789abcdef'.repeat(4),
    from: [{ name: 'Ana Ruiz', address: 'ana@example.com' }],
    replyTo: [],
    to: [{ name: 'Soporte', address: 'soporte@example.org' }],
    cc: [],
    returnPath: 'ana@example.com',
    deliveredTo: ['soporte@example.org'],
    subject: 'No me funciona el teléfono',
    sentAt: new Date('2026-03-02T15:00:00Z'),
    receivedAt: new Date('2026-03-02T15:00:05Z'),
    text: 'Buenos días:\n\nNo me funciona el teléfono.\n\n-- \nAna',
    html: null,
    inReplyTo: [],
    references: [],
    headers: {},
    attachments: [],
    bounce: [],
    returnedIds: [],
    authentication: { spf: 'none', dkim: 'none', dmarc: 'none', domain: 'example.com', by: null },
    ...otherwise,
  };
}
