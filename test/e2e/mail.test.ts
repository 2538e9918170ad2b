import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../adapters/postgres/database.ts';
import { findFreePort } from '../../adapters/postgres/embedded-port.ts';
import { until } from '../../src/demo/expectations.ts';
import { startPretendMail, type PretendMail } from '../../src/demo/pretend-mail.ts';
import { handOver } from '../bench/mail-load.ts';
import { mailPassword, startDovecot, type Dovecot } from '../support/dovecot.ts';
import { startGatewayProcess, type AgentScreen, type GatewayProcess } from '../support/gateway.ts';
import { createDeskDatabase, type TestDatabase } from '../support/postgres.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const ours = 'mesa@ventanilla.example';
const fixtures = fileURLToPath(new URL('../fixtures/mail', import.meta.url));

let post: PretendMail;
let dovecot: Dovecot;
let test: TestDatabase;
let database: Database;
/** The way from the gateway to its database. */
let way: TcpProxy;
let gateway: GatewayProcess;
let port: number;
let elena: AgentScreen;

beforeAll(async () => {
  [post, dovecot, test, port] = await Promise.all([startPretendMail(), startDovecot(), createDeskDatabase(), findFreePort()]);
  database = connectDatabase({ url: test.url, max: 2 });
  const url = new URL(test.url);
  way = await startTcpProxy(Number(url.port));
  url.port = String(way.port);
  gateway = await startGatewayProcess({
    env: {
      DATABASE_URL: url.href, MAIL_FROM: `Mesa de ayuda <${ours}>`, SMTP_LISTEN: `127.0.0.1:${port}`, SMTP_URL: post.smtpUrl,
      IMAP_URL: `imap://mesa:${encodeURIComponent(mailPassword)}@127.0.0.1:${dovecot.port}/INBOX?start=all&afterwards=flag`,
    },
  });
  post.connect(port);
  elena = await gateway.hire({ name: 'Elena', teams: ['mesa', 'mesa-administrativos', 'mesa-tecnologia', 'mesa-desarrollo-humano', 'mesa-organizacional'], capacity: 100_000 });
}, 60_000);

afterAll(async () => {
  await gateway.close();
  await Promise.all([post.close(), dovecot.close(), way.close()]);
  await database.close();
  await test.drop();
}, 30_000);

const ticketOf = async (messageId: string): Promise<string | null> => {
  const { rows } = await sql<{ number: number }>`select t.number from mails m join contacts c on c.id = m.contact_id
    join conversations v on v.id = c.conversation_id join tickets t on t.id = v.ticket_id where m.message_id = ${messageId}`.execute(database.db);
  return rows[0] ? `V-${rows[0].number}` : null;
};

const contactsOf = async (ticket: string) => (await elena.rest.ticket(ticket)).timeline.filter((item) => item.kind === 'contact');

