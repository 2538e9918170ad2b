import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmailChannel } from '../../channels/email/index.ts';
import { ticketNumbersIn, topicOf } from '../../channels/email/topic.ts';
import type { InboundMail } from '../../src/core/index.ts';
import { inboundMail } from './inbound-mail.ts';
import { atThisPace } from '../support/pace.ts';

const channel = createEmailChannel({
  mailboxes: [
    { key: 'soporte', address: 'Soporte@example.org', aliases: ['ayuda@example.org'], service: 'tecnologia', entry: null, team: 'mesa-1', locale: 'es' },
    { key: 'help', address: 'help@example.org', aliases: [], service: null, entry: 'equipo', team: null, locale: 'en' },
  ],
  from: 'desk@example.org',
  timeZone: 'America/Bogota',
});
const contactOf = (otherwise: Partial<InboundMail>) => channel.toContact(inboundMail(otherwise));
const letterOf = (otherwise: Partial<InboundMail>) => channel.toLetter(inboundMail(otherwise));
const person = (address: string) => ({ name: null, address });

describe('the contact of a mail', () => {
  it('has its sender, subject and visible text, and what the address it came to is about', () => {
    expect(contactOf({})).toEqual({
      channel: 'email',
      providerId: '<a1@example.com>',
      from: [{ kind: 'email', value: 'ana@example.com' }],
      fromText: 'Ana Ruiz <ana@example.com>',
      name: 'Ana Ruiz',
      to: 'soporte@example.org',
      subject: 'No me funciona el teléfono',
      text: 'Buenos días:\n\nNo me funciona el teléfono.',
      locale: 'es',
      attachments: [],
      chosen: { service: 'tecnologia', team: 'mesa-1' },
      receivedAt: new Date('2026-03-02T15:00:05Z'),
    });
  });

  it.each<[string, Partial<InboundMail>, string]>([
    ['an address with a tag', { deliveredTo: ['soporte+t.abc@example.org'] }, 'soporte@example.org'],
    ['an alias', { deliveredTo: ['AYUDA@example.org'] }, 'ayuda@example.org'],
    ['a copy', { deliveredTo: [], to: [person('luis@example.com')], cc: [person('help@example.org')] }, 'help@example.org'],
    ['the transport before what the mail says', { deliveredTo: ['help@example.org'] }, 'help@example.org'],
    ['a blind copy', { deliveredTo: [], to: [person('luis@example.com')] }, 'desk@example.org'],
  ])('came to our own address: %s', (_name, otherwise, to) => {
    expect(contactOf(otherwise).to).toBe(to);
  });

  it('is from somebody unchecked where only Reply-To names them', () => {
    expect(letterOf({ from: [person('desk@example.org')], replyTo: [person('agente@example.org')] }).isSenderUnchecked).toBe(true);
    expect(letterOf({ replyTo: [person('agente@example.org')] }).isSenderUnchecked).toBeUndefined();
  });

  it('shows a text of very many lines whole, quickly', () => {
    for (const line of ['a:\n|\n', '<a@example.com>\n', 'El 2/3/2026 ana@example.com\n']) {
      const text = line.repeat(900_000 / line.length);
      const began = performance.now();
      expect(contactOf({ text }).text).toBe(text.trim());
      expect(letterOf({ text }).fullText).toBeNull();
      expect(performance.now() - began).toBeLessThan(atThisPace(1_000));
    }
  });

  it('is from whom Reply-To names when one of our own addresses sent it, and from nobody without that', () => {
    expect(contactOf({ from: [person('desk@example.org')], replyTo: [person('ana@example.com')] }).from).toEqual([{ kind: 'email', value: 'ana@example.com' }]);
    expect(contactOf({ from: [person('help+web@example.org')] }).from).toEqual([]);
    expect(contactOf({ replyTo: [person('otra@example.com')] }).from).toEqual([{ kind: 'email', value: 'ana@example.com' }]);
  });

  it.each(['noreply@example.org', 'No-Reply@example.org', 'formulario@example.org', 'wordpress@example.org', 'no_responder+web@example.org'])(
    'is from whom Reply-To names when a form on our pages sent it: %s', (address) => {
      const form = { from: [{ name: 'Formulario web', address }], replyTo: [{ name: 'Pedro', address: 'pedro@example.com' }] };
      expect(contactOf(form)).toMatchObject({ from: [{ kind: 'email', value: 'pedro@example.com' }], name: 'Pedro' });
      expect(contactOf({ ...form, replyTo: [] }).from).toEqual([{ kind: 'email', value: address.toLowerCase() }]);
      expect(contactOf({ ...form, replyTo: [person('help@example.org')] }).from).toEqual([{ kind: 'email', value: address.toLowerCase() }]);
    });

  it.each(['noreply@elsewhere.example', 'rosa@example.org', 'formula@example.org'])('is from whom From names beside any other Reply-To: %s', (address) => {
    expect(contactOf({ from: [person(address)], replyTo: [person('pedro@example.com')] }).from).toEqual([{ kind: 'email', value: address }]);
  });

  it('is claimed by a short id, the same for the same Message-ID', () => {
    const long = `<${'x'.repeat(300)}@example.com>`;
    const { providerId } = contactOf({ messageId: long });
    expect(providerId).toMatch(/^<h\.[\da-f]{40}@long-message-id>$/);
    expect(contactOf({ messageId: long }).providerId).toBe(providerId);
    expect(letterOf({ messageId: long }).messageId).toBe(long);
    expect(contactOf({ messageId: null }).providerId).toBe('<h.0123456789abcdef0123456789abcdef01234567@no-message-id>');
  });
});

