import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { sendForm, startGatewayProcess, type AgentScreen, type GatewayProcess, type RestClient, type TicketAnswer } from '../support/gateway.ts';
import { startTwilioNetwork, type Caller, type PretendTwilio } from '../support/twilio-network.ts';

const ours = '+576015550100';
const phones = { ana: '+576015550111', beto: '+576015550112' };
let network: PretendTwilio;
let gateway: GatewayProcess;
let admin: RestClient;
let ana: AgentScreen;
let beto: AgentScreen;
let elena: AgentScreen;

/** Every webhook is delivered twice at the same moment, and every REST request checked against the provider's OpenAPI document. */
beforeAll(async () => {
  network = await startTwilioNetwork({ deliverTwice: true, autoDeliver: true });
  gateway = await startGatewayProcess({ env: { TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours } });
  network.connect(gateway.url);
  admin = await gateway.admin();
  const away = 'away' as const;
  ana = await gateway.hire({ name: 'Ana', teams: ['mesa', 'mesa-tecnologia'], phone: phones.ana, availability: away });
  beto = await gateway.hire({ name: 'Beto', teams: ['mesa-tecnologia'], phone: phones.beto, availability: away });
  elena = await gateway.hire({ name: 'Elena', teams: ['mesa-administrativos'] });
}, 60_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(gateway.log().slice(-4_000));
  for (const agent of [ana, beto]) await agent.be('away');
  // Nothing is left for the next scene to stumble over.
  const open = (await admin.tickets()).filter(({ status }) => !['resolved', 'closed', 'cancelled'].includes(status));
  for (const { number } of open) await admin.act(number, 'cancel', { reason: 'The scene is over' });
  expect(network.violations).toEqual([]);
});
afterAll(async () => {
  await gateway.close();
  await network.close();
});

async function ticketOf(number: string): Promise<TicketAnswer> {
  const found = await until(`a ticket of ${number}`, async () =>
    (await admin.tickets()).find(({ customer }) => customer?.addresses.some(({ value }) => value === number)));
  return admin.ticket(found.number);
}

const eventsOf = (ticket: TicketAnswer) => ticket.timeline.flatMap((item) => (item.kind === 'event' ? [item] : []));
const namesOf = (ticket: TicketAnswer) => eventsOf(ticket).map(({ name }) => name);
const happened = (ticket: TicketAnswer, ...names: string[]) => until(`${ticket.number}: ${names.join(', ')}`, async () => {
  const now = await admin.ticket(ticket.number);
  let next = 0;
  for (const name of namesOf(now)) if (name === names[next]) next += 1;
  return next === names.length && now;
});

async function call(from: string, keys: string): Promise<Caller> {
  const caller = await network.call({ from, to: ours });
  for (const key of keys) await caller.press(key);
  return caller;
}

async function accept(agent: AgentScreen, ticket: TicketAnswer): Promise<void> {
  await agent.accept(await agent.offerOf(ticket.number));
}

