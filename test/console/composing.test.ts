import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSegments } from '../../channels/sms/segments.ts';
import { newDraftId, readDraft } from '../../src/console/desk/composer/draft.ts';
import { blanksIn, fillBlanks } from '../../src/console/desk/composer/placeholders.ts';
import { triggerBefore } from '../../src/console/desk/composer/text-editing.ts';
import { measureText } from '../../src/console/desk/composer/text-length.ts';
import { chosenWay, offeredWays, wishOf, wishToSend } from '../../src/console/desk/composer/ways.ts';
import type { Way } from '../../src/api/contract.ts';

describe('the length of a text', () => {
  const texts = fc.oneof(
    fc.string({ maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('a', 'ñ', 'é', '{', '€', '\n'), maxLength: 400 }), fc.string({ unit: fc.constantFrom('a', 'í', '👍'), maxLength: 200 }),
  );

  it('is counted as the desk counts it when it sends', () => {
    fc.assert(fc.property(texts, (text) => {
      const { encoding, segments, left } = measureText(text);
      expect({ encoding, segments }).toEqual(countSegments(text));
      expect(left).toBeGreaterThanOrEqual(0);
    }));
  });

  it.each([['', 1, 160], ['a'.repeat(160), 1, 0], ['a'.repeat(161), 2, 145], ['€', 1, 158], ['í', 1, 69], ['👍'.repeat(35), 1, 0], ['👍'.repeat(36), 2, 61]])('%j', (text, segments, left) => {
    expect(measureText(text)).toMatchObject({ segments, left });
  });

  it('names the character that makes it costly', () => {
    expect([measureText('Señor').costly, measureText('Aquí').costly]).toEqual([null, 'í']);
  });
});

describe('blanks', () => {
  const values = new Map([['customer.name', 'Ana $& Pérez'], ['ticket.number', 'V-1']]);
  it('are filled in with what is known, and stay where nothing is', () => {
    expect(fillBlanks('Hola {{ customer.name }}, {{ticket.number}}: {{equipo}} {{}} {customer.name}', values)).toBe('Hola Ana $& Pérez, V-1: {{equipo}} {{}} {customer.name}');
    expect(blanksIn('{{a}} {{b.c}} {{a}} {{ }} {{<b>}}')).toEqual(['{{a}}', '{{b.c}}']);
  });
  it('leave no known one behind', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const filled = fillBlanks(`${text}{{ticket.number}}`, values);
      expect(blanksIn(filled).filter((blank) => values.has(blank.replaceAll(/[{}\s]/g, '')))).toEqual([]);
    }));
  });
});

describe('what is typed to have something offered', () => {
  it.each([
    ['/', { mark: '/', query: '' }], ['Hola\n/rei', { mark: '/', query: 'rei' }], ['a/b', null], ['http://x', null], ['Hola /x', null], ['//', null],
    ['@', { mark: '@', query: '' }], ['Hola @Ana P', { mark: '@', query: 'Ana P' }], ['ana@x.test', null], ['@Ana mire esto', null],
  ])('%j', (before, trigger) => {
    expect(triggerBefore(before, ['/', '@'])).toEqual(trigger);
  });
  it('counts only where it is meant', () => {
    expect(triggerBefore('@Ana', ['/'])).toBeNull();
  });
});

describe('a kept draft', () => {
  const now = Date.UTC(2026, 2, 2);
  const kept = { id: newDraftId(), text: 'Hola', html: null, cc: null, files: [{ token: 't', name: 'a.txt', size: 1, at: now - 60_000 }], way: { channel: 'sms', to: '+573001234567', from: '+576015550100' }, mentions: [], seenSeq: 7, at: now };

  it('is read as it was written, without files whose time is over', () => {
    expect(readDraft(JSON.stringify(kept), now)).toEqual({ draft: kept, expired: 0 });
    expect(readDraft(JSON.stringify(kept), now + 23 * 3_600_000)).toMatchObject({ draft: { text: 'Hola', files: [] }, expired: 1 });
  });

  it('is a draft, whatever somebody else left in its place', () => {
    for (const odd of [null, '', '{', '7', 'null', '[]']) expect(readDraft(odd, now)?.draft.text ?? '').toBe('');
    fc.assert(fc.property(fc.json(), (written) => {
      const read = readDraft(written, now);
      if (read) expect(read.draft).toMatchObject({ text: expect.any(String) as string, files: expect.any(Array) as unknown[], mentions: expect.any(Array) as unknown[] });
    }));
  });

  it('has an id of its own, as the desk takes it', () => {
    const ids = Array.from({ length: 100 }, newDraftId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});

describe('the way of an answer', () => {
  const way = (about: Partial<Way>): Way => ({
    way: 'sent', reason: null, channel: 'sms', to: { kind: 'phone', value: '+573001234567' }, from: '+576015550100', copies: [], undeliverable: null,
    carries: { html: false, copies: false, files: false }, maxTextLength: 1600, segments: true, ...about,
  });
  const called = way({ way: 'none', channel: 'voice' });
  const text = way({});
  const mail = way({ channel: 'email', to: { kind: 'email', value: 'ana@x.test' }, from: 'mesa@desk.test' });

  it('is the first that reaches the customer, and is asked for where the desk would not take it by itself', () => {
    expect(chosenWay({ ways: [called, text, mail] }, null)).toBe(text);
    expect(wishToSend({ ways: [called, text] }, text)).toEqual({ channel: 'sms', to: '+573001234567', from: '+576015550100' });
    expect(wishToSend({ ways: [text, mail] }, text)).toBeNull();
    expect(offeredWays({ ways: [called] })).toEqual([called]);
  });

  it('is the one that was wished for while there is such a one', () => {
    expect(chosenWay({ ways: [called, text, mail] }, wishOf(mail))).toBe(mail);
    expect(chosenWay({ ways: [called, text] }, wishOf(mail))).toBe(text);
    expect(chosenWay({ ways: [way({ from: 'whatsapp:+14155238886' }), text] }, wishOf(text))).toBe(text);
  });
});
