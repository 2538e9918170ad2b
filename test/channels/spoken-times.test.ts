import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenNumber } from '../../channels/voice/spoken-numbers.ts';
import { spokenTime, typedTime } from '../../channels/voice/spoken-times.ts';
import { wallMoment } from '../../channels/voice/told-times.ts';
import { wordsOf } from '../../channels/voice/words.ts';

const written = (time: { hour: number; minute: number } | null): string | null =>
  time && `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;

describe('a time of day that was said', () => {
  it.each([
    ['a las tres', '15:00'], ['A las 3.', '15:00'], ['después de las 3 y media de la tarde', '15:30'], ['después de las tres', '15:00'],
    ['a la una', '13:00'], ['a las ocho', '08:00'], ['a las 8 de la noche', '20:00'], ['a las seis de la mañana', '06:00'], ['a las diez y cuarto', '10:15'],
    ['cuarto para las cinco', '16:45'], ['cuatro menos diez', '15:50'], ['a las 15 horas', '15:00'], ['16h30', '16:30'], ['a las dieciséis y treinta', '16:30'],
    ['las cuatro y cuarenta y cinco', '16:45'], ['al mediodía', '12:00'], ['12 de la noche', '00:00'], ['a medianoche', '00:00'], ['a las 4 p. m.', '16:00'],
    ['a las veinte', '20:00'], ['entre las 3 y las 5', '15:00'], ['a partir de las 9', '09:00'], ['a las 12 del mediodía', '12:00'], ['a la 1 de la madrugada', '01:00'],
    ['after three', '15:00'], ['after 3', '15:00'], ['at 4:30 pm', '16:30'], ['at 4.30 P.M.', '16:30'], ['4 30', '16:30'], ['half past two', '14:30'],
    ['quarter to five', '16:45'], ['twenty past nine', '09:20'], ['three thirty', '15:30'], ['five oh five', '17:05'], ['nine o’clock', '09:00'], ['at noon', '12:00'],
    ['ten in the morning', '10:00'], ['seven in the evening', '19:00'], ['7 am', '07:00'], ['12 am', '00:00'], ['12 pm', '12:00'], ['four forty-five', '16:45'],
    ['1500', '15:00'], ['15:00', '15:00'], ['between 3 and 5', '15:00'], ['anytime after two', '14:00'],
  ])('is understood: %j is %s', (words, time) => {
    expect(written(spokenTime(words))).toBe(time);
  });

  it.each([
    '', 'no sé', 'mañana a las tres', 'tomorrow at 3', 'el lunes a las 8', 'on Monday', 'en dos horas', 'in an hour', 'dentro de 20 minutos', 'half an hour',
    'pasado mañana', 'la próxima semana', '99', 'a las 25', 'a las 1575', 'constructor', '__proto__',
  ])('is not %j', (words) => {
    expect(spokenTime(words)).toBeNull();
  });

  it('is heard again exactly as the telephone tells it, every minute of the day, in both languages', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), fc.constantFrom('es' as const, 'en' as const), (hour, minute, locale) => {
        const told = wordsOf(locale).moment({ weekday: '', day: 1, month: '', hour, minute }).replace(/^.* (?=a la|at )/u, '');
        // "on , 1 at noon" tells a day as well; only its clock is read back.
        expect(spokenTime(told)).toEqual({ hour, minute });
      }),
      { numRuns: 3000 },
    );
  });

  it('is a time that exists, or none, whatever was said', () => {
    const word = fc.constantFrom(
      'a', 'las', 'la', 'tres', 'y', 'media', 'cuarto', 'menos', 'para', 'half', 'past', 'to', 'quarter', 'pm', 'am', 'de', 'tarde', 'noche', '12', '0', '24', '60', '2359', 'o', 'twenty', 'veinte', 'cinco',
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')), fc.string({ unit: 'binary' })), (words) => {
        const time = spokenTime(words);
        if (time === null) return;
        expect(Number.isInteger(time.hour) && time.hour >= 0 && time.hour < 24).toBe(true);
        expect(Number.isInteger(time.minute) && time.minute >= 0 && time.minute < 60).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a time of day that was typed', () => {
  it.each([['1500', '15:00'], ['0300', '03:00'], ['0000', '00:00'], ['2400', '00:00'], ['930', '09:30'], ['330', '15:30'], ['15', '15:00'], ['3', '15:00'], ['8', '08:00'], ['1530#', '15:30']])(
    '%s is %s', (digits, time) => {
      expect(written(typedTime(digits))).toBe(time);
    },
  );

  it.each(['', '#', '*', '2500', '1299', '99', '12345', '１５００', 'abcd'])('is not %j', (digits) => {
    expect(typedTime(digits)).toBeNull();
  });

  it('is taken as it is when it has four digits', () => {
    fc.assert(fc.property(fc.nat(23), fc.nat(59), (hour, minute) => {
      expect(typedTime(`${String(hour).padStart(2, '0')}${String(minute).padStart(2, '0')}`)).toEqual({ hour, minute });
    }));
  });
});

describe('a moment that is told', () => {
  it.each([
    ['2026-11-23T13:00:00Z', 'America/Bogota', 'es', 'el lunes 23 de noviembre a las 8 de la mañana'],
    ['2026-11-23T13:00:00Z', 'America/Bogota', 'en', 'on Monday, November 23 at 8 a.m.'],
    ['2026-11-23T18:30:00Z', 'America/Bogota', 'es', 'el lunes 23 de noviembre a la 1 y media de la tarde'],
    ['2026-11-23T18:05:00Z', 'America/Bogota', 'en', 'on Monday, November 23 at 1:05 p.m.'],
    ['2026-11-23T17:00:00Z', 'America/Bogota', 'es', 'el lunes 23 de noviembre a las 12 del mediodía'],
    ['2026-11-24T02:15:00Z', 'America/Bogota', 'es', 'el lunes 23 de noviembre a las 9 y cuarto de la noche'],
    ['2026-11-24T05:00:00Z', 'America/Bogota', 'en', 'on Tuesday, November 24 at midnight'],
    ['2026-11-23T08:00:00Z', 'Nowhere/Land', 'en', 'on Monday, November 23 at 8 a.m.'],
  ] as const)('%s in %s, %s: %s', (at, zone, locale, text) => {
    const moment = wallMoment(at, zone, locale);
    expect(moment && wordsOf(locale).moment(moment)).toBe(text);
  });

  it.each([null, undefined, '', 'nonsense'])('is left out when it is %j', (at) => {
    expect(wallMoment(at, 'America/Bogota', 'es')).toBeNull();
  });
});

describe('a telephone number that was said', () => {
  it.each([
    ['300 123 4567', '3001234567'], ['tres cero cero, uno dos tres, cuatro cinco seis siete', '3001234567'], ['my number is 555-0100 22', '555010022'],
    ['three oh oh 123 4567', '3001234567'],
  ])('%j is %s', (words, number) => {
    expect(spokenNumber(words)).toBe(number);
  });

  it.each(['', 'no', '12345', '1234567890123456', 'el de siempre'])('is not %j', (words) => {
    expect(spokenNumber(words)).toBeNull();
  });
});
