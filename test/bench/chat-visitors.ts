import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';

const visitors = 2_000;
const connectingAtOnce = 50;
const answers = 20;

export interface ChatFigures {
  visitors: number;
  /** Of the gateway's memory, each with its open page: what it holds or what it uses, whichever grew more. */
  kilobytesPerVisitor: number;
  /** Milliseconds from the first byte to the welcome, fifty coming at a time. */
  welcome: { p50: number; p99: number };
  /** Milliseconds from an agent's request to the visitor's page, while all are connected. */
  answer: { p50: number; p99: number };
}

/** Visitors of the chat who only look, in another process than the gateway's, and one of them who talks. */
export async function benchChat(databaseUrl: string): Promise<ChatFigures> {
  const server = fork('test/bench/chat-server.ts', {
    execArgv: ['--import', 'tsx', '--expose-gc'], env: { ...process.env, BENCH_DATABASE_URL: databaseUrl },
  });
  const sockets: Socket[] = [];
  try {
    const { address } = await told(server, z.object({ address: z.string() }));
    // What the first connections make once and for all is no cost of the others.
    sockets.push(...(await connectAll(address, 100)).map(({ socket }) => socket));
    const before = await memoryOf(server);
    const here = await connectAll(address, visitors);
    sockets.push(...here.map(({ socket }) => socket));
    await delay(1_000);
    const after = await memoryOf(server);
    const talker = here[0]?.socket;
    if (!talker) throw new Error('Nobody came.');
    return {
      visitors, kilobytesPerVisitor: Math.max(after.resident - before.resident, after.used - before.used) / visitors / 1024,
      welcome: percentiles(here.map(({ milliseconds }) => milliseconds)),
      answer: percentiles(await talk(address, talker)),
    };
  } finally {
    for (const socket of sockets) socket.disconnect();
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

const memorySchema = z.object({ resident: z.number(), used: z.number() });

async function memoryOf(server: ChildProcess): Promise<z.output<typeof memorySchema>> {
  const answer = told(server, memorySchema);
  server.send('memory');
  return answer;
}

async function told<Words>(server: ChildProcess, schema: z.ZodType<Words>): Promise<Words> {
  const messages: unknown[] = await once(server, 'message');
  return schema.parse(messages[0]);
}

async function connectAll(address: string, count: number): Promise<{ socket: Socket; milliseconds: number }[]> {
  const connected: { socket: Socket; milliseconds: number }[] = [];
  let left = count;
  const connectOn = async () => {
    for (; left > 0; ) {
      left -= 1;
      const began = performance.now();
      const socket = io(`${address}/chat`, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { locale: 'es' } });
      await new Promise<void>((resolve, reject) => {
        socket.once('welcome', () => resolve());
        socket.once('connect_error', reject);
      });
      connected.push({ socket, milliseconds: performance.now() - began });
    }
  };
  await Promise.all(Array.from({ length: connectingAtOnce }, connectOn));
  return connected;
}

/** An agent's answers, one after the other; gives how long each took to the page. */
async function talk(address: string, socket: Socket): Promise<number[]> {
  const start: unknown = await socket.emitWithAck('chat:start', { id: randomUUID(), text: 'No puedo navegar en Internet', email: 'ana@example.org' });
  const { number } = z.object({ conversation: z.object({ number: z.string() }) }).parse(start).conversation;
  const token = z.object({ token: z.string() }).parse(await post(`${address}/api/sessions`, { email: 'bench@desk.test', password: 'bench-bench-bench' })).token;
  const took: number[] = [];
  for (let count = 0; count < answers; count += 1) {
    const text = `Respuesta ${count}`;
    const shown = new Promise<void>((resolve) => {
      const look = (message: { text: string }) => {
        if (message.text !== text) return;
        socket.off('message', look);
        resolve();
      };
      socket.on('message', look);
    });
    const began = performance.now();
    await Promise.all([post(`${address}/api/tickets/${number}/replies`, { text }, token), shown]);
    took.push(performance.now() - began);
  }
  return took;
}

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST', body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

function percentiles(values: number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
