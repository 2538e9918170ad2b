import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskFaults, formatFault, parseDesk } from '../../../src/desk/definition/index.ts';

const modelDesk = readFileSync(new URL('../../../desk.yaml', import.meta.url), 'utf8');

const smallest = `
name: Desk
phoneRegion: CO
teams:
  - { key: first, tier: 1, name: { es: Mesa, en: Desk } }
triageTeam: first
services:
  - key: tech
    digit: 1
    name: { es: Tecnología, en: Technology }
    entries:
      - key: phone
        digit: 1
        name: { es: Teléfono, en: Phone }
        kind: incident
        examples: { es: [no suena], en: [it does not ring] }
`;

function faultsOf(text: string): string[] {
  try {
    parseDesk(text, 'desk.yaml');
    return [];
  } catch (error) {
    if (error instanceof DeskFaults) return error.faults.map(formatFault);
    throw error;
  }
}

/** The smallest desk with one change, which must be there to be made. */
function changed(from: string, to: string): string {
  expect(smallest).toContain(from);
  return smallest.replace(from, () => to);
}

describe('a desk file without faults', () => {
  it('is the model desk: four services, and no warnings', () => {
    const { desk, warnings } = parseDesk(modelDesk, 'desk.yaml');
    expect(desk.services.map((service) => service.key)).toEqual(['tecnologia', 'administrativos', 'desarrollo-humano', 'organizacional']);
    expect(warnings).toEqual([]);
  });

  it('gives every entry of the model desk five examples in each language', () => {
    const { desk } = parseDesk(modelDesk, 'desk.yaml');
    const thin = desk.services.flatMap((service) => service.entries)
      .filter((entry) => entry.examples.es.length < 5 || entry.examples.en.length < 5);
    expect(thin.map((entry) => entry.key)).toEqual([]);
  });

  it('gets sensible defaults for what it leaves out', () => {
    const { desk } = parseDesk(smallest, 'desk.yaml');
    expect(desk).toMatchObject({
      locale: 'es',
      calendar: 'always',
      calendars: { always: { zone: 'UTC', hours: 'always', holidays: [] } },
      matrix: { high: { high: 'P1' }, low: { low: 'P5' } },
      costs: { voice: 100, chat: 30, sms: 15, monitoring: 15 },
      offers: { liveSeconds: 30, otherSeconds: 60, missedBeforeAway: 2, declineCooldownSeconds: 60, expiredCooldownSeconds: 5, reserveAfterSeconds: 30 },
      agents: { graceSeconds: 50 },
      conversations: { joinHours: 72, reopenDays: 7 },
    });
    expect(desk.services[0]?.entries[0]).toMatchObject({ digit: '1', tier: 1, impact: 'low', urgency: 'medium', skills: [], sla: null });
  });

  it('keeps the default costs beside those it names', () => {
    expect(parseDesk(`${smallest}costs: { sms: 20 }\n`, 'desk.yaml').desk.costs).toMatchObject({ sms: 20, voice: 100 });
  });

  it('reads hours as minutes, past midnight above 1440', () => {
    const { desk } = parseDesk(`${smallest}calendar: w\ncalendars: { w: { zone: UTC, hours: { mon: ["08:00-12:30", "22:00-06:00"], tue: ["06:00-24:00"] } } }\n`, 'desk.yaml');
    expect(desk.calendars['w']?.hours).toMatchObject({ mon: [{ opens: 480, closes: 750 }, { opens: 1320, closes: 1800 }], tue: [{ opens: 360, closes: 1440 }], sun: [] });
  });
});

const calendarFile = (inner: string) => `${smallest}calendar: w\ncalendars:\n  w: ${inner}\n`;
const phoneKind = 'kind: incident';

