import { z } from 'zod';
import { defaultCalendarKey, defaultCalendars, defaultCosts, defaultSlaKey, defaultSlas } from './defaults.ts';

/** A value of the right type, or nothing: what is wrong with it the strict schema says. */
function loose<Value extends z.ZodType>(value: Value) {
  return value.optional().catch(undefined);
}

function looseList<Item extends z.ZodType>(item: Item) {
  return z.array(loose(item)).catch([]);
}

function looseMap<Value extends z.ZodType>(value: Value, fallback: Record<string, unknown>) {
  return z.preprocess((map) => map ?? fallback, z.record(z.string(), loose(value)).catch({}));
}

const text = loose(z.string());
const reference = loose(z.string().nullable());
const digit = loose(z.union([z.string(), z.number()]).transform(String));
const tier = loose(z.number());
const minutes = loose(z.record(z.string(), z.number().catch(Number.NaN)));
const phrases = loose(z.object({ es: looseList(z.string()), en: looseList(z.string()) }));

const overflow = looseList(z.object({ team: text }));

const entry = z.object({
  key: text, digit, sla: reference,
  tier: tier.transform((value) => value ?? 1),
  teams: z.record(z.string(), loose(z.string())).catch({}),
  examples: phrases,
  synonyms: phrases,
  overflow: overflow.nullable(),
});

/**
 * As much of a desk.yaml as can be understood in spite of its faults, so that wrong references are
 * told in the same run as wrong values. Lists keep their places: an item that is not a map is undefined.
 */
export const draftSchema = z
  .object({
    numbers: looseList(z.object({ number: text, service: reference, calendar: reference })),
    mailboxes: looseList(z.object({ key: text, address: text, aliases: looseList(z.string()), service: reference, entry: reference, team: reference })),
    fax: z.preprocess((map) => map ?? {}, z.object({ service: reference, entry: reference, team: reference, mails: looseList(z.object({ to: reference })) }).catch({ mails: [] })),
    calendars: looseMap(z.unknown(), defaultCalendars),
    calendar: text.transform((key) => key ?? defaultCalendarKey),
    teams: looseList(z.object({ key: text, tier, service: reference, calendar: reference })),
    triageTeam: text,
    services: looseList(z.object({ key: text, digit, entries: looseList(entry) })),
    slas: looseMap(z.object({ calendar: reference, targets: loose(z.record(z.string(), minutes)) }), defaultSlas),
    sla: text.transform((key) => key ?? defaultSlaKey),
    plans: looseList(z.object({ key: text, sla: reference, team: reference })),
    routing: z.preprocess((map) => map ?? {}, z.object({ overflow }).catch({ overflow: [] })),
    monitoring: z.preprocess((map) => map ?? {}, z.object({ entry: reference, rules: looseList(z.object({ entry: text })) }).catch({ entry: undefined, rules: [] })),
    priorityOffsets: minutes,
    costs: looseMap(z.unknown(), defaultCosts),
  });

export type Draft = z.output<typeof draftSchema>;
export type DraftEntry = z.output<typeof entry>;
