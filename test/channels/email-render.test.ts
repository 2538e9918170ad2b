import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmailChannel } from '../../channels/email/index.ts';
import { renderMail } from '../../channels/email/render.ts';
import type { MailThread, OutboundMail, Reply } from '../../src/core/index.ts';

const thread: MailThread = {
  messageId: '<r.00000000000000000000000000000001@desk.test>', ticketNumber: 'V-1042', subject: 'No puedo navegar',
  references: ['<a@x.test>', '<b@x.test>'], fromName: 'Mesa de ayuda', toName: 'Ana Pérez', cc: [{ name: null, address: 'luis@x.test' }],
  replyTo: 'mesa+t.abc@desk.test', returnPath: 'mesa+b.abc@desk.test',
  quoted: { from: { name: 'Ana', address: 'ana@x.test' }, at: new Date('2026-03-03T15:15:00Z'), text: 'No puedo navegar.\n\nGracias' },
  automatic: false, agentName: 'Marta Díaz', signature: 'Mesa de ayuda\next. 100', html: null, files: [],
};
const reply: Reply = {
  id: 'r', text: 'Reinicie el equipo.\nMire https://x.test/a?b=1&c=2.\n\nSaludos <3', locale: 'es', to: { kind: 'email', value: 'ana@x.test' }, from: 'mesa@desk.test',
};

function mailOf(changes: Partial<MailThread> = {}, about: Partial<Reply> = {}): OutboundMail {
  const mail = renderMail({ ...reply, ...about, thread: { ...thread, ...changes } }, { timeZone: 'America/Bogota' })?.mail;
  if (!mail) throw new Error('no mail');
  return mail;
}

