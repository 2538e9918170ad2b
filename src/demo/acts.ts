import type { AgentScreen, OfferView } from './agent-screen.ts';
import { demandThat, until } from './expectations.ts';
import type { Caller } from './pretend-twilio/index.ts';
import type { TicketAnswer } from './rest-client.ts';
import { ourNumber, ticketFrom, type Stage } from './stage.ts';
import type { Story } from './story.ts';
import { eventsOf } from './totals.ts';

/** Sends a text to the desk; gives the number of the ticket it opened. */
export async function sendText(stage: Stage, story: Story, from: string, body: string): Promise<string> {
  story.does(from, `texts “${body}”`);
  const answer = await stage.network.text({ from, to: ourNumber, body });
  demandThat('the text', answer, { status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' });
  return ticketFrom(stage, from);
}

/** Calls the desk and presses these keys; the caller is on the line afterwards. */
export async function callAndPress(stage: Stage, story: Story, from: string, keys: string[]): Promise<Caller> {
  story.does(from, `calls and presses ${keys.join(' ')}`);
  const caller = await stage.network.call({ from, to: ourNumber });
  for (const key of keys) await caller.press(key);
  return caller;
}

/** Who of these is offered the ticket first. */
export async function firstOffered(agents: AgentScreen[], ticket: string): Promise<{ agent: AgentScreen; offer: OfferView; others: AgentScreen[] }> {
  return until(`${ticket} is offered to ${agents.map(({ name }) => name).join(' or ')}`, () => {
    for (const agent of agents) {
      const offer = agent.offers().find((one) => one.ticket.number === ticket);
      if (offer) return { agent, offer, others: agents.filter((other) => other !== agent) };
    }
    return null;
  });
}

/** The agent takes the ticket as soon as it is offered. */
export async function take(agent: AgentScreen, ticket: string): Promise<void> {
  await agent.accept(await agent.offerOf(ticket));
}

/** The ticket as it is now, once the story has told all of it. */
export async function look({ lead }: Stage, story: Story, ticket: string): Promise<TicketAnswer> {
  const answer = await lead.rest.ticket(ticket);
  await story.caughtUp(Math.max(...answer.timeline.map(({ seq }) => seq ?? 0)));
  return answer;
}

/** Waits until these happened to the ticket, in this order; other things may have happened in between. */
export async function hasHappened({ lead }: Stage, ticket: string, names: string[]): Promise<void> {
  await until(`${ticket}: ${names.join(', ')}`, async () => inOrder(await lead.rest.ticket(ticket), names));
}

function inOrder(ticket: TicketAnswer, names: string[]): boolean {
  let next = 0;
  for (const { name } of eventsOf(ticket)) if (name === names[next]) next += 1;
  return next === names.length;
}
