import { afterAll, beforeAll, expect, test } from 'vitest';
import { peopleStore } from '../../adapters/postgres/people-store.ts';
import { ensureAdmin, retireTriedAgent, triedAgentEmail } from '../../src/app/first-people.ts';
import { startTestDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
const admin = { email: 'Root@Desk.test', password: 'the first password' };

beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

function start(password = admin.password): Promise<void> {
  return ensureAdmin({ ...desk, find: peopleStore(desk.database.db).findByEmail }, { ...admin, password });
}

test('the admin of the environment is made once, and further starts leave their sessions alone', async () => {
  await start();
  const { token, agent } = await desk.sessions.signIn(admin.email, admin.password);
  expect(agent).toMatchObject({ role: 'admin', email: 'root@desk.test' });
  await start();
  expect(await desk.sessions.agentOf(token)).toMatchObject({ id: agent.id });
});

test('another password in the environment takes the place of the old one and ends what was signed in with it', async () => {
  await start();
  const { token } = await desk.sessions.signIn(admin.email, admin.password);
  await start('the second password');
  expect(await desk.sessions.agentOf(token)).toBeNull();
  expect(await desk.sessions.signIn(admin.email, 'the second password')).toMatchObject({ agent: { role: 'admin' } });
});

test('an admin who was made an agent and deactivated is admin again', async () => {
  await start();
  const { agent } = await desk.sessions.signIn(admin.email, admin.password);
  await desk.people.add({ name: 'Other', email: 'other@desk.test', password: 'some password', role: 'admin', teams: [] }, null);
  await desk.people.change(agent.id, { role: 'agent', active: false }, null);
  await start();
  expect(await desk.sessions.signIn(admin.email, admin.password)).toMatchObject({ agent: { role: 'admin', active: true } });
});

test('the agent whom strangers tried is nobody any more once the desk is in use, and their sessions are over', async () => {
  const find = peopleStore(desk.database.db).findByEmail;
  await retireTriedAgent({ people: desk.people, find });
  const { id } = await desk.people.add({ name: 'Vera', email: triedAgentEmail, password: 'nobody knows it', role: 'lead', teams: [] }, null);
  const { token } = await desk.sessions.signIn(triedAgentEmail, 'nobody knows it');
  await retireTriedAgent({ people: desk.people, find });
  expect(await desk.sessions.agentOf(token)).toBeNull();
  expect((await find(triedAgentEmail))?.agent).toMatchObject({ id, active: false });
  await desk.people.change(id, { active: true }, null);
  expect(await desk.sessions.agentOf(token)).toBeNull();
});
