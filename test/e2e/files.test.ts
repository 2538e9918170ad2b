import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { png } from '../desk/files/samples.ts';
import { startGatewayProcess, type GatewayProcess, type RestClient, type TicketAnswer } from '../support/gateway.ts';
import { smallMp3, startTwilioNetwork, type PretendMedia, type PretendTwilio } from '../support/twilio-network.ts';

const ours = '+576015550100';
let network: PretendTwilio;
let gateway: GatewayProcess;
let admin: RestClient;

beforeAll(async () => {
  network = await startTwilioNetwork({ deliverTwice: true, autoDeliver: true });
  gateway = await startGatewayProcess({ env: { TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours } });
  network.connect(gateway.url);
  admin = await gateway.admin();
}, 60_000);
afterAll(async () => {
  expect(network.violations).toEqual([]);
  await gateway.close();
  await network.close();
});

async function ticketOf(number: string): Promise<TicketAnswer> {
  const found = await until(`a ticket of ${number}`, async () =>
    (await admin.tickets()).find(({ customer }) => customer?.addresses.some(({ value }) => value === number)));
  return admin.ticket(found.number);
}

/** The addresses of files in the ticket's timeline, once there is this many. */
function addressesOf(ticket: TicketAnswer, count: number): Promise<string[]> {
  return until(`${count} files of ${ticket.number}`, async () => {
    const found = JSON.stringify(await admin.ticket(ticket.number)).match(/\/files\/[\w-]{70}/g) ?? [];
    return found.length >= count ? [...new Set(found)] : false;
  });
}

const file = (answer?: PretendMedia['answer']): PretendMedia => ({ contentType: 'image/png', bytes: png, ...(answer ? { answer } : {}) });

it('a picture reaches the ticket beside one that never comes, and is kept once in DATA_DIR', async () => {
  const from = '+573001110001';
  await network.text({ from, to: ours, body: 'miren la pantalla', media: [file({ kind: 'hangs' }), file(), file(), file({ kind: 'endless', megabytes: 200 })] });
  const ticket = await ticketOf(from);
  const [address = ''] = await addressesOf(ticket, 2);
  const answer = await fetch(`${gateway.url}${address}`);
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
  await until('the large one is refused', async () => JSON.stringify(await admin.ticket(ticket.number)).includes('too-large'));
  const kept = (await readdir(path.join(gateway.folder, 'data', 'files'), { recursive: true })).filter((name) => /^[\da-f]{2}\/[\da-f]{62}$/.test(name));
  expect(kept).toHaveLength(1);
});

it('a message on the telephone is played from the ticket, in parts', async () => {
  const caller = await network.call({ from: '+573001110002', to: ours });
  for (const key of ['1', '1', '5']) await caller.press(key);
  await caller.silence();
  await caller.reaches('recording');
  await caller.speak(4);
  await caller.reaches('ended');
  const [address = ''] = await addressesOf(await ticketOf('+573001110002'), 1);
  const answer = await fetch(`${gateway.url}${address}`, { headers: { range: 'bytes=0-3' } });
  expect(answer.status).toBe(206);
  expect(answer.headers.get('content-type')).toBe('audio/mpeg');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(smallMp3().subarray(0, 4));
});