describe('by telephone', () => {
  it('goes back by star, says the catalog in English, asks for urgency and impact, and reads the number out', async () => {
    const caller = await call('+573008880001', '21*1*12');
    expect(caller.said()).toContain('Technology services');
    await caller.press('1');
    await caller.press('2');
    expect(caller.state()).toBe('waiting');
    const ticket = await ticketOf('+573008880001');
    expect(ticket).toMatchObject({ entry: { key: 'internet' }, urgency: 'high', impact: 'low', priority: 'P3', locale: 'en', live: true });
    expect(caller.said()).toContain(spelt(ticket.number));
    expect(caller.said()).toMatch(/You are next|number \d+ in line/);
    await caller.hangUp();
    expect(await happened(ticket, 'call.queued', 'ticket.abandoned')).toMatchObject({ live: false, abandoned: true, status: 'queued' });
  });

  it.each([['zero', '0'], ['three wrong keys', '9#8'], ['nothing but silence', '']])('leads to a person after %s', async (name, keys) => {
    const from = `+5730088810${String(name.length).padStart(2, '0')}`;
    await ana.be('available');
    const caller = await call(from, keys);
    while (caller.state() === 'menu') await caller.silence();
    expect(caller.state()).toBe('waiting');
    const ticket = await ticketOf(from);
    expect(ticket).toMatchObject({ team: { key: 'mesa' }, tier: 1 });
    await accept(ana, ticket);
    await caller.reaches('talking');
    await caller.agentHangsUp();
    await ana.rest.act(ticket.number, 'resolve', { solution: 'Atendida' });
  });

  it.each(['silent', 'declines', 'no-answer', 'busy'] as const)('goes back to the head of the line when the agent’s phone is %s, and the next agent takes it', async (behaviour) => {
    const from = `+57300888200${['silent', 'declines', 'no-answer', 'busy'].indexOf(behaviour)}`;
    network.setAgentPhone(phones.ana, behaviour);
    const caller = await call(from, '113');
    const ticket = await ticketOf(from);
    await ana.be('available');
    await accept(ana, ticket);
    const again = await happened(ticket, 'offer.accepted', 'call.bridging', 'call.not-answered', 'ticket.unassigned');
    expect(again).toMatchObject({ status: 'queued', live: true, agent: null, abandoned: false });
    await caller.reaches('waiting');
    await expect.poll(() => ana.told.findLast(({ kind }) => kind === 'agent')).toMatchObject({ availability: 'away', reason: 'not-answered' });
    await beto.be('available');
    await accept(beto, ticket);
    await caller.reaches('talking');
    expect(await admin.ticket(ticket.number)).toMatchObject({ status: 'assigned', agent: { name: 'Beto' } });
    await caller.hangUp();
    const over = await happened(ticket, 'call.bridged', 'call.ended');
    expect(over).toMatchObject({ abandoned: false, live: false, status: 'assigned' });
    expect(eventsOf(over).find(({ name }) => name === 'call.ended')?.after).toMatchObject({ seconds: 42 });
    await beto.rest.act(ticket.number, 'resolve', { solution: 'Atendida' });
  });

  it('keeps waiting with music, and takes a voicemail by key', async () => {
    const caller = await call('+573008883001', '113');
    await caller.silence();
    await caller.press('7');
    expect(caller.state()).toBe('waiting');
    await caller.press('1');
    expect(caller.state()).toBe('recording');
    await caller.speak(12);
    const ticket = await happened(await ticketOf('+573008883001'), 'call.queued', 'voicemail.left');
    await happened(ticket, 'recording.received');
    expect(eventsOf(ticket).find(({ name }) => name === 'voicemail.left')?.after).toMatchObject({ seconds: 12 });
    expect(await admin.ticket(ticket.number)).toMatchObject({ live: false, abandoned: false, status: 'queued' });
  });

  it('a caller who hung up is answered by text, and what they text back joins the ticket of their call', async () => {
    const from = '+573008883002';
    const caller = await call(from, '113');
    const ticket = await ticketOf(from);
    await caller.hangUp();
    expect((await happened(ticket, 'call.queued', 'ticket.abandoned')).ways).toMatchObject([{ channel: 'voice', way: 'none' }, { channel: 'sms', to: from, from: ours, way: 'sent' }]);
    await admin.reply(ticket.number, 'Ya puede imprimir.', { way: { channel: 'sms', to: from } });
    await until('the text', async () => network.messages.some(({ to, from: our, body }) => to === from && our === ours && body === 'Ya puede imprimir.'));
    await happened(ticket, 'ticket.abandoned', 'delivery.delivered');
    await network.text({ from, to: ours, body: 'Gracias, ya imprime' });
    const { timeline } = await admin.ticket(ticket.number);
    expect(timeline.flatMap((item) => (item.kind === 'contact' ? [[item.channel, item.text]] : []))).toContainEqual(['sms', 'Gracias, ya imprime']);
    expect(timeline.find((item) => item.kind === 'reply')).toMatchObject({ way: { channel: 'sms', to: from }, delivery: { status: 'delivered' } });
  });

  it('opens no ticket for a caller who hangs up in the menus', async () => {
    const before = (await admin.tickets()).length;
    const caller = await call('+573008884001', '11');
    await caller.hangUp();
    expect(caller.state()).toBe('ended');
    expect(await admin.tickets()).toHaveLength(before);
  });

  it('withdraws the offer when the caller hangs up while an agent looks at it', async () => {
    await beto.be('available');
    const caller = await call('+573008885001', '113');
    const ticket = await ticketOf('+573008885001');
    const offer = await beto.offerOf(ticket.number);
    await caller.hangUp();
    await until('the live offer is withdrawn', () => beto.told.some((told) => told.kind === 'offer-ended' && told.offerId === offer.offerId));
    expect(await beto.ask('offer:accept', { offerId: offer.offerId })).toMatchObject({ error: { code: 'offer_ended' } });
    const waiting = await beto.offerOf(ticket.number);
    expect(waiting.ticket).toMatchObject({ live: false, abandoned: true });
    await beto.accept(waiting);
    await beto.rest.act(ticket.number, 'resolve', { solution: 'Se le devolvió la llamada' });
  });
});

