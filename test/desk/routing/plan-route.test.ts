import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Classifier, Pressing } from '../../../src/desk/catalog/index.ts';
import { findEntry, findTeam, parseDesk, serviceOfEntry } from '../../../src/desk/definition/index.ts';
import { planRoute, requeue, type RoutingStores } from '../../../src/desk/routing/index.ts';
import type { Ticket } from '../../../src/desk/tickets/index.ts';

const { desk } = parseDesk(readFileSync('desk.yaml', 'utf8'), 'desk.yaml');
const entries = desk.services.flatMap((service) => service.entries.map((entry) => entry.key));
const level = fc.constantFrom('low' as const, 'medium' as const, 'high' as const);
const words = fc.oneof(fc.string(), fc.constantFrom('urgente, nadie puede trabajar', 'everyone is down', 'hola'));

/** Guesses anything at all. */
const guess = fc.record({ entry: fc.constantFrom(...entries), confidence: fc.double({ min: 0, max: 1, noNaN: true }) });
const usual: Pressing = { impact: null, urgency: null };
const classifierOf = (candidates: { entry: string; confidence: number }[], pressing = usual): Classifier => ({
  classify: () => ({
    entry: null, service: null, confidence: 0, locale: 'es',
    candidates: [...candidates].sort((a, b) => b.confidence - a.confidence),
  }),
  explain: (_text, entry) => ({ words: [entry], nearest: [1] }),
  pressing: () => pressing,
});
const asked = fc.record({
  text: words,
  channel: fc.constantFrom('sms', 'voice', 'web', 'unheard-of'),
  locale: fc.constantFrom('es' as const, 'en' as const),
  chosen: fc.record(
    {
      entry: fc.oneof(fc.constantFrom(...entries), fc.string()), service: fc.oneof(fc.constantFrom(...desk.services.map((one) => one.key)), fc.string()),
      impact: level, urgency: level, locale: fc.constantFrom('es' as const, 'en' as const),
    },
    { requiredKeys: [] },
  ),
});

describe('a plan', () => {
  test('follows what was chosen, whatever the words suggest', () => {
    fc.assert(fc.property(asked, fc.array(guess), fc.constantFrom(...entries), level, level, (about, candidates, entry, impact, urgency) => {
      const plan = planRoute(desk, classifierOf(candidates), { ...about, chosen: { ...about.chosen, entry, impact, urgency } });
      expect(plan).toMatchObject({ entry, impact, urgency, triage: false, service: serviceOfEntry(desk, entry)?.key });
      if (about.chosen.locale) expect(plan.locale).toBe(about.chosen.locale);
    }));
  });

  test('goes to the chosen team with its tier, while entry and service are found as ever', () => {
    const team = fc.constantFrom(...desk.teams);
    fc.assert(fc.property(asked, fc.array(guess), team, (about, candidates, { key, tier }) => {
      const plain = planRoute(desk, classifierOf(candidates), about);
      const plan = planRoute(desk, classifierOf(candidates), { ...about, chosen: { ...about.chosen, team: key } });
      expect(plan).toEqual({ ...plain, team: key, tier });
      expect(planRoute(desk, classifierOf(candidates), { ...about, chosen: { ...about.chosen, team: `no ${key}` } })).toEqual(plain);
    }));
  });

  test('takes its priority from the matrix alone', () => {
    fc.assert(fc.property(asked, fc.array(guess), (about, candidates) => {
      const plan = planRoute(desk, classifierOf(candidates), about);
      expect(plan.priority).toBe(desk.matrix[plan.impact][plan.urgency]);
    }));
  });

  test('is pressed by what agents taught, never lowered, and never beside what was chosen or is denied', () => {
    const raised = fc.option(fc.record({ level: fc.constantFrom('medium' as const, 'high' as const), words: fc.constant('quirofano').map((word) => [word]) }));
    const pressing = fc.record({ impact: raised, urgency: raised });
    const rank = { low: 0, medium: 1, high: 2 };
    fc.assert(fc.property(asked, fc.array(guess), pressing, (about, candidates, learned) => {
      const plain = planRoute(desk, classifierOf(candidates), about);
      const plan = planRoute(desk, classifierOf(candidates, learned), about);
      for (const dimension of ['impact', 'urgency'] as const) {
        const expected = about.chosen[dimension] ?? (rank[learned[dimension]?.level ?? 'low'] > rank[plain[dimension]] ? learned[dimension]?.level : plain[dimension]);
        expect(plan[dimension]).toBe(expected);
      }
      const isRaised = plan.impact !== plain.impact || plan.urgency !== plain.urgency;
      expect(plan.because).toEqual({ ...plain.because, raisedLearned: isRaised ? ['quirofano'] : [] });
      const denied = planRoute(desk, classifierOf(candidates, learned), { ...about, text: 'No es urgente: el quirófano', chosen: {} });
      expect(denied.urgency).toBe(planRoute(desk, classifierOf(candidates), { ...about, text: 'quirófano', chosen: {} }).urgency);
    }));
  });

  test('says by which words and after which tickets its entry was found, or what it may be; nothing where it was chosen', () => {
    fc.assert(fc.property(asked, fc.array(guess, { minLength: 1 }), (about, candidates) => {
      const { because } = planRoute(desk, classifierOf(candidates), about);
      const best = because.candidates[0];
      expect(because).toMatchObject(best ? { words: [best.entry], nearest: [1] } : { words: [], nearest: [] });
    }));
  });

  test('always names a team of its tier and a cost', () => {
    fc.assert(fc.property(asked, fc.array(guess), (about, candidates) => {
      const plan = planRoute(desk, classifierOf(candidates), about);
      expect(findTeam(desk, plan.team)).toMatchObject({ tier: plan.tier });
      expect(plan.cost).toBeGreaterThan(0);
    }));
  });

  test('is triage exactly when nothing was chosen and nothing matched well enough', () => {
    fc.assert(fc.property(asked, fc.array(guess), (about, candidates) => {
      const plan = planRoute(desk, classifierOf(candidates), about);
      const chosen = about.chosen.entry !== undefined && findEntry(desk, about.chosen.entry) !== null;
      if (chosen) expect(plan.triage).toBe(false);
      else if (!plan.triage) expect(plan.confidence).toBeGreaterThanOrEqual(desk.classification.threshold);
      if (plan.triage) expect(plan).toMatchObject({ entry: null, tier: 1, team: desk.triageTeam });
    }));
  });
});