describe('a mail and its answers', () => {
  it('becomes a routed ticket; the answer has the right headers, and what comes back joins by its signed address or its headers alone', async () => {
    const ana = 'ana@clientes.example';
    const first = await post.send({ from: `Ana <${ana}>`, to: ours, cc: 'Luis <luis@clientes.example>', subject: 'Necesito un salón', text: 'Para el jueves a las 10.' });
    expect(first.response).toMatch(/^250 /);
    const ticket = (await ticketOf(first.messageId)) ?? '';
    const offer = await elena.offerOf(ticket);
    await elena.accept(offer);
    expect(await elena.rest.ticket(ticket)).toMatchObject({ channel: 'email', status: 'assigned', entry: { key: 'salon' } });

    const acknowledged = await post.received(ana, ({ subject }) => subject?.includes(ticket) === true);
    expect(acknowledged.raw).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(acknowledged.mail.inReplyTo).toBe(first.messageId);
    await elena.rest.reply(ticket, 'El salón 2 es suyo.');
    const answer = await post.received(ana, ({ text }) => text?.includes('El salón 2 es suyo.') === true);
    expect(answer.recipients).toContain('luis@clientes.example');
    expect(answer.mail).toMatchObject({ inReplyTo: first.messageId, from: { text: '"Mesa de ayuda" <mesa@ventanilla.example>' } });
    expect(answer.mail.references).toContain(first.messageId);
    expect(answer.raw).not.toMatch(/^(Auto-Submitted|List-Unsubscribe):/m);
    expect(answer.mail.text).toContain('> Para el jueves a las 10.');
    expect(answer.returnPath).toMatch(/^mesa\+b\.\w{36}@ventanilla\.example$/);

    const replyTo = answer.mail.replyTo?.value[0]?.address ?? '';
    expect(replyTo).toMatch(/^mesa\+t\.\w{36}@ventanilla\.example$/);
    await post.send({ from: ana, to: replyTo, subject: 'otra cosa', text: 'Gracias, por la dirección sola.' });
    await post.send({ from: ana, to: ours, subject: 'Re: Necesito un salón', inReplyTo: answer.mail.messageId ?? '', text: 'Gracias, por el encabezado solo.' });
    await post.send({ from: 'luis@clientes.example', to: ours, subject: 'Re: Necesito un salón', references: [first.messageId], text: 'Soy Luis, en copia.' });
    const stranger = await post.send({ from: 'otro@extranos.example', to: replyTo, subject: 'Re: Necesito un salón', inReplyTo: answer.mail.messageId ?? '', text: 'Cancele todo.' });
    expect((await contactsOf(ticket)).map(({ text, mail }) => [text, mail?.landed.code])).toEqual([
      ['Para el jueves a las 10.', 'new'], ['Gracias, por la dirección sola.', 'signed-address'],
      ['Gracias, por el encabezado solo.', 'own-message'], ['Soy Luis, en copia.', 'known-mail'],
    ]);
    expect(await ticketOf(stranger.messageId)).not.toBe(ticket);
  });

  it('a bounce fails the answer it reports on and marks the address; an out-of-office opens nothing again', async () => {
    const gone = 'ido@clientes.example';
    const { messageId } = await post.send({ from: gone, to: ours, subject: 'Constancia laboral', text: 'Quiero una constancia laboral' });
    const ticket = (await ticketOf(messageId)) ?? '';
    await elena.accept(await elena.offerOf(ticket));
    await elena.rest.reply(ticket, 'Aquí está su constancia.');
    const answer = await post.received(gone, ({ text }) => text?.includes('Aquí está su constancia.') === true);
    await elena.rest.act(ticket, 'resolve', { solution: 'Enviada' });
    await post.send({
      envelope: { from: '', to: [answer.returnPath] }, from: 'MAILER-DAEMON@mx.clientes.example', to: answer.returnPath, subject: 'Undelivered Mail Returned to Sender',
      text: `I'm sorry to have to inform you that your message could not be delivered.\n\n<${gone}>: 550 5.1.1 User unknown`,
    });
    const is = await until('the answer failed', async () => {
      const seen = await elena.rest.ticket(ticket);
      return seen.undelivered && seen;
    });
    expect(is.status).toBe('resolved');
    expect(is.customer?.addresses).toMatchObject([{ value: gone, undeliverable: '5.1.1' }]);
    await post.send({ from: gone, to: ours, subject: `Respuesta automática: Re: Constancia laboral [${ticket}]`, text: 'Estoy de vacaciones.', headers: { 'Auto-Submitted': 'auto-replied' } });
    expect(await contactsOf(ticket)).toHaveLength(3);
    expect((await elena.rest.ticket(ticket)).status).toBe('resolved');
  });
});

describe('what others wrote', () => {
  it('is taken in or kept for review, every one, and a second copy changes nothing', async () => {
    const files = (await readdir(fixtures, { recursive: true })).filter((name) => /\.(eml|txt)$/.test(name));
    expect(files.length).toBeGreaterThan(20);
    const mails = await Promise.all(files.map(async (name) => ({ from: 'cualquiera@example.org', raw: await readFile(path.join(fixtures, name)) })));
    const known = async () => (await sql<{ mails: number; held: number }>`select (select count(*) from mails)::int as mails, (select count(*) from quarantine)::int as held`.execute(database.db)).rows[0];
    const before = await known();
    await handOver(port, mails, 4);
    const once = await known();
    expect((once?.mails ?? 0) + (once?.held ?? 0) - (before?.mails ?? 0) - (before?.held ?? 0)).toBeGreaterThan(files.length * 0.9);
    await handOver(port, mails, 4);
    expect(await known()).toEqual(once);
    expect(gateway.log()).not.toMatch(/"level":"(error|fatal)"/);
  }, 60_000);
});

