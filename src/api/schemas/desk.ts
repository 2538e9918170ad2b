import { z } from 'zod';
import { levelSchema, localeSchema, type Locale } from '../../core/index.ts';
import { closesAt, isOpen, nextOpenMoment } from '../../desk/calendars/index.ts';
import { priorities, teamFor, type DeskDefinition } from '../../desk/definition/index.ts';
import type { Usage } from '../../desk/upkeep/index.ts';
import { ticketKinds } from '../../desk/tickets/index.ts';
import type { DeskSource } from '../deps.ts';

const levels = levelSchema.options;
const prioritySchema = z.enum(priorities);
const tierSchema = z.literal([1, 2, 3]);
const named = { key: z.string(), name: z.string() };
const examples = z.object({ es: z.array(z.string()), en: z.array(z.string()) });

/** desk.yaml as it was loaded, in one language but for what people say. */
export const deskViewSchema = z
  .object({
    file: z.string(), loadedAt: z.string(), name: z.string(), locale: localeSchema,
    warnings: z.array(z.object({ line: z.number(), path: z.string(), message: z.string() })),
    services: z.array(z.object({
      ...named, digit: z.string(),
      entries: z.array(z.object({
        ...named, digit: z.string(), kind: z.enum(ticketKinds), impact: levelSchema, urgency: levelSchema, priority: prioritySchema,
        tier: tierSchema, teams: z.array(z.object({ tier: tierSchema, key: z.string(), name: z.string() })), sla: z.string(),
        skills: z.array(z.string()), asksImpact: z.boolean(), examples,
      })),
    })),
    teams: z.array(z.object({ ...named, tier: tierSchema, service: z.string().nullable(), calendar: z.string() })),
    triageTeam: z.string(),
    slas: z.array(z.object({
      key: z.string(), isDefault: z.boolean(), calendar: z.string(),
      targets: z.array(z.object({ priority: prioritySchema, respond: z.number(), resolve: z.number() })),
    })),
    calendars: z.array(z.object({
      key: z.string(), isDefault: z.boolean(), zone: z.string(), always: z.boolean(),
      week: z.record(z.string(), z.array(z.object({ opens: z.number(), closes: z.number() }))),
      holidays: z.array(z.string()), open: z.boolean(), nextChangeAt: z.string().nullable(),
    })),
    matrix: z.array(z.object({ impact: levelSchema, urgency: levelSchema, priority: prioritySchema })),
    awayReasons: z.array(z.object(named)),
  })
  .meta({ id: 'DeskView' });

type DeskView = z.output<typeof deskViewSchema>;

export function toDeskView(desk: DeskDefinition, source: DeskSource, locale: Locale, at: Date): DeskView {
  return {
    file: source.file, loadedAt: source.loadedAt.toISOString(), name: desk.name, locale: desk.locale,
    warnings: source.warnings.map(({ line, path, message }) => ({ line, path, message })),
    services: desk.services.map((service) => ({
      key: service.key, name: service.name[locale], digit: service.digit,
      entries: service.entries.map((entry) => toEntry(desk, entry, locale)),
    })),
    teams: desk.teams.map(({ key, name, tier, service, calendar }) => ({ key, name: name[locale], tier, service, calendar: calendar ?? desk.calendar })),
    triageTeam: desk.triageTeam,
    slas: Object.entries(desk.slas).map(([key, { calendar, targets }]) => ({
      key, isDefault: key === desk.sla, calendar: calendar ?? desk.calendar,
      targets: priorities.map((priority) => ({ priority, ...targets[priority] })),
    })),
    calendars: Object.entries(desk.calendars).map(([key, calendar]) => toCalendar(key, calendar, key === desk.calendar, at)),
    matrix: levels.flatMap((impact) => levels.map((urgency) => ({ impact, urgency, priority: desk.matrix[impact][urgency] }))),
    awayReasons: desk.agents.awayReasons.map(({ key, name }) => ({ key, name: name[locale] })),
  };
}

function toEntry(desk: DeskDefinition, entry: DeskDefinition['services'][number]['entries'][number], locale: Locale): DeskView['services'][number]['entries'][number] {
  const { key, name, digit, kind, impact, urgency, tier, sla, skills, asksImpact, examples: said } = entry;
  const teams = ([1, 2, 3] as const).flatMap((level) => {
    const team = teamFor(desk, entry, level);
    return team ? [{ tier: level, key: team.key, name: team.name[locale] }] : [];
  });
  return {
    key, name: name[locale], digit, kind, impact, urgency, priority: desk.matrix[impact][urgency], tier, teams, sla: sla ?? desk.sla,
    skills, asksImpact, examples: said,
  };
}

function toCalendar(key: string, calendar: DeskDefinition['calendars'][string], isDefault: boolean, at: Date): DeskView['calendars'][number] {
  const open = isOpen(calendar, at);
  const changes = open ? closesAt(calendar, at) : nextOpenMoment(calendar, at);
  return {
    key, isDefault, zone: calendar.zone, always: calendar.hours === 'always', week: calendar.hours === 'always' ? {} : calendar.hours,
    holidays: calendar.holidays, open, nextChangeAt: changes?.toISOString() ?? null,
  };
}

const usageSchema = z.object({
  key: z.string(), name: z.string(), retired: z.boolean().describe('No longer in desk.yaml'), people: z.number(), open: z.number(), waiting: z.number(),
});

/** Every key of desk.yaml and every one still in use, with what hangs on it. */
export const usageViewSchema = z
  .object({
    teams: z.array(usageSchema.extend({ tier: tierSchema.nullable(), service: z.string().nullable() })),
    skills: z.array(usageSchema),
    entries: z.array(usageSchema),
  })
  .meta({ id: 'DeskUsage' });

export function toUsageView(
  desk: DeskDefinition, used: { teams: Usage[]; skills: Usage[]; entries: Usage[] }, locale: Locale,
): z.output<typeof usageViewSchema> {
  const entries = desk.services.flatMap((service) => service.entries);
  const teams = new Map(desk.teams.map((team) => [team.key, team]));
  return {
    teams: withRetired(desk.teams.map(({ key, name }) => ({ key, name: name[locale] })), used.teams).map((usage) => {
      const team = teams.get(usage.key);
      return { ...usage, tier: team?.tier ?? null, service: team?.service ?? null };
    }),
    skills: withRetired([...new Set(entries.flatMap((entry) => entry.skills))].sort().map((key) => ({ key, name: key })), used.skills),
    entries: withRetired(entries.map(({ key, name }) => ({ key, name: name[locale] })), used.entries),
  };
}

/** Those of desk.yaml first, in its order; then those that are only in use. */
function withRetired(known: { key: string; name: string }[], used: Usage[]): z.output<typeof usageSchema>[] {
  const usage = new Map(used.map((one) => [one.key, one]));
  const keys = new Set(known.map(({ key }) => key));
  return [
    ...known.map((one) => ({ people: 0, open: 0, waiting: 0, ...usage.get(one.key), ...one, retired: false })),
    ...used.filter(({ key }) => !keys.has(key)).map((one) => ({ ...one, name: one.key, retired: true })),
  ];
}
