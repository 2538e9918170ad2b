import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { modelDesk, startGatewayProcess, type AgentScreen, type GatewayProcess, type RestClient, type TicketAnswer } from '../support/gateway.ts';
import { startTwilioNetwork, type Caller, type PretendTwilio } from '../support/twilio-network.ts';

const ours = '+576015550100';
const anasPhone = '+576015550111';
const betosPhone = '+576015550112';
let folder: string;
let network: PretendTwilio;
let gateway: GatewayProcess;
let admin: RestClient;
let ana: AgentScreen;
let beto: AgentScreen;

/** Every webhook twice; conversations are recorded, and a customer is rung only once. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-desk-'));
  const desk = parseDocument(await readFile(modelDesk, 'utf8'));
  desk.setIn(['callbacks', 'tries'], 1);
  desk.setIn(['recording', 'calls'], true);
  const deskFile = path.join(folder, 'desk.yaml');
  await writeFile(deskFile, String(desk));
  network = await startTwilioNetwork({ deliverTwice: true, autoDeliver: true });
  gateway = await startGatewayProcess({ env: { TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours, DESK_FILE: deskFile } });
  network.connect(gateway.url);
  admin = await gateway.admin();
  ana = await gateway.hire({ name: 'Ana', teams: ['mesa-tecnologia'], phone: anasPhone, availability: 'away' });
  beto = await gateway.hire({ name: 'Beto', teams: ['soporte-tecnico'], phone: betosPhone, availability: 'away' });
}, 60_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(gateway.log().slice(-4_000));
  for (const agent of [ana, beto]) await agent.be('away');
  expect(network.violations).toEqual([]);
});
afterAll(async () => {
  await gateway.close();
  await network.close();
  await rm(folder, { recursive: true, force: true });
});

async function ticketOf(number: string): Promise<TicketAnswer> {
  const found = await until(`a ticket of ${number}`, async () =>
    (await admin.tickets()).find(({ customer }) => customer?.addresses.some(({ value }) => value === number)));
  return admin.ticket(found.number);
}

const eventsOf = (ticket: TicketAnswer) => ticket.timeline.flatMap((item) => (item.kind === 'event' ? [item] : []));
const happened = (ticket: TicketAnswer, name: string) => until(`${ticket.number}: ${name}`, async () => {
  const now = await admin.ticket(ticket.number);
  return eventsOf(now).some((event) => event.name === name) && now;
});

/** Waits for an internet failure, presses 2 for a callback and 1 to agree, and is let go. */
async function askToBeCalled(from: string): Promise<{ caller: Caller; ticket: TicketAnswer }> {
  const caller = await network.call({ from, to: ours });
  for (const key of ['1', '1', '3']) await caller.press(key);
  await caller.reaches('waiting');
  await caller.press('2');
  await caller.press('1');
  await until('the caller is let go', () => caller.state() === 'ended');
  return { caller, ticket: await ticketOf(from) };
}

/** Ana takes it, and the customer's telephone is rung. */
async function takenByAna(ticket: TicketAnswer): Promise<void> {
  await ana.be('available');
  await ana.accept(await ana.offerOf(ticket.number));
}

it('a caller keeps their place, hangs up, and talks to the agent who takes it; held, transferred with the customer never dropped', async () => {
  const from = '+573007770001';
  const { caller, ticket } = await askToBeCalled(from);
  expect(caller.said()).toMatch(/grab/);
  expect(ticket).toMatchObject({ status: 'queued', live: true, abandoned: false, callback: { state: 'waiting', number: from, tries: 0 } });
  network.setPhone(from, 'answers');
  await takenByAna(ticket);
  const customer = await network.legTo(from);
  const agent = await network.legTo(anasPhone);
  await customer.reaches('conference');
  await agent.reaches('conference');
  expect(customer.said()).toContain('Ventanilla');
  const talking = await happened(ticket, 'callback.reached');
  expect(talking).toMatchObject({ status: 'assigned', callback: null, call: { state: 'talking' } });

  await ana.rest.act(ticket.number, 'call/hold');
  await until('the customer hears music', () => customer.documents.at(-1)?.includes('hold-music'));
  expect(await admin.ticket(ticket.number)).toMatchObject({ call: { state: 'held' } });
  expect(agent.state()).toBe('conference');
  await ana.rest.act(ticket.number, 'call/unhold');
  await customer.reaches('conference');

  await beto.be('available');
  await ana.rest.act(ticket.number, 'call/transfer', { agentId: beto.id });
  const colleague = await network.legTo(betosPhone);
  await colleague.reaches('conference');
  await customer.reaches('conference');
  await until('Ana is let go', () => agent.state() === 'ended');
  expect(await admin.ticket(ticket.number)).toMatchObject({ agent: { name: 'Beto' }, live: true });

  await customer.hangUp();
  const over = await happened(ticket, 'call.ended');
  expect(over).toMatchObject({ status: 'assigned', live: false, abandoned: false });
  await until('everybody is let go', () => colleague.state() === 'ended');
  await happened(ticket, 'recording.received');
  await beto.rest.act(ticket.number, 'resolve', { solution: 'Listo' });
}, 40_000);

it('a machine gets a message at the last try, and the ticket says so and stays with its agent', async () => {
  const from = '+573007770002';
  const { ticket } = await askToBeCalled(from);
  network.setPhone(from, 'machine');
  await takenByAna(ticket);
  const machine = await network.legTo(from);
  await until('the message is over', () => machine.state() === 'ended');
  expect(machine.said()).toContain('no pudimos hablar con usted');
  const tried = await happened(ticket, 'callback.ended');
  expect(eventsOf(tried).find(({ name }) => name === 'callback.tried')).toMatchObject({ reason: 'machine', after: { messageLeft: true } });
  expect(tried).toMatchObject({ status: 'assigned', agent: { name: 'Ana' }, live: false, callback: null });
  const agent = await network.legTo(anasPhone, 2);
  await until('Ana is told', () => agent.state() === 'ended' && agent.said().includes('No fue posible'));
  await ana.rest.act(ticket.number, 'resolve', { solution: 'Escrito por correo' });
}, 40_000);

it('an agent calls a customer who wrote', async () => {
  const from = '+573007770003';
  await network.text({ from, to: ours, body: 'No puedo navegar en internet' });
  const ticket = await ticketOf(from);
  await takenByAna(ticket);
  network.setPhone(from, 'busy');
  await ana.rest.act(ticket.number, 'calls');
  expect(await happened(ticket, 'callback.ended')).toMatchObject({ status: 'assigned', live: false });
  network.setPhone(from, 'answers');
  await ana.rest.act(ticket.number, 'calls');
  const customer = await network.legTo(from, 2);
  await customer.reaches('conference');
  await happened(ticket, 'callback.reached');
  await ana.rest.act(ticket.number, 'call/hang-up');
  await until('the customer is let go', () => customer.state() === 'ended');
  expect(await happened(ticket, 'call.ended')).toMatchObject({ status: 'assigned', live: false, agent: { name: 'Ana' } });
}, 40_000);
