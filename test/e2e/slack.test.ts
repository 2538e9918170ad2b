import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { startGatewayProcess, type GatewayProcess, type RestClient } from '../support/gateway.ts';
import { createDeskDatabase, type TestDatabase } from '../support/postgres.ts';
import { createEvents, signedPost, startPretendSlack, type PretendSlack } from '../../src/demo/pretend-slack/index.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

let database: TestDatabase;
let proxy: TcpProxy;
let pretend: PretendSlack;
let gateway: GatewayProcess;
let admin: RestClient;

beforeAll(async () => {
  [database, pretend] = await Promise.all([createDeskDatabase(), startPretendSlack()]);
  proxy = await startTcpProxy(Number(new URL(database.url).port));
  const url = new URL(database.url);
  url.port = String(proxy.port);
  const { tokens, apiUrl } = pretend;
  pretend.people.set('U0ANA', { id: 'U0ANA', name: 'Ana María', email: 'ana@example.org' });
  gateway = await startGatewayProcess({
    env: { DATABASE_URL: url.href, SLACK_BOT_TOKEN: tokens.bot, SLACK_SIGNING_SECRET: tokens.signingSecret, SLACK_APP_TOKEN: tokens.app, SLACK_API_URL: apiUrl },
  });
  admin = await gateway.admin();
}, 60_000);
afterEach(({ task }) => {
  if (task.result?.state === 'fail') console.log(gateway.log().slice(-4_000));
});
afterAll(async () => {
  await gateway.close();
  await proxy.close();
  await pretend.close();
  await database.drop();
  expect(pretend.violations).toEqual([]);
});

const post = (event: unknown) => signedPost(`${gateway.url}/webhooks/slack/events`, event, pretend.tokens.signingSecret).then(({ status }) => status, () => 0);
const says = (text: string, thread?: string) => createEvents(pretend).says({ user: 'U0ANA', text, channel: 'D0ANA', ...(thread === undefined ? {} : { thread }) });
const onlyTicket = async () => {
  const tickets = await admin.tickets();
  expect(tickets).toHaveLength(1);
  return admin.ticket(tickets[0]?.number ?? '');
};
const heard = async () => (await onlyTicket()).timeline.flatMap((item) => (item.kind === 'contact' ? [item.text] : []));

it('a direct message becomes a ticket, its answer lands in the thread, and what is answered there joins', { timeout: 30_000 }, async () => {
  const first = says('No puedo navegar en Internet');
  await until('the socket is open', () => pretend.sockets.count() === 1);
  // By both ways at once.
  expect(await Promise.all([post(first), pretend.sockets.deliver('events_api', first)])).toEqual([200, expect.anything()]);
  const ticket = await onlyTicket();
  expect(ticket).toMatchObject({ channel: 'slack', customer: { name: 'Ana María' } });

  pretend.failNext('chat.postMessage', { kind: 'rate-limited', seconds: 1 });
  await admin.reply(ticket.number, 'Reinicie el módem, por favor.');
  const answer = await until('the answer', () => pretend.posted().find(({ text }) => text.includes('Reinicie el módem')));
  expect(answer).toMatchObject({ channel: 'D0ANA', thread_ts: first.event.ts });
  expect(await post(says('Ya funciona', first.event.ts))).toBe(200);
  expect(await heard()).toEqual(['No puedo navegar en Internet', 'Ya funciona']);
  expect(pretend.posted().filter(({ text }) => text.includes('Reinicie el módem'))).toHaveLength(1);
});

it('what cannot be stored is not acknowledged and taken in when it comes again; a killed process doubles nothing', { timeout: 45_000 }, async () => {
  const thread = pretend.messages[0]?.ts;
  const [byHttp, bySocket] = [says('Se cayó otra vez', thread), says('¿Hay alguien?', thread)];
  proxy.leadTo(null);
  expect(await Promise.all([post(byHttp), pretend.sockets.deliver('events_api', bySocket, { withinMs: 2_800 })])).toEqual([503, null]);
  proxy.leadTo(Number(new URL(database.url).port));
  await until('the event is taken in', async () => (await post(byHttp)) === 200);
  expect(await pretend.sockets.deliver('events_api', bySocket, { retry: 1 })).not.toBeNull();

  const last = says('Sigo esperando', thread);
  const client = new pg.Client(database.url);
  await client.connect();
  const answered = post(last);
  await until('it is stored', async () => (await client.query('select 1 from contacts where text = $1', ['Sigo esperando'])).rowCount === 1, 10);
  await gateway.kill();
  await answered;
  await gateway.restart();
  await client.end();
  expect(await post(last)).toBe(200);
  expect(await heard()).toEqual(['No puedo navegar en Internet', 'Ya funciona', 'Se cayó otra vez', '¿Hay alguien?', 'Sigo esperando']);
});