describe('a fault is told with its line, column, path and what was expected', () => {
  it.each<[name: string, text: string, fault: string]>([
    ['a wrong value', changed(phoneKind, 'kind: incident\n        tier: "four"'), 'desk.yaml:16:15 services[0].entries[0].tier: expected 1, 2 or 3, got "four"'],
    ['a missing value', changed('name: Desk\n', ''), 'desk.yaml:2:1 name: expected a text, but it is missing'],
    ['an empty text', changed('name: Desk', 'name: "  "'), 'desk.yaml:2:7 name: expected a text that is not empty, got "  "'],
    ['an unknown key', changed(phoneKind, 'kind: incident\n        colour: red'), 'desk.yaml:16:9 services[0].entries[0].colour: expected "key", "digit", "name", "kind", "impact", "urgency", "tier", "teams", "sla", "skills", "relaxSkillsAfter", "overflow", "language", "asksImpact", "description", "synonyms" or "examples", got "colour"'],
    ['a reserved digit', changed('    digit: 1\n    name', '    digit: 0\n    name'), 'desk.yaml:9:12 services[0].digit: expected one telephone key from 1 to 9, got 0'],
    ['an unknown country', changed('CO', 'XX'), 'desk.yaml:3:14 phoneRegion: expected a country of two capital letters such as "CO", got "XX"'],
    ['a number without quotes', `${smallest}numbers: [{ number: +576015550100 }]\n`, 'desk.yaml:17:21 numbers[0].number: expected a telephone number in quotes with its country, such as "+576015550100", got 576015550100'],
    ['an impossible zone', calendarFile('{ zone: Mars/Base, hours: always }'), 'desk.yaml:19:14 calendars.w.zone: expected a time zone of the IANA list such as "America/Bogota", got "Mars/Base"'],
    ['wrong hours', calendarFile('{ zone: UTC, hours: { mon: ["8-12"] } }'), 'desk.yaml:19:34 calendars.w.hours.mon[0]: expected hours such as "08:00-12:00" (or "22:00-06:00" past midnight), got "8-12"'],
    ['hours that overlap', calendarFile('{ zone: UTC, hours: { mon: ["22:00-06:00"], tue: ["05:00-07:00"] } }'), 'desk.yaml:19:26 calendars.w.hours: expected hours that do not overlap, got a map'],
    ['hours that are neither', calendarFile('{ zone: UTC, hours: sometimes }'), 'desk.yaml:19:26 calendars.w.hours: expected "always", or a week such as {mon: ["08:00-12:00"]}, got "sometimes"'],
    ['a calendar that never opens', calendarFile('{ zone: UTC, hours: { mon: [] } }'), 'desk.yaml:19:26 calendars.w.hours: expected open hours on at least one day, got a map'],
    ['a day that does not exist', calendarFile('{ zone: UTC, hours: always, holidays: [2026-02-30] }'), 'desk.yaml:19:45 calendars.w.holidays[0]: expected a date that exists, such as "2026-12-25", got "2026-02-30"'],
    ['a hole in the matrix', `${smallest}matrix:\n  high: { high: P1, medium: P2, low: P3 }\n  medium: { high: P2, low: P4 }\n  low: { high: P3, medium: P4, low: P5 }\n`, 'desk.yaml:19:11 matrix.medium.medium: expected "P1", "P2", "P3", "P4" or "P5", but it is missing'],
    ['offsets that fall', `${smallest}priorityOffsets: { P1: 9, P2: 5, P3: 9, P4: 9, P5: 9 }\n`, 'desk.yaml:17:31 priorityOffsets.P2: expected a number no smaller than that of P1 (9), got 5'],
    ['an unknown triage team', changed('triageTeam: first', 'triageTeam: none'), 'desk.yaml:6:13 triageTeam: expected the key of a team ("first"), got "none"'],
    ['an unknown team of an entry', changed(phoneKind, 'kind: incident\n        teams: { 2: none }'), 'desk.yaml:16:21 services[0].entries[0].teams.2: expected the key of a team ("first"), got "none"'],
    ['a team of another tier', changed(phoneKind, 'kind: incident\n        teams: { 2: first }'), 'desk.yaml:16:21 services[0].entries[0].teams.2: expected a team of tier 2 that serves "tech" or all services, got "first"'],
    ['a tier without a team', changed(phoneKind, 'kind: incident\n        tier: 3'), 'desk.yaml:12:9 services[0].entries[0].teams.3: expected a team for tier 3: the entry names none, and no team of that tier serves its service'],
    ['an unknown promise', changed(phoneKind, 'kind: incident\n        sla: gold'), 'desk.yaml:16:14 services[0].entries[0].sla: expected the key of a SLA policy ("standard"), got "gold"'],
    ['an unknown calendar', `${smallest}calendar: none\n`, 'desk.yaml:17:11 calendar: expected the key of a calendar ("always"), got "none"'],
    ['an unknown service', `${smallest}numbers: [{ number: "+576015550100", service: none }]\n`, 'desk.yaml:17:47 numbers[0].service: expected the key of a service ("tech"), got "none"'],
    ['a key given twice', changed('triageTeam', '  - { key: first, tier: 2, name: { es: a, en: b } }\ntriageTeam'), 'desk.yaml:6:12 teams[1].key: expected a key that no other team has, got "first"'],
    ['an overflow that leads two ways', `${smallest}routing: { overflow: [{ after: 60, team: first, tier: next }] }\n`, 'desk.yaml:17:23 routing.overflow[0]: expected either a team or "tier: next", got a map'],
    ['overflow steps out of order', changed(phoneKind, 'kind: incident\n        overflow: [{ after: 60, tier: next }, { after: 60, team: first }]'), 'desk.yaml:16:19 services[0].entries[0].overflow: expected steps of which each comes later than the one before, got a list'],
    ['an overflow to an unknown team', changed(phoneKind, 'kind: incident\n        overflow: [{ after: 60, team: none }]'), 'desk.yaml:16:39 services[0].entries[0].overflow[0].team: expected the key of a team ("first"), got "none"'],
    ['a plan that pushes others back', `${smallest}plans: [{ key: vip, name: { es: a, en: b }, offsetMinutes: 5 }]\n`, 'desk.yaml:17:60 plans[0].offsetMinutes: expected a number of at most 0, got 5'],
    ['a plan with an unknown promise', `${smallest}plans: [{ key: vip, name: { es: a, en: b }, sla: gold }]\n`, 'desk.yaml:17:50 plans[0].sla: expected the key of a SLA policy ("standard"), got "gold"'],
    ['a cost below one', `${smallest}costs: { sms: 0 }\n`, 'desk.yaml:17:15 costs.sms: expected a number of at least 1, got 0'],
    ['broken YAML', 'name: [a\nb: }', 'desk.yaml:2:4 not YAML: Unexpected flow-map-end token in YAML stream: "}"'],
    ['the same key twice in a map', changed('phoneRegion: CO', 'phoneRegion: CO\nphoneRegion: ES'), 'desk.yaml:4:1 expected every key once in its map, this one stands there already'],
    ['an empty file', '', 'desk.yaml:1:1 expected a map of keys, but it is missing'],
    ['a list', '- a', 'desk.yaml:1:1 expected a map of keys, got a list'],
  ])('%s', (_name, text, fault) => expect(faultsOf(text)).toContain(fault));

  it('refuses digits used twice, in one menu only', () => {
    const second = (digit: number) => `${smallest}      - { key: net, digit: ${digit}, name: { es: a, en: b }, kind: question }\n`;
    expect(faultsOf(second(2))).toEqual([]);
    expect(faultsOf(second(1))).toEqual(['desk.yaml:17:28 services[0].entries[1].digit: expected a digit that no other entry of this service has, got "1"']);
  });

  it('refuses a promise that the calendar could not reach in twenty years', () => {
    const text = `${smallest}calendar: w\ncalendars: { w: { zone: UTC, hours: { mon: ["08:00-08:01"] } } }\n`;
    expect(faultsOf(text).filter((fault) => fault.includes('slas.standard.targets'))).not.toEqual([]);
  });

  it('tells every fault at once, wrong values and wrong references, in the order of the file', () => {
    const text = changed('name: Desk', 'name: 1').replace('triageTeam: first', 'triageTeam: none').replace(phoneKind, 'kind: wish');
    const faults = faultsOf(text);
    expect(faults.map((fault) => fault.split(' ')[1])).toEqual(['name:', 'triageTeam:', 'services[0].entries[0].kind:']);
  });

  it('places faults behind an alias where the shared part stands', () => {
    const text = changed('name: Desk\n', 'name: Desk\ngreeting: &words { es: "", en: b }\n').replace('name: { es: Mesa, en: Desk }', 'name: *words');
    expect(faultsOf(text)).toContain('desk.yaml:3:24 greeting.es: expected a text that is not empty, got ""');
    expect(faultsOf(text)).toContain('desk.yaml:3:24 teams[0].name.es: expected a text that is not empty, got ""');
  });
});

