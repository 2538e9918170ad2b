import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentWordOf } from '../../channels/sms/consent-words.ts';
import { cutText, numberedTexts } from '../../channels/sms/divide.ts';
import { createSmsChannel } from '../../channels/sms/index.ts';
import { countSegments } from '../../channels/sms/segments.ts';
import { atThisPace } from '../support/pace.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(fc.constantFrom('palabra ', 'añil\n', '😀', '👩‍👩‍👧‍👦', 'e\u0301', '  ', 'x', '🇨🇴', '\r\n'), { maxLength: 120 }).map((all) => all.join('')),
);
const graphemesOf = (text: string) => [...new Intl.Segmenter('es', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

describe('how a text is counted', () => {
  it.each([
    ['', 'GSM-7', 1],
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['a'.repeat(306), 'GSM-7', 2],
    ['a'.repeat(307), 'GSM-7', 3],
    ['€'.repeat(80), 'GSM-7', 1],
    ['€'.repeat(81), 'GSM-7', 2],
    // An escape and its character stay in one segment: 153 hold 76 of these, not 76 and a half.
    ['€'.repeat(153), 'GSM-7', 3],
    ['ñÑ¿¡üéèàÇ{}[]~|^\\\n', 'GSM-7', 1],
    ['á', 'UCS-2', 1],
    ['ç', 'UCS-2', 1],
    ['á'.repeat(70), 'UCS-2', 1],
    ['á'.repeat(71), 'UCS-2', 2],
    ['á'.repeat(134), 'UCS-2', 2],
    ['á'.repeat(135), 'UCS-2', 3],
    ['😀'.repeat(35), 'UCS-2', 1],
    ['😀'.repeat(36), 'UCS-2', 2],
    ['😀'.repeat(67), 'UCS-2', 3],
  ])('%j', (text, encoding, segments) => {
    expect(countSegments(text)).toEqual({ encoding, segments });
  });
});

describe('a text cut in pieces', () => {
  it('is the same text put together, and every piece fits', () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 12, max: 80 }), (text, most) => {
      const pieces = cutText(text, most);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces) expect(piece.length).toBeGreaterThan(0);
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(most);
    }));
  });

  it('is never cut inside what people see as one character', () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 12, max: 80 }), (text, most) => {
      fc.pre(graphemesOf(text).every((grapheme) => grapheme.length <= most));
      expect(cutText(text, most).flatMap(graphemesOf)).toEqual(graphemesOf(text));
    }));
  });

  it('is cut between words wherever a word fits a piece', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 60 }), (words) => {
      const pieces = cutText(words.join(' '), 14);
      expect(pieces.flatMap((piece) => piece.trim().split(' '))).toEqual(words);
    }));
  });

  it('never splits a surrogate pair, even of a character longer than a piece', () => {
    const flags = `🏴${'\u{E0067}'.repeat(40)}`;
    for (const piece of cutText(flags, 9)) expect(piece.isWellFormed()).toBe(true);
    expect(cutText(flags, 9).join('')).toBe(flags);
  });
});

