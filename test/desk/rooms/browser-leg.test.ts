import { expect, test } from 'vitest';
import { browserNameOf } from '../../../src/desk/agents/index.ts';
import { onStage } from './on-stage.ts';
import { together } from './probes.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
onStage((started) => {
  stage = started;
});

/** An agent without a telephone of their own, whose browser picks up. */
async function atTheBrowser(about: { teams?: string[] } = {}) {
  const { id } = await stage.agent({ ...about, phone: undefined });
  const name = browserNameOf({ id });
  for (const target of [name, `client:${name}`]) stage.network.setPhone(target, 'answers');
  return { id, name };
}

test('a caller is put through to the browser of an agent without a telephone, who presses nothing', async () => {
  const agent = await atTheBrowser();
  const talk = await stage.talking({ id: agent.id, phone: agent.name });
  expect(talk.leg.to).toMatch(new RegExp(`^(client:)?${agent.name}$`));
  expect(talk.leg.said()).not.toMatch(/marque uno|press one/);
});

test('a colleague at a browser joins a consultation by picking up', async () => {
  const agent = await stage.agent();
  const colleague = await atTheBrowser({ teams: ['redes'] });
  const talk = await stage.talking(agent);
  await stage.desk.callActions.consult(talk.number, { agentId: agent.id }, { agentId: colleague.id });
  const third = await stage.network.legTo(`client:${colleague.name}`);
  await together(stage, talk, talk.leg, third);
  expect(third.said()).not.toMatch(/marque uno|press one/);
});
