import type { Draft, DraftEntry } from './draft.ts';
import { expected, listAlternatives } from './faults.ts';
import type { Finding, PathStep } from './faults.ts';
import { priorities } from './fields.ts';

/** What no single value shows: keys that nothing has, keys and digits used twice, tiers that nobody works. */
export function crossReferenceFindings(draft: Draft): Finding[] {
  return [
    ...duplicates(draft),
    ...references(draft),
    ...triage(draft),
    ...eachEntry(draft, (entry, path, service) => entryTeams(draft, entry, path, service)),
    ...offsets(draft),
  ];
}

/** Calls the rule for every entry with its path and its service's key. */
export function eachEntry(
  draft: Draft,
  rule: (entry: DraftEntry, path: PathStep[], service: string | undefined) => Finding[],
): Finding[] {
  return draft.services.flatMap((service, at) =>
    (service?.entries ?? []).flatMap((entry, index) =>
      entry ? rule(entry, ['services', at, 'entries', index], service?.key) : []));
}

interface Use {
  name: string | null | undefined;
  path: PathStep[];
}

function duplicates(draft: Draft): Finding[] {
  const entryKeys: Use[] = [];
  const digits = draft.services.flatMap((service, at) => {
    const entries = service?.entries ?? [];
    entries.forEach((entry, index) => entryKeys.push({ name: entry?.key, path: ['services', at, 'entries', index, 'key'] }));
    return repeated('a digit that no other entry of this service has', entries.map((entry, index) => (
      { name: entry?.digit, path: ['services', at, 'entries', index, 'digit'] })));
  });
  return [
    ...repeated('a number given once', draft.numbers.map((one, at) => ({ name: one?.number, path: ['numbers', at, 'number'] }))),
    ...repeated('a key that no other mailbox has', draft.mailboxes.map((box, at) => ({ name: box?.key, path: ['mailboxes', at, 'key'] }))),
    ...repeated('an address given once', draft.mailboxes.flatMap((box, at) => [
      { name: box?.address?.toLowerCase(), path: ['mailboxes', at, 'address'] },
      ...(box?.aliases ?? []).map((alias, index) => ({ name: alias?.toLowerCase(), path: ['mailboxes', at, 'aliases', index] })),
    ])),
    ...repeated('a key that no other team has', draft.teams.map((team, at) => ({ name: team?.key, path: ['teams', at, 'key'] }))),
    ...repeated('a key that no other plan has', draft.plans.map((plan, at) => ({ name: plan?.key, path: ['plans', at, 'key'] }))),
    ...repeated('a key that no other service has', draft.services.map((one, at) => ({ name: one?.key, path: ['services', at, 'key'] }))),
    ...repeated('a digit that no other service has', draft.services.map((one, at) => ({ name: one?.digit, path: ['services', at, 'digit'] }))),
    ...repeated('a key that no other entry of any service has', entryKeys),
    ...digits,
  ];
}

function repeated(what: string, uses: Use[]): Finding[] {
  const seen = new Set<string>();
  return uses.flatMap(({ name, path }) => {
    if (name === undefined || name === null) return [];
    if (seen.has(name)) return [{ path, message: expected(what, name), at: 'value' }];
    seen.add(name);
    return [];
  });
}

