import { callAndPress, firstOffered, hasHappened, look, take } from './acts.ts';
import { demandThat, until } from './expectations.ts';
import type { Scene } from './scene.ts';
import { ticketFrom, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const diego = '+573002220001';
const jane = '+573002220002';
const luz = '+573002220003';

/** Calls: keys place them, an agent's phone rings, nobody is left in silence. */
export const calls: Scene[] = [
  { title: 'A call by keys is taken: press 1 and talk', play: bridged },
  { title: 'A caller who waits hangs up: nobody is forgotten', play: abandoned },
  { title: 'Nobody is there for payroll: a voicemail', play: voicemail },
];

async function bridged(stage: Stage, story: Story): Promise<void> {
  const caller = await callAndPress(stage, story, diego, ['1', '1', '2', '1', '1']);
  const ticket = await ticketFrom(stage, diego);
  const { agent, offer } = await firstOffered([stage.ana, stage.beto], ticket);
  await agent.accept(offer);
  await caller.reaches('talking');
  const is = await look(stage, story, ticket);
  demandThat(ticket, is, { status: 'assigned', priority: 'P1', tier: 1, live: true, abandoned: false, channel: 'voice' });
  demandThat('the caller', { hearsTheNumber: caller.said().includes('con el número uve, uno') }, { hearsTheNumber: true });
  await caller.agentHangsUp();
  await hasHappened(stage, ticket, ['call.queued', 'offer.accepted', 'call.bridging', 'call.bridged', 'call.ended']);
  await agent.rest.act(ticket, 'resolve', { solution: 'Router reiniciado' });
  demandThat(ticket, await look(stage, story, ticket), { status: 'resolved', abandoned: false });
  story.proves(`P1 by “my work is stopped” and “others are affected”; ${agent.name} pressed 1 and talked`);
}

async function abandoned(stage: Stage, story: Story): Promise<void> {
  const { ana, beto } = stage;
  for (const agent of [ana, beto]) await agent.be('away');
  const caller = await callAndPress(stage, story, jane, ['2', '1', '3']);
  demandThat('the line', { state: caller.state() }, { state: 'waiting' });
  const ticket = await ticketFrom(stage, jane);
  story.does(jane, `hears “${caller.heard.at(-1)?.text ?? ''}”`);
  await caller.hangUp();
  story.does(jane, 'hangs up');
  await until('the call is abandoned', async () => (await ana.rest.ticket(ticket)).abandoned);
  demandThat(ticket, await look(stage, story, ticket), { status: 'queued', live: false, abandoned: true, locale: 'en' });
  await ana.be('available');
  await take(ana, ticket);
  await ana.rest.act(ticket, 'resolve', { solution: 'Called back: the laptop is fine again.' });
  demandThat(ticket, await look(stage, story, ticket), { status: 'resolved', abandoned: true });
  await beto.be('available');
  story.proves('the call is over, the ticket is not: Ana called back');
}

async function voicemail(stage: Stage, story: Story): Promise<void> {
  const caller = await callAndPress(stage, story, luz, ['1', '3', '1']);
  demandThat('the desk', { offersACall: caller.said().includes('marque dos') }, { offersACall: true });
  await caller.silence();
  demandThat('the line', { state: caller.state() }, { state: 'recording' });
  story.does(luz, 'says “¿Cuándo pagan la prima?” after the tone');
  await caller.speak(7);
  const ticket = await ticketFrom(stage, luz);
  await hasHappened(stage, ticket, ['ticket.routed', 'voicemail.left']);
  await hasHappened(stage, ticket, ['recording.received']);
  const is = await look(stage, story, ticket);
  demandThat(ticket, is, { status: 'queued', live: false, abandoned: false });
  demandThat(ticket, { team: is.team?.key, entry: is.entry?.key }, { team: 'mesa-desarrollo-humano', entry: 'nomina' });
  story.proves('the message is in the ticket, which waits for the human development desk');
}
