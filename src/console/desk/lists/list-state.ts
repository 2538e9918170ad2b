import type { TicketSummary } from '../../../api/contract.ts';

export type ListName = 'work' | 'queue' | 'all';
export const listPaths: Record<ListName, string> = { work: '/work', queue: '/queue', all: '/tickets' };

export const sorts = ['queue', 'newest', 'oldest', 'due', 'updated'] as const;
export type Sort = (typeof sorts)[number];

/** What may be filtered by, as it stands in the address of the page and in the query of the API; values are apart by commas. */
export const manyFields = ['status', 'priority', 'channel', 'kind', 'tier', 'team', 'service', 'entry', 'tag'] as const;
export const oneFields = ['agent', 'unassigned', 'following', 'waitingFor', 'overdue', 'customer'] as const;
export type ManyField = (typeof manyFields)[number];
export type OneField = (typeof oneFields)[number];
export type Field = ManyField | OneField;

/** What the address of a list says. */
export interface ListState {
  many: Partial<Record<ManyField, readonly string[]>>;
  one: Partial<Record<OneField, string>>;
  q: string;
  sort: Sort;
}

const firstSort: Record<ListName, Sort> = { work: 'due', queue: 'queue', all: 'updated' };

/** Reads an address; what it does not know is left out. */
export function readList(list: ListName, search: string): ListState {
  const given = new URLSearchParams(search);
  const many: ListState['many'] = {};
  const one: ListState['one'] = {};
  for (const field of manyFields) {
    const values = (given.get(field) ?? '').split(',').map((value) => value.trim()).filter((value) => value !== '');
    if (values.length > 0) many[field] = [...new Set(values)];
  }
  for (const field of oneFields) {
    const value = given.get(field);
    if (value) one[field] = value;
  }
  const sort = sorts.find((known) => known === given.get('sort')) ?? firstSort[list];
  return { many, one, q: given.get('q') ?? '', sort };
}

/** The address of a state, without its `?`; '' for a list as it is first opened. */
export function writeList(list: ListName, { many, one, q, sort }: ListState): string {
  const query = new URLSearchParams();
  for (const field of manyFields) {
    const values = many[field];
    if (values && values.length > 0) query.set(field, values.join(','));
  }
  for (const field of oneFields) {
    const value = one[field];
    if (value !== undefined) query.set(field, value);
  }
  if (q !== '') query.set('q', q);
  if (sort !== firstSort[list]) query.set('sort', sort);
  return query.toString().replaceAll('%2C', ',');
}

export function isFiltered({ many, one, q }: ListState): boolean {
  return q !== '' || Object.keys(many).length > 0 || Object.keys(one).length > 0;
}

export function withMany(state: ListState, field: ManyField, values: readonly string[]): ListState {
  const others = without(state.many, [field]);
  return { ...state, many: values.length === 0 ? others : { ...others, [field]: values } };
}

/** Adds a value of a field, or takes it away; of fields with one value the new one stands instead. */
export function toggle(state: ListState, field: Field, value: string): ListState {
  if (isMany(field)) {
    const values = state.many[field] ?? [];
    return withMany(state, field, values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  }
  // Nobody's and somebody's exclude each other.
  const rest = without(state.one, field === 'unassigned' || field === 'agent' ? ['agent', 'unassigned'] : [field]);
  return { ...state, one: state.one[field] === value ? rest : { ...rest, [field]: value } };
}

function without<Fields extends object>(fields: Fields, names: readonly (keyof Fields)[]): Partial<Fields> {
  const left = Object.entries(fields).filter(([name]) => !names.some((one) => one === name));
  return Object.fromEntries(left) as Partial<Fields>;
}

export function isMany(field: Field): field is ManyField {
  return manyFields.some((many) => many === field);
}

export function isOn(state: ListState, field: Field, value: string): boolean {
  return isMany(field) ? (state.many[field] ?? []).includes(value) : state.one[field] === value;
}

interface Me {
  id: string;
  teams: readonly string[];
}

/** What the list is asked for by: what its page stands for, and what its address says beyond that. */
export function toQuery(list: ListName, state: ListState, me: Me): Record<string, string> {
  const { many, one, q, sort } = state;
  const asked: Record<string, string> = { sort };
  if (list === 'work') asked['agent'] = 'me';
  if (list === 'queue') {
    asked['status'] = 'new,queued,offered';
    if (me.teams.length > 0) asked['team'] = 'mine';
  }
  for (const field of manyFields) if (many[field]) asked[field] = many[field].join(',');
  for (const field of oneFields) if (one[field] !== undefined) asked[field] = one[field];
  if (q !== '') asked['q'] = q;
  return asked;
}

/** Whether a ticket still belongs in a list that was asked for so. Words are the server's to judge: what it found stays. */
export function stillMatches(ticket: TicketSummary, asked: Record<string, string>, me: Me, now: number): boolean {
  const any = (field: string, value: string | null) => {
    const values = asked[field]?.split(',');
    return values === undefined || (value !== null && values.some((one) => one === value || (one === 'mine' && field === 'team' && me.teams.includes(value))));
  };
  const status = asked['status'];
  const isOpen = ticket.status !== 'closed' && ticket.status !== 'cancelled';
  const agent = asked['agent'] === 'me' ? me.id : asked['agent'];
  return (
    (status === undefined ? isOpen || asked['q'] !== undefined : status === 'all' || status.split(',').includes(ticket.status)) &&
    any('priority', ticket.priority) && any('channel', ticket.channel) && any('kind', ticket.kind) && any('tier', ticket.tier === null ? null : String(ticket.tier)) &&
    any('team', ticket.team?.key ?? null) && any('service', ticket.service?.key ?? null) && any('entry', ticket.entry?.key ?? null) &&
    (asked['tag']?.split(',').every((tag) => ticket.tags.includes(tag)) ?? true) &&
    (agent === undefined || ticket.agent?.id === agent) && (asked['unassigned'] !== 'true' || ticket.agent === null) &&
    (asked['following'] === undefined || ticket.following) && (asked['customer'] === undefined || ticket.customer?.id === asked['customer']) &&
    (asked['waitingFor'] === undefined || ticket.waitingFor === asked['waitingFor']) &&
    (asked['overdue'] !== 'true' || (ticket.dueAt !== null && Date.parse(ticket.dueAt) < now))
  );
}
