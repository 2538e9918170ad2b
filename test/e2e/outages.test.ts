import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../adapters/postgres/embedded.ts';
import { errorSchema } from '../../src/api/schemas/fields.ts';
import { until } from '../../src/demo/expectations.ts';
import { sendForm, startGatewayProcess, type GatewayProcess } from '../support/gateway.ts';
import { startRedis } from '../support/redis.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { startTwilioNetwork, type PretendTwilio } from '../support/twilio-network.ts';

const ours = '+576015550100';
const form = { subject: 'No tengo internet', description: 'Desde ayer', name: 'Paula', email: 'paula@example.org' };
const closers: (() => Promise<unknown>)[] = [];
const gateways: GatewayProcess[] = [];
afterEach(async ({ task }) => {
  const logs = gateways.splice(0).map((gateway) => gateway.log().slice(-4_000));
  if (task.result?.state === 'fail') console.log(...logs);
  for (const close of closers.splice(0).reverse()) await close();
});

async function startDesk(env: Record<string, string>): Promise<{ gateway: GatewayProcess; network: PretendTwilio }> {
  const network = await startTwilioNetwork({ autoDeliver: true });
  closers.push(network.close);
  const gateway = await startGatewayProcess({ env: { ...env, TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours } });
  closers.push(gateway.close);
  gateways.push(gateway);
  network.connect(gateway.url);
  return { gateway, network };
}

const statusOf = (url: string) => fetch(url).then(({ status }) => status);
const portOf = (url: string) => Number(new URL(url).port);

/** A PostgreSQL behind an address that stays while the server ends and starts again. */
async function startMortalPostgres() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'ventanilla-mortal-'));
  closers.push(() => rm(dataDir, { recursive: true, force: true }));
  const start = () => startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
  let server = await start();
  const proxy = await startTcpProxy(portOf(server.url));
  closers.push(() => server.stop(), proxy.close);
  const url = new URL(server.url);
  url.port = String(proxy.port);
  return {
    url: url.href,
    end: async () => {
      await server.stop();
      proxy.leadTo(null);
    },
    begin: async () => {
      server = await start();
      proxy.leadTo(portOf(server.url));
    },
  };
}

describe('while the database is down', () => {
  it('refuses what it cannot store, apologises to callers, lives on and recovers by itself', { timeout: 60_000 }, async () => {
    const postgres = await startMortalPostgres();
    const { gateway, network } = await startDesk({ DATABASE_URL: postgres.url });
    const ana = await gateway.hire({ name: 'Ana', teams: ['mesa-tecnologia'] });
    const pid = gateway.pid();
    const text = (from: string) => network.text({ from, to: ours, body: 'No tengo internet' });
    expect((await text('+573005550001')).status).toBe(200);
    const [first] = [await until('the first offer', () => ana.offers()[0])];
    await ana.accept(first);

    await postgres.end();
    expect((await text('+573005550002')).status).toBe(503);
    const refused = await fetch(`${gateway.url}/api/requests`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) });
    expect(refused.status).toBe(503);
    expect(errorSchema.parse(await refused.json()).error.code).toBe('unavailable');
    expect(await statusOf(`${gateway.url}/healthz`)).toBe(200);
    expect(await statusOf(`${gateway.url}/readyz`)).toBe(503);
    const caller = await network.call({ from: '+573005550003', to: ours });
    expect(caller.state()).toBe('recording');
    expect(caller.documents[0]).toContain('<Record');
    expect(caller.said()).toContain('Disculpe, tenemos un inconveniente técnico');
    await caller.speak(8);
    expect(caller.said()).toContain('Thank you. We have your message');
    expect(await ana.ask('offer:decline', { offerId: first.offerId })).toHaveProperty('error');

    await postgres.begin();
    await until('it accepts contacts again', async () => (await statusOf(`${gateway.url}/readyz`)) === 200);
    expect((await text('+573005550002')).status).toBe(200);
    expect((await sendForm(gateway.url, form)).number).toMatch(/^V-\d+$/);
    // On the same connection as before.
    const offer = await until('an offer for the second text', () =>
      ana.offers().find(({ ticket }) => ticket.customer?.addresses.some(({ value }) => value === '+573005550002')), 30);
    await ana.accept(offer);
    expect(gateway.pid()).toBe(pid);
    expect((await ana.rest.ticket(offer.ticket.number)).agent?.name).toBe('Ana');
  });
});

describe('while Redis is down', () => {
  it('takes everything in, and routes it when an empty Redis is back', { timeout: 60_000 }, async () => {
    let redis = await startRedis();
    const proxy = await startTcpProxy(portOf(redis.url));
    closers.push(() => redis.stop(), proxy.close);
    const { gateway, network } = await startDesk({ REDIS_URL: `redis://127.0.0.1:${proxy.port}` });
    const ana = await gateway.hire({ name: 'Ana', teams: ['mesa-tecnologia'], capacity: 10_000 });
    const send = async (from: number, count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, (_, index) =>
        network.text({ from: `+57300666${String(from + index).padStart(4, '0')}`, to: ours, body: 'El wifi no conecta' })));
      expect(answers.map(({ status }) => status)).toEqual(Array<number>(count).fill(200));
    };
    const offeredAre = (count: number) => until(`${count} offers`, () => new Set(ana.told.flatMap((told) => (told.kind === 'offer' ? [told.offer.ticket.number] : []))).size === count, 30);
    await send(0, 10);
    await offeredAre(10);

    await redis.stop();
    proxy.leadTo(null);
    await send(10, 10);
    const { number } = await sendForm(gateway.url, { ...form, entry: 'internet' });
    expect(await statusOf(`${gateway.url}/readyz`)).toBe(200);
    expect((await ana.rest.ticket(number)).status).toBe('new');

    redis = await startRedis();
    proxy.leadTo(portOf(redis.url));
    await offeredAre(21);

    const sending = send(30, 20);
    await redis.flushAll();
    await sending;
    await redis.flushAll();
    await offeredAre(41);
    expect((await ana.rest.tickets()).filter(({ status }) => status !== 'offered')).toEqual([]);
  });
});
