import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDesk, type DeskDefinition, type OverflowStep } from '../../../src/desk/definition/index.ts';
import { nextStepAt, takeSteps, type Surroundings } from '../../../src/desk/routing/index.ts';
import type { Ticket } from '../../../src/desk/tickets/index.ts';
import { smallDeskFile } from '../../support/desk.ts';

const { desk: plain } = parseDesk(smallDeskFile, 'desk.yaml');
const start = new Date('2026-03-02T15:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const teams = ['mesa', 'redes', 'proveedor'] as const;
const staffed = new Set<string>(teams);

function waiting(about: Partial<Ticket> = {}): Ticket {
  return {
    id: 'a', number: 1001, kind: 'incident', status: 'queued', subject: 'x', service: 'tecnologia', entry: 'internet',
    impact: 'medium', urgency: 'medium', priority: 'P3', tier: 1, team: 'mesa', agentId: null, channel: 'web', customerId: null,
    locale: 'es', live: false, cost: 15, abandoned: false, triage: false, confidence: 1, skills: [], agentLocale: null, chosen: {},
    version: 1, routingVersion: 1, routedVersion: 1, queuedAt: start, waitsSince: start, queueKey: start, overflowStep: 0,
    nextStepAt: null, preferredAgentId: null, preferredUntil: null, plan: null, openedAt: start, respondBy: null, resolveBy: null,
    respondedAt: null, resolvedAt: null, waitingFor: null, waitingUntil: null, solution: null, mergedInto: null, tags: [], statusKey: 1,
    ...about,
  };
}

/** The desk with these rules for its entry "internet", and calendars by which a team may be closed. */
function deskWith(about: { overflow?: OverflowStep[]; relaxSkillsAfter?: number; hours?: Record<string, string> }): DeskDefinition {
  const { overflow = null, relaxSkillsAfter = null, hours = {} } = about;
  return {
    ...plain,
    calendars: {
      ...plain.calendars,
      // Open on Mondays until 15:10, ten minutes after the start of these tests.
      manana: { zone: 'UTC', holidays: [], hours: { mon: [{ opens: 480, closes: 910 }], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } },
    },
    teams: plain.teams.map((team) => ({ ...team, calendar: hours[team.key] ?? null })),
    services: plain.services.map((service) => ({
      ...service, entries: service.entries.map((entry) => (entry.key === 'internet' ? { ...entry, overflow, relaxSkillsAfter } : entry)),
    })),
  };
}

const looking = (at: Date, more: Partial<Surroundings> = {}): Surroundings => ({ at, preferredIsGone: false, staffed, ...more });

const anyOverflow = fc
  .uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 6 })
  .chain((times) => fc.tuple(...times.toSorted((a, b) => a - b).map((time) =>
    fc.constantFrom(...teams, 'next' as const).map((to): OverflowStep => (to === 'next' ? { after: time, tier: 'next' } : { after: time, team: to })))));
const looks = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 12 }).map((times) => times.toSorted((a, b) => a - b));

/** Looks at the ticket at these seconds; gives it as it is afterwards with every place it was in. */
function lookAt(desk: DeskDefinition, ticket: Ticket, seconds: number[]) {
  const places: string[] = [];
  let is = ticket;
  for (const second of seconds) {
    const { ticket: next, taken } = takeSteps(desk, is, looking(after(second)));
    places.push(...taken.flatMap(({ is: { team } }) => team ?? []));
    is = next;
  }
  return { ticket: is, places };
}

