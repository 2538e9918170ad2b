import type { Level } from '../../core/index.ts';
import { catalogExamples } from '../catalog/index.ts';
import { findEntry, type DeskDefinition } from '../definition/index.ts';
import type { Example } from '../understanding/index.ts';
import { withoutDenied } from './denial.ts';
import { isHigher } from './levels.ts';
import { raiseByWords } from './raise-by-words.ts';

export const dimensions = ['impact', 'urgency'] as const;
export type Dimension = (typeof dimensions)[number];

/** What a ticket teaches of how pressing its words are, as the agent left it who touched it last. */
export interface LevelLesson {
  text: string;
  agentId: string;
  /** Null: nobody knows. */
  customerId: string | null;
  entry: string;
  impact: Level;
  urgency: Level;
  /** Whether an agent set impact or urgency to something else than they were. */
  levelsChanged: boolean;
}

/** What two models learn from, each of them taught by other agents. */
export type WitnessExamples = readonly [Example[], Example[]];
/** By dimension; null where too little was taught to raise anything. Plain data. */
export type LevelExamples = Record<Dimension, WitnessExamples | null>;

export const noLevels: LevelExamples = { impact: null, urgency: null };

/** The label of what is as pressing as its entry says. */
export const usualLabel = 'usual';
/** What is longer says what presses at its beginning. */
export const levelTextLimit = 4_000;
/** Tickets that agents raised to a level, of each witness, before it is learned: so it takes twice as many, of two agents or more. */
export const leastTicketsOfWitness = 3;
/** The latest are learned from: training must stay a matter of seconds. */
const mostLevelLessons = 3_000;

/** All that desk.yaml says of urgency and impact: what was learned with other words is of no use. Plain data. */
export function levelGround(desk: DeskDefinition): unknown {
  return [desk.words, desk.services.flatMap(({ entries }) => entries.map(({ key, impact, urgency }) => [key, impact, urgency]))];
}

/**
 * Gathers from lessons, in the order in which they were taught, what teaches urgency and impact. Half of the agents teach
 * one witness and half the other, and of each customer one ticket counts for each level, so nobody alone teaches both. Pure.
 */
export function createLevelTeaching(desk: DeskDefinition): (lessons: readonly LevelLesson[]) => LevelExamples {
  const catalog = catalogExamples(desk).map(({ text }): Example => ({ text: withoutDenied(text, levelTextLimit), label: usualLabel }));
  const phrases = (dimension: Dimension) => (['high', 'medium'] as const).flatMap((level) =>
    [...desk.words[dimension][level].es, ...desk.words[dimension][level].en].map((text): Example => ({ text, label: level })));
  const begin = { impact: phrases('impact'), urgency: phrases('urgency') };
  return (lessons) => {
    const latest = lessons.slice(-mostLevelLessons)
      .map((lesson) => ({ lesson, said: withoutDenied(lesson.text, levelTextLimit) }))
      .filter(({ said }) => said !== '');
    const teach = (dimension: Dimension): WitnessExamples | null => {
      const taught = latest.flatMap((one): TaughtLevel[] => {
        const label = labelOf(desk, dimension, one.lesson);
        return label === null ? [] : [{ ...one, label }];
      });
      const split = splitByAgent(onePerCustomer(taught));
      const levels = learnedLevels(split);
      if (levels.length === 0) return null;
      const examplesOf = (some: readonly TaughtLevel[]) =>
        [...catalog, ...begin[dimension], ...some.map(({ said, label }): Example => ({ text: said, label }))]
          .flatMap((example): Example[] => {
            const label = atMost(example.label, levels);
            return label === null ? [] : [{ ...example, label }];
          });
      return [examplesOf(split[0]), examplesOf(split[1])];
    };
    return { impact: teach('impact'), urgency: teach('urgency') };
  };
}

type Label = 'high' | 'medium' | typeof usualLabel;

interface TaughtLevel {
  lesson: LevelLesson;
  /** Without what is denied. */
  said: string;
  label: Label;
}

/** How many tickets somebody taught, and how many of them they raised. */
interface Count {
  raised: number;
  all: number;
}

/** Null where it teaches nothing: a phrase of desk.yaml raises it anyway, or it was raised and no agent did that. */
function labelOf(desk: DeskDefinition, dimension: Dimension, lesson: LevelLesson): Label | null {
  const own = findEntry(desk, lesson.entry);
  const level = lesson[dimension];
  if (!own) return null;
  if (level === 'low' || !isHigher(level, own[dimension])) return usualLabel;
  const byPhrases = raiseByWords(desk, lesson.text, { impact: own.impact, urgency: own.urgency });
  return lesson.levelsChanged && isHigher(level, byPhrases[dimension]) ? level : null;
}

/** Of each customer, and of all unknown ones together, the latest ticket of each level. */
function onePerCustomer(taught: readonly TaughtLevel[]): TaughtLevel[] {
  const latest = new Map(taught.map((one) => [`${one.label} ${one.lesson.customerId ?? ''}`, one]));
  return taught.filter((one) => latest.get(`${one.label} ${one.lesson.customerId ?? ''}`) === one);
}

/** Those of each agent on one side; those who raised most first, each to where less was raised, who raised nothing to where less was taught. */
function splitByAgent(taught: readonly TaughtLevel[]): [TaughtLevel[], TaughtLevel[]] {
  const counts = new Map<string, Count>();
  for (const { lesson: { agentId }, label } of taught) {
    const { raised, all } = counts.get(agentId) ?? { raised: 0, all: 0 };
    counts.set(agentId, { raised: raised + (label === usualLabel ? 0 : 1), all: all + 1 });
  }
  const order = [...counts].sort(([a, more], [b, less]) => less.raised - more.raised || less.all - more.all || (a < b ? -1 : 1));
  const sums: [Count, Count] = [{ raised: 0, all: 0 }, { raised: 0, all: 0 }];
  const sides = new Map(order.map(([agentId, { raised, all }]) => {
    const by = raised > 0 ? 'raised' : 'all';
    const side = sums[0][by] <= sums[1][by] ? 0 : 1;
    sums[side].raised += raised;
    sums[side].all += all;
    return [agentId, side];
  }));
  const of = (side: number) => taught.filter(({ lesson: { agentId } }) => sides.get(agentId) === side);
  return [of(0), of(1)];
}

/** The levels above the usual that both were taught often enough; what is not taught to be high may be taught to be medium. */
function learnedLevels(split: readonly [TaughtLevel[], TaughtLevel[]]): ('high' | 'medium')[] {
  const counts = (...labels: Label[]) => Math.min(...split.map((some) => some.filter(({ label }) => labels.includes(label)).length));
  const isHigh = counts('high') >= leastTicketsOfWitness;
  const isMedium = counts(...(isHigh ? ['medium' as const] : ['high' as const, 'medium' as const])) >= leastTicketsOfWitness;
  return [...(isHigh ? ['high' as const] : []), ...(isMedium ? ['medium' as const] : [])];
}

/** The label itself where it is learned, else the next one below; null: none is. */
function atMost(label: string, levels: readonly string[]): string | null {
  if (label === usualLabel || levels.includes(label)) return label;
  return label === 'high' && levels.includes('medium') ? 'medium' : null;
}
