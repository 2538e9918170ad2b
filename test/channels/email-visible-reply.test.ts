import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { visibleReply } from '../../channels/email/visible-reply.ts';
import { nothingToCut, otherwisePosted, topPosted } from './email-replies.ts';

const corpus = fileURLToPath(new URL('../fixtures/reply/', import.meta.url));
const names = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** The sources contradict each other on a name behind a dash below a mail: crisp's email_1 and email_3 keep it. */
const contradicted = new Set(['github-email_1_1']);

describe('visible reply: what others collected', () => {
  const results = names.map((name) => {
    const { visible } = visibleReply(readFileSync(`${corpus}${name}/input.txt`, 'utf8'));
    return { name, visible, expected: readFileSync(`${corpus}${name}/expected.txt`, 'utf8') };
  });

  it('keeps every word that is expected', () => {
    expect(results.length).toBe(107);
    expect(results.filter(({ visible, expected }) => missing(expected, visible).length > 0).map(({ name }) => name)).toEqual([]);
  });

  it('cuts everything else', () => {
    const inexact = results.filter(({ visible, expected }) => wordsOf(visible).join('') !== wordsOf(expected).join(''));
    expect(inexact.map(({ name }) => name).filter((name) => !contradicted.has(name))).toEqual([]);
  });
});

describe('visible reply: what mail programs send', () => {
  it.each([...topPosted, ...otherwisePosted, ...nothingToCut])('$name', ({ text, visible }) => {
    const parts = visibleReply(text);
    expect(wordsOf(parts.visible)).toEqual(wordsOf(visible));
    expect(parts.rest === null).toBe(wordsOf(text).length === wordsOf(visible).length);
    expect(visibleReply(text.replaceAll('\n', '\r\n')).visible.replaceAll('\r', '')).toBe(parts.visible);
  });
});

const pieces = [
  '', 'No funciona.', '> ¿Ya probó?', '>> antes', '-- ', '--', '____', '-----Original Message-----', 'Saludos,', 'Ana Ruiz', 'Tel. 300 123 4567',
  'El 2/3/26 a las 10:15, Ana <ana@example.org> escribió:', 'On Mon, Mar 2, 2026 at 10:15 AM', 'Ana <ana@example.org> wrote:', 'From: Ana <ana@example.org>',
  'Sent: Monday, March 2, 2026 10:15', 'To: us', 'Subject: Re: x', 'Sent from my iPhone', 'palabras que siguen en una línea bastante larga para que se doble así', '---------- Forwarded message ---------',
  'Este mensaje es confidencial y va dirigido a su destinatario; si lo recibió por error, elimínelo. '.repeat(2), '>:', '\t', 'a:',
];
const mail = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, fc.string({ maxLength: 30 })), { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('visible reply: any text', () => {
  it('loses no word, adds none, and leaves what is visible alone', () => {
    fc.assert(
      fc.property(mail, (text) => {
        const { visible, rest } = visibleReply(text);
        expect([...wordsOf(visible), ...wordsOf(rest ?? '')].sort()).toEqual(wordsOf(text).sort());
        expect(wordsOf(visible).length > 0).toBe(wordsOf(text).length > 0);
        expect(visibleReply(visible)).toEqual({ visible, rest: null });
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    'From: a\n', 'To: y\n', 'a:\n', '1:23:\n', 'El 3/3/26 10:00\n', 'Ana <a@b.cc> wrote:\n', '> q\na\n', '--\n', '__\n', '@@@@', 'a@', '>', '<http://', ' ', '-', '\u0301', 'wrote ', '1/1/11 ', 'Saludos,\nAna\nTel 3000000\n', '\n',
    '2026-03-02 10:00 a@b.cc wrote:\n> q\n', 'x\n\n-- \n\n> q\n',
  ])('takes 200 kB of %j at once', (piece) => {
    const millisecondsOf = (letters: number) => {
      const text = piece.repeat(letters / piece.length);
      const begun = process.cpuUsage();
      visibleReply(text);
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1000;
    };
    // Ten times the text may take ten times as long on whatever machine; what grows with the square takes a hundred times.
    const tenth = millisecondsOf(20_000);
    expect(millisecondsOf(200_000)).toBeLessThan(1500 + 20 * tenth);
  });
});

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter(Boolean);
}

function missing(expected: string, visible: string): string[] {
  const have = wordsOf(visible);
  return wordsOf(expected).filter((word) => {
    const place = have.indexOf(word);
    if (place >= 0) have.splice(place, 1);
    return place < 0;
  });
}
