import { IANAZone } from 'luxon';
import { z } from 'zod';

const spanPattern = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]|24):([0-5]\d)$/;
const spanExpected = 'hours such as "08:00-12:00" (or "22:00-06:00" past midnight)';

/** Minutes after local midnight; `closes` is above 1440 when the hours run past midnight. */
function parseSpan(text: string): { opens: number; closes: number } | null {
  const [, openHour, openMinute, closeHour, closeMinute] = spanPattern.exec(text) ?? [];
  if (openHour === undefined) return null;
  const opens = Number(openHour) * 60 + Number(openMinute);
  const closes = Number(closeHour) * 60 + Number(closeMinute);
  if (opens === closes || closes > 1440) return null;
  return { opens, closes: closes > opens ? closes : closes + 1440 };
}

const spanSchema = z.string().transform((text, context) => {
  const span = parseSpan(text);
  if (span) return span;
  context.addIssue({ code: 'custom', message: spanExpected });
  return z.NEVER;
});

const daySchema = z.array(spanSchema).default([]);

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const weekSchema = z
  .strictObject({
    mon: daySchema, tue: daySchema, wed: daySchema, thu: daySchema, fri: daySchema, sat: daySchema, sun: daySchema,
  })
  .refine((week) => weekdays.some((day) => week[day].length > 0), { message: 'open hours on at least one day' })
  .refine((week) => !overlaps(week), { message: 'hours that do not overlap' });

/** Whether two spans share time, also past midnight into the next day and from Sunday into Monday. */
function overlaps(week: Record<(typeof weekdays)[number], { opens: number; closes: number }[]>): boolean {
  const spans = weekdays
    .flatMap((day, index) => week[day].map((span) => ({ opens: span.opens + index * 1440, closes: span.closes + index * 1440 })))
    .sort((a, b) => a.opens - b.opens);
  return spans.some((span, index) => {
    const next = spans[index + 1] ?? { opens: (spans[0]?.opens ?? 0) + 7 * 1440 };
    return span.closes > next.opens;
  });
}

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const holidaySchema = z.string().refine(isCalendarDate, { message: 'a date that exists, such as "2026-12-25"' });

/** Open hours in one place of the world; on a holiday (a local date) the whole day is closed. */
export const calendarSchema = z.strictObject({
  zone: z.string().refine((zone) => IANAZone.isValidZone(zone), {
    message: 'a time zone of the IANA list such as "America/Bogota"',
  }),
  hours: z.union([z.literal('always'), weekSchema]),
  holidays: z.array(holidaySchema).default([]),
});
