import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogExamples, createEntryClassifier } from '../../../src/desk/catalog/index.ts';
import { createReader, learn } from '../../../src/desk/understanding/index.ts';
import { parseDesk } from '../../../src/desk/definition/index.ts';
import { mails, otherMails } from './mails.ts';
import { harderUnrelated, paraphrases, terseParaphrases, unrelated } from './paraphrases.ts';
import { atThisPace } from '../../support/pace.ts';

const { desk } = parseDesk(readFileSync(new URL('../../../desk.yaml', import.meta.url), 'utf8'), 'desk.yaml');
const reader = createReader(learn(catalogExamples(desk)));
const { classify, explain } = createEntryClassifier(desk, { current: () => reader });
const entries = desk.services.flatMap((service) => service.entries.map((entry) => ({ service, entry })));

/** The rows that fail, at most this share of all. */
function failing<Row>(rows: readonly Row[], passes: (row: Row) => boolean): { share: number; rows: Row[] } {
  const failed = rows.filter((row) => !passes(row));
  return { share: failed.length / rows.length, rows: failed };
}

describe('what the model desk understands', () => {
  it('places texts that nobody wrote into desk.yaml', () => {
    const failed = failing(paraphrases, ([text, entry]) => classify(text).entry === entry);
    expect(failed.share, JSON.stringify(failed.rows)).toBeLessThanOrEqual(0.1);
  });

  it('places terse texts, and sends those it cannot place to triage rather than astray', () => {
    const failed = failing(terseParaphrases, ([text, entry]) => classify(text).entry === entry);
    expect(failed.share, JSON.stringify(failed.rows)).toBeLessThanOrEqual(0.1);
    const astray = terseParaphrases.filter(([text, entry]) => ![entry, null].includes(classify(text).entry));
    expect(astray).toEqual([]);
  });

  it('places nothing where two entries are as good as equally likely', () => {
    const entryOf = (...confidences: number[]) => {
      const read = () => ['internet', 'telefono'].map((label, at) => ({ label, confidence: confidences[at] ?? 0 }));
      return createEntryClassifier(desk, { current: () => ({ ...reader, read }) }).classify('la red del teléfono').entry;
    };
    expect([entryOf(0.9, 0.85), entryOf(0.9, 0.7)]).toEqual([null, 'internet']);
  });

  it('takes nothing that a mail quotes for pressing', () => {
    const { pressing } = createEntryClassifier(desk, { current: () => reader, pressing: (text) => ({ impact: null, urgency: /quir[oó]fano/i.test(text) ? { level: 'high', words: ['quirofano'] } : null }) });
    expect(pressing('No hay red en el Quirófano').urgency?.words).toEqual(['quirófano']);
    expect(pressing('La impresora no sirve\n> No hay red en el quirófano').urgency).toBeNull();
  });

  it('places long mails by what their writers say, not by what they quote and sign', () => {
    const failed = failing(mails, ([text, entry]) => classify(text).entry === entry);
    expect(failed.share, JSON.stringify(failed.rows.map(([text]) => [text.slice(0, 40), classify(text).candidates]))).toBeLessThanOrEqual(0.3);
    expect(mails.filter(([text, entry]) => ![entry, null].includes(classify(text).entry)).map(([text]) => text)).toEqual([]);
    expect(otherMails.filter((text) => classify(text).entry !== null)).toEqual([]);
  });

  it('names the words that told as they were written, without articles where there are others', () => {
    expect(explain('Se DAÑÓ la pantalla del computador', 'computador').words).toEqual(expect.arrayContaining(['dañó', 'pantalla', 'computador']));
    expect(explain('No me funciona el teléfono', 'telefono').words).not.toEqual(expect.arrayContaining(['el']));
  });

  it('tells the language of the writer', () => {
    const failed = failing(paraphrases, ([text, , locale]) => classify(text).locale === locale);
    expect(failed.share, JSON.stringify(failed.rows)).toBeLessThanOrEqual(0.05);
  });

  it('leaves texts that no entry is for to triage', () => {
    const failed = failing([...unrelated, ...harderUnrelated], (text) => classify(text).entry === null);
    expect(failed.share, JSON.stringify(failed.rows)).toBeLessThanOrEqual(0.1);
  });

  it('places every example and its service as desk.yaml says, in capitals and without accents', () => {
    const examples = entries.flatMap(({ service, entry }) =>
      [...entry.examples.es, ...entry.examples.en].map((text) => ({ text, service: service.key, entry: entry.key })));
    const shouted = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
    const failed = failing(examples, ({ text, service, entry }) => {
      const found = classify(shouted(text));
      return found.entry === entry && found.service === service;
    });
    expect(failed.rows).toEqual([]);
  });
});

describe('what the desk makes of hostile texts', () => {
  const hostile: [name: string, text: string][] = [
    ['100 kB of emoji', '😀'.repeat(25_000)],
    ['a megabyte of distinct words', Array.from({ length: 150_000 }, (_, index) => `p${index.toString(36)}`).join(' ')],
    ['NUL bytes', '\u0000'.repeat(5000)],
    ['lone surrogates', '\ud800 \udc00 \ud83d'.repeat(500)],
    ['right-to-left text', 'لا يعمل الهاتف '.repeat(500)],
    ['ligatures that unfold', '\ufdfa'.repeat(50_000)],
    ['stacked accents', `a${'\u0301'.repeat(50_000)}`],
    ['one word without end', 'impresora'.repeat(20_000)],
    ['names of object members', 'constructor __proto__ hasOwnProperty toString'],
  ];
  it.each(hostile)('answers %s with triage in bounded time', (_name, text) => {
    const started = performance.now();
    const found = classify(text);
    expect(found.entry).toBeNull();
    // Far above what it takes (a few milliseconds), far below what an unbounded reading would.
    expect(performance.now() - started).toBeLessThan(atThisPace(1000));
  });

  it('still reads what is asked around and between hostile characters', () => {
    expect(classify('No me funciona\u0000 el tel\ud800éfono 😀😀').entry).toBe('telefono');
    expect(classify('\u202eNo puedo navegar en Internet\u202c').entry).toBe('internet');
  });

  it('has no entry and no confidence for an empty text', () => {
    expect(classify('')).toEqual({ entry: null, service: null, confidence: 0, locale: 'es', candidates: [] });
    expect(classify(' \n\t ').confidence).toBe(0);
  });

  it('answers any text with numbers from 0 to 1, best candidate first, the entry only at the threshold', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...paraphrases.map(([text]) => text))), (text) => {
      const found = classify(text);
      const confidences = found.candidates.map((candidate) => candidate.confidence);
      expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
      expect([found.confidence, ...confidences].every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(found.entry !== null).toBe(found.confidence >= desk.classification.threshold);
    }));
  });
});
