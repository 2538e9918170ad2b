import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadOf, ticketOf } from '../../intake/probes.ts';
import { offeredTo, openWork } from '../routing/work.ts';
import { loadMatches } from '../work/tickets-in-status.ts';
import { smallDeskFile } from '../../support/desk.ts';
import { startStage, type Stage, type StageAgent } from './stage.ts';

const wrapUpSeconds = 60;
let stage: Stage;
let ana: StageAgent;

beforeAll(async () => {
  stage = await startStage({ deskFile: `${smallDeskFile}\nagents: { wrapUpSeconds: ${wrapUpSeconds} }\n` });
});
afterAll(() => stage.close());
beforeEach(async () => {
  ana = await stage.agent({ capacity: 300 });
});
afterEach(async () => {
  expect(await loadMatches(stage.desk)).toBe(true);
  await stage.clear();
  expect(stage.network.violations).toEqual([]);
});

const wrapUpOf = async (agentId: string) => (await stage.desk.transact((stores) => stores.agents.find(agentId)))?.wrapUpUntil ?? null;
const inWrapUp = () => new Date(stage.desk.clock.now().getTime() + wrapUpSeconds * 1000);
const newCall = async () => {
  const ticketId = await openWork(stage.desk, { channel: 'voice' });
  await stage.settle();
  return ticketId;
};

test('who solves the ticket while they still talk is offered no other call until they hung up and wrote it down', async () => {
  const { caller, number } = await stage.talking(ana);
  await stage.desk.progress.resolve(number, { agentId: ana.id }, 'Listo');
  const next = await newCall();
  expect(await offeredTo(stage.desk, next)).toBeNull();
  await caller.hangUp();
  await stage.settle();
  expect(await wrapUpOf(ana.id)).toEqual(inWrapUp());
  expect(await offeredTo(stage.desk, next)).toBeNull();
  await stage.desk.wrapUps.done(ana.id);
  await stage.settle();
  expect(await offeredTo(stage.desk, next)).toBe(ana.id);
});

test('who escalates while they talk has a wrap-up once the next tier took the caller', async () => {
  const { caller, number, ticketId } = await stage.talking(ana);
  const beto = await stage.agent({ teams: ['redes'] });
  await stage.desk.placing.escalate(number, { agentId: ana.id }, 'No es de aquí');
  await stage.settle();
  const next = await newCall();
  expect(await offeredTo(stage.desk, next)).toBeNull();
  const offer = await stage.desk.transact((stores) => stores.offers.openOfTicket(ticketId));
  await stage.desk.offers.accept(offer?.id ?? '', beto.id);
  await stage.settle();
  await (await stage.network.legTo(beto.phone)).reaches('talking');
  expect(await wrapUpOf(ana.id)).toEqual(inWrapUp());
  await caller.hangUp();
  await stage.settle();
  expect(await wrapUpOf(beto.id)).toEqual(inWrapUp());
});

test('a colleague who is consulted is offered no call until they left', async () => {
  const { number } = await stage.talking(ana);
  const beto = await stage.agent();
  await stage.desk.callActions.consult(number, { agentId: ana.id }, { agentId: beto.id });
  await stage.settle();
  const leg = await stage.network.legTo(beto.phone);
  await leg.reaches('conference');
  const next = await newCall();
  expect(await offeredTo(stage.desk, next)).toBeNull();
  await leg.hangUp();
  await stage.settle();
  expect(await offeredTo(stage.desk, next)).toBe(beto.id);
});

test('whose screen is lost while they talk keeps the caller, and gives the ticket back when the call is over', async () => {
  const { caller, ticketId } = await stage.talking(ana);
  await stage.desk.presence.signOff(ana.id, 'vanished');
  await stage.desk.presence.withdrawAbsent();
  const beto = await stage.agent();
  await stage.passTime(1);
  expect(await ticketOf(stage.desk, ticketId)).toMatchObject({ status: 'assigned', agentId: ana.id });
  expect(caller.state()).toBe('talking');
  await caller.hangUp();
  await stage.settle();
  await stage.desk.presence.withdrawAbsent();
  await stage.settle();
  expect(await loadOf(stage.desk, ana.id)).toBe(0);
  expect(await offeredTo(stage.desk, ticketId)).toBe(beto.id);
});

test('a ticket that was solved and opened again during the talk is an ordinary one once it is over', async () => {
  const { caller, number, ticketId } = await stage.talking(ana);
  await stage.desk.progress.resolve(number, { agentId: ana.id }, 'Listo');
  await stage.desk.progress.reopen(number, { agentId: ana.id }, null);
  await stage.settle();
  await caller.hangUp();
  await stage.settle();
  const { rows } = await sql<{ cost: number }>`select cost from offers where ticket_id = ${ticketId} and ended_at is null`.execute(stage.desk.database.db);
  expect(rows).toEqual([{ cost: 15 }]);
});

test('who takes over a call whose ticket was cancelled has it in their hands', async () => {
  const { caller, number } = await stage.talking(ana);
  await stage.desk.progress.cancel(number, { agentId: ana.id }, 'Broma');
  const beto = await stage.agent();
  await stage.desk.callActions.consult(number, { agentId: ana.id }, { agentId: beto.id });
  await stage.settle();
  await (await stage.network.legTo(beto.phone)).reaches('conference');
  await stage.settle();
  await stage.desk.callActions.completeConsult(number, { agentId: ana.id });
  await stage.settle();
  await stage.desk.callActions.hangUp(number, { agentId: beto.id });
  await stage.settle();
  await caller.reaches('ended');
});

test('a call goes by the number of the ticket that its own went into, too', async () => {
  const { caller, number } = await stage.talking(ana);
  const into = await ticketOf(stage.desk, await openWork(stage.desk));
  await stage.desk.joining.merge(number, { agentId: ana.id }, into.number);
  await stage.settle();
  await stage.desk.callActions.hold(into.number, { agentId: ana.id });
  await stage.settle();
  await caller.reaches('music');
  await stage.desk.callActions.hangUp(into.number, { agentId: ana.id });
  await stage.settle();
  await caller.reaches('ended');
});

test.each(['dialled', 'in a room'])('a caller, %s, whose agent escalates and hangs up waits in line for the next tier', async (where) => {
  const { caller, leg, number, ticketId } = await stage.talking(ana);
  const by = { agentId: ana.id };
  if (where === 'in a room') {
    await stage.desk.callActions.hold(number, by);
    await stage.settle();
    await stage.desk.callActions.unhold(number, by);
    await stage.settle();
    await caller.reaches('conference');
  }
  await stage.desk.placing.escalate(number, by, 'No es de aquí');
  await stage.settle();
  await (where === 'dialled' ? caller.agentHangsUp() : leg.hangUp());
  await stage.settle();
  await caller.reaches('waiting');
  expect(await ticketOf(stage.desk, ticketId)).toMatchObject({ status: 'queued', live: true, team: 'redes' });
  expect(await wrapUpOf(ana.id)).toEqual(inWrapUp());
  const beto = await stage.agent({ teams: ['redes'], available: false });
  await stage.desk.presence.setAvailability(beto.id, 'available');
  await stage.settle();
  expect(await offeredTo(stage.desk, ticketId)).toBe(beto.id);
  await caller.hangUp();
  await stage.settle();
});
