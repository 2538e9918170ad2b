import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { startGatewayProcess, type GatewayProcess, type Told } from '../support/gateway.ts';
import { createDeskDatabase, type TestDatabase } from '../support/postgres.ts';
import { newSid, startTwilioNetwork, type PretendTwilio } from '../support/twilio-network.ts';

const ours = '+576015550100';

let database: TestDatabase;
let network: PretendTwilio;
let gateway: GatewayProcess;

beforeEach(async () => {
  [database, network] = await Promise.all([createDeskDatabase(), startTwilioNetwork({ autoDeliver: true })]);
  gateway = await startGatewayProcess({ env: { DATABASE_URL: database.url, TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours } });
  network.connect(gateway.url);
});
afterEach(async (context) => {
  if (context.task.result?.state === 'fail') console.log(gateway.log().slice(-6_000));
  await gateway.close();
  await network.close();
  await database.drop();
  expect(network.violations).toEqual([]);
});

/** Sends a text until it is taken in, as the provider does; gives how often it took. */
async function sendUntilTaken(text: { from: string; body: string; messageSid: string }): Promise<number> {
  let tries = 0;
  await until(`${text.messageSid} is taken in`, async () => {
    tries += 1;
    const answer = await network.text({ to: ours, ...text }).catch(() => null);
    return answer?.status === 200;
  }, 30);
  return tries;
}

async function killAndRestart(): Promise<void> {
  await gateway.kill();
  await gateway.restart();
}

describe('SIGKILL', () => {
  it('loses none of 140 texts and doubles none, kills the process twice', { timeout: 60_000 }, async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => `+5730011${String(index).padStart(5, '0')}`);
    const texts = Array.from({ length: 140 }, (_, index) => ({
      from: numbers[index % numbers.length] ?? '', body: `No tengo internet, texto ${index}.`, messageSid: newSid('SM'),
    }));
    for (let first = 0; first < texts.length; first += 20) {
      const batch = texts.slice(first, first + 20).map(sendUntilTaken);
      if (first === 20 || first === 80) {
        // Some of them are taken in, the others are under way.
        await Promise.race(batch);
        await killAndRestart();
      }
      await Promise.all(batch);
      // The provider did not hear of the first answer.
      await Promise.all(texts.slice(first, first + 5).map(sendUntilTaken));
    }

    const admin = await gateway.admin();
    await until('every ticket is routed', async () => (await admin.tickets()).every(({ status, team }) => status === 'queued' && team !== null), 30);
    const tickets = await Promise.all((await admin.tickets()).map(({ number }) => admin.ticket(number)));
    const senders = tickets.map(({ customer }) => customer?.addresses[0]?.value ?? '');
    expect(senders.toSorted()).toEqual(numbers.toSorted());
    const stored = tickets.flatMap(({ timeline }) => timeline.flatMap((item) => (item.kind === 'contact' ? [item.text] : [])));
    expect(stored.toSorted()).toEqual(texts.map(({ body }) => body).toSorted());
    const acknowledged = network.messages.map(({ to }) => to);
    expect(acknowledged.length).toBe(new Set(acknowledged).size);
  });

  it('keeps no event from a screen that comes back: everything published is told, once the gateway runs again', { timeout: 60_000 }, async () => {
    const lead = await gateway.hire({ name: 'Lucia', role: 'lead', availability: 'offline' });
    const ana = await gateway.hire({ name: 'Ana', teams: ['mesa-tecnologia'], capacity: 1_000 });
    const takeAll = () => Promise.allSettled(ana.offers().map(({ offerId }) => ana.ask('offer:accept', { offerId })));
    for (let index = 0; index < 24; index += 1) {
      const sending = sendUntilTaken({ from: `+57300220${String(index).padStart(4, '0')}`, body: 'No tengo internet', messageSid: newSid('SM') });
      if (index === 10) await killAndRestart();
      await sending;
      if (index % 4 === 0) void takeAll();
    }
    const admin = await gateway.admin();
    await until('Ana has all of them', async () => {
      await takeAll();
      return (await admin.tickets()).filter(({ agent }) => agent?.id === ana.id).length === 24;
    }, 30);
    const seen = (told: Told[]) => [...new Set(told.flatMap((one) => (one.kind === 'ticket' ? [one.seq] : [])))].toSorted((one, other) => one - other);
    const rows = await until('both screens are told of the last event', async () => {
      const events = await query(`select seq::int, name, agent_id, ticket_id from events where ticket_id is not null order by seq`);
      const last = events.rows.at(-1)?.['seq'];
      return seen(lead.told).at(-1) === last && seen(ana.told).at(-1) === last && events.rows;
    });
    expect(seen(lead.told)).toEqual(rows.map((row) => Number(row['seq'])));
    // A team learns of a ticket when it is routed to it.
    const routedAt = new Map(rows.filter(({ name }) => name === 'ticket.routed').map((row) => [row['ticket_id'], Number(row['seq'])]));
    const ofHerTeam = rows.filter((row) => Number(row['seq']) >= (routedAt.get(row['ticket_id']) ?? Infinity)).map((row) => Number(row['seq']));
    expect(seen(ana.told)).toEqual(expect.arrayContaining(ofHerTeam));
    const offered = rows.filter(({ name, agent_id: agent }) => name === 'offer.made' && agent === ana.id).map((row) => Number(row['seq']));
    expect(offered).toHaveLength(24);
    expect(new Set(ana.told.flatMap((told) => (told.kind === 'offer' ? [told.offer.offerId] : []))).size).toBe(24);
  });
});

async function query(statement: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await client.query<Record<string, unknown>>(statement);
  } finally {
    await client.end();
  }
}
