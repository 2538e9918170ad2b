import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { createDeskDatabase } from '../support/postgres.ts';
import { startGatewayProcess } from '../support/gateway.ts';
import { startTwilioNetwork } from '../support/twilio-network.ts';

const ours = '+576015550100';
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('a desk that was down', () => {
  it('takes in at its start what the provider could not tell it meanwhile, and no call is lost', { timeout: 120_000 }, async () => {
    const database = await createDeskDatabase();
    closers.push(database.drop);
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    closers.push(() => pool.end());
    const network = await startTwilioNetwork({ autoDeliver: true });
    closers.push(network.close);
    const start = async () => {
      const gateway = await startGatewayProcess({ env: { DATABASE_URL: database.url, TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours } });
      network.connect(gateway.url);
      return gateway;
    };
    const rows = async (query: string) => (await pool.query<Record<string, unknown>>(query)).rows;
    const runs = () => rows("select covered_until from checkpoints where name = 'run'");

    const first = await start();
    closers.push(first.close);
    const [begun] = await until('the first run', async () => ((await runs()).length > 0 ? runs() : null), 40);
    network.losesWebhooks();
    await first.stop();
    await network.text({ from: '+573005550001', to: ours, body: 'No tengo internet' });
    const caller = await network.call({ from: '+573005550002', to: ours });
    network.delivers();

    const second = await start();
    closers.push(second.close);
    await until('the next run', async () => String((await runs())[0]?.['covered_until']) !== String(begun?.['covered_until']), 40);
    expect(await rows('select channel, provider_id, outcome from contacts order by channel')).toEqual([
      { channel: 'sms', provider_id: network.inbound[0]?.sid, outcome: 'received' },
      { channel: 'voice', provider_id: caller.callId, outcome: 'abandoned' },
    ]);
    await until('the text is acknowledged', () => network.messages.some(({ to }) => to === '+573005550001'), 10);
    expect(network.violations).toEqual([]);
  });
});
