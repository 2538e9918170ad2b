import { demandThat } from './expectations.ts';
import type { RestClient, TicketAnswer, TimelineEvent } from './rest-client.ts';
import { table } from './terminal.ts';

const outcomes = ['accepted', 'declined', 'expired', 'withdrawn'] as const;

/** Counts the morning from the tickets' own timelines. Throws Unmet when an offer did not end exactly once. */
export async function sumUp(rest: RestClient): Promise<string> {
  const tickets = await Promise.all((await rest.tickets()).map(({ number }) => rest.ticket(number)));
  const contacts = tickets.flatMap(({ timeline }) => timeline.filter((item) => item.kind === 'contact'));
  const events = tickets.flatMap(eventsOf);
  const count = (name: string) => events.filter((event) => event.name === name).length;
  const ends = outcomes.map((outcome) => ({ outcome, count: count(`offer.${outcome}`) }));
  demandThat('the offers', { ended: ends.reduce((sum, end) => sum + end.count, 0) }, { ended: count('offer.made') });
  return table([
    ['contacts', `${contacts.length}: ${countBy(contacts.map(({ channel }) => channel))}`],
    ['tickets', `${tickets.length}: ${countBy(tickets.map(({ status }) => status))}`],
    ['offers', `${count('offer.made')}: ${ends.map((end) => `${end.count} ${end.outcome}`).join(', ')}`],
    ['replies delivered', String(count('delivery.delivered'))],
    ['median time to offer', `${median(tickets.flatMap(millisecondsToOffer))} ms from the contact to an agent's screen`],
  ], '   ');
}

export function eventsOf(ticket: TicketAnswer): TimelineEvent[] {
  return ticket.timeline.filter((item) => item.kind === 'event');
}

/** Such as `3 sms, 1 web`. */
function countBy(words: string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

function millisecondsToOffer(ticket: TicketAnswer): number[] {
  const offered = eventsOf(ticket).find(({ name }) => name === 'offer.made');
  return offered ? [Date.parse(offered.at) - Date.parse(ticket.openedAt)] : [];
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
