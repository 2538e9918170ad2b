import { firstOffered, hasHappened, look, sendText, take } from './acts.ts';
import { demandThat, until } from './expectations.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';
import { eventsOf } from './totals.ts';

const paula = '+573001110001';
const john = '+573001110002';
const rosa = '+573001110003';
const office = '+573001110004';
const vague = '+573001110005';
const luis = '+573001110006';

/** Texts: words find the team, offers find the agent. */
export const texts: Scene[] = [
  { title: 'Words find the team; declined by one, taken by another', play: declined },
  { title: 'First tier cannot fix it: escalated, answered, solved, and back again', play: escalated },
  { title: 'Nobody answers an offer: it expires and goes to the next', play: expired },
  { title: 'The urgent one goes first', play: urgent },
  { title: 'An unclear text is sorted by a person', play: unclear },
];

async function declined(stage: Stage, story: Story): Promise<void> {
  const ticket = await sendText(stage, story, john, 'Hello, my laptop will not start and the screen is black');
  const { agent, offer, others } = await firstOffered([stage.ana, stage.beto], ticket);
  await agent.decline(offer, 'helping somebody else');
  const [other] = others;
  if (other) await take(other, ticket);
  const is = await look(stage, story, ticket);
  demandThat(ticket, is, { status: 'assigned', tier: 1, priority: 'P3', locale: 'en' });
  demandThat(ticket, { team: is.team?.key, entry: is.entry?.key, agent: is.agent?.name }, { team: 'mesa-tecnologia', entry: 'computador', agent: other?.name });
  await until('John is told his number', () => stage.network.messages.find((message) => message.to === john && message.body.includes(ticket)));
  await other?.rest.act(ticket, 'resolve', { solution: 'The battery was empty.' });
  story.proves('the technology desk got it, P3, in English; John has his ticket number by text');
}

async function escalated(stage: Stage, story: Story): Promise<void> {
  const { network, ana, beto, carla } = stage;
  const ticket = await sendText(stage, story, paula, 'Buenos días, no tengo internet y el wifi no conecta');
  const { agent, offer } = await firstOffered([ana, beto], ticket);
  await agent.accept(offer);
  story.does(agent.name, 'escalates: “el punto de red no responde”');
  await agent.rest.act(ticket, 'escalate', { reason: 'El punto de red no responde' });
  await take(carla, ticket);
  demandThat(ticket, await look(stage, story, ticket), { status: 'assigned', tier: 2, priority: 'P3', locale: 'es' });

  const answer = 'Hola Paula: cambiamos el cable, por favor pruebe de nuevo.';
  story.does('Carla', `answers “${answer}”`);
  await carla.rest.reply(ticket, answer);
  await until('the answer reaches Paula', () => network.messages.find(({ to, body }) => to === paula && body === answer));
  await hasHappened(stage, ticket, ['delivery.sent', 'delivery.delivered']);
  await carla.rest.act(ticket, 'resolve', { solution: 'Cable de red cambiado' });
  demandThat(ticket, await look(stage, story, ticket), { status: 'resolved' });
  story.proves('second tier took it; the answer reached Paula and its receipt came back; resolved');

  const again = await sendText(stage, story, paula, 'Gracias, pero se volvió a caer');
  demandThat('the new text', { ticket: again }, { ticket });
  await take(carla, ticket);
  await hasHappened(stage, ticket, ['ticket.resolved', 'ticket.reopened', 'offer.accepted']);
  await carla.rest.act(ticket, 'resolve', { solution: 'Puerto del switch cambiado' });
  demandThat(ticket, await look(stage, story, ticket), { status: 'resolved' });
  story.proves('her new text opened the same ticket again; solved for good');
}

async function expired(stage: Stage, story: Story): Promise<void> {
  const ticket = await sendText(stage, story, rosa, 'No tengo tono en la extensión de mi puesto');
  const { agent, others } = await firstOffered([stage.ana, stage.beto], ticket);
  story.does(agent.name, 'is not at the desk and does not answer');
  const { agent: second } = await firstOffered(others, ticket);
  await take(second, ticket);
  await hasHappened(stage, ticket, ['offer.made', 'offer.expired', 'offer.made', 'offer.accepted']);
  await second.rest.act(ticket, 'resolve', { solution: 'Extensión reconectada' });
  demandThat(ticket, await look(stage, story, ticket), { status: 'resolved' });
  story.proves(`${agent.name} let it pass, ${second.name} took it`);
}

async function urgent(stage: Stage, story: Story): Promise<void> {
  const { ana, beto } = stage;
  story.does('Ana, Beto', 'go for a coffee');
  for (const agent of [ana, beto]) await agent.be('away');
  const first = await sendText(stage, story, luis, 'La impresora no imprime');
  const second = await sendText(stage, story, office, '¡URGENTE! Se cayó la red, nadie puede trabajar');
  for (const ticket of [first, second]) await hasHappened(stage, ticket, ['ticket.routed']);
  story.does('Beto', 'is back');
  await beto.be('available');
  for (const ticket of [second, first]) await take(beto, ticket);
  const [later, sooner] = [await look(stage, story, first), await look(stage, story, second)];
  demandThat(second, sooner, { priority: 'P1', impact: 'high', urgency: 'high' });
  const offeredAt = (ticket: typeof later) => eventsOf(ticket).find(({ name }) => name === 'offer.made')?.seq ?? 0;
  demandThat('the urgent one', { isFirst: offeredAt(sooner) < offeredAt(later) }, { isFirst: true });
  for (const ticket of [second, first]) await beto.rest.act(ticket, 'resolve', { solution: 'Resuelto' });
  await ana.be('available');
  story.proves('it came later, its words made it P1, and it was offered before the printer');
}

async function unclear(stage: Stage, story: Story): Promise<void> {
  const { ana, elena } = stage;
  const ticket = await sendText(stage, story, vague, 'Hola, es sobre lo que hablamos el martes');
  await take(ana, ticket);
  demandThat(ticket, await look(stage, story, ticket), { triage: true, tier: 1, entry: null });
  story.does('Ana', 'asks, and classifies it as a room booking');
  await ana.rest.act(ticket, 'classify', { entry: 'salon', impact: 'low', urgency: 'medium' });
  await take(elena, ticket);
  const is = await look(stage, story, ticket);
  demandThat(ticket, { team: is.team?.key, triage: is.triage, agent: is.agent?.name }, { team: 'mesa-administrativos', triage: false, agent: 'Elena' });
  await elena.rest.act(ticket, 'resolve', { solution: 'Salón 4 reservado' });
  story.proves('triage at tier 1, then the team it belongs to');
}
