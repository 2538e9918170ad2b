import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { CannedAnswer, Ticket } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import { colleaguesQuery } from '../directory.ts';
import type { Choice } from './suggestions.tsx';
import { folded, type Trigger } from './text-editing.ts';

const mostOffered = 30;

/** What fits to what is typed behind `/` or `@`: canned answers for this ticket first in its language, or colleagues. */
export function useSuggestions(ticket: Ticket, { meId }: { meId: string }) {
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [active, setActive] = useState(0);
  const canned = useQuery({
    queryKey: ['canned-answers'], staleTime: 60_000, enabled: trigger?.mark === '/',
    queryFn: ({ signal }) => request<{ cannedAnswers: CannedAnswer[] }>('GET', '/api/canned-answers', { signal }),
  });
  const colleagues = useQuery({ ...colleaguesQuery, enabled: trigger?.mark === '@' });
  const answers = canned.data?.cannedAnswers;
  const people = colleagues.data?.colleagues;
  const choices = useMemo((): Choice[] => {
    if (trigger === null) return [];
    const query = folded(trigger.query.trim());
    if (trigger.mark === '@') {
      return (people ?? [])
        .filter(({ id, name }) => id !== meId && folded(name).split(/\s+/).some((_, at, parts) => parts.slice(at).join(' ').startsWith(query)))
        .slice(0, mostOffered).map(({ id, name, teams }) => ({ id, label: name, detail: teams.join(', ') }));
    }
    return rankCanned(answers ?? [], ticket, query).slice(0, mostOffered).map(({ id, title, text }) => ({ id, label: title, detail: text.replaceAll(/\s+/g, ' ').slice(0, 160) }));
  }, [trigger, people, answers, ticket, meId]);
  const isLoading = trigger !== null && (trigger.mark === '@' ? colleagues.isPending : canned.isPending);
  // Behind a name that nobody has the text goes on.
  const isOpen = trigger !== null && !isLoading && (choices.length > 0 || trigger.mark === '/' ? trigger.query.length < 24 || choices.length > 0 : trigger.query === '');
  return {
    trigger, choices, isOpen, active: Math.min(active, Math.max(0, choices.length - 1)), setActive,
    see: (is: Trigger | null) => {
      if (is?.mark !== trigger?.mark || is?.query !== trigger?.query) {
        setTrigger(is);
        setActive(0);
      }
    },
    answerOf: (id: string) => answers?.find((answer) => answer.id === id) ?? null,
  };
}

/** Those that may be used on this ticket; its language and its team's own come first. */
export function rankCanned(answers: readonly CannedAnswer[], ticket: Pick<Ticket, 'locale' | 'team' | 'service'>, query: string): CannedAnswer[] {
  const weigh = ({ locale, team, service, title }: CannedAnswer) =>
    (locale === ticket.locale ? 8 : 0) + (folded(title).startsWith(query) ? 4 : 0) + (team === null ? 0 : 2) + (service === null ? 0 : 1);
  return answers
    .filter(({ team, service }) => (team === null || team === ticket.team?.key) && (service === null || service === ticket.service?.key))
    .filter(({ title, text }) => folded(`${title} ${text}`).includes(query))
    .map((answer) => ({ answer, weight: weigh(answer) }))
    .sort((one, other) => other.weight - one.weight || one.answer.title.localeCompare(other.answer.title))
    .map(({ answer }) => answer);
}