describe('the letter of a mail', () => {
  it('tells who else it names, where answers go and every address it went to', () => {
    const letter = letterOf({
      deliveredTo: ['soporte+t.abc@example.org'],
      to: [person('soporte+t.abc@example.org'), person('luis@example.com')],
      cc: [{ name: 'Luis', address: 'luis@example.com' }, person('eva@example.com')],
      replyTo: [person('equipo@example.com')],
    });
    expect(letter.others).toEqual([person('luis@example.com'), person('eva@example.com')]);
    expect(letter.answerTo).toEqual(person('equipo@example.com'));
    expect(letter.recipients).toEqual(['soporte+t.abc@example.org', 'luis@example.com', 'eva@example.com']);
    expect(letterOf({}).answerTo).toEqual({ name: 'Ana Ruiz', address: 'ana@example.com' });
    expect(letterOf({ from: [] }).answerTo).toBeNull();
  });

  it('has the same fingerprints for a copy whose white space differs, others for other words', () => {
    const { fingerprints } = letterOf({});
    expect(fingerprints.date).toBe('2026-03-02T15:00:00.000Z');
    expect(letterOf({ text: 'Buenos días:\r\n\r\nNo me  funciona el\tteléfono.\r\n' }).fingerprints).toEqual(fingerprints);
    expect(letterOf({ text: 'Buenos días: no me funciona la pantalla.' }).fingerprints.words).not.toBe(fingerprints.words);
    expect(letterOf({ sentAt: null }).fingerprints.date).toBeNull();
  });

  it.each(['', 'ana@example.com'])('a read receipt from the return path %j is an automatic answer to what it reports on, and no mail that came back', (returnPath) => {
    const receipt = {
      returnPath, subject: 'Leído: Re: No me funciona el teléfono', returnedIds: ['<r.1@example.org>'],
      headers: { 'content-type': 'multipart/report; boundary="b"; Report-Type="disposition-notification"' },
    };
    expect(letterOf(receipt)).toMatchObject({ automatic: { kind: 'auto-reply', sign: 'report: disposition-notification' }, inReplyTo: ['<r.1@example.org>'] });
    const returned = { ...receipt, headers: { 'content-type': 'multipart/report; report-type=delivery-status' } };
    if (returnPath === '') expect(letterOf(returned).automatic?.kind).toBe('bounce');
    expect(letterOf(returned).inReplyTo).toEqual([]);
  });

  it('keeps the whole text where something was cut', () => {
    expect(letterOf({}).fullText).toContain('-- \nAna');
    expect(letterOf({ text: 'Hola' }).fullText).toBeNull();
  });
});

describe('topic', () => {
  it.each([
    ['Re: Teléfono', 'telefono'],
    ['RE: RV: Re[2]: FW:  Teléfono ', 'telefono'],
    ['AW: WG: Antw: TR : RES: ENC: RIF: SV: VS: Odp: 回复： Teléfono', 'telefono'],
    ['Re: [V-1042] Re: Teléfono', 'telefono'],
    ['Re: Teléfono [V-1042]', 'telefono'],
    ['V-1042: Teléfono', 'telefono'],
    ['[mesa-ayuda] Re: [EXTERNAL] TELÉFONO', 'telefono'],
    ['Aviso: no hay red', 'aviso: no hay red'],
    ['Re:', ''],
    ['', ''],
    ['[V-1042]', ''],
  ])('%j is about %j', (subject, topic) => {
    expect(topicOf(subject)).toBe(topic);
  });

  it('is its own topic, whatever the subject', () => {
    const part = fc.constantFrom('Re:', 'RV: ', 'Fwd:', '[x] ', '[V-12]', 'V-7 ', 'hola', ' ', '[', ']', ':', 'É', 're');
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 100 }), fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''))), (subject) => {
        expect(topicOf(topicOf(subject))).toBe(topicOf(subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the ticket numbers of a subject', () => {
    expect(ticketNumbersIn('Re: [V-1042] y v-7, V-1042; no XV-3, V-12-3x, V-0 ni V-12345678901')).toEqual([1042, 7, 12]);
    expect(ticketNumbersIn('sin número')).toEqual([]);
  });
});

