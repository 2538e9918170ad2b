import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import type { ChatMessage, ChatWelcome, VisitorEvents, VisitorRequests } from '../../src/realtime/chat-protocol.ts';
import { startGatewayProcess, type GatewayProcess } from '../support/gateway.ts';

let gateway: GatewayProcess;
const sockets: Socket[] = [];
beforeAll(async () => {
  gateway = await startGatewayProcess();
});
afterEach((context) => {
  if (context.task.result?.state === 'fail') console.log(gateway.log().slice(-6_000));
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => gateway.close());

/** A page that comes back by itself with its token, and sends again what was not acknowledged, as the widget does. */
function openPage(transports: string[]) {
  let welcome: ChatWelcome | null = null;
  const shown = new Map<string, ChatMessage>();
  const socket: Socket<VisitorEvents, VisitorRequests> = io(`${gateway.url}/chat`, {
    auth: (give) => give({ locale: 'es', ...(welcome && { token: welcome.token }) }), transports, reconnectionDelay: 100, reconnectionDelayMax: 300, forceNew: true,
  });
  sockets.push(socket);
  socket.on('welcome', (next) => {
    welcome = next;
    for (const message of next.conversation?.messages ?? []) shown.set(message.id, message);
  });
  socket.on('message', (message) => shown.set(message.id, message));
  const untilTaken = (what: string, send: () => Promise<unknown>) =>
    until(what, async () => {
      const answer = await send().catch(() => null);
      return typeof answer === 'object' && answer !== null && 'ok' in answer;
    }, 50);
  return {
    shown,
    welcomed: () => until('the page is welcomed', () => welcome),
    start: (id: string, text: string) => untilTaken(id, () => socket.timeout(1_000).emitWithAck('chat:start', { id, text, entry: 'internet' })),
    say: (id: string, text: string) => untilTaken(id, () => socket.timeout(1_000).emitWithAck('chat:say', { id, text })),
  };
}

describe('a chat', () => {
  it('loses and doubles nothing while the gateway is killed, over polling as over WebSocket', { timeout: 90_000 }, async () => {
    const ana = await gateway.hire({ name: 'Ana', teams: ['mesa-tecnologia'] });
    const pages = [openPage(['websocket']), openPage(['polling'])];
    for (const page of pages) {
      expect((await page.welcomed()).online).toBe(true);
      await page.start('first', 'No puedo navegar en Internet');
    }
    const numbers = await until('both are offered or wait', async () => {
      const chats = (await ana.rest.tickets()).filter(({ channel }) => channel === 'chat').map(({ number }) => number);
      return chats.length === 2 ? chats : null;
    });
    for (const number of numbers) await ana.accept(await ana.offerOf(number));
    const talk = Promise.all(pages.map(async (page) => {
      for (let count = 0; count < 6; count += 1) await page.say(`m${count}`, `Mensaje ${count}`);
    }));
    talk.catch(() => undefined);
    await until('some of it is said', () => pages.every(({ shown }) => shown.size > 2));
    await gateway.kill();
    await gateway.restart();
    await talk;
    for (const page of pages) await Promise.all([page.start('first', 'No puedo navegar en Internet'), page.say('m0', 'Mensaje 0')]);
    for (const number of numbers) {
      await ana.rest.reply(number, 'Ya quedó');
      const { timeline, channel } = await ana.rest.ticket(number);
      expect(channel).toBe('chat');
      expect(timeline.flatMap((item) => (item.kind === 'contact' ? [item.text] : []))).toEqual([
        'No puedo navegar en Internet', ...Array.from({ length: 6 }, (_, count) => `Mensaje ${count}`),
      ]);
    }
    for (const page of pages) {
      await until('the answer is shown', () => [...page.shown.values()].some(({ text, name }) => text === 'Ya quedó' && name === 'Ana'));
    }
  });

  it('may be read by pages of other sites, never with a cookie', async () => {
    const answer = await fetch(`${gateway.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: 'https://www.example.org' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(gateway.log()).toMatch(/chat {5}on: .*<script src="http:\/\/127\.0\.0\.1:\d+\/widget\.js" async><\/script>/);
  });
});
