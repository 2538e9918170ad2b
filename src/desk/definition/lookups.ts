import type { BusinessCalendar, CatalogEntry, DeskDefinition, Mailbox, Plan, Priority, Service, SlaTarget, Team, Tier } from './types.ts';

/** The entry of this key in whichever service, or null. */
export function findEntry(desk: DeskDefinition, key: string): CatalogEntry | null {
  return serviceOfEntry(desk, key)?.entries.find((entry) => entry.key === key) ?? null;
}

export function findService(desk: DeskDefinition, key: string): Service | null {
  return desk.services.find((service) => service.key === key) ?? null;
}

/** The service that offers the entry of this key, or null. */
export function serviceOfEntry(desk: DeskDefinition, entryKey: string): Service | null {
  return desk.services.find((service) => service.entries.some((entry) => entry.key === entryKey)) ?? null;
}

export function findTeam(desk: DeskDefinition, key: string): Team | null {
  return desk.teams.find((team) => team.key === key) ?? null;
}

/**
 * The team that works an entry's tickets in a tier: the one the entry names, else its service's own,
 * else one that serves all. Without an entry: the triage team in tier 1, above it a team that serves all.
 * Null: nobody works that tier, so there is nowhere to escalate to.
 */
export function teamFor(desk: DeskDefinition, entry: CatalogEntry | null, tier: Tier): Team | null {
  const shared = desk.teams.find((team) => team.tier === tier && team.service === null) ?? null;
  if (!entry) return tier === 1 ? findTeam(desk, desk.triageTeam) : shared;
  const named = entry.teams[tier];
  if (named !== undefined) return findTeam(desk, named);
  const service = serviceOfEntry(desk, entry.key)?.key;
  return desk.teams.find((team) => team.tier === tier && team.service === service) ?? shared;
}

/** The plan of this key; null for none, also when the desk no longer has it. */
export function findPlan(desk: DeskDefinition, key: string | null): Plan | null {
  return desk.plans.find((plan) => plan.key === key) ?? null;
}

/** Every number at which the desk is reached, in E.164: those of desk.yaml, and the one it sends and calls from. */
export function ownNumbersOf(desk: Pick<DeskDefinition, 'numbers'>, ownNumber: string | null): ReadonlySet<string> {
  return new Set([...desk.numbers.map(({ number }) => number), ...(ownNumber === null ? [] : [ownNumber])]);
}

/** Every address at which the desk gets mail, lower-cased: those of desk.yaml, and the one that answers come from. */
export function ownMailAddressesOf(desk: Pick<DeskDefinition, 'mailboxes'>, from: string | null): ReadonlySet<string> {
  return new Set([...desk.mailboxes.flatMap(({ address, aliases }) => [address, ...aliases]), ...(from === null ? [] : [from.toLowerCase()])]);
}

/** The mailbox that this address of ours belongs to; null for one that desk.yaml does not name. */
export function mailboxOf(desk: Pick<DeskDefinition, 'mailboxes'>, address: string): Mailbox | null {
  return desk.mailboxes.find((box) => box.address === address || box.aliases.includes(address)) ?? null;
}

/** Capacity units that one ticket of this channel takes; a channel that desk.yaml does not name costs as much as a web form. */
export function costOf(desk: DeskDefinition, channel: string): number {
  const cost = Object.hasOwn(desk.costs, channel) ? desk.costs[channel] : desk.costs['web'];
  return cost ?? 15;
}

/** A calendar by its key; null or an unknown key: the desk's own. */
export function calendarOf(desk: DeskDefinition, key: string | null): BusinessCalendar {
  const own = key !== null && Object.hasOwn(desk.calendars, key) ? desk.calendars[key] : undefined;
  return own ?? desk.calendars[desk.calendar] ?? { zone: 'UTC', hours: 'always', holidays: [] };
}

/** What is promised for an entry (null: for a ticket in triage) of a priority, in minutes of the calendar's open time. The plan's own promise comes first. */
export function slaTarget(
  desk: DeskDefinition,
  entry: CatalogEntry | null,
  priority: Priority,
  plan: Plan | null = null,
): SlaTarget & { policy: string; calendar: BusinessCalendar } {
  const named = plan?.sla ?? entry?.sla ?? desk.sla;
  const policy = Object.hasOwn(desk.slas, named) ? desk.slas[named] : undefined;
  // parseDesk refuses a desk whose entries name an unknown promise, so this is a fault of the program.
  if (!policy) throw new Error(`The desk has no SLA policy "${named}".`);
  return { ...policy.targets[priority], policy: named, calendar: calendarOf(desk, policy.calendar) };
}
