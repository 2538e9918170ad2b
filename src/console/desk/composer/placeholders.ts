import type { Ticket } from '../../../api/contract.ts';

const blank = /\{\{\s*([\w.-]{1,60})\s*\}\}/g;

/** What stands for each blank on this ticket; what is not known is left out. */
export function blanksOf(ticket: Ticket, about: { agentName: string; statusUrl: string | null }): Map<string, string> {
  const name = ticket.customer?.name ?? null;
  const known: [string, string | null][] = [
    ['customer.name', name], ['customer.firstName', name?.split(/\s+/)[0] ?? null],
    ['ticket.number', ticket.number], ['ticket.subject', ticket.subject], ['ticket.service', ticket.service?.name ?? null],
    ['ticket.statusUrl', about.statusUrl], ['agent.name', about.agentName],
  ];
  return new Map(known.flatMap(([key, value]) => (value === null || value === '' ? [] : [[key, value] as const])));
}

/** The blanks that canned answers may have. */
export const blankNames = ['customer.name', 'customer.firstName', 'ticket.number', 'ticket.subject', 'ticket.service', 'ticket.statusUrl', 'agent.name'];

/** Fills in what is known; every other blank stays as it is, for people to see. */
export function fillBlanks(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(blank, (written, name: string) => values.get(name) ?? written);
}

/** The blanks that are in a text, each once, as they are written. */
export function blanksIn(text: string): string[] {
  return [...new Set([...text.matchAll(blank)].map(([written]) => written))];
}