describe('warnings do not stop the desk', () => {
  const warningsOf = (text: string) => parseDesk(text, 'desk.yaml').warnings.map(formatFault);

  it('tells of an entry without examples', () => {
    expect(warningsOf(changed(', en: [it does not ring]', ''))).toEqual(['desk.yaml:16:19 services[0].entries[0].examples: no examples in "en", so texts in it will go to triage']);
  });

  it('tells of a channel that does not come with the desk', () => {
    expect(warningsOf(`${smallest}costs: { voise: 100 }\n`)[0]).toContain('desk.yaml:17:10 costs.voise: not a channel');
  });
});

describe('hostile files', () => {
  it('refuses aliases that multiply without end', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefgh'.split('').map((name, at) => {
      const before = 'abcdefgh'[at];
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
    })].join('\n');
    expect(faultsOf(bomb)[0]).toContain('not YAML: Excessive alias count');
  });

  it('answers any damage to the model desk with a desk or with faults that have lines', () => {
    const damaged = fc.tuple(fc.nat(modelDesk.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 10 }))
      .map(([at, cut, added]) => modelDesk.slice(0, at) + added + modelDesk.slice(at + cut));
    fc.assert(fc.property(damaged, (text) => {
      const lines = text.split('\n').length;
      for (const fault of faultsOf(text)) {
        const line = Number(/^desk\.yaml:(\d+):/.exec(fault)?.[1]);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines + 1);
      }
    }), { numRuns: 15 });
  }, 30_000);
});
