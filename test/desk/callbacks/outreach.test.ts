import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LegRequest, LegResponse } from '../../../src/core/index.ts';
import type { TimeOfDay } from '../../../src/desk/callbacks/index.ts';
import { eventsOf, loadOf, ticketOf } from '../../intake/probes.ts';
import { onCustomerWrote } from '../../../src/desk/work/index.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { acceptedBy, availabilityOf, newCaller, toLetter } from '../calls/caller.ts';
import { pretendSender, type PretendSender } from '../replies/pretend-sender.ts';
import { offeredTo, passTime } from '../routing/work.ts';
import { clearDesk } from '../work/tickets-in-status.ts';

const agentPhone = '+573009998877';
let desk: TestDesk;
let telephony: PretendSender;
let agentId: string;

beforeAll(async () => {
  telephony = pretendSender();
  desk = await startTestDesk({ deskFile: `${smallDeskFile}\ncallbacks: { tries: 2, retryMinutes: [10] }\n`, telephony });
  agentId = await desk.addAgent({ phone: agentPhone });
});
afterAll(() => desk.close());
beforeEach(() => desk.presence.setAvailability(agentId, 'available'));
afterEach(async () => {
  await clearDesk(desk, agentId);
  telephony.legs.length = 0;
  telephony.steered.length = 0;
});

/** Somebody who waited, asked to be called back and hung up. */
async function askedToBeCalled(at: TimeOfDay | null = null) {
  const caller = newCaller(desk);
  await caller.press(toLetter);
  const { id } = await caller.ticket();
  const answer = await desk.transact(async (stores) => {
    const ticket = await stores.tickets.lock(id);
    if (!ticket) throw new Error('No ticket.');
    const wish = { number: caller.from, fromNumber: '+576015550100', locale: 'es' as const, at };
    return desk.requestCallback(stores, ticket, wish, desk.clock.now());
  });
  await caller.report('completed');
  return { caller, id, answer };
}

const stateOf = async (ticketId: string) => {
  const { rows } = await sql<{ state: string; tries: number }>`select state, tries from callbacks where ticket_id = ${ticketId}
    order by created_at desc`.execute(desk.database.db);
  return rows[0];
};

const namesOf = async (ticketId: string) => (await eventsOf(desk, ticketId)).map(({ name }) => name);

/** The telephone that rang last. */
function lastLeg() {
  const leg = telephony.legs.at(-1);
  if (!leg) throw new Error('Nobody was rung.');
  const say = (more: Partial<LegRequest>): Promise<LegResponse> =>
    desk.legLine.answer({ legId: leg.legId, callId: leg.callId, step: '0', point: 'turn', digits: null, answeredBy: null, ...more });
  const status = (state: 'completed' | 'busy' | 'no-answer' | 'failed') =>
    desk.legLine.status({ legId: leg.legId, callId: leg.callId, state, seconds: 5 });
  return { ...leg, say, status };
}

/** The agent accepted, picked up and pressed 1: gives both telephones, the customer's still ringing. */
async function dialling(ticket: { caller: ReturnType<typeof newCaller>; id: string }) {
  await acceptedBy(desk, ticket.caller, agentId);
  await desk.settle();
  const agent = lastLeg();
  const asked = await agent.say({ step: 'start' });
  await agent.say({ step: asked.nextStep, digits: '1' });
  await desk.settle();
  return { agent, customer: lastLeg() };
}

const verbs = (answer: LegResponse) => answer.prompts.map(({ verb }) => verb);