describe('a long reply', () => {
  it('is one text as long as it fits, as it was written', () => {
    expect(numberedTexts('  Listo. \n', 1600)).toEqual(['  Listo. \n']);
    expect(numberedTexts('x'.repeat(1600), 1600)).toHaveLength(1);
  });

  it('is several numbered ones that fit and say all of it', () => {
    fc.assert(fc.property(anyText.filter((text) => text.trim() !== ''), fc.integer({ min: 30, max: 90 }), (text, most) => {
      const texts = numberedTexts(text, most);
      for (const one of texts) expect(one.length).toBeLessThanOrEqual(most);
      if (texts.length === 1) return;
      const said = texts.map((one, index) => {
        const numbering = `(${index + 1}/${texts.length}) `;
        expect(one.startsWith(numbering)).toBe(true);
        return one.slice(numbering.length);
      });
      expect(said.join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
    }));
  });

  it('of 100,000 letters is 64 texts, found quickly', () => {
    const started = performance.now();
    const texts = numberedTexts('palabras '.repeat(11_111), 1600);
    expect(texts.length).toBe(64);
    expect(texts.at(9)).toMatch(/^\(10\/64\) palabras /);
    expect(performance.now() - started).toBeLessThan(atThisPace(2_000));
  });

  it('of a wall of blanks sends no empty text', () => {
    const texts = numberedTexts(`hola${' '.repeat(5000)}adiós`, 1600);
    expect(texts).toEqual(['(1/2) hola', '(2/2) adiós']);
    expect(numberedTexts(`${' '.repeat(900)}${'x'.repeat(1598)}${' '.repeat(900)}`, 1600)).toEqual(['x'.repeat(1598)]);
  });
});

describe('words about our texts', () => {
  it.each([
    'STOP', 'stop', ' Stop. ', 'S T O P', '"STOP"', 'Stop all', 'stopall', 'UNSUBSCRIBE', 'Cancel', 'end', 'QUIT', 'revoke', 'OPT-OUT', 'opt out',
    'Alto', '¡ALTO!', 'parar', 'Pare', 'BAJA', 'baja…', 'Dar de baja', 'darme de baja', 'Cancelar', 'DETENER', 'no más', 'No mas mensajes', 'ＳＴＯＰ'.normalize('NFKC'),
  ])('%j asks to stop', (text) => {
    expect(consentWordOf(text, null)).toMatchObject({ asks: 'stop', answered: false });
  });

  it.each(['START', 'start!', 'Unstop'])('%j asks to start', (text) => {
    expect(consentWordOf(text, null)).toMatchObject({ asks: 'start', onlyWhileStopped: false });
  });

  it.each(['yes', 'Sí', 'SI', 'Alta', 'iniciar', 'REANUDAR'])('%j asks to start only while stopped', (text) => {
    expect(consentWordOf(text, null)).toMatchObject({ asks: 'start', onlyWhileStopped: true });
  });

  it.each(['HELP', 'info', 'Ayuda', '¿Ayuda?'])('%j asks for help', (text) => {
    expect(consentWordOf(text, null)).toMatchObject({ asks: 'help' });
  });

  it.each([
    '', ' ', '...', 'fin', 'FIN', 'terminar', 'no', 'NO', 'ok', 'stop the printer', 'please stop', 'Quiero cancelar mi cita', 'necesito ayuda', 'stopp',
    'constructor', '__proto__', `stop${' '.repeat(500)}please`, 'x'.repeat(100_000), '\u0000', '👍',
  ])('%j is only what it says', (text) => {
    expect(consentWordOf(text, null)).toBeNull();
  });

  it('the network\'s own reading wins over ours', () => {
    expect(consentWordOf('por favor no me escriban', 'stop')).toMatchObject({ asks: 'stop', answered: true });
    expect(consentWordOf('STOP', 'help')).toMatchObject({ asks: 'help', answered: true });
    expect(consentWordOf('yes', 'start')).toMatchObject({ asks: 'start', answered: true, onlyWhileStopped: false });
  });

  it('answers in the language of the word, where it has one', () => {
    expect(consentWordOf('ALTO', null)?.locale).toBe('es');
    expect(consentWordOf('unsubscribe', null)?.locale).toBe('en');
    expect(consentWordOf('STOP', null)).not.toHaveProperty('locale');
  });
});

describe('the channel of texts', () => {
  const template = `HX${'0'.repeat(32)}`;
  const sms = createSmsChannel({ region: 'CO', from: '+576015550100', templates: { es: template } });
  const to = { kind: 'phone', value: '+573001234567' } as const;
  const inbound = { providerId: 'SM1', from: '+573001234567', to: '+576015550100', text: 'STOP', media: [], receivedAt: new Date(0) };
  const now = new Date('2026-03-02T15:00:00Z');
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

  it('reads a word alone, but not beside a picture', () => {
    expect(sms.toContact(inbound).consentWord).toMatchObject({ asks: 'stop' });
    const withPicture = { ...inbound, media: [{ url: 'https://x.test/a.jpg', contentType: 'image/jpeg' }] };
    expect(sms.toContact(withPicture)).not.toHaveProperty('consentWord');
    expect(sms.toContact({ ...withPicture, takenFor: 'stop' }).consentWord).toMatchObject({ asks: 'stop', answered: true });
  });

  it('uses our own number where a conversation has none', () => {
    expect(sms.toContact({ ...inbound, to: '' }).to).toBe('+576015550100');
    expect(sms.render({ id: '1', text: 'Listo', locale: 'es', to, from: '' })).toEqual({ to: to.value, from: '+576015550100', body: 'Listo' });
    expect(createSmsChannel({ region: 'CO' }).render({ id: '1', text: 'Listo', locale: 'es', to, from: '' })).toBeNull();
  });

  it('counts what goes by SMS and not what goes by WhatsApp', () => {
    expect(sms.divide?.({ text: 'Está listo', from: '+576015550100' })).toEqual([{ text: 'Está listo', encoding: 'UCS-2', segments: 1 }]);
    expect(sms.divide?.({ text: 'Está listo', from: 'whatsapp:+14155238886' })).toEqual([{ text: 'Está listo' }]);
  });

  it.each([
    ['+576015550100', null, 'any'],
    ['whatsapp:+14155238886', hoursAgo(23.99), 'any'],
    ['whatsapp:+14155238886', hoursAgo(24), 'template'],
    ['whatsapp:+14155238886', null, 'template'],
  ] as const)('on %s after a contact at %s takes %s', (from, lastContactAt, passage) => {
    expect(sms.passage?.({ from }, { now, lastContactAt })).toBe(passage);
  });

  it('invites by WhatsApp with the approved template, in the language where there is one', () => {
    const reply = { id: '1', text: '', locale: 'es', to, from: 'whatsapp:+14155238886' } as const;
    expect(sms.invite?.(reply, { ticketNumber: 'V-7' })).toMatchObject({ to: 'whatsapp:+573001234567', template: { id: template, variables: { 1: 'V-7' } } });
    expect(sms.invite?.({ ...reply, locale: 'en' }, { ticketNumber: 'V-7' })).toMatchObject({ template: { id: template } });
    expect(createSmsChannel({ region: 'CO' }).invite?.(reply, { ticketNumber: 'V-7' })).toBeNull();
    expect(sms.invite?.({ ...reply, from: '+576015550100' }, { ticketNumber: 'V-7' })).toBeNull();
  });
});
