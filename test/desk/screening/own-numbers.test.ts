import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { newCaller } from '../calls/caller.ts';

/** The number that the desk sends and calls from; desk.yaml does not name it. */
const ownNumber = '+576015550177';
let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ ownNumber, deskFile: `${smallDeskFile}\nscreening: { callsPerHour: 2 }\n` });
});
afterAll(() => desk.close());

test('the number that the desk calls from cannot be blocked', async () => {
  const agentId = await desk.addAgent({ role: 'lead' });
  await expect(desk.blockList.block({ kind: 'phone', value: '601 555 0177', reason: 'x' }, agentId)).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await desk.blockList.list()).toEqual([]);
});

test('and calls as often as it likes, unlike others', async () => {
  const outcomesOf = async (from: string) => {
    const rows = [];
    for (let call = 0; call < 3; call += 1) {
      const caller = newCaller(desk, from);
      await caller.start();
      rows.push((await caller.row())?.outcome);
    }
    return rows;
  };
  expect(await outcomesOf(ownNumber)).toEqual(['in-menu', 'in-menu', 'in-menu']);
  expect(await outcomesOf('+573005550999')).toEqual(['in-menu', 'in-menu', 'screened']);
});
