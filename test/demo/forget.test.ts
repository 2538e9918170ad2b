import { expect, test } from 'vitest';
import { startPretendTwilio } from '../../src/demo/pretend-twilio/index.ts';

test('the pretended network remembers no more than it is told to', async () => {
  const network = await startPretendTwilio({ accountSid: 'AC1', authToken: 'secret' });
  network.losesWebhooks();
  for (const body of ['one', 'two', 'three']) await network.text({ from: '+573001112233', to: '+576015550100', body });
  network.forget(2);
  expect(network.inbound.map(({ body }) => body)).toEqual(['two', 'three']);
  network.forget(2);
  expect(network.inbound).toHaveLength(2);
  await network.close();
});