describe('a caller who asked to be called when their turn comes', () => {
  test('keeps their place as live work and is not abandoned', async () => {
    const { id, answer, caller } = await askedToBeCalled();
    expect(answer).toEqual({ kind: 'set', at: null });
    expect(await ticketOf(desk, id)).toMatchObject({ live: true, abandoned: false, cost: 100 });
    expect(await caller.row()).toMatchObject({ ended: true });
    await desk.settle();
    expect(await offeredTo(desk, id)).toBe(agentId);
    expect(await loadOf(desk, agentId)).toBe(100);
  });

  test('the agent is rung, presses 1, the customer is rung from the number they called, and both meet in one room', async () => {
    const ticket = await askedToBeCalled();
    const { agent, customer } = await dialling(ticket);
    expect(agent).toMatchObject({ to: { kind: 'number', value: agentPhone }, from: '+576015550100', detectMachine: false });
    expect(customer).toMatchObject({ to: { kind: 'number', value: ticket.caller.from }, from: '+576015550100', detectMachine: true });
    const met = await customer.say({ step: 'start', answeredBy: 'person' });
    expect(verbs(met)).toEqual(['say', 'join']);
    expect(await stateOf(ticket.id)).toMatchObject({ state: 'done', tries: 1 });
    expect((await ticketOf(desk, ticket.id)).respondedAt).toEqual(desk.clock.now());

    await customer.status('completed');
    await desk.settle();
    expect(telephony.gone.has(agent.callId)).toBe(true);
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'assigned', live: false, abandoned: false, agentId });
    expect(await loadOf(desk, agentId)).toBe(15);
    expect(await namesOf(ticket.id)).toEqual(expect.arrayContaining(['callback.requested', 'callback.dialled', 'callback.reached']));
  });

  test('an agent who does not take it loses it: it goes to the head of the queue, still a callback', async () => {
    const { caller, id } = await askedToBeCalled();
    await acceptedBy(desk, caller, agentId);
    await desk.settle();
    await lastLeg().status('no-answer');
    expect(await availabilityOf(desk, agentId)).toBe('away');
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'queued', live: true });
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', tries: 0 });
    await desk.presence.setAvailability(agentId, 'available');
    await passTime(desk, 6);
    expect(await offeredTo(desk, id)).toBe(agentId);
  });

  test('an agent who hangs up while the customer is rung stops the ringing', async () => {
    const ticket = await askedToBeCalled();
    const { agent, customer } = await dialling(ticket);
    await agent.status('completed');
    await desk.settle();
    expect(telephony.steered).toContainEqual({ callId: customer.callId, to: 'hung-up', step: null });
    await customer.status('no-answer');
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'queued', live: true });
    expect(await stateOf(ticket.id)).toMatchObject({ state: 'waiting' });
  });

  test('a customer who picks up when the agent is gone is not left alone', async () => {
    const ticket = await askedToBeCalled();
    const { agent, customer } = await dialling(ticket);
    await agent.status('completed');
    const answer = await customer.say({ step: 'start', answeredBy: 'person' });
    expect(verbs(answer)).not.toContain('join');
    expect(verbs(answer).at(-1)).toBe('hang-up');
  });

  test('a customer who picks up when the ticket went on to another team talks to the agent who called', async () => {
    const ticket = await askedToBeCalled();
    const { agent, customer } = await dialling(ticket);
    const { number } = await ticketOf(desk, ticket.id);
    await desk.placing.transfer(number, { agentId }, { team: 'redes' }, null);
    const met = await customer.say({ step: 'start', answeredBy: 'person' });
    expect(verbs(met)).toEqual(['say', 'join']);
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'queued', live: true, team: 'redes' });
    await desk.callActions.hold(number, { agentId });
    await agent.status('completed');
    await customer.status('completed');
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'queued', live: false, cost: 15 });
  });
});

describe('a customer who cannot be reached', () => {
  test.each(['busy', 'no-answer', 'failed'] as const)('%s: tried again by rule, the agent is free meanwhile, then given up and told', async (how) => {
    const ticket = await askedToBeCalled();
    const first = await dialling(ticket);
    await first.customer.status(how);
    await desk.settle();
    expect(verbs(await first.agent.say({ step: 'moved' }))).toEqual(['say', 'hang-up']);
    expect(await loadOf(desk, agentId)).toBe(0);
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'waiting', waitingFor: 'customer', live: true });

    await passTime(desk, 9 * 60);
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'waiting' });
    await passTime(desk, 61);
    const second = await dialling(ticket);
    await second.customer.status(how);
    await desk.settle();
    expect(await stateOf(ticket.id)).toMatchObject({ state: 'failed', tries: 2 });
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'assigned', live: false, agentId });
    expect(await loadOf(desk, agentId)).toBe(15);
    const ended = (await eventsOf(desk, ticket.id)).findLast(({ name }) => name === 'callback.ended');
    expect(ended).toMatchObject({ reason: 'not-reached' });
  });

  test('an answering machine gets a message at the last try only', async () => {
    const ticket = await askedToBeCalled();
    const first = await dialling(ticket);
    expect(verbs(await first.customer.say({ step: 'start', answeredBy: 'machine' }))).toEqual(['hang-up']);
    await passTime(desk, 601);
    const second = await dialling(ticket);
    expect(verbs(await second.customer.say({ step: 'start', answeredBy: 'machine' }))).toEqual(['say', 'hang-up']);
    const tried = (await eventsOf(desk, ticket.id)).findLast(({ name }) => name === 'callback.tried');
    expect(tried).toMatchObject({ reason: 'machine', after: { tries: 2, messageLeft: true } });
  });
});

