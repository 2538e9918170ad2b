import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { openScreen, type AgentScreen } from '../../src/demo/agent-screen.ts';
import { startGatewayProcess, type GatewayProcess } from '../support/gateway.ts';
import { createDeskDatabase } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { startTwilioNetwork } from '../support/twilio-network.ts';

const ours = '+576015550100';
const publicUrl = 'https://desk.example.org/front';
const closers: (() => Promise<unknown>)[] = [];
const gateways: GatewayProcess[] = [];
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') for (const gateway of gateways) console.log(gateway.log().slice(-3_000));
  for (const close of closers.splice(0).reverse()) await close();
});

/** Two processes that serve and two that work, started at the same moment on an empty database. */
async function startFour() {
  const [database, redis, network] = await Promise.all([createDeskDatabase(), startRedis(), startTwilioNetwork({ autoDeliver: true })]);
  closers.push(() => database.drop(), redis.stop, network.close);
  const start = async (role: 'api' | 'worker') => {
    const gateway = await startGatewayProcess({
      env: { DATABASE_URL: database.url, REDIS_URL: redis.url, ROLE: role, PUBLIC_URL: publicUrl, TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours },
    });
    closers.push(gateway.close);
    gateways.push(gateway);
    return gateway;
  };
  const starting = [start('api'), start('api'), start('worker'), start('worker')] as const;
  // When one does not start, the others are waited for, so that they can be ended.
  await Promise.allSettled(starting);
  const [here, there, worker] = await Promise.all(starting);
  return { here, there, worker, network };
}

describe('two processes of each role on one database and one Redis', () => {
  it('are one desk: calls and texts reach one, the agent sits at the other, a worker dies', { timeout: 90_000 }, async () => {
    const { here, there, worker, network } = await startFour();
    const ana = await there.hire({ name: 'Ana', teams: ['mesa-tecnologia'], phone: '+576015550111' });
    network.connect(here.url, publicUrl);

    const caller = await network.call({ from: '+573007770001', to: ours });
    for (const key of ['1', '1', '3']) await caller.press(key);
    expect(caller.state()).toBe('waiting');
    // The provider's next request reaches the other process, as behind a balancer.
    network.connect(there.url, publicUrl);
    const offer = await until('the call is offered', () => ana.offers()[0]);
    expect(offer.ticket).toMatchObject({ live: true, channel: 'voice' });
    await ana.accept(offer);
    await caller.reaches('talking');
    network.connect(here.url, publicUrl);
    await caller.agentHangsUp();
    expect(caller.state()).toBe('ended');
    const ticket = await ana.rest.act(offer.ticket.number, 'resolve', { solution: 'Listo' });
    expect(ticket.timeline.map((item) => (item.kind === 'event' ? item.name : item.kind))).toEqual(
      expect.arrayContaining(['contact', 'ticket.routed', 'offer.accepted', 'call.bridged', 'call.ended', 'ticket.resolved']),
    );

    await worker.kill();
    const texts = Array.from({ length: 6 }, (_, index) => `+57300778000${index}`);
    await Promise.all(texts.map((from, index) => {
      network.connect(index % 2 === 0 ? here.url : there.url, publicUrl);
      return network.text({ from, to: ours, body: 'El computador no prende' });
    }));
    await offered(ana, texts.length + 1);
    const messages = await until('all are acknowledged', () => network.messages.length === texts.length && network.messages, 30);
    expect(messages.map(({ to }) => to).toSorted()).toEqual(texts);
    expect(messages.every(({ body }) => body.includes(`${publicUrl}/status/`))).toBe(true);

    // The same session holds at the other process, and nothing that was seen is missing there.
    const elsewhere = await openScreen(here.url, ana.rest);
    closers.push(async () => elsewhere.close());
    expect(elsewhere.offers().map(({ offerId }) => offerId).toSorted()).toEqual(ana.offers().map(({ offerId }) => offerId).toSorted());
    const [first] = elsewhere.offers();
    if (first) await elsewhere.accept(first);
    await until('both screens know', () => ana.offers().length === texts.length - 1 && elsewhere.offers().length === texts.length - 1);
    expect(network.violations).toEqual([]);
  });
});

function offered(agent: AgentScreen, count: number): Promise<boolean> {
  return until(`${count} offers`, () => agent.told.filter(({ kind }) => kind === 'offer').length === count, 30);
}