describe('automatic mail', () => {
  it.each<[string, Partial<InboundMail>, string | null]>([
    ['a person', {}, null],
    ['a person whose program says so', { headers: { 'auto-submitted': 'no' }, subject: 'Respuesta automática: x' }, null],
    ['our own Message-ID', { messageId: `<r.${'a'.repeat(32)}@example.org>` }, 'own'],
    ['a Message-ID like ours of another house', { messageId: `<r.${'a'.repeat(32)}@example.com>` }, null],
    ['our own mark', { headers: { 'x-ventanilla': 'soporte@example.org' } }, 'own'],
    ['the mark of another desk', { headers: { 'x-loop': 'soporte@example.com' } }, null],
    ['our mark come back by a loop', { headers: { 'x-loop': 'Help@example.org', 'auto-submitted': 'auto-replied' } }, 'own'],
    ['a report', { bounce: [{ action: 'failed', recipient: null, status: '5.1.1', diagnostic: null }], headers: { 'auto-submitted': 'auto-replied' } }, 'bounce'],
    ['a mail server', { from: [person('MAILER-DAEMON@example.com')], returnPath: null }, 'bounce'],
    ['a postmaster from nowhere', { from: [person('postmaster@example.com')], returnPath: '' }, 'bounce'],
    ['a postmaster who writes', { from: [person('postmaster@example.com')], subject: 'Cambio de MX' }, null],
    ['a failure from nowhere', { returnPath: '', subject: 'Undeliverable: Teléfono' }, 'bounce'],
    ['anything else from nowhere', { returnPath: '', subject: 'Teléfono' }, 'auto-reply'],
    ['auto-replied', { headers: { 'auto-submitted': 'auto-replied; owner-email="x"' } }, 'auto-reply'],
    ['auto-replied (with a comment)', { headers: { 'auto-submitted': 'Auto-Replied (vacation)' } }, 'auto-reply'],
    ['x-autoreply', { headers: { 'x-autoreply': 'yes' } }, 'auto-reply'],
    ['x-autorespond', { headers: { 'x-autorespond': 'Re: x' } }, 'auto-reply'],
    ['an absence in Spanish', { subject: 'Respuesta automática: Teléfono', headers: { 'auto-submitted': 'auto-generated' } }, 'auto-reply'],
    ['an absence in English', { subject: 'Out of Office: phone' }, 'auto-reply'],
    ['an absence in Portuguese', { subject: 'Resposta automática: telefone' }, 'auto-reply'],
    ['an absence in French', { subject: 'Réponse automatique : téléphone' }, 'auto-reply'],
    ['an absence in German', { subject: 'Abwesenheitsnotiz: Telefon' }, 'auto-reply'],
    ['a person on holiday', { subject: 'De vacaciones sin acceso al correo' }, null],
    ['an answer to an absence', { subject: 'Re: Fuera de la oficina' }, null],
    ['recipients that failed', { headers: { 'x-failed-recipients': 'x@example.com' } }, 'bounce'],
    ['auto-generated', { headers: { 'auto-submitted': 'auto-generated' } }, 'auto-generated'],
    ['answers suppressed', { headers: { 'x-auto-response-suppress': 'OOF, AutoReply' } }, 'auto-generated'],
    ['an absence note of Exchange under the old subject', { subject: 'Re: x', headers: { 'x-auto-response-suppress': 'All', 'x-ms-exchange-inbox-rules-loop': 'ana@example.com' } }, 'auto-reply'],
    ['a list', { headers: { 'list-id': '<lista.example.com>' } }, 'list'],
    ['an older list', { headers: { precedence: 'list' } }, 'list'],
    ['bulk', { headers: { precedence: 'Bulk' } }, 'bulk'],
    ['junk', { headers: { precedence: 'junk' } }, 'bulk'],
    ['first class', { headers: { precedence: 'first-class' } }, null],
  ])('%s', (_name, otherwise, kind) => {
    const { automatic } = letterOf(otherwise);
    expect(automatic?.kind ?? null).toBe(kind);
    if (automatic) expect(automatic.sign).not.toBe('');
  });
});