describe('a callback at a time asked for', () => {
  test('the ticket waits until then, and is offered as a call in its old place', async () => {
    const { id, answer } = await askedToBeCalled({ hour: 18, minute: 30 });
    const due = new Date('2026-03-02T18:30:00Z');
    expect(answer).toEqual({ kind: 'set', at: due });
    const before = await ticketOf(desk, id);
    expect(before).toMatchObject({ status: 'waiting', waitingUntil: due, live: true });
    await passTime(desk, (due.getTime() - desk.clock.now().getTime()) / 1000 - 1);
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'waiting' });
    await passTime(desk, 2);
    expect(await offeredTo(desk, id)).toBe(agentId);
    expect((await ticketOf(desk, id)).queueKey).toEqual(before.queueKey);
  });

  test('a number that must not be called is refused, and nothing changes', async () => {
    const caller = newCaller(desk, 'anonymous');
    await caller.press(toLetter);
    const ticket = await caller.ticket();
    const answer = await desk.transact((stores) =>
      desk.requestCallback(stores, ticket, { number: null, fromNumber: null, locale: 'es', at: null }, desk.clock.now()));
    expect(answer).toEqual({ kind: 'refused', because: 'no-number' });
    expect(await stateOf(ticket.id)).toBeUndefined();
  });
});

describe('what becomes of a promised call', () => {
  test('cancelled before its time: the ticket goes back to the queue as ordinary work', async () => {
    const { id } = await askedToBeCalled({ hour: 18, minute: 30 });
    const { number } = await ticketOf(desk, id);
    await desk.calling.cancel(number, { agentId });
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'queued', waitingUntil: null, live: false, cost: 15 });
    await expect(desk.calling.cancel(number, { agentId })).rejects.toMatchObject({ code: 'invalid_transition' });
  });

  test('a ticket that is solved needs none', async () => {
    const ticket = await askedToBeCalled();
    const { agent } = await dialling(ticket);
    const { number } = await ticketOf(desk, ticket.id);
    await desk.progress.resolve(number, { agentId }, 'Enviada.');
    await desk.settle();
    expect(await stateOf(ticket.id)).toMatchObject({ state: 'cancelled' });
    expect(telephony.gone.has(agent.callId)).toBe(true);
  });

  test('a solved ticket that is opened again is no call any more', async () => {
    const { id } = await askedToBeCalled();
    const { number } = await ticketOf(desk, id);
    await desk.settle();
    await desk.placing.assign(number, { agentId }, agentId);
    await desk.progress.resolve(number, { agentId }, 'Listo');
    expect(await ticketOf(desk, id)).toMatchObject({ live: false, cost: 15 });
    await desk.progress.reopen(number, { agentId }, null);
    await desk.settle();
    expect(await loadOf(desk, agentId)).toBe(15);
  });

  test('a ticket that goes into another takes it along', async () => {
    const { id } = await askedToBeCalled();
    const other = newCaller(desk);
    await other.press(toLetter);
    await other.report('completed');
    const into = await other.ticket();
    const { number } = await ticketOf(desk, id);
    await desk.joining.merge(number, { agentId }, into.number);
    expect(await stateOf(id)).toMatchObject({ state: 'cancelled' });
    expect(await stateOf(into.id)).toMatchObject({ state: 'waiting' });
    expect(await ticketOf(desk, into.id)).toMatchObject({ live: true, cost: 100 });
  });
});