describe('the overflow of a ticket, whatever its steps and whenever somebody looks', () => {
  test('leads through the same teams in the same order, looked at often or once', () => {
    fc.assert(fc.property(anyOverflow, looks, fc.integer({ min: 0, max: 600 }), (overflow, often, last) => {
      const desk = deskWith({ overflow });
      const once = lookAt(desk, waiting(), [last]);
      const many = lookAt(desk, waiting(), [...often.filter((second) => second < last), last, last]);
      expect(many.places).toEqual(once.places);
      expect(many.ticket).toEqual(once.ticket);
    }));
  });

  test('is at every moment where the last step whose time has come leads', () => {
    fc.assert(fc.property(anyOverflow, fc.integer({ min: 0, max: 600 }), (overflow, second) => {
      const named = overflow.filter((step) => step.after <= second && step.team !== undefined).at(-1)?.team ?? 'mesa';
      const passedTiers = overflow.some((step) => step.after <= second && step.tier === 'next');
      const { ticket } = lookAt(deskWith({ overflow }), waiting(), [second]);
      if (!passedTiers) expect(ticket.team).toBe(named);
      expect(ticket.overflowStep).toBe(overflow.filter((step) => step.after <= second).length);
    }));
  });

  test('never moves its place in the queue nor the start of its wait, and knows when to be looked at next', () => {
    fc.assert(fc.property(anyOverflow, looks, (overflow, seconds) => {
      const desk = deskWith({ overflow });
      const { ticket } = lookAt(desk, waiting(), seconds);
      expect(ticket).toMatchObject({ queuedAt: start, queueKey: start, waitsSince: start });
      const now = seconds.at(-1) ?? 0;
      const next = overflow.find((step) => step.after > now);
      if (seconds.length > 0) expect(ticket.nextStepAt).toEqual(next ? after(next.after) : null);
    }));
  });

  test('of somebody on the line never leads to a team that is closed or has nobody in it', () => {
    const anyHours = fc.dictionary(fc.constantFrom(...teams), fc.constant('manana'));
    const anyStaff = fc.subarray([...teams]).map((some) => new Set<string>(some));
    fc.assert(fc.property(anyOverflow, anyHours, anyStaff, looks, (overflow, hours, present, seconds) => {
      const desk = deskWith({ overflow, hours });
      let ticket = waiting({ live: true, channel: 'voice' });
      for (const second of seconds) {
        const at = after(second * 2);
        const { ticket: next, taken } = takeSteps(desk, ticket, looking(at, { staffed: present }));
        const closed = (team: string | null) => team !== null && hours[team] !== undefined && at >= after(600);
        for (const { is } of taken) expect(is.team !== null && present.has(is.team) && !closed(is.team)).toBe(true);
        if (next.nextStepAt) expect(next.nextStepAt.getTime()).toBeGreaterThan(at.getTime());
        ticket = next;
      }
    }));
  });
});

describe('somebody on the line', () => {
  const overflow = [{ after: 3600, team: 'redes' }];

  test('goes on when their team closes, and not before', () => {
    const desk = deskWith({ overflow, hours: { mesa: 'manana' } });
    const caller = waiting({ live: true });
    expect(nextStepAt(desk, caller, start)).toEqual(after(600));
    expect(takeSteps(desk, caller, looking(after(599))).taken).toEqual([]);
    expect(takeSteps(desk, caller, looking(after(600)))).toMatchObject({ ticket: { team: 'redes', tier: 2 }, taken: [{ reason: 'team-closed' }] });
  });

  test('stays when no way on is open, and is looked at again', () => {
    const desk = deskWith({ overflow, hours: { mesa: 'manana', redes: 'manana' } });
    const { ticket, taken } = takeSteps(desk, waiting({ live: true }), looking(after(700)));
    expect(taken).toEqual([]);
    expect(ticket).toMatchObject({ team: 'mesa', overflowStep: 0, nextStepAt: after(715) });
  });

  test('goes on late when somebody signs in there later', () => {
    const desk = deskWith({ overflow: [{ after: 60, team: 'redes' }] });
    const waits = takeSteps(desk, waiting({ live: true }), looking(after(60), { staffed: new Set(['mesa']) })).ticket;
    expect(waits.team).toBe('mesa');
    expect(takeSteps(desk, waits, looking(after(75))).ticket.team).toBe('redes');
  });
});

test('work that is nobody on the line waits where it is while its team is closed', () => {
  const desk = deskWith({ overflow: [{ after: 3600, team: 'redes' }], hours: { mesa: 'manana' } });
  expect(takeSteps(desk, waiting(), looking(after(700))).taken).toEqual([]);
});

test('skills are asked for until their time and never afterwards', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), looks, (relaxSkillsAfter, seconds) => {
    const { ticket } = lookAt(deskWith({ relaxSkillsAfter }), waiting({ skills: ['impresoras'] }), seconds);
    expect(ticket.skills).toEqual((seconds.at(-1) ?? 0) >= relaxSkillsAfter ? [] : ['impresoras']);
  }));
});

test('a ticket in triage without service does not leap a tier, and stays', () => {
  const desk = { ...plain, routing: { ...plain.routing, overflow: [{ after: 60, tier: 'next' as const }] } };
  const unplaced = waiting({ entry: null, service: null, triage: true });
  expect(takeSteps(desk, unplaced, looking(after(61)))).toMatchObject({ ticket: { team: 'mesa', tier: 1, nextStepAt: null }, taken: [] });
  expect(takeSteps(desk, waiting({ entry: null }), looking(after(61))).ticket).toMatchObject({ team: 'redes', tier: 2 });
});

test('an entry that names no overflow has that of the desk, an empty one has none', () => {
  const routing = { ...plain.routing, overflow: [{ after: 60, team: 'redes' }] };
  expect(nextStepAt({ ...plain, routing }, waiting(), start)).toEqual(after(60));
  expect(nextStepAt({ ...deskWith({ overflow: [] }), routing }, waiting(), start)).toBeNull();
});
