import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { dialableNumber, nextAskedTime, type DialRules } from '../../../src/desk/callbacks/index.ts';
import { isOpen } from '../../../src/desk/calendars/index.ts';
import { calendarOf, parseDesk } from '../../../src/desk/definition/index.ts';
import { smallDeskFile } from '../../support/desk.ts';

const office = `${smallDeskFile}
calendars:
  oficina:
    zone: America/Bogota
    hours: { mon: ["08:00-12:00", "13:00-17:00"], tue: ["08:00-17:00"], fri: ["08:00-13:00"] }
    holidays: ["2026-03-03"]
  santiago: { zone: America/Santiago, hours: always }
calendar: oficina
`;
const { desk } = parseDesk(office, 'desk.yaml');
const [team] = desk.teams;
if (!team) throw new Error('The desk has a team.');
const at = (local: string, zone = 'America/Bogota') => DateTime.fromISO(local, { zone }).toJSDate();

describe('the time that a customer asks to be called at', () => {
  test.each([
    ['later the same day', '2026-03-02T09:00', { hour: 15, minute: 0 }, '2026-03-02T15:00'],
    ['an hour that has passed is of the next open day, past the holiday', '2026-03-02T16:00', { hour: 15, minute: 0 }, '2026-03-06T08:00'],
    ['in the lunch break: when it ends', '2026-03-02T09:00', { hour: 12, minute: 30 }, '2026-03-02T13:00'],
    ['before opening: when it opens', '2026-03-05T23:00', { hour: 6, minute: 0 }, '2026-03-06T08:00'],
    ['in the evening: the next opening', '2026-03-06T10:00', { hour: 19, minute: 15 }, '2026-03-09T08:00'],
  ])('%s', (_name, now, time, then) => {
    expect(nextAskedTime(desk, team, time, at(now))).toEqual(at(then));
  });

  test('is always to come, inside open hours, and within two weeks', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }), fc.nat(23), fc.nat(59), (now, hour, minute) => {
        const asked = nextAskedTime(desk, team, { hour, minute }, now);
        expect(asked).not.toBeNull();
        if (asked === null) return;
        expect(asked.getTime()).toBeGreaterThan(now.getTime());
        expect(isOpen(calendarOf(desk, team.calendar), asked)).toBe(true);
        expect(asked.getTime() - now.getTime()).toBeLessThan(14 * 86_400_000);
      }),
    );
  });

  test('a time that the change to summer time leaves out is the first one after it', () => {
    const inSantiago = { ...team, calendar: 'santiago' };
    const asked = nextAskedTime(desk, inSantiago, { hour: 0, minute: 30 }, at('2026-09-05T22:00', 'America/Santiago'));
    expect(asked).toEqual(at('2026-09-06T01:30', 'America/Santiago'));
  });
});

describe('numbers that the desk calls', () => {
  const rules: DialRules = { region: 'CO', countries: null, own: new Set(['+576015550100']) };
  test.each([
    ['a mobile in local writing', '300 123 4567', rules, '+573001234567'],
    ['a foreign number', '+34911234567', rules, '+34911234567'],
    ['one of our own', '+576015550100', rules, null],
    ['premium rate', '+34806123456', rules, null],
    ['a satellite', '+8816123456789', rules, null],
    ['an international network of no country', '005 882161234567', rules, null],
    ['a personal number that anybody may charge for', '+447012345678', rules, null],
    ['an emergency number', '123', rules, null],
    ['words', 'call me', rules, null],
    ['nothing', '', rules, null],
    ['an extension', '+573001234567;ext=9', rules, null],
    ['very long', '3'.repeat(5000), rules, null],
    ['a country that the desk does not call', '+34911234567', { ...rules, countries: ['CO'] }, null],
    ['a country that it calls', '+573001234567', { ...rules, countries: ['CO'] }, '+573001234567'],
  ] satisfies [string, string, DialRules, string | null][])('%s', (_name, written, given, dialled) => {
    expect(dialableNumber(written, given)).toBe(dialled);
  });
});
