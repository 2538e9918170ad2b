import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '../../../src/core/index.ts';
import { catalogExamples } from '../../../src/desk/catalog/index.ts';
import { parseDesk } from '../../../src/desk/definition/index.ts';
import { learnAtOnce } from '../../../src/desk/lessons/follow-model.ts';
import { lessonExamples, taughtBy } from '../../../src/desk/lessons/lesson-examples.ts';
import type { Lesson } from '../../../src/desk/lessons/lesson.ts';
import type { Weighable } from '../../../src/desk/lessons/weigh-lessons.ts';
import { createReader, learn, usualBelief, type Reader } from '../../../src/desk/understanding/index.ts';

const { desk } = parseDesk(readFileSync(new URL('../../../desk.yaml', import.meta.url), 'utf8'), 'desk.yaml');
const entries = ['internet', 'telefono', 'salon', 'nomina'];
const catalog = catalogExamples(desk).filter(({ label }) => entries.includes(label));
const taught = taughtBy(catalog);
const model = learn(catalog, usualBelief);
const wordsOf = ({ body }: { body: string }) => body;
const misread = ({ read }: Reader) => catalog.filter(({ text, label }) => read(text)[0]?.label !== label).map(({ text }) => text);

const begun = Date.parse('2026-03-02T15:00:00Z');
const anyWords = fc.array(fc.constantFrom('por favor', 'ya', 'urgente', 'hola', 'otra vez', 'please', 'desde ayer'), { minLength: 1, maxLength: 3 });
/** Up to forty texts within the hour, each almost an example of one entry, that one person brings to another entry. */
const burst = fc.record({
  isAgent: fc.boolean(), target: fc.constantFrom(...entries), as: fc.constantFrom(...entries), isOneText: fc.boolean(),
  said: fc.array(fc.tuple(fc.nat(), anyWords, fc.integer({ min: 0, max: 3_500 })), { minLength: 1, maxLength: 40 }),
}).filter(({ target, as }) => target !== as);

it('no burst of one agent or one customer moves an entry, neither at once nor once it was trained', () => {
  expect(misread(createReader(model))).toEqual([]);
  fc.assert(fc.property(burst, ({ isAgent, target, as, isOneText, said }) => {
    const own = catalog.filter(({ label }) => label === target);
    const lessons = said.map(([which, words, seconds], index): Lesson => ({
      seq: index, ticketId: newId(), ticketNumber: index, entry: as, impact: 'low', urgency: 'low', levelsChanged: false, kind: 'corrected',
      agentId: isAgent ? 'one' : newId(), customerId: isAgent ? newId() : 'one', at: new Date(begun + seconds * 1_000),
      said: { subject: null, body: [own[isOneText ? 0 : which % own.length]?.text ?? '', ...words].join(' ') },
    }));
    const reader = createReader(model);
    lessons.reduce<Weighable[]>((known, lesson) => learnAtOnce(reader, known, lesson, { taught, wordsOf }), []);
    expect(misread(reader)).toEqual([]);
    const examples = lessonExamples(lessons, taught, wordsOf);
    expect(misread(createReader(learn([...catalog, ...examples.lessons, ...examples.held], usualBelief)))).toEqual([]);
  }), { numRuns: 8 });
});

it('what desk.yaml says of an entry stays at once where one agent brings its words to another entry hour after hour', () => {
  const reader = createReader(model);
  const own = catalog.filter(({ label }) => label === 'salon');
  const lessons = Array.from({ length: 9 }, (_, index): Lesson => ({
    seq: index, ticketId: newId(), ticketNumber: index, entry: 'nomina', impact: 'low', urgency: 'low', levelsChanged: false, kind: 'corrected',
    agentId: 'one', customerId: newId(), at: new Date(begun + index * 3_700_000), said: { subject: null, body: `${own[index]?.text ?? ''} otra vez` },
  }));
  lessons.reduce<Weighable[]>((known, lesson) => learnAtOnce(reader, known, lesson, { taught, wordsOf }), []);
  expect(misread(reader)).toEqual([]);
});
