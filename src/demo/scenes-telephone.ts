import { firstOffered, hasHappened, look } from './acts.ts';
import { demandThat, until } from './expectations.ts';
import type { Scene } from './scene.ts';
import { ourNumber, ticketFrom, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const rosa = '+573002220004';
const omar = '+573002220005';

/** What only the telephone can do: it listens to words, and calls back whoever does not want to wait. */
export const telephone: Scene[] = [
  { title: 'A caller says what they need: heard, confirmed, routed', play: spoken },
  { title: 'A caller keeps their place and is called back', play: calledBack },
];

async function spoken(stage: Stage, story: Story): Promise<void> {
  const words = 'no puedo navegar en internet y es urgente';
  const caller = await stage.network.call({ from: rosa, to: ourNumber });
  await caller.press('1');
  story.does(rosa, `calls and says “${words}”`);
  await caller.say(words);
  demandThat('the desk', { asksBack: caller.said().includes('Falla de Internet') }, { asksBack: true });
  story.does(rosa, 'says “sí”');
  await caller.say('sí');
  for (const key of ['2', '2']) if (caller.state() === 'menu') await caller.press(key);
  const ticket = await ticketFrom(stage, rosa);
  const { agent, offer } = await firstOffered([stage.ana, stage.beto], ticket);
  await agent.accept(offer);
  await caller.reaches('talking');
  const is = await look(stage, story, ticket);
  demandThat(ticket, { entry: is.entry?.key, keepsTheWords: is.subject.includes(words) }, { entry: 'internet', keepsTheWords: true });
  story.does(agent.name, 'puts the caller on hold, and takes them back');
  await agent.rest.act(ticket, 'call/hold', {});
  await hasHappened(stage, ticket, ['call.bridged', 'call.held']);
  await agent.rest.act(ticket, 'call/unhold', {});
  await hasHappened(stage, ticket, ['call.held', 'call.resumed']);
  await caller.reaches('conference');
  await caller.hangUp();
  await hasHappened(stage, ticket, ['call.ended']);
  await agent.rest.act(ticket, 'resolve', { solution: 'Configuración del proxy corregida' });
  demandThat(ticket, await look(stage, story, ticket), { status: 'resolved', abandoned: false });
  story.proves('words became the ticket; nobody had to find the right key');
}

async function calledBack(stage: Stage, story: Story): Promise<void> {
  const { ana, beto, network } = stage;
  for (const agent of [ana, beto]) await agent.be('away');
  const caller = await network.call({ from: omar, to: ourNumber });
  story.does(omar, 'calls, presses 1 1 3 and waits');
  for (const key of ['1', '1', '3']) await caller.press(key);
  const ticket = await ticketFrom(stage, omar);
  story.does(omar, 'presses 2 to be called back, and 1 to agree');
  await caller.press('2');
  await caller.press('1');
  await until('the caller is let go', () => caller.state() === 'ended');
  demandThat(ticket, await look(stage, story, ticket), { status: 'queued', live: true, abandoned: false });
  network.setPhone(omar, 'answers');
  await ana.be('available');
  const { agent, offer } = await firstOffered([ana], ticket);
  await agent.accept(offer);
  const customer = await network.legTo(omar);
  await customer.reaches('conference');
  await hasHappened(stage, ticket, ['callback.requested', 'offer.accepted', 'callback.dialled', 'callback.reached']);
  story.does(omar, 'talks, and hangs up');
  await customer.hangUp();
  await hasHappened(stage, ticket, ['callback.reached', 'call.ended']);
  await agent.rest.act(ticket, 'resolve', { solution: 'Memoria cambiada' });
  demandThat(ticket, await look(stage, story, ticket), { status: 'resolved', live: false });
  await beto.be('available');
  story.proves(`kept the place without holding the line; ${agent.name} pressed 1, then ${omar} was called`);
}