describe('by text', () => {
  it('is acknowledged once, offered, answered, delivered, resolved and opened again', async () => {
    const from = '+573009990001';
    const send = (body: string) => network.text({ from, to: ours, body });
    const sentTo = () => network.messages.filter(({ to }) => to === from);
    await ana.be('available');
    await send('My laptop does not turn on, it is urgent');
    const ticket = await ticketOf(from);
    await accept(ana, ticket);
    expect(await admin.ticket(ticket.number)).toMatchObject({ entry: { key: 'computador' }, locale: 'en', priority: 'P3', channel: 'sms' });
    const acknowledgement = await until('the acknowledgement', () => sentTo()[0]);
    expect(acknowledgement.body).toMatch(new RegExp(`Your ticket is ${ticket.number}\\. Follow it at ${gateway.url}/status/`));
    const page = await fetch(/http\S+/.exec(acknowledgement.body)?.[0] ?? '');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('My laptop does not turn on');

    await send('It makes a strange noise');
    await ana.rest.act(ticket.number, 'wait', { for: 'customer', reason: 'Asked for the model' });
    await send('It is the old one');
    expect(await happened(ticket, 'ticket.waiting', 'ticket.resumed')).toMatchObject({ status: 'assigned', agent: { name: 'Ana' } });
    await ana.rest.reply(ticket.number, 'Please bring it to the third floor.');
    await until('the answer', () => sentTo().find(({ body }) => body === 'Please bring it to the third floor.'));
    const delivered = await happened(ticket, 'delivery.sent', 'delivery.delivered', 'delivery.sent', 'delivery.delivered');
    expect(delivered.timeline.filter(({ kind }) => kind === 'contact')).toHaveLength(3);
    await ana.rest.act(ticket.number, 'resolve', { solution: 'Replaced' });
    await send('It broke again!');
    await accept(ana, ticket);
    expect(namesOf(await admin.ticket(ticket.number)).filter((name) => name === 'ticket.opened')).toHaveLength(1);
    expect(sentTo()).toHaveLength(2);
    await ana.rest.act(ticket.number, 'resolve', { solution: 'Replaced by a new one' });
  });

  it('shows an answer that could not be delivered, and tries again one that the provider was too busy for', async () => {
    const from = '+573009990002';
    await ana.be('available');
    await network.text({ from, to: ours, body: 'No tengo tono en la extensión' });
    const ticket = await ticketOf(from);
    await accept(ana, ticket);
    await until('the acknowledgement', () => network.messages.find(({ to }) => to === from));
    const replyOf = async (text: string) => (await admin.ticket(ticket.number)).timeline.find((item) => item.kind === 'reply' && item.text === text);
    network.failNext({ of: 'POST', kind: 'status', status: 400, code: 21408, message: 'Permission to send has not been enabled' });
    await ana.rest.reply(ticket.number, 'Va en camino un técnico.');
    const failed = await until('the failure is seen', async () => {
      const reply = await replyOf('Va en camino un técnico.');
      return reply?.kind === 'reply' && reply.delivery.status === 'failed' && reply;
    });
    expect(failed.delivery).toMatchObject({ code: '21408' });
    expect(failed.delivery.error).toContain('a ese país');
    network.failNext({ of: 'POST', kind: 'status', status: 503 });
    await ana.rest.reply(ticket.number, 'Ya quedó conectado.');
    await until('the second try is delivered', async () => {
      const reply = await replyOf('Ya quedó conectado.');
      return reply?.kind === 'reply' && reply.delivery.status === 'delivered';
    }, 20);
    expect(network.messages.filter(({ body }) => body === 'Ya quedó conectado.')).toHaveLength(1);
    await ana.rest.act(ticket.number, 'resolve', { solution: 'Conectado' });
  });
});

describe('by the web form', () => {
  it('is placed as chosen, offered, answered on its status page, and its link can be revoked', async () => {
    const form = { entry: 'salon', subject: 'Salón para el lunes', description: 'Veinte personas, ¿urgente? no tengo internet', name: 'Paula', email: 'PAULA@example.org', phone: '300 123 4567' };
    const { number, statusUrl } = await sendForm(gateway.url, form);
    await elena.accept(await elena.offerOf(number));
    const ticket = await admin.ticket(number);
    expect(ticket).toMatchObject({ channel: 'web', status: 'assigned', tier: 1, entry: { key: 'salon' }, team: { key: 'mesa-administrativos' }, agent: { name: 'Elena' } });
    expect(ticket.customer?.addresses.map(({ value, verified }) => `${value} ${verified}`)).toContain('paula@example.org false');
    await elena.rest.reply(number, 'Reservado: salón 4.');
    await fetch(`${gateway.url}/api/tickets/${number}/notes`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${elena.rest.token}` }, body: JSON.stringify({ text: 'Nota para colegas' }),
    });
    const page = await (await fetch(statusUrl)).text();
    expect(page).toContain('Reservado: salón 4.');
    expect(page).toContain('Salón para el lunes');
    expect(page).not.toContain('Nota para colegas');
    await elena.rest.act(number, 'resolve', { solution: 'Reservado' });
    expect(await (await fetch(`${statusUrl}?locale=en`)).text()).toMatch(/lang="en"/);
    await elena.rest.act(number, 'status-link/revoke');
    expect((await fetch(statusUrl)).status).toBe(404);
    expect((await sendForm(gateway.url, form)).number).not.toBe(number);
  });

  it('offers in the catalog what can be chosen', async () => {
    const catalog = await (await fetch(`${gateway.url}/api/catalog?locale=en`)).text();
    expect(catalog).toContain('Room booking');
    expect(catalog).toContain('"key":"salon"');
  });
});

/** How a caller in English hears a ticket's number. */
function spelt(number: string): string {
  const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  return `V, ${[...number.slice(2)].map((digit) => words[Number(digit)]).join(', ')}`;
}
