import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Level } from '../../../src/core/index.ts';
import { parseDesk } from '../../../src/desk/definition/index.ts';
import { priorityOf, priorityRank, raiseByWords } from '../../../src/desk/priority/index.ts';

const { desk } = parseDesk(readFileSync(new URL('../../../desk.yaml', import.meta.url), 'utf8'), 'desk.yaml');
const low = { impact: 'low', urgency: 'low' } as const;
const levels: Level[] = ['low', 'medium', 'high'];

describe('priority', () => {
  it('comes from the matrix: impact by urgency', () => {
    const rows = levels.toReversed().map((impact) => levels.toReversed().map((urgency) => priorityOf(desk, impact, urgency)));
    expect(rows).toEqual([['P1', 'P2', 'P3'], ['P2', 'P3', 'P4'], ['P3', 'P4', 'P5']]);
  });

  it('follows the desk file, not the program', () => {
    const odd = { ...desk, matrix: { ...desk.matrix, low: { high: 'P1', medium: 'P1', low: 'P1' } as const } };
    expect(priorityOf(odd, 'low', 'low')).toBe('P1');
  });

  it('ranks P1 first', () => {
    expect((['P3', 'P5', 'P1'] as const).toSorted((a, b) => priorityRank(a) - priorityRank(b))).toEqual(['P1', 'P3', 'P5']);
  });
});

describe('words that raise', () => {
  it.each<[string, Level, Level, string[]]>([
    ['Es URGENTE', 'low', 'high', ['urgente']],
    ['urgënte!!!', 'low', 'high', ['urgente']],
    ['No puedo trabajar', 'low', 'high', ['no puedo trabajar']],
    ['no, es urgente', 'low', 'high', ['urgente']],
    ["We can't work", 'low', 'high', ["can't work"]],
    ['we can’t  work', 'low', 'high', ["can't work"]],
    ['nadie puede navegar', 'high', 'low', ['nadie puede']],
    ['Everyone is affected', 'high', 'low', ['everyone']],
    ['the whole office is down, asap please', 'high', 'high', ['asap', 'the whole office']],
    ['mi area esta sin red', 'medium', 'low', ['mi área']],
    ['varias personas; para hoy', 'medium', 'medium', ['para hoy', 'varias personas']],
  ])('"%s" gives impact %s and urgency %s', (text, impact, urgency, because) => {
    expect(raiseByWords(desk, text, low)).toEqual({ impact, urgency, because });
  });

  it.each(['insurgentes', 'no es urgente', 'No es nada urgente', 'not urgent', "It isn't urgent at all", 'sin urgencia', 'todos los días', 'hola', '', 'asapx'])(
    '"%s" raises nothing',
    (text) => expect(raiseByWords(desk, text, low)).toEqual({ ...low, because: [] }),
  );

  it('says nothing about what was high already', () => {
    expect(raiseByWords(desk, 'urgente', { impact: 'low', urgency: 'high' })).toEqual({ impact: 'low', urgency: 'high', because: [] });
  });

  it('never lowers, whatever the text', () => {
    const phrases = [...desk.words.urgency.high.es, ...desk.words.impact.medium.en, 'no es urgente', 'low', 'no'];
    const text = fc.array(fc.oneof(fc.constantFrom(...phrases), fc.string({ unit: 'binary' }))).map((parts) => parts.join(' '));
    fc.assert(fc.property(text, fc.constantFrom(...levels), fc.constantFrom(...levels), (words, impact, urgency) => {
      const raised = raiseByWords(desk, words, { impact, urgency });
      expect(levels.indexOf(raised.impact)).toBeGreaterThanOrEqual(levels.indexOf(impact));
      expect(levels.indexOf(raised.urgency)).toBeGreaterThanOrEqual(levels.indexOf(urgency));
      expect(raised.because.length > 0).toBe(raised.impact !== impact || raised.urgency !== urgency);
    }));
  });
});