describe('an answer by mail', () => {
  it('is three fields where it hangs on nothing, and nothing where it has nobody to go to', () => {
    expect(renderMail(reply, { timeZone: 'UTC' })).toEqual({ to: 'ana@x.test', from: 'mesa@desk.test', body: reply.text });
    expect(renderMail({ ...reply, to: null }, { timeZone: 'UTC' })).toBeNull();
    expect(renderMail({ ...reply, from: '' }, { timeZone: 'UTC' })).toBeNull();
    expect(renderMail({ ...reply, to: { kind: 'phone', value: '+573001234567' } }, { timeZone: 'UTC' })).toBeNull();
  });

  it('has the words, the signature below its mark, and the customer quoted below both', () => {
    expect(mailOf().text).toBe([
      'Reinicie el equipo.', 'Mire https://x.test/a?b=1&c=2.', '', 'Saludos <3', '',
      '-- ', 'Marta Díaz', 'Mesa de ayuda', 'ext. 100', '',
      'El 3 de marzo de 2026, 10:15, Ana escribió:', '> No puedo navegar.', '>', '> Gracias', '',
    ].join('\n'));
    expect(mailOf({}, { locale: 'en' }).text).toContain('\nOn March 3, 2026, 10:15, Ana wrote:\n> No puedo');
  });

  it('has the same in HTML, escaped, with its links, and folded as mail programs fold', () => {
    const { html } = mailOf();
    expect(html).toContain('<a href="https://x.test/a?b=1&amp;c=2">https://x.test/a?b=1&amp;c=2</a>.');
    expect(html).toContain('<p>Saludos &lt;3</p>');
    expect(html).toContain('<div class="gmail_signature">Marta Díaz<br>');
    expect(html).toMatch(/<div class="gmail_quote"><div class="gmail_attr">El 3 de marzo.*<blockquote class="gmail_quote"/);
    expect(mailOf({ html: '<b>Hola</b>' }).html).toContain('<div><b>Hola</b></div>');
    expect(mailOf({ quoted: { ...thread.quoted, from: { name: '<img src=x>', address: 'a@x.test' }, at: new Date(0), text: '<script>' } }).html).not.toMatch(/<(img|script)/);
  });

  it.each([
    ['No puedo navegar', 'Re: No puedo navegar [V-1042]'],
    ['RE: re[2]: AW: Hola [V-1042]', 'Re: Hola [V-1042]'],
    ['[V-7] Re: Hola', 'Re: Hola [V-1042]'],
    ['', 'Re: (sin asunto) [V-1042]'],
    ['Re: ', 'Re: (sin asunto) [V-1042]'],
    ['Hola\r\nBcc: todos@x.test', 'Re: Hola Bcc: todos@x.test [V-1042]'],
    ['Ref: factura 12', 'Re: Ref: factura 12 [V-1042]'],
  ])('answers the subject "%s" once and names the ticket once', (subject, expected) => {
    expect(mailOf({ subject }).subject).toBe(expected);
  });

  it('says of itself what hangs where, and only a machine says that it is one', () => {
    expect(mailOf()).toMatchObject({
      from: { name: 'Mesa de ayuda', address: 'mesa@desk.test' }, to: [{ name: 'Ana Pérez', address: 'ana@x.test' }],
      cc: [{ name: null, address: 'luis@x.test' }], replyTo: 'mesa+t.abc@desk.test', returnPath: 'mesa+b.abc@desk.test',
      messageId: thread.messageId, inReplyTo: '<b@x.test>', references: ['<a@x.test>', '<b@x.test>'], headers: { 'X-Ventanilla': 'mesa@desk.test' },
    });
    expect(mailOf({ automatic: true })).toMatchObject({
      subject: 'Re: No puedo navegar [V-1042]',
      headers: { 'X-Ventanilla': 'mesa@desk.test', 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', 'X-Loop': 'mesa@desk.test' },
    });
    expect(mailOf({ automatic: true }).text).toContain('mensaje automático');
  });

  it('keeps long threads and long quotations within bounds', () => {
    const references = Array.from({ length: 100 }, (_, index) => `<${index}@x.test>`);
    const kept = mailOf({ references }).references;
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([30, '<0@x.test>', '<99@x.test>']);
    expect(mailOf({ references: ['<a b>', 'c', '<d>\r\nX: y', '<e@x.test>'] }).references).toEqual(['<e@x.test>']);
    const { text } = mailOf({ quoted: { from: { name: null, address: 'a@x.test' }, at: new Date(0), text: 'línea\n'.repeat(5_000) } });
    expect(text.split('\n').filter((line) => line.startsWith('> '))).toHaveLength(201);
    expect(text).toContain('> […]');
  });

  it.each(['es', 'en'] as const)('is read by ourselves as its words alone, without signature and quotation (%s)', (locale) => {
    const channel = createEmailChannel({ mailboxes: [], from: 'otra@other.test', timeZone: 'UTC' });
    const mail = mailOf({}, { locale });
    const read = (text: string, html: string | null) => channel.toContact({
      messageId: mail.messageId, contentHash: '', from: [mail.from], replyTo: [], to: mail.to, cc: [], returnPath: null, deliveredTo: ['otra@other.test'],
      subject: mail.subject, sentAt: null, receivedAt: new Date(0), text, html, inReplyTo: [], references: [], headers: {}, attachments: [], bounce: [], returnedIds: [],
      authentication: { spf: 'none', dkim: 'none', dmarc: 'none', domain: null, by: null },
    }).text;
    expect(read(mail.text, null)).toBe(reply.text);
    expect(read(`Gracias.\n\n${mail.text.split('\n\n').at(-1) ?? ''}`, null)).toBe('Gracias.');
  });

  it('never carries a line end or a NUL byte into a header, whatever stands in names and subjects', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (odd) => {
        const mail = mailOf({ subject: odd, fromName: odd, toName: odd, cc: [{ name: odd, address: 'c@x.test' }], agentName: odd, signature: odd, references: [odd] }, { text: odd });
        const people = [mail.from, ...mail.to, ...mail.cc].flatMap(({ name, address }) => [name ?? '', address]);
        for (const header of [mail.subject, ...people, ...mail.references]) expect(header).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        for (const text of [mail.text, mail.html, ...people, mail.subject]) expect(text.isWellFormed() && !text.includes('\u0000')).toBe(true);
      }),
    );
  });
});
