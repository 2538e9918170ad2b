import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { nextOpening, teamClosesAt, teamIsOpen } from '../../../src/desk/calendars/index.ts';
import { parseDesk, weekdays } from '../../../src/desk/definition/index.ts';
import type { BusinessCalendar } from '../../../src/desk/definition/index.ts';
import { smallDeskFile } from '../../support/desk.ts';

const { desk: plain } = parseDesk(smallDeskFile, 'desk.yaml');
const office = [{ opens: 8 * 60, closes: 12 * 60 }, { opens: 13 * 60, closes: 17 * 60 }];
const closedWeek = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const desk = {
  ...plain,
  calendars: {
    ...plain.calendars,
    oficina: { zone: 'America/Bogota', hours: { ...closedWeek, mon: office, fri: office }, holidays: ['2026-12-25'] },
    noches: { zone: 'Europe/Madrid', hours: { ...closedWeek, sun: [{ opens: 150, closes: 240 }] }, holidays: [] },
  },
};
const team = { calendar: 'oficina' };
const bogota = (text: string) => DateTime.fromISO(text, { zone: 'America/Bogota' }).toJSDate();

describe('the hours of a team', () => {
  it.each([
    ['2026-12-18T07:59', '2026-12-18T08:00'],
    ['2026-12-18T12:00', '2026-12-18T13:00'],
    ['2026-12-18T09:30', '2026-12-18T09:30'],
    ['2026-12-18T17:00', '2026-12-21T08:00'],
    ['2026-12-21T17:00', '2026-12-28T08:00'],
  ])('from %s on, the office opens at %s', (from, opens) => {
    expect(nextOpening(desk, team, bogota(from))).toEqual(bogota(opens));
    expect(teamIsOpen(desk, team, bogota(from))).toBe(from === opens);
  });

  it('opens after the gap when the clock leaps over the opening hour', () => {
    const early = DateTime.fromISO('2026-03-28T12:00', { zone: 'Europe/Madrid' }).toJSDate();
    expect(nextOpening(desk, { calendar: 'noches' }, early)?.toISOString()).toBe('2026-03-29T01:00:00.000Z');
  });

  it('is the hours of the desk for a team that names none', () => {
    const at = bogota('2026-12-20T03:00');
    expect(teamIsOpen(desk, { calendar: null }, at)).toBe(true);
    expect(nextOpening(desk, { calendar: null }, at)).toEqual(at);
  });
});

const span = fc.integer({ min: 0, max: 1380 }).chain((opens) =>
  fc.integer({ min: opens + 1, max: 1440 }).map((closes) => [{ opens, closes }]));
const week = fc
  .array(fc.option(span, { nil: [] }), { minLength: 7, maxLength: 7 })
  .filter((days) => days.some((day) => day.length > 0))
  .map((days) => Object.fromEntries(weekdays.map((day, at) => [day, days[at] ?? []])) as Exclude<BusinessCalendar['hours'], 'always'>);
const anyCalendar: fc.Arbitrary<BusinessCalendar> = fc.record({
  zone: fc.constantFrom('America/Bogota', 'Europe/Madrid', 'Australia/Lord_Howe', 'UTC'),
  hours: week,
  holidays: fc.uniqueArray(fc.integer({ min: 0, max: 400 }).map((day) => DateTime.fromISO('2026-01-01').plus({ days: day }).toFormat('yyyy-MM-dd')), { maxLength: 5 }),
});
const anyMoment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }).map((ms) => new Date(ms));

describe('the next closing, whatever the calendar', () => {
  it('is the first moment from then on that is closed', () => {
    fc.assert(fc.property(anyCalendar, anyMoment, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (calendar, at, share) => {
      const own = { ...plain, calendars: { propio: calendar }, calendar: 'propio' };
      const any = { calendar: 'propio' };
      const closes = teamClosesAt(own, any, at);
      const until = closes ?? new Date(at.getTime() + 7 * 86_400_000);
      if (closes) expect(teamIsOpen(own, any, closes)).toBe(false);
      if (until > at) expect(teamIsOpen(own, any, new Date(at.getTime() + Math.floor(share * (until.getTime() - at.getTime()))))).toBe(true);
      else expect(teamIsOpen(own, any, at)).toBe(false);
    }), { numRuns: 300 });
  });

  it('does not come for a team that is always open, and goes past midnight where the hours do', () => {
    expect(teamClosesAt(desk, { calendar: null }, bogota('2026-12-20T03:00'))).toBeNull();
    const late = { ...desk, calendars: { ...desk.calendars, tarde: { zone: 'America/Bogota', holidays: [],
      hours: { ...closedWeek, fri: [{ opens: 8 * 60, closes: 1440 }], sat: [{ opens: 0, closes: 120 }] } } } };
    expect(teamClosesAt(late, { calendar: 'tarde' }, bogota('2026-12-18T23:00'))).toEqual(bogota('2026-12-19T02:00'));
  });
});

describe('the next opening, whatever the calendar', () => {
  it('is open, is closed from the moment of asking up to it, and stays the same when asked in between', () => {
    fc.assert(fc.property(anyCalendar, anyMoment, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (calendar, at, share) => {
      const own = { ...plain, calendars: { propio: calendar }, calendar: 'propio' };
      const any = { calendar: 'propio' };
      const opens = nextOpening(own, any, at);
      if (opens === null) throw new Error('a calendar with hours opens within a year of any holiday');
      expect(opens.getTime()).toBeGreaterThanOrEqual(at.getTime());
      expect(teamIsOpen(own, any, opens)).toBe(true);
      if (opens > at) {
        const between = new Date(at.getTime() + Math.floor(share * (opens.getTime() - at.getTime())));
        expect(teamIsOpen(own, any, between)).toBe(false);
        expect(nextOpening(own, any, between)).toEqual(opens);
      } else expect(teamIsOpen(own, any, at)).toBe(true);
    }), { numRuns: 300 });
  });
});
