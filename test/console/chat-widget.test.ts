import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countUnread, layOut, withMessage } from '../../src/console/widget/layout.ts';
import { linkedText } from '../../src/console/widget/linked-text.ts';
import type { ChatMessage } from '../../src/realtime/index.ts';
import { atThisPace } from '../support/pace.ts';

const links = (text: string) => linkedText(text).flatMap(({ text: shown, href }) => (href === null ? [] : [[shown, href]]));

describe('a text in the chat', () => {
  test.each<[string, string, string[][]]>([
    ['no address', 'Hola, ¿qué tal?', []],
    ['an address at the end of a sentence', 'Vea https://example.org/ayuda.', [['https://example.org/ayuda', 'https://example.org/ayuda']]],
    ['an address in brackets', '(vea https://example.org/a_(b))', [['https://example.org/a_(b)', 'https://example.org/a_(b)']]],
    ['an address without a scheme', 'www.example.org/x?y=1&z', [['www.example.org/x?y=1&z', 'https://www.example.org/x?y=1&z']]],
    ['two addresses', 'http://a.example y https://b.example', [['http://a.example', 'http://a.example/'], ['https://b.example', 'https://b.example/']]],
    ['what would run', 'javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd', []],
    ['an address that is none', 'https:// y http://[', []],
    ['markup around an address', '<a href="https://example.org">x</a>', [['https://example.org', 'https://example.org/']]],
  ])('with %s leads where it should', (_what, text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test('is shown whole, whatever it is, and leads to http and https only', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.constantFrom('https://', 'www.', '(', ')', '.', 'javascript:', 'HTTPS://A.B/', '\ud800'));
    fc.assert(
      fc.property(fc.array(piece).map((pieces) => pieces.join('')), (text) => {
        const parts = linkedText(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const { href } of parts) if (href !== null) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });
});

const said = (id: string, at: string, more: Partial<ChatMessage> = {}): ChatMessage => ({ id, at, from: 'visitor', name: null, text: id, files: [], ...more });
const waiting = (id: string, at: string, refused: string | null = null) => ({ id, at, text: id, files: [], refused });

describe('the lines of a conversation', () => {
  test('are parted by days, and say who speaks once for what was said in a row', () => {
    const rows = layOut(
      [
        said('a', '2026-11-20T12:00:00.000Z'), said('b', '2026-11-20T12:01:00.000Z'),
        said('c', '2026-11-20T12:02:00.000Z', { from: 'agent', name: 'Ana' }), said('d', '2026-11-20T12:03:00.000Z', { from: 'agent', name: 'Luis' }),
        said('e', '2026-11-20T12:20:00.000Z', { from: 'agent', name: 'Luis' }), said('f', '2026-11-22T12:00:00.000Z', { from: 'agent', name: 'Luis' }),
      ],
      [],
    );
    expect(rows.map((row) => (row.kind === 'day' ? 'day' : `${row.key}${row.first ? ' first' : ''}`)))
      .toEqual(['day', 'a first', 'b', 'c first', 'd first', 'e first', 'day', 'f first']);
  });

  test('end with what waits to be sent, once, even when the desk has it already', () => {
    const rows = layOut([said('a', '2026-11-20T12:00:00.000Z')], [waiting('a', '2026-11-20T11:59:00.000Z'), waiting('b', '2026-11-20T12:01:00.000Z'), waiting('c', '2026-11-20T12:01:00.000Z', 'invalid_input')]);
    expect(rows.flatMap((row) => (row.kind === 'day' ? [] : [[row.key, row.waiting]]))).toEqual([['a', null], ['b', 'unsent'], ['c', 'refused']]);
  });

  test('take a message once, in the order of the desk\'s times, however it arrives', () => {
    const all = [said('a', '2026-11-20T12:00:00.000Z'), said('b', '2026-11-20T12:01:00.000Z'), said('c', '2026-11-20T12:02:00.000Z')];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { minLength: 1 }), (arriving) => {
        const shown = arriving.reduce<ChatMessage[]>(withMessage, []);
        expect(shown.map(({ id }) => id)).toEqual([...new Set(arriving.map(({ id }) => id))].sort());
      }),
    );
  });

  test('count as new what others said after the moment that was seen', () => {
    const messages = [said('a', '2026-11-20T12:00:00.000Z', { from: 'agent' }), said('b', '2026-11-20T12:01:00.000Z'), said('c', '2026-11-20T12:02:00.000Z', { from: 'desk' })];
    expect(countUnread(messages, '')).toBe(2);
    expect(countUnread(messages, '2026-11-20T12:00:00.000Z')).toBe(1);
    expect(countUnread(messages, '2026-11-20T12:02:00.000Z')).toBe(0);
  });
});

test('finds addresses in hostile texts at once', () => {
  const began = performance.now();
  for (const end of ['.'.repeat(60_000) + 'x', ')'.repeat(60_000), `${'('.repeat(30_000)}${')'.repeat(60_000)}`]) {
    const text = `http://example.org/${end}`;
    expect(linkedText(text).map((part) => part.text).join('') === text).toBe(true);
  }
  expect(performance.now() - began).toBeLessThan(atThisPace(2_000));
});