describe('an agent who calls a customer', () => {
  /** A ticket that the agent holds as ordinary work, its customer not on the line. */
  async function inHand() {
    const { caller, id } = await askedToBeCalled();
    const ticket = await ticketOf(desk, id);
    await desk.calling.cancel(ticket.number, { agentId });
    await desk.settle();
    await acceptedBy(desk, caller, agentId);
    return { caller, id, ticket };
  }

  test('is rung first; the ticket takes their whole attention until the call is over', async () => {
    const { caller, id, ticket } = await inHand();
    expect(await loadOf(desk, agentId)).toBe(15);
    await desk.calling.call(ticket.number, { agentId }, null);
    expect(await loadOf(desk, agentId)).toBe(100);
    await desk.settle();
    const agent = lastLeg();
    await agent.say({ step: 'start' });
    await agent.say({ step: '1', digits: '1' });
    await desk.settle();
    const customer = lastLeg();
    expect(customer.to.value).toBe(caller.from);
    await expect(desk.calling.call(ticket.number, { agentId }, null)).rejects.toMatchObject({ code: 'on_a_call' });
    await customer.say({ step: 'start', answeredBy: 'person' });
    await customer.status('completed');
    await desk.settle();
    expect(await loadOf(desk, agentId)).toBe(15);
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'assigned', live: false });
  });

  test('one try: who is not reached stays in their hands as it was', async () => {
    const { id, ticket } = await inHand();
    await desk.calling.call(ticket.number, { agentId }, '300 111 2233');
    await desk.settle();
    const agent = lastLeg();
    await agent.say({ step: 'start' });
    await agent.say({ step: '1', digits: '1' });
    await desk.settle();
    expect(lastLeg().to.value).toBe('+573001112233');
    await lastLeg().status('busy');
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'assigned', agentId, live: false });
    expect(await loadOf(desk, agentId)).toBe(15);
  });

  test('whoever does not take their own telephone keeps the ticket, and stays available', async () => {
    const { id, ticket } = await inHand();
    desk.clock.advance(1);
    await desk.calling.call(ticket.number, { agentId }, null);
    await desk.settle();
    await lastLeg().status('no-answer');
    await desk.settle();
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'assigned', agentId, live: false, cost: 15 });
    expect(await stateOf(id)).toMatchObject({ state: 'failed', tries: 0 });
    expect(await availabilityOf(desk, agentId)).toBe('available');
    expect(await loadOf(desk, agentId)).toBe(15);
  });

  test('the call costs whoever it is handed to as much as any other', async () => {
    const { caller, id } = await askedToBeCalled();
    const { number } = await ticketOf(desk, id);
    await desk.calling.cancel(number, { agentId });
    await desk.settle();
    await acceptedBy(desk, caller, agentId);
    await desk.calling.call(number, { agentId }, null);
    await desk.settle();
    const agent = lastLeg();
    await agent.say({ step: 'start' });
    await agent.say({ step: '1', digits: '1' });
    await desk.settle();
    const customer = lastLeg();
    await customer.say({ step: 'start', answeredBy: 'person' });
    const small = await desk.addAgent({ capacity: 50 });
    await expect(desk.callActions.transfer(number, { agentId }, { agentId: small })).rejects.toMatchObject({ code: 'no_capacity' });
    await customer.status('completed');
    await desk.settle();
    expect(await ticketOf(desk, id)).toMatchObject({ live: false, cost: 15 });
    expect(await loadOf(desk, agentId)).toBe(15);
    await desk.presence.setAvailability(small, 'offline');
  });

  test('only their own ticket, and only a number that may be called', async () => {
    const { caller, id } = await askedToBeCalled();
    const ticket = await ticketOf(desk, id);
    await expect(desk.calling.call(ticket.number, { agentId }, null)).rejects.toMatchObject({ code: 'invalid_transition' });
    await desk.calling.cancel(ticket.number, { agentId });
    await desk.settle();
    await acceptedBy(desk, caller, agentId);
    await expect(desk.calling.call(ticket.number, { agentId }, '+34806123456')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('arranges a call for later, in the open hours', async () => {
    const { id } = await askedToBeCalled();
    const ticket = await ticketOf(desk, id);
    const at = new Date(desk.clock.now().getTime() + 3_600_000);
    await desk.calling.arrange(ticket.number, { agentId }, { at, to: null });
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'waiting', waitingUntil: at });
    await expect(desk.calling.arrange(ticket.number, { agentId }, { at: desk.clock.now(), to: null })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a call that was promised for later', () => {
  async function promised() {
    const { id, caller } = await askedToBeCalled();
    const { number } = await ticketOf(desk, id);
    const at = new Date(desk.clock.now().getTime() + 3_600_000);
    await desk.calling.arrange(number, { agentId }, { at, to: null });
    return { id, caller, number, at };
  }

  test('is not made earlier because the ticket goes to another team', async () => {
    const { id, number, at } = await promised();
    const other = await desk.addAgent({ teams: ['redes'] });
    await desk.placing.classify(number, { agentId }, { entry: 'internet' });
    await desk.placing.escalate(number, { agentId }, 'No es de aquí');
    await desk.settle();
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'waiting', waitingUntil: at, team: 'redes', tier: 2 });
    await passTime(desk, 3_601, agentId);
    await desk.presence.setAvailability(other, 'available');
    await desk.settle();
    expect(await offeredTo(desk, id)).toBe(other);
    await desk.presence.setAvailability(other, 'offline');
  });

  test('is not made earlier because the customer writes', async () => {
    const { id, at } = await promised();
    await desk.transact(async (stores) => {
      const ticket = await stores.tickets.lock(id);
      if (ticket) await onCustomerWrote(stores, ticket, desk.clock.now());
    });
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'waiting', waitingUntil: at });
  });

  test('is given to nobody by name before its time, and says how to call earlier', async () => {
    const { id, number, at } = await promised();
    await expect(desk.placing.assign(number, { agentId }, agentId)).rejects.toMatchObject({
      code: 'invalid_transition', publicMessage: expect.stringContaining(at.toISOString()) as unknown,
    });
    await desk.progress.resume(number, { agentId });
    await desk.settle();
    expect(await offeredTo(desk, id)).toBe(agentId);
  });
});