function references(draft: Draft): Finding[] {
  const calendars = Object.keys(draft.calendars);
  const slas = Object.keys(draft.slas);
  const services = draft.services.flatMap((service) => service?.key ?? []);
  const teams = draft.teams.flatMap((team) => team?.key ?? []);
  const entries = draft.services.flatMap((service) => service?.entries.flatMap((entry) => entry?.key ?? []) ?? []);
  return [
    ...unknownKeys('calendar', calendars, [
      { name: draft.calendar, path: ['calendar'] },
      ...draft.teams.map((team, at) => ({ name: team?.calendar, path: ['teams', at, 'calendar'] })),
      ...draft.numbers.map((one, at) => ({ name: one?.calendar, path: ['numbers', at, 'calendar'] })),
      ...slas.map((key) => ({ name: draft.slas[key]?.calendar, path: ['slas', key, 'calendar'] })),
    ]),
    ...unknownKeys('service', services, [
      ...draft.numbers.map((one, at) => ({ name: one?.service, path: ['numbers', at, 'service'] })),
      ...draft.teams.map((team, at) => ({ name: team?.service, path: ['teams', at, 'service'] })),
      ...draft.mailboxes.map((box, at) => ({ name: box?.service, path: ['mailboxes', at, 'service'] })),
      { name: draft.fax.service, path: ['fax', 'service'] },
    ]),
    ...unknownKeys('entry', entries, [
      ...draft.mailboxes.map((box, at) => ({ name: box?.entry, path: ['mailboxes', at, 'entry'] })),
      { name: draft.fax.entry, path: ['fax', 'entry'] },
      { name: draft.monitoring.entry, path: ['monitoring', 'entry'] },
      ...draft.monitoring.rules.map((rule, at) => ({ name: rule?.entry, path: ['monitoring', 'rules', at, 'entry'] })),
    ]),
    ...unknownKeys('mailbox', draft.mailboxes.flatMap((box) => box?.key ?? []), draft.fax.mails.map((rule, at) => ({ name: rule?.to, path: ['fax', 'mails', at, 'to'] }))),
    ...unknownKeys('SLA policy', slas, [
      { name: draft.sla, path: ['sla'] },
      ...draft.plans.map((plan, at) => ({ name: plan?.sla, path: ['plans', at, 'sla'] })),
    ]),
    ...unknownKeys('team', teams, [
      { name: draft.triageTeam, path: ['triageTeam'] },
      ...draft.plans.map((plan, at) => ({ name: plan?.team, path: ['plans', at, 'team'] })),
      ...draft.mailboxes.map((box, at) => ({ name: box?.team, path: ['mailboxes', at, 'team'] })),
      { name: draft.fax.team, path: ['fax', 'team'] },
      ...overflowTeams(draft.routing.overflow, ['routing', 'overflow']),
    ]),
    ...eachEntry(draft, (entry, path) => [
      ...unknownKeys('SLA policy', slas, [{ name: entry.sla, path: [...path, 'sla'] }]),
      ...unknownKeys('team', teams, [
        ...Object.entries(entry.teams).map(([tier, name]) => ({ name, path: [...path, 'teams', tier] })),
        ...overflowTeams(entry.overflow ?? [], [...path, 'overflow']),
      ]),
    ]),
  ];
}

function overflowTeams(steps: Draft['routing']['overflow'], path: PathStep[]): Use[] {
  return steps.map((step, at) => ({ name: step?.team, path: [...path, at, 'team'] }));
}

function unknownKeys(what: string, known: string[], uses: Use[]): Finding[] {
  return uses
    .filter(({ name }) => name !== undefined && name !== null && !known.includes(name))
    .map(({ name, path }) => ({ path, message: expected(`the key of a ${what} (${listAlternatives(known)})`, name), at: 'value' }));
}

function triage(draft: Draft): Finding[] {
  const team = draft.teams.find((one) => one?.key === draft.triageTeam && one?.key !== undefined);
  if (!team || team.tier === undefined) return [];
  const right = team.tier === 1;
  return right ? [] : [{ path: ['triageTeam'], message: expected('a team of tier 1', draft.triageTeam), at: 'value' }];
}

/** From the tier an entry starts in up to the highest that anybody works, every tier has a team that fits it. */
function entryTeams(draft: Draft, entry: DraftEntry, path: PathStep[], service: string | undefined): Finding[] {
  const works = (tier: number) =>
    entry.teams[tier] !== undefined
    || draft.teams.some((team) => team?.tier === tier && (!team.service || team.service === service));
  const top = [3, 2, 1].find(works) ?? 0;
  const holes = [1, 2, 3].filter((tier) => tier >= entry.tier && (tier === entry.tier || tier < top) && !works(tier));
  const misplaced = Object.entries(entry.teams).flatMap(([tier, key]): Finding[] => {
    const team = draft.teams.find((one) => one?.key === key && key !== undefined);
    if (!team || team.tier === undefined) return [];
    const fits = team.tier === Number(tier) && (!team.service || team.service === service);
    const what = `a team of tier ${tier} that serves ${JSON.stringify(service)} or all services`;
    return fits ? [] : [{ path: [...path, 'teams', tier], message: expected(what, key), at: 'value' }];
  });
  return [
    ...misplaced,
    ...holes.map((tier): Finding => ({
      path: [...path, 'teams', String(tier)],
      message: `expected a team for tier ${tier}: the entry names none, and no team of that tier serves its service`,
      at: 'value',
    })),
  ];
}

function offsets(draft: Draft): Finding[] {
  return priorities.flatMap((priority, at): Finding[] => {
    const before = priorities[at - 1];
    const minutes = draft.priorityOffsets?.[priority];
    const least = before && draft.priorityOffsets?.[before];
    if (minutes === undefined || least === undefined || !(minutes < least)) return [];
    const what = `a number no smaller than that of ${before} (${least})`;
    return [{ path: ['priorityOffsets', priority], message: expected(what, minutes), at: 'value' }];
  });
}
