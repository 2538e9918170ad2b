import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import pg from 'pg';
import twilio from 'twilio';

const authToken = 'bench-token-bench-token';
const ourNumber = '+576015550100';
const rounds = 3;
const secondsPerRound = 5;
const connections = 16;

export interface SmsFigures {
  /** Accepted webhooks per second, the median of the rounds. */
  gateway: number;
  bare: number;
  share: number;
}

/** Signed texts of new customers per second, beside a bare handler that writes the same rows over the same pool, in turns. */
export async function benchSms(databaseUrl: string): Promise<SmsFigures> {
  const provider = await startProvider();
  const server = spawn(process.execPath, ['--import', 'tsx', 'test/bench/sms-server.ts'], {
    env: { ...process.env, BENCH_DATABASE_URL: databaseUrl, BENCH_AUTH_TOKEN: authToken, BENCH_TWILIO_URL: provider.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const addresses = await firstLine(server.stdout);
    const figures: { gateway: number[]; bare: number[] } = { gateway: [], bare: [] };
    await measure(`${addresses.bare}/sms`, 2);
    await measure(`${addresses.gateway}/webhooks/twilio/sms`, 2);
    await routed(databaseUrl);
    for (let round = 0; round < rounds; round += 1) {
      figures.bare.push(await measure(`${addresses.bare}/sms`, secondsPerRound));
      figures.gateway.push(await measure(`${addresses.gateway}/webhooks/twilio/sms`, secondsPerRound));
      await routed(databaseUrl);
    }
    const gateway = median(figures.gateway);
    const bare = median(figures.bare);
    return { gateway, bare, share: gateway / bare };
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    provider.close();
  }
}

/** Takes every acknowledgement and says so, as the provider would. */
async function startProvider(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ sid: `SM${randomBytes(16).toString('hex')}`, status: 'queued' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** Waits until the gateway has routed and acknowledged what it took in, so that the next round has the machine to itself. */
async function routed(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const { rows } = await client.query<{ behind: boolean }>(`
        select exists (select from tickets where routed_version < routing_version)
          or exists (select from deliveries where status in ('queued', 'sending')) as behind`);
      if (rows[0]?.behind === false) return;
      await delay(100);
    }
    throw new Error('The gateway did not route what it took in within two minutes.');
  } finally {
    await client.end();
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<{ gateway: string; bare: string }> {
  for await (const line of createInterface({ input: stream })) {
    if (line.startsWith('{')) return JSON.parse(line) as { gateway: string; bare: string };
  }
  throw new Error('The server of the benchmark ended before it listened.');
}

async function measure(url: string, seconds: number): Promise<number> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [{ method: 'POST', setupRequest: (request) => ({ ...request, ...newText() }) }],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors`);
  return result['2xx'] / result.duration;
}

let customers = 0;

/** A text of somebody who never wrote before. */
function newText(): { body: string; headers: Record<string, string> } {
  const parameters = {
    MessageSid: `SM${randomBytes(16).toString('hex')}`,
    AccountSid: `AC${'0'.repeat(32)}`,
    From: `+57300${String((customers += 1)).padStart(7, '0')}`,
    To: ourNumber,
    Body: 'No puedo navegar en Internet desde esta mañana',
    NumMedia: '0',
  };
  const signature = twilio.getExpectedTwilioSignature(authToken, 'http://bench.test/webhooks/twilio/sms', parameters);
  return {
    body: new URLSearchParams(parameters).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