describe('a customer who was reached is on the line as any caller', () => {
  async function talking() {
    const ticket = await askedToBeCalled();
    const { agent, customer } = await dialling(ticket);
    await customer.say({ step: 'start', answeredBy: 'person' });
    const { number } = await ticketOf(desk, ticket.id);
    return { ...ticket, agent, customer, number };
  }

  test('is put on hold and taken back', async () => {
    const { number, customer } = await talking();
    await desk.callActions.hold(number, { agentId });
    await desk.settle();
    expect(telephony.steered).toContainEqual(expect.objectContaining({ callId: customer.callId, to: 'moved' }));
    await desk.callActions.unhold(number, { agentId });
    await desk.settle();
    expect(telephony.steered.filter(({ callId }) => callId === customer.callId)).toHaveLength(2);
    await customer.status('completed');
  });

  test('an agent who hangs up ends the call with a goodbye', async () => {
    const { id, agent, customer } = await talking();
    await agent.status('completed');
    await desk.settle();
    expect(telephony.steered).toContainEqual(expect.objectContaining({ callId: customer.callId, to: 'moved' }));
    await customer.status('completed');
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'assigned', live: false });
    expect(await loadOf(desk, agentId)).toBe(15);
  });

  test('an agent whose telephone dies during hold: the customer goes to the head of the queue and is bridged to the next', async () => {
    const { id, number, caller, agent, customer } = await talking();
    await desk.callActions.hold(number, { agentId });
    await desk.settle();
    await agent.status('completed');
    await desk.settle();
    expect(await ticketOf(desk, id)).toMatchObject({ status: 'queued', live: true });
    await desk.presence.setAvailability(agentId, 'available');
    desk.clock.advance(6);
    const assignmentId = await acceptedBy(desk, caller, agentId);
    await desk.settle();
    expect(telephony.legs).toHaveLength(2);
    expect(await desk.startOutreach(assignmentId)).toBe(false);
    const call = await desk.transact((stores) => stores.calls.openOfTicket(id));
    expect(call?.id).toBe(customer.callId);
  });

  test('told twice, and late: the end is the end once', async () => {
    const { id, customer } = await talking();
    await customer.status('completed');
    await customer.status('completed');
    expect(verbs(await customer.say({ step: '1', point: 'left' }))).not.toContain('join');
    expect((await namesOf(id)).filter((name) => name === 'callback.reached')).toHaveLength(1);
  });
});
