import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { addOpenMinutes, isOpen, openMinutesBetween } from '../../../src/desk/calendars/index.ts';
import { weekdays } from '../../../src/desk/definition/index.ts';
import type { BusinessCalendar } from '../../../src/desk/definition/index.ts';

type Week = Exclude<BusinessCalendar['hours'], 'always'>;

const hour = (hours: number) => hours * 60;
const closedWeek: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const officeDay = [{ opens: hour(8), closes: hour(12) }, { opens: hour(13), closes: hour(17) }];
const night = [{ opens: hour(22), closes: hour(30) }];
const office: BusinessCalendar = {
  zone: 'America/Bogota',
  hours: { ...closedWeek, mon: officeDay, tue: officeDay, wed: officeDay, thu: officeDay, fri: officeDay },
  holidays: ['2026-12-08', '2026-12-25'],
};
const always: BusinessCalendar = { zone: 'Europe/Madrid', hours: 'always', holidays: [] };
const nights: BusinessCalendar = {
  zone: 'Europe/Madrid',
  hours: { mon: night, tue: night, wed: night, thu: night, fri: night, sat: night, sun: night },
  holidays: [],
};
const local = (zone: string, text: string) => DateTime.fromISO(text, { zone }).toJSDate();
const bogota = (text: string) => local('America/Bogota', text);
const madrid = (text: string) => local('Europe/Madrid', text);

describe('open hours', () => {
  it.each<[string, boolean]>([
    ['2026-12-07T07:59:59', false],
    ['2026-12-07T08:00', true],
    ['2026-12-07T11:59:59', true],
    ['2026-12-07T12:00', false],
    ['2026-12-07T13:00', true],
    ['2026-12-07T17:00', false],
    ['2026-12-08T10:00', false],
    ['2026-12-06T10:00', false],
  ])('at %s in Bogotá the office is open: %s', (text, open) => expect(isOpen(office, bogota(text))).toBe(open));

  it.each<[string, number, string]>([
    ['2026-12-07T08:00', 60, '2026-12-07T09:00'],
    ['2026-12-07T11:00', 60, '2026-12-07T12:00'],
    ['2026-12-07T11:00', 61, '2026-12-07T13:01'],
    ['2026-12-07T16:30', 60, '2026-12-09T08:30'],
    ['2026-12-04T16:00', 120, '2026-12-07T09:00'],
    ['2026-12-05T03:00', 1, '2026-12-07T08:01'],
    ['2026-12-05T03:00', 0, '2026-12-05T03:00'],
    ['2026-11-30T08:00', 4 * 5 * 8 * 60, '2026-12-29T17:00'],
  ])('from %s, %d open minutes end at %s', (start, minutes, end) => {
    const reached = addOpenMinutes(office, bogota(start), minutes);
    expect(reached).toEqual(bogota(end));
    expect(openMinutesBetween(office, bogota(start), reached)).toBe(minutes);
  });

  it('counts over holidays and weekends', () => {
    expect(openMinutesBetween(office, bogota('2026-12-04T16:00'), bogota('2026-12-09T09:00'))).toBe(60 + 480 + 60);
    expect(openMinutesBetween(office, bogota('2026-12-09T09:00'), bogota('2026-12-04T16:00'))).toBe(0);
  });

  it('keeps hours past midnight with the day they begin on, also into a holiday', () => {
    const friday: BusinessCalendar = { ...nights, hours: { ...closedWeek, fri: [{ opens: hour(22), closes: hour(26) }] }, holidays: ['2026-06-13'] };
    expect(isOpen(friday, madrid('2026-06-13T01:59'))).toBe(true);
    expect(isOpen(friday, madrid('2026-06-13T02:00'))).toBe(false);
    expect(isOpen(friday, madrid('2026-06-12T01:00'))).toBe(false);
    expect(isOpen({ ...friday, holidays: ['2026-06-12'] }, madrid('2026-06-13T01:00'))).toBe(false);
  });
});

describe('days on which the clock changes', () => {
  it.each<[string, string, string, number]>([
    ['spring, one hour less', '2026-03-28T12:00', '2026-03-29T12:00', 7 * 60],
    ['autumn, one hour more', '2026-10-24T12:00', '2026-10-25T12:00', 9 * 60],
    ['no change', '2026-06-24T12:00', '2026-06-25T12:00', 8 * 60],
  ])('a night from 22 to 6 in Madrid, %s', (_name, start, end, minutes) => {
    expect(openMinutesBetween(nights, madrid(start), madrid(end))).toBe(minutes);
    expect(addOpenMinutes(nights, madrid(start), minutes)).toEqual(madrid(end.replace('T12', 'T06')));
  });

  it('opens after the gap when the opening hour does not exist', () => {
    const early: BusinessCalendar = { ...nights, hours: { ...closedWeek, sun: [{ opens: 150, closes: hour(4) }] } };
    expect(addOpenMinutes(early, madrid('2026-03-28T12:00'), 10)).toEqual(madrid('2026-03-29T03:10'));
    expect(openMinutesBetween(early, madrid('2026-03-28T12:00'), madrid('2026-03-30T00:00'))).toBe(60);
  });

  it('opens twice when the hours come twice', () => {
    const early: BusinessCalendar = { ...nights, hours: { ...closedWeek, sun: [{ opens: hour(2), closes: 150 }] } };
    expect(openMinutesBetween(early, madrid('2026-10-24T12:00'), madrid('2026-10-26T00:00'))).toBe(60);
  });
});