describe('a ticket put back', () => {
  const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  const put = async (ticket: Pick<Ticket, 'queuedAt' | 'queueKey' | 'team' | 'routingVersion'>, place?: Parameters<typeof requeue>[2]) => {
    const raised: unknown[] = [];
    const stores = {
      tickets: { save: (saved: Ticket) => Promise.resolve(saved) },
      signals: { raise: (signal: unknown) => raised.push(signal) },
    };
    // Only what requeue touches stands here; the whole of it runs against PostgreSQL in the other files.
    const saved = await requeue(stores as unknown as RoutingStores, ticket as Ticket, place);
    return { saved, raised };
  };

  test('keeps its place however often, and is routed anew each time', async () => {
    await fc.assert(fc.asyncProperty(moment, moment, fc.integer({ min: 1, max: 5 }), async (queuedAt, key, times) => {
      let ticket: Ticket | null = null;
      for (let n = 0; n < times; n += 1) {
        const { saved, raised } = await put(ticket ?? { queuedAt, queueKey: key, team: 'mesa', routingVersion: 1 });
        expect(saved).toMatchObject({ status: 'queued', queuedAt, queueKey: key, agentId: null, routingVersion: n + 2 });
        expect(raised).toMatchObject([{ kind: 'route-ticket', routingVersion: n + 2 }]);
        ticket = saved;
      }
    }));
  });

  test('goes before its old place at the head, and behind by its offset at a new one', async () => {
    await fc.assert(fc.asyncProperty(moment, moment, fc.integer({ min: 0, max: 10_000 }), async (key, at, offsetMinutes) => {
      const ticket = { queuedAt: key, queueKey: key, team: 'mesa', routingVersion: 1 };
      const head = await put(ticket, { kind: 'head' });
      expect(head.saved.queueKey?.getTime()).toBeLessThan(key.getTime());
      const fresh = await put(ticket, { kind: 'new', at, offsetMinutes });
      expect(fresh.saved).toMatchObject({ queuedAt: at, queueKey: new Date(at.getTime() + offsetMinutes * 60_000) });
    }));
  });

  test('is new again when it never had a place', async () => {
    expect((await put({ queuedAt: null, queueKey: null, team: null, routingVersion: 1 })).saved.status).toBe('new');
  });
});
