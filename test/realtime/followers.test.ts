import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseTicketNumber } from '../../src/core/index.ts';
import { startOnlineDesk, type OnlineDesk } from './online-desk.ts';

let desk: OnlineDesk;
beforeAll(async () => {
  desk = await startOnlineDesk();
});
afterAll(() => desk.close());

test('whoever follows a ticket hears of its changes even outside of their teams, until they follow it no more', async () => {
  const lead = await desk.addAgent({ role: 'lead', available: false });
  const nora = await desk.addAgent({ teams: ['proveedor'], available: false });
  const [leads, noras] = [await desk.connect({ token: await desk.signIn(lead) }), await desk.connect({ token: await desk.signIn(nora) })];
  await desk.text('+573001112233');
  const { ticket } = await leads.find('ticket:updated');
  const number = parseTicketNumber(ticket.number) ?? 0;
  const tagAs = async (tag: string) => {
    await desk.changeTags(number, { agentId: lead }, { add: [tag], remove: [] });
    await desk.feed.publish();
    await leads.find('ticket:updated', (told) => told.ticket.tags.includes(tag));
  };
  await desk.following.follow(number, nora);
  await tagAs('seguido');
  const told = await noras.find('ticket:updated');
  expect([told.name, told.ticket.tags, told.ticket.following]).toEqual(['ticket.tagged', ['seguido'], true]);
  expect(leads.all('ticket:updated').at(-1)?.ticket.following).toBe(false);
  await desk.following.unfollow(number, nora);
  await tagAs('solo');
  expect(noras.all('ticket:updated')).toHaveLength(1);
});
