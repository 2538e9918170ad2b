import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { acceptOffer, agentRow, offeredTo, offersMade, openOffers, openWork, passTime, placeWork, ticketRow } from './work.ts';

/** The small desk with an entry that asks for a skill, one that asks for the language and one of tier 2. */
const deskFile = `${smallDeskFile}
      - { key: impresora, digit: "3", name: { es: Impresora, en: Printer }, kind: incident, skills: [impresoras] }
      - { key: contrato, digit: "4", name: { es: Contrato, en: Contract }, kind: question, language: true }
      - { key: red, digit: "5", name: { es: Red, en: Network }, kind: incident, tier: 2 }
`;

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk({ deskFile });
});
afterEach(() => desk.close());

type About = NonNullable<Parameters<TestDesk['addAgent']>[0]>;

describe('who is offered a ticket', () => {
  const cases: { rule: string; agents: Record<string, About>; work: Parameters<typeof openWork>[1]; gets: string | null }[] = [
    { rule: 'a member of the team', agents: { other: { teams: ['redes'] }, member: { teams: ['mesa'] } }, work: {}, gets: 'member' },
    { rule: 'nobody when nobody is a member', agents: { other: { teams: ['redes'] } }, work: {}, gets: null },
    { rule: 'a member of the tier in which it starts', agents: { first: {}, second: { teams: ['redes'] } }, work: { entry: 'red' }, gets: 'second' },
    { rule: 'somebody with the skill', agents: { unskilled: {}, skilled: { skills: ['impresoras'] } }, work: { entry: 'impresora' }, gets: 'skilled' },
    { rule: 'nobody when the skill is missing', agents: { unskilled: { skills: ['redes'] } }, work: { entry: 'impresora' }, gets: null },
    { rule: 'somebody who speaks the language', agents: { es: { locales: ['es'] }, en: { locales: ['en'] } }, work: { entry: 'contrato', locale: 'en' }, gets: 'en' },
    { rule: 'anybody when the entry asks for no language', agents: { es: { locales: ['es'] } }, work: { locale: 'en' }, gets: 'es' },
    { rule: 'somebody available', agents: { gone: { available: false }, here: {} }, work: {}, gets: 'here' },
    { rule: 'somebody with room', agents: { small: { capacity: 14 }, enough: { capacity: 15 } }, work: {}, gets: 'enough' },
    { rule: 'nobody too small for a call', agents: { small: { capacity: 99 } }, work: { channel: 'voice' }, gets: null },
  ];
  test.each(cases)('$rule', async ({ agents, work, gets }) => {
    const ids = new Map<string, string>();
    for (const [name, about] of Object.entries(agents)) {
      ids.set(name, await desk.addAgent(about));
      desk.clock.advance(1);
    }
    const ticketId = await openWork(desk, work);
    expect(await offeredTo(desk, ticketId)).toBe(gets === null ? null : ids.get(gets));
  });
});

test('the lowest share of capacity in use goes first, then who is idle longest', async () => {
  const large = await desk.addAgent({ capacity: 200 });
  desk.clock.advance(1);
  const early = await desk.addAgent({ capacity: 100 });
  desk.clock.advance(1);
  const late = await desk.addAgent({ capacity: 100 });
  for (let n = 0; n < 6; n += 1) {
    desk.clock.advance(1);
    await openWork(desk);
  }
  // Shares in use: all 0 (three by idleness), then 7.5 % of the large one, 15 % of all (by idleness again).
  expect((await offersMade(desk)).map((offer) => offer.agentId)).toEqual([large, early, late, large, large, early]);
});

test('whoever was idle longest counts from when their last work ended', async () => {
  const [first, second] = [await desk.addAgent(), await desk.addAgent()];
  const one = await openWork(desk);
  desk.clock.advance(10);
  const holder = await offeredTo(desk, one);
  await acceptOffer(desk, one);
  const { number } = await ticketRow(desk, one);
  desk.clock.advance(10);
  await desk.progress.resolve(number, { agentId: holder ?? '' }, 'listo');
  await desk.settle();
  const other = holder === first ? second : first;
  expect(await offeredTo(desk, await openWork(desk))).toBe(other);
});

test('an agent is offered several tickets up to capacity and not one more', async () => {
  const agentId = await desk.addAgent({ capacity: 50 });
  for (let n = 0; n < 5; n += 1) await openWork(desk);
  expect(await openOffers(desk)).toHaveLength(3);
  expect((await agentRow(desk, agentId)).load).toBe(45);
});

test('an agent is shown one caller at most, whatever their capacity', async () => {
  const agentId = await desk.addAgent({ capacity: 1_000 });
  const first = await openWork(desk, { channel: 'voice' });
  const second = await openWork(desk, { channel: 'voice' });
  const form = await openWork(desk);
  expect(await offeredTo(desk, first)).toBe(agentId);
  expect(await offeredTo(desk, second)).toBeNull();
  expect(await offeredTo(desk, form)).toBe(agentId);
  await acceptOffer(desk, first);
  expect(await offeredTo(desk, second)).toBeNull();
});

test('a deactivated or absent agent is offered nothing when they gain room', async () => {
  const agentId = await desk.addAgent({ available: false });
  const ticketId = await openWork(desk);
  expect(await desk.matcher.matchAgent(agentId)).toBe(0);
  await desk.presence.setAvailability(agentId, 'available');
  await desk.settle();
  expect(await offeredTo(desk, ticketId)).toBe(agentId);
});

test('an agent who comes takes what stood first, and a lost signal is found again', async () => {
  const late = await placeWork(desk, { impact: 'low', urgency: 'low' });
  const urgent = await placeWork(desk, { impact: 'high', urgency: 'high' });
  const agentId = await desk.addAgent({ capacity: 15 });
  desk.signals.length = 0;
  await passTime(desk, 3);
  expect(await openOffers(desk)).toMatchObject([{ ticketId: urgent, agentId }]);
  expect(await offeredTo(desk, late)).toBeNull();
});
