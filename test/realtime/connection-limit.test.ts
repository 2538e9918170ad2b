import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Server } from 'socket.io';
import { createConnectionLimit } from '../../src/realtime/index.ts';
import { parseDesk } from '../../src/desk/definition/index.ts';
import { smallDeskFile } from '../support/desk.ts';

const http = createServer();
const clock = { now: () => new Date('2026-11-22T12:00:00Z') };
let url = '';
let io: Server;

beforeAll(async () => {
  const { desk } = parseDesk(`${smallDeskFile}\nchat: { limits: { connectionsPerMinute: 3 } }\n`, 'desk.yaml');
  const mayConnect = createConnectionLimit({ clock, desk });
  io = new Server(http, { allowRequest: (request, answer) => answer(null, mayConnect(request)) });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  url = `http://127.0.0.1:${address.port}/socket.io/?EIO=4&transport=polling`;
});
afterAll(() => io.close());

it('counts every connection that is opened, whatever its address says, and none of what goes on with one', async () => {
  const first = await fetch(url);
  const { sid } = JSON.parse((await first.text()).slice(1)) as { sid: string };
  const opened = [];
  for (const more of ['&sid=', '&sid=x&sid=', '&sid=', '']) opened.push((await fetch(`${url}${more}`)).status);
  expect(opened).toEqual([200, 200, 403, 403]);
  const goesOn = await fetch(`${url}&sid=${sid}`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '40' });
  expect(goesOn.status).toBe(200);
});
