import { useQuery } from '@tanstack/react-query';
import type { TagUse } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { useCatalog, useColleagues, useTeams } from '../directory.ts';
import { useSession } from '../session.tsx';
import type { Field, ListState } from './list-state.ts';
import { channels, kinds, priorities, statuses, ticketWords, tiers } from './ticket-words.ts';
import { words, type ListWords } from './words.ts';

export interface Choice {
  field: Field;
  value: string;
  text: string;
}
export interface ChoiceGroup {
  /** A key of the words of fields. */
  name: keyof ListWords['fields'];
  choices: Choice[];
}

/** Tags in use, the most used first. */
export function useTags(): readonly TagUse[] {
  const { data } = useQuery({ queryKey: ['tags'], staleTime: 60_000, queryFn: () => request<{ tags: TagUse[] }>('GET', '/api/tags') });
  return data?.tags ?? [];
}

/** Everything that lists can be filtered by, in the reader's words. */
export function useChoices(): ChoiceGroup[] {
  const say = useWords(words);
  const tell = useWords(ticketWords);
  const { me } = useSession();
  const [teams, catalog, colleagues, tags] = [useTeams(), useCatalog(), useColleagues(), useTags()];
  const group = (name: ChoiceGroup['name'], field: Field, pairs: (readonly [string, string])[]): ChoiceGroup => ({ name, choices: pairs.map(([value, text]) => ({ field, value, text })) });
  const others = colleagues.filter(({ id }) => id !== me.id);
  return [
    group('status', 'status', [...statuses.map((status) => [status, tell.status[status]] as const), ['all', say.everyStatus]]),
    group('priority', 'priority', priorities.map((priority) => [priority, `${priority} ${tell.priority[priority]}`])),
    {
      name: 'agent',
      choices: [
        { field: 'agent', value: 'me', text: say.mine }, { field: 'unassigned', value: 'true', text: say.nobody },
        ...others.map(({ id, name }): Choice => ({ field: 'agent', value: id, text: name })),
      ],
    },
    {
      name: 'more',
      choices: [
        { field: 'overdue', value: 'true', text: say.overdue }, { field: 'following', value: 'me', text: say.following },
        { field: 'waitingFor', value: 'customer', text: tell.waitingFor.customer }, { field: 'waitingFor', value: 'vendor', text: tell.waitingFor.vendor },
      ],
    },
    group('channel', 'channel', channels.map((channel) => [channel, tell.channel[channel]])),
    group('kind', 'kind', kinds.map((kind) => [kind, tell.kind[kind]])),
    group('tier', 'tier', tiers.map((tier) => [String(tier), tell.tier(tier)])),
    group('team', 'team', [['mine', say.myTeams], ...teams.map(({ key, name }) => [key, name] as const)]),
    group('service', 'service', catalog.map(({ key, name }) => [key, name])),
    group('entry', 'entry', catalog.flatMap(({ entries }) => entries.map(({ key, name }) => [key, name] as const))),
    group('tag', 'tag', tags.map(({ tag }) => [tag, tag])),
  ];
}

/** What is filtered by now, in the reader's words; what they cannot be told by stays as it stands in the address. */
export function chosenOf(state: ListState, groups: readonly ChoiceGroup[], say: ListWords): { choice: Choice; name: string }[] {
  const known = groups.flatMap(({ name, choices }) => choices.map((choice) => ({ choice, name: say.fields[name] })));
  const given = [
    ...Object.entries(state.many).flatMap(([field, values]) => values.map((value) => ({ field, value }))),
    ...Object.entries(state.one).map(([field, value]) => ({ field, value })),
  ];
  return given.flatMap(({ field, value }) => {
    const found = known.find(({ choice }) => choice.field === field && choice.value === value);
    if (found) return [found];
    if (field === 'customer') return [{ choice: { field, value, text: say.oneCustomer }, name: say.fields.customer }];
    const group = groups.find(({ choices, name }) => name === field || choices.some((choice) => choice.field === field));
    return group ? [{ choice: { field: field as Field, value, text: value }, name: say.fields[group.name] }] : [];
  });
}