const zones = ['America/Bogota', 'Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia'];
const span = fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 600 })).map(([opens, length]) => ({ opens, closes: opens + length }));
/** At most one span a day, none so long that it meets the next day's. */
const week = fc.tuple(...weekdays.map(() => fc.option(span))).map((days) => {
  const hours: Week = { ...closedWeek };
  weekdays.forEach((day, at) => {
    const one = days[at];
    const before = days[(at + 6) % 7];
    if (one && (!before || before.closes - 1440 <= one.opens)) hours[day] = [one];
  });
  return weekdays.every((day) => hours[day].length === 0) ? { ...closedWeek, mon: officeDay } : hours;
});
const calendar: fc.Arbitrary<BusinessCalendar> = fc.record({
  zone: fc.constantFrom(...zones),
  hours: fc.oneof({ weight: 4, arbitrary: week }, { weight: 1, arbitrary: fc.constant('always' as const) }),
  holidays: fc.array(fc.constantFrom('2026-03-29', '2026-10-25', '2026-11-01', '2026-12-25'), { maxLength: 3 }),
});
const moment = fc.oneof(
  fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
  // Around changes of the clock.
  fc.tuple(fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z'), fc.integer({ min: -600, max: 600 }))
    .map(([at, minutes]) => new Date(Date.parse(at) + minutes * 60_000)),
);

/** The rule in its plainest form: what the wall clock of the zone shows. */
function wallClockOpen({ zone, hours, holidays }: BusinessCalendar, at: Date): boolean {
  const wall = DateTime.fromJSDate(at, { zone });
  const minute = wall.hour * 60 + wall.minute + wall.second / 60 + wall.millisecond / 60_000;
  return [0, 1].some((daysAgo) => {
    const day = wall.startOf('day').minus({ days: daysAgo });
    const name = weekdays[day.weekday - 1];
    if (!name || holidays.includes(day.toISODate() ?? '')) return false;
    const spans = hours === 'always' ? [{ opens: 0, closes: 1440 }] : hours[name];
    return spans.some(({ opens, closes }) => minute + daysAgo * 1440 >= opens && minute + daysAgo * 1440 < closes);
  });
}

describe('rules for every calendar', () => {
  it('is open exactly when the wall clock of its zone says so', () => {
    fc.assert(fc.property(calendar, moment, (rules, at) => {
      expect(isOpen(rules, at)).toBe(wallClockOpen(rules, at));
    }), { numRuns: 500 });
  });

  it('gives back the minutes that were added, and ends in or at the end of open hours', () => {
    fc.assert(fc.property(calendar, moment, fc.integer({ min: 1, max: 20_000 }), (rules, start, minutes) => {
      const end = addOpenMinutes(rules, start, minutes);
      expect(openMinutesBetween(rules, start, end)).toBeCloseTo(minutes, 6);
      expect(isOpen(rules, new Date(end.getTime() - 1))).toBe(true);
    }), { numRuns: 300 });
  });

  it('ends later the more is added, and never before plain time', () => {
    fc.assert(fc.property(calendar, moment, fc.nat(5000), fc.nat(5000), (rules, start, minutes, more) => {
      const end = addOpenMinutes(rules, start, minutes);
      expect(addOpenMinutes(rules, start, minutes + more).getTime()).toBeGreaterThanOrEqual(end.getTime());
      expect(end.getTime()).toBeGreaterThanOrEqual(start.getTime() + minutes * 60_000);
    }));
  });

  it('adds in two steps what it adds in one', () => {
    fc.assert(fc.property(calendar, moment, fc.nat(5000), fc.nat(5000), (rules, start, first, second) => {
      expect(addOpenMinutes(rules, addOpenMinutes(rules, start, first), second)).toEqual(addOpenMinutes(rules, start, first + second));
    }));
  });

  it('sums up whatever the moment in between', () => {
    fc.assert(fc.property(calendar, moment, moment, moment, (rules, ...moments) => {
      const [a, b, c] = moments.toSorted((left, right) => left.getTime() - right.getTime());
      if (!a || !b || !c) throw new Error('three moments');
      expect(openMinutesBetween(rules, a, b) + openMinutesBetween(rules, b, c)).toBeCloseTo(openMinutesBetween(rules, a, c), 6);
    }));
  });

  it('is plain addition when always open', () => {
    fc.assert(fc.property(moment, fc.nat(10_000_000), (start, minutes) => {
      expect(addOpenMinutes(always, start, minutes)).toEqual(new Date(start.getTime() + minutes * 60_000));
      expect(isOpen(always, start)).toBe(true);
    }));
  });
});

describe('limits', () => {
  it('crosses decades a week at a time', () => {
    const start = bogota('2026-01-01T00:00');
    const end = addOpenMinutes(office, start, 1_000_000);
    expect(openMinutesBetween(office, start, end)).toBe(1_000_000);
    expect(openMinutesBetween(office, start, bogota('2126-01-01T00:00'))).toBeGreaterThan(12_000_000);
  });

  it('refuses what no calendar can reach', () => {
    const rare: BusinessCalendar = { ...office, hours: { ...closedWeek, mon: [{ opens: 0, closes: 1 }] } };
    expect(() => addOpenMinutes(rare, new Date(0), 1_000_000)).toThrow(RangeError);
    expect(() => addOpenMinutes({ ...office, hours: closedWeek }, new Date(0), 1)).toThrow(RangeError);
    expect(() => addOpenMinutes(always, new Date(0), -1)).toThrow(RangeError);
    expect(() => addOpenMinutes(always, new Date(0), Number.NaN)).toThrow(RangeError);
  });
});