describe('faults', () => {
  it('a database out of reach is 451, and the mail is taken in when it comes again', async () => {
    const mail = { from: 'paula@clientes.example', to: ours, messageId: '<a-second-try@clientes.example>', subject: 'No tengo internet', text: 'Desde ayer' };
    way.leadTo(null);
    await expect(post.send(mail)).rejects.toMatchObject({ responseCode: 451 });
    way.leadTo(Number(new URL(test.url).port));
    await until('it is taken in', () => post.send(mail).then(({ response }) => response.startsWith('250'), () => false), 30);
    expect(await ticketOf(mail.messageId)).toMatch(/^V-/);
    await expect(post.send({ ...mail, to: 'nadie@ventanilla.example' })).rejects.toMatchObject({ responseCode: 550 });
  }, 60_000);

  it('a closed channel leaves mail where it is and still answers; opened again, it takes all of it in', async () => {
    const ana = 'cerrado@clientes.example';
    const mail = { from: `Ana <${ana}>`, to: ours, subject: 'Antes', text: 'No tengo internet.' };
    const first = await post.send(mail);
    const ticket = (await ticketOf(first.messageId)) ?? '';
    const { token } = await gateway.admin();
    const turn = async (body: object) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      expect((await fetch(`${gateway.url}/api/channels/email/switch`, { method: 'PUT', headers, body: JSON.stringify(body) })).status).toBe(200);
    };
    await turn({ open: false, reason: 'Mudanza' });
    await dovecot.deliver('mesa', [`From: ${ana}\r\nTo: ${ours}\r\nSubject: Al buzón\r\nMessage-ID: <en-el-buzon@clientes.example>\r\n\r\nHola.\r\n`]);
    await expect(post.send({ ...mail, subject: 'Durante' })).rejects.toMatchObject({ responseCode: 451 });
    await elena.rest.reply(ticket, 'Estamos en mudanza.');
    await post.received(ana, ({ text }) => text?.includes('Estamos en mudanza.') === true);
    expect((await dovecot.list('mesa')).filter(({ flags }) => flags.includes('\\Flagged'))).toEqual([]);
    expect(await ticketOf('<en-el-buzon@clientes.example>')).toBeNull();

    await turn({ open: true });
    expect((await post.send({ ...mail, subject: 'Después' })).response).toMatch(/^250 /);
    await until('the mailbox is read', async () => (await ticketOf('<en-el-buzon@clientes.example>')) !== null, 15);
  }, 30_000);

  it('SIGKILL while a mailbox is read loses none of 150 mails and doubles none', async () => {
    const letter = (index: number) => `From: p${index}@clientes.example\r\nTo: ${ours}\r\nSubject: Buzón ${index}\r\nMessage-ID: <buzon-${index}@clientes.example>\r\n\r\nNo tengo internet, ${index}.\r\n`;
    const taken = async () => (await sql<{ count: number }>`select count(*)::int as count from mails where message_id like '<buzon-%'`.execute(database.db)).rows[0]?.count ?? 0;
    await dovecot.deliver('mesa', Array.from({ length: 150 }, (_, index) => letter(index)));
    await until('40 are taken in', async () => (await taken()) >= 40, 30);
    await gateway.kill();
    await gateway.restart();
    await until('all are taken in', async () => (await taken()) === 150, 60);
    const { rows } = await sql<{ contacts: number; tickets: number }>`
      select count(*)::int as contacts, count(distinct v.ticket_id)::int as tickets from mails m join contacts c on c.id = m.contact_id
      join conversations v on v.id = c.conversation_id where m.message_id like '<buzon-%'`.execute(database.db);
    expect(rows).toEqual([{ contacts: 150, tickets: 150 }]);
    await until('all are flagged', async () => (await dovecot.list('mesa')).every(({ flags }) => flags.includes('\\Flagged')), 30);
  }, 120_000);
});
