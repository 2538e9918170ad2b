import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDesk } from '../../../src/desk/definition/index.ts';
import {
  createLevelTeaching, createPressingReader, learnLevels, packLevels, raiseByWords, unpackLevels, type LevelLesson,
} from '../../../src/desk/priority/index.ts';
import { packModels, readPacked } from '../../../src/desk/lessons/packed-models.ts';
import { bundle, learn, packModel, unbundle, unpackModel } from '../../../src/desk/understanding/index.ts';
import { smallDeskFile } from '../../support/desk.ts';

const { desk } = parseDesk(`${smallDeskFile}words: { urgency: { high: { es: [urgente], en: [urgent] } } }\n`, 'desk.yaml');
const teach = createLevelTeaching(desk);
const readerOf = (lessons: readonly LevelLesson[]) => createPressingReader(learnLevels(teach(lessons)));
const nothing = { impact: null, urgency: null };

/** What agents raised, each ticket of another customer, by two agents in turn. */
const lesson = (text: string, at: number, more: Partial<LevelLesson> = {}): LevelLesson => ({
  text, agentId: `agent ${at % 2}`, customerId: `customer ${at}`, entry: 'internet', impact: 'medium', urgency: 'high', levelsChanged: true, ...more,
});
const operating = ['el quirófano tres sin red', 'se cayó la red del quirófano', 'otra vez el quirófano sin internet', 'internet del quirófano muerto', 'quirófano dos: no hay internet', 'el quirófano perdió la conexión'];
const raised = operating.map((text, at) => lesson(text, at));
const calm = ['la red de la bodega va lenta', 'sin internet en recepción', 'la red del archivo', 'se cayó internet en la cafetería'].map((text, at) => lesson(text, at + 50, { urgency: 'medium', levelsChanged: false }));

describe('urgency and impact that agents taught', () => {
  const read = readerOf([...raised, ...calm]);

  it.each(['el quirófano no tiene red', 'QUIROFANO sin internet', 'quirófano caído'])('%j presses, by the words that say so', (text) => {
    const { impact, urgency } = read(text);
    expect([impact, urgency?.level]).toEqual([null, 'high']);
    expect(urgency?.words).toContain('quirofano');
  });

  it.each(['la red de la oficina va lenta', 'necesito una constancia', 'no es el quirófano', 'sin quirófano', 'not the quirófano', 'hola', '', '\u0000', '\ud800', 'no '.repeat(5_000)])('%j does not', (text) => {
    expect(read(text)).toEqual(nothing);
  });

  it('are read the same once they were stored; what is no model raises nothing', () => {
    const packed = packLevels(learnLevels(teach([...raised, ...calm])));
    const text = 'quirófano sin red';
    expect(createPressingReader(unpackLevels(packed))(text)).toEqual(read(text));
    const stored = packModels(learn([]), learnLevels(teach([...raised, ...calm])));
    expect(readPacked(stored)?.pressing(text)).toEqual(read(text));
    expect(readPacked(stored.subarray(1))).toBeNull();
    expect(createPressingReader(unpackLevels(new Map([...packed, ['urgency-1', Buffer.from('x')]])))(text)).toEqual(nothing);
    const oddly = unbundle(packModel(learn([])));
    expect(unpackModel(bundle(oddly?.about ?? {}, oddly?.parts.map((part, at) => (at === 3 ? Buffer.from('x') : part)) ?? []))).toBeNull();
    const empty = '{"about":{"format":"ventanilla-models-1","names":["entries"]},"lengths":[0]}\n';
    for (const bytes of ['', '\n', '{}\n', empty, empty.replace('[0]', '[9]'), empty.replace('[0]', '[]')]) expect(readPacked(Buffer.from(bytes))).toBeNull();
  });

  it('are medium where they were taught to be medium or high, and not often enough to be high', () => {
    const some = raised.map((one, at): LevelLesson => ({ ...one, impact: 'medium', urgency: at < 2 ? 'high' : 'medium', entry: 'constancia' }));
    expect(teach(some).urgency?.[0].map(({ label }) => label)).toEqual(expect.arrayContaining(['medium', 'usual']));
    expect(readerOf(some)('quirófano sin red').urgency?.level).toBe('medium');
  });

  it.each<[string, LevelLesson[]]>([
    ['too few', raised.slice(0, 5)],
    ['all of one agent', raised.map((one) => ({ ...one, agentId: 'one' }))],
    ['all of one customer', raised.map((one) => ({ ...one, customerId: 'one' }))],
    ['all of nobody known', raised.map((one) => ({ ...one, customerId: null }))],
    ['raised by no agent', raised.map((one) => ({ ...one, levelsChanged: false }))],
    ['raised by phrases of desk.yaml anyway', raised.map((one) => ({ ...one, text: `${one.text}, urgente` }))],
    ['as their entry is', raised.map((one) => ({ ...one, urgency: 'medium' }))],
    ['of an entry that is gone', raised.map((one) => ({ ...one, entry: 'gone' }))],
  ])('are not learned from lessons that are %s', (_why, lessons) => {
    expect(teach(lessons)).toEqual(nothing);
  });
});

/** Any number of tickets that one person, agent or customer, has raised, with any words. */
const burst = fc.record({
  isAgent: fc.boolean(),
  said: fc.array(fc.tuple(fc.constantFrom('la impresora', 'la red', 'internet', 'una constancia', 'hola'), fc.constantFrom('otra vez', 'por favor', 'no sirve', ''), fc.nat(30)), { minLength: 1, maxLength: 60 }),
}).map(({ isAgent, said }) => said.map(([what, how, who], at): LevelLesson => lesson(`${what} ${how}`, at, {
  impact: 'high', agentId: isAgent ? 'hostile' : `agent ${who}`, customerId: isAgent ? `victim ${who}` : 'hostile',
})));

it('no burst of one agent or one customer makes anything press that did not', () => {
  fc.assert(fc.property(burst, (lessons) => {
    expect(teach(lessons)).toEqual(nothing);
  }));
  const asked = ['la impresora no sirve', 'se cayó la red', 'no hay internet', 'quiero una constancia', 'hola, por favor'];
  fc.assert(fc.property(burst, fc.boolean(), (lessons, isFirst) => {
    const read = readerOf(isFirst ? [...lessons, ...raised, ...calm] : [...raised, ...calm, ...lessons]);
    for (const text of asked) expect(read(text)).toEqual(nothing);
  }), { numRuns: 12 });
});

it('a phrase of desk.yaml that is denied raises nothing, however it is denied', () => {
  const from = { impact: 'low', urgency: 'low' } as const;
  for (const text of ['no creo que sea urgente', 'ni urgente', "I don't think it's urgent", 'no es para nada urgente', 'nor urgent']) {
    expect(raiseByWords(desk, text, from)).toEqual({ ...from, because: [] });
  }
  expect(raiseByWords(desk, 'no it is urgent', from).urgency).toBe('high');
});