describe('forwarded mail', () => {
  it.each([
    ['its subject says so', { subject: 'RV: Impresora', text: 'Por favor atender.' }, 'Por favor atender.'],
    ['its subject is that of the mail it carries', { subject: 'Impresora', text: 'Vea.' }, 'Vea.'],
    ['nothing is said', { subject: 'x', text: '' }, ''],
    ['no: it is about something else', { subject: 'Mi propia pregunta', text: 'Vea este correo.' }, null],
  ])('may be passed on as a file: %s', (_name, mail, comment) => {
    const enclosed = { from: { name: 'Luis', address: 'luis@example.net' }, subject: 'Impresora', text: 'No imprime.' };
    expect(letterOf({ ...mail, enclosed }).forwarded).toEqual(comment === null ? null : { ...enclosed, comment });
  });

  const original = 'La impresora no imprime.\n¿Pueden venir?';
  it.each<[string, Partial<InboundMail>]>([
    ['Gmail', { text: `Por favor atender.\n\n---------- Forwarded message ---------\nDe: Luis Peña <luis@example.net>\nDate: lun, 2 mar 2026 a las 10:15\nSubject: Impresora\nTo: <ana@example.com>\n\n\n${original}` }],
    ['Outlook in Spanish', { subject: 'RV: Impresora', text: `Por favor atender.\n\n________________________________\nDe: Luis Peña <luis@example.net>\nEnviado el: lunes, 2 de marzo de 2026 10:15\nPara: Ana Ruiz <ana@example.com>\nAsunto: Impresora\n\n${original}` }],
    ['Outlook in English', { subject: 'FW: Impresora', text: `Por favor atender.\n\nFrom: Luis Peña [mailto:luis@example.net]\nSent: Monday, March 2, 2026 10:15 AM\nTo: Ana\nSubject: Impresora\n\n${original}` }],
    ['Outlook in German', { subject: 'WG: Impresora', text: `Por favor atender.\n\nVon: Luis Peña <luis@example.net>\nGesendet: Montag, 2. März 2026 10:15\nAn: Ana\nBetreff: Impresora\n\n${original}` }],
    ['Outlook in French', { subject: 'TR: Impresora', text: `Por favor atender.\n\nDe : Luis Peña <luis@example.net>\nEnvoyé : lundi 2 mars 2026 10:15\nÀ : Ana\nObjet : Impresora\n\n${original}` }],
    ['Outlook in Portuguese', { subject: 'ENC: Impresora', text: `Por favor atender.\n\nDe: Luis Peña <luis@example.net>\nEnviada em: segunda-feira, 2 de março de 2026 10:15\nPara: Ana\nAssunto: Impresora\n\n${original}` }],
    ['Apple Mail', { text: `Por favor atender.\n\nInicio del mensaje reenviado:\n\n> De: Luis Peña <luis@example.net>\n> Asunto: Impresora\n> Fecha: 2 de marzo de 2026, 10:15\n> Para: ana@example.com\n> \n> La impresora no imprime.\n> ¿Pueden venir?` }],
    ['Thunderbird', { text: `Por favor atender.\n\n-------- Mensaje reenviado --------\nAsunto: \tImpresora\nFecha: \tMon, 2 Mar 2026 10:15:00 -0500\nDe: \tLuis Peña <luis@example.net>\nPara: \tana@example.com\n\n${original}` }],
  ])('of %s tells who wrote what', (_name, otherwise) => {
    const { forwarded } = letterOf(otherwise);
    expect(forwarded).toEqual({ from: { name: 'Luis Peña', address: 'luis@example.net' }, subject: 'Impresora', text: original, comment: 'Por favor atender.' });
    expect(contactOf(otherwise).text).toContain('La impresora no imprime.');
  });

  const head = 'De: Luis <luis@example.net>\nEnviado: lunes, 2 de marzo de 2026 10:15\nPara: Ana\nAsunto: Impresora\n\nNo imprime.';
  it.each<[string, Partial<InboundMail>]>([
    ['an answer', { subject: 'RE: Impresora', text: `Sí.\n\n${head}` }],
    ['an answer to what was passed on', { subject: 'Re: RV: Impresora', text: `Sí.\n\n${head}` }],
    ['a subject alone', { subject: 'RV: Impresora', text: 'Le cuento que no imprime.' }],
    ['a head that names no address', { subject: 'RV: Impresora', text: head.replace(' <luis@example.net>', '') }],
    ['what was passed on inside of a quotation', { text: `Sí.\n\nEl 2/3/2026 10:15, Eva <eva@example.com> escribió:\n> ---------- Forwarded message ---------\n> ${head.replaceAll('\n', '\n> ')}` }],
  ])('is not made of %s', (_name, otherwise) => {
    expect(letterOf(otherwise).forwarded).toBeNull();
  });
});
