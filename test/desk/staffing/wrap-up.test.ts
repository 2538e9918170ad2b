import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leaveLine } from '../../../src/desk/calls/index.ts';
import { startWrapUp } from '../../../src/desk/staffing/index.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { acceptOffer, offeredTo, openWork, passTime } from '../routing/work.ts';

const deskFile = `${smallDeskFile}agents: { wrapUpSeconds: 30 }\n`.replace('tier: 2, service', 'tier: 2, wrapUpSeconds: 90, service');

let desk: TestDesk;
let agentId: string;
beforeEach(async () => {
  desk = await startTestDesk({ deskFile });
  agentId = await desk.addAgent({ capacity: 200 });
});
afterEach(() => desk.close());

const agent = async () => desk.transact((stores) => stores.agents.find(agentId));

/** A call that this agent accepted; `talked` when they also answered their phone. It ends, and its ticket stays theirs. */
async function call({ talked }: { talked: boolean }): Promise<string> {
  const ticketId = await openWork(desk, { channel: 'voice' });
  await acceptOffer(desk, ticketId);
  await desk.transact(async (stores) => {
    const at = desk.clock.now();
    const assignment = await stores.assignments.openOfTicket(ticketId);
    if (talked && assignment) await stores.assignments.markAnswered(assignment.id, at);
    const ticket = await stores.tickets.lock(ticketId);
    if (ticket) await leaveLine(stores, ticket, { abandoned: !talked, reason: 'call-ended', textCost: 15, at });
  });
  await desk.settle();
  return ticketId;
}

async function told(): Promise<{ reason: string; actor_kind: string }[]> {
  const { rows } = await sql<{ reason: string; actor_kind: string }>`select reason, actor_kind from events
    where name = 'agent.changed' and reason like 'wrap-up%' order by id`.execute(desk.database.db);
  return rows;
}

test('after a call its agent is offered nothing for as long as the desk says, by neither trigger nor the relay', async () => {
  await call({ talked: true });
  expect((await agent())?.wrapUpUntil).toEqual(new Date(desk.clock.now().getTime() + 30_000));
  const ticketId = await openWork(desk);
  expect(await offeredTo(desk, ticketId)).toBeNull();
  expect(await desk.matcher.matchAgent(agentId)).toBe(0);
  await passTime(desk, 29);
  expect(await offeredTo(desk, ticketId)).toBeNull();
  await passTime(desk, 1);
  expect(await offeredTo(desk, ticketId)).toBe(agentId);
  expect((await agent())?.wrapUpUntil).toBeNull();
  expect(await told()).toEqual([{ reason: 'wrap-up', actor_kind: 'desk' }, { reason: 'wrap-up-ended', actor_kind: 'desk' }]);
});

test('work goes to a colleague meanwhile', async () => {
  await call({ talked: true });
  const colleague = await desk.addAgent();
  expect(await offeredTo(desk, await openWork(desk))).toBe(colleague);
});

test('an agent who is done early is offered work at once, and done twice is done once', async () => {
  await call({ talked: true });
  const ticketId = await openWork(desk);
  expect(await Promise.all([desk.wrapUps.done(agentId), desk.wrapUps.done(agentId)])).toContain(false);
  await desk.settle();
  expect(await offeredTo(desk, ticketId)).toBe(agentId);
  expect(await told()).toHaveLength(2);
});

test('a call that nobody talked on needs no wrap-up', async () => {
  await call({ talked: false });
  expect((await agent())?.wrapUpUntil).toBeNull();
});

test('the team of the call may have a length of its own', async () => {
  await desk.transact((stores) => startWrapUp(stores, agentId, desk.clock.now(), 'redes'));
  expect((await agent())?.wrapUpUntil).toEqual(new Date(desk.clock.now().getTime() + 90_000));
});

test('a desk that says nothing of it has none', async () => {
  const plain = await startTestDesk();
  const id = await plain.addAgent();
  await plain.transact((stores) => startWrapUp(stores, id, plain.clock.now()));
  expect((await plain.transact((stores) => stores.agents.find(id)))?.wrapUpUntil).toBeNull();
  await plain.close();
});
