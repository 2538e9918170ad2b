import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sender } from '../../src/core/index.ts';
import type { ChatConversation } from '../../src/realtime/chat-protocol.ts';
import { smallDeskFile } from '../support/desk.ts';
import { inboundMail } from '../channels/inbound-mail.ts';
import { startChatDesk, type ChatDesk, type VisitorPage } from './chat-desk.ts';

interface Sent { to: string; from: string; body: string; replyTo: string | null }

let desk: ChatDesk;
let agentId: string;
const sent: Sent[] = [];
const mailSender: Sender = {
  send: async (text) => {
    sent.push({ to: text.to, from: text.from, body: text.body, replyTo: text.mail?.replyTo ?? null });
    return { kind: 'sent', providerId: `mail-${sent.length}` };
  },
  find: () => Promise.resolve(null),
};

beforeAll(async () => {
  desk = await startChatDesk({
    mailSender, mailFrom: { name: null, address: 'mesa@desk.test' },
    deskFile: `${smallDeskFile}\nmailboxes:\n  - { key: mesa, address: mesa@desk.test }\n`,
  });
  agentId = await desk.addAgent({ capacity: 100_000 });
});
afterAll(() => desk.close());

async function begin(page: VisitorPage, more: object = {}): Promise<{ conversation: ChatConversation; number: number }> {
  const answer = await page.ask<{ conversation: ChatConversation }>('chat:start', { id: `s${Math.random()}`.replace('.', '-'), text: 'No puedo navegar en Internet', ...more });
  if (!('ok' in answer)) throw new Error(JSON.stringify(answer));
  await desk.settleAndPublish();
  return { conversation: answer.conversation, number: Number(answer.conversation.number.slice(2)) };
}

async function answer(number: number, text: string): Promise<string> {
  desk.clock.advance(1);
  const { replyId } = await desk.progress.reply(number, { agentId }, text);
  await desk.settleAndPublish();
  return replyId;
}

/** What was mailed to this address, each told once. */
function mailedTo(address: string): Sent[] {
  const theirs = sent.filter(({ to }) => to === address);
  for (const mail of theirs) sent.splice(sent.indexOf(mail), 1);
  return theirs;
}

async function deliveryOf(replyId: string) {
  const { rows } = await sql<{ status: string; code: string | null }>`
    select status, error_code as code from deliveries where reply_id = ${replyId}::uuid`.execute(desk.database.db);
  return rows[0];
}

async function eventsOf(number: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select e.name from events e join tickets t on t.id = e.ticket_id
    where t.number = ${number} and e.name like 'chat.%' order by e.id`.execute(desk.database.db);
  return rows.map(({ name }) => name);
}

/** The visitor closes the page, and so much time passes. */
async function leaveFor(page: VisitorPage, minutes: number): Promise<void> {
  page.close();
  await expect.poll(() => desk.server.pages()).toBe(0);
  await desk.server.settled();
  desk.clock.advance(minutes * 60);
  await passTime();
}

/** What the relay does. */
async function passTime(): Promise<void> {
  for (const id of await desk.departures.due(desk.clock.now(), 100)) await desk.departures.leave(id);
  await desk.settleAndPublish();
}

describe('an answer', () => {
  it('is delivered once the page has shown it, and says so once', async () => {
    const page = await desk.visit();
    const { number } = await begin(page);
    const replyId = await answer(number, 'Ya lo miro');
    const message = await page.find('message', ({ from }) => from === 'agent');
    expect(message.id).toBe(replyId);
    expect(await deliveryOf(replyId)).toEqual({ status: 'shelved', code: 'not_shown' });
    await Promise.all([page.ask('chat:shown', { ids: [replyId] }), page.ask('chat:shown', { ids: [replyId, replyId] })]);
    expect(await deliveryOf(replyId)).toEqual({ status: 'delivered', code: null });
    const { rows } = await sql`select from events where name = 'delivery.delivered' and reply_id = ${replyId}::uuid`.execute(desk.database.db);
    expect(rows).toHaveLength(1);
    await leaveFor(page, 6);
    expect(sent).toEqual([]);
  });

  it('is not marked as shown by another visitor', async () => {
    const page = await desk.visit();
    const { number } = await begin(page);
    const replyId = await answer(number, 'Ya lo miro');
    const stranger = await desk.visit();
    await begin(stranger);
    expect(await stranger.ask('chat:shown', { ids: [replyId] })).toEqual({ ok: true });
    expect(await deliveryOf(replyId)).toMatchObject({ code: 'not_shown' });
    page.close();
    stranger.close();
  });
});

describe('a visitor who leaves', () => {
  it('gets what they did not see by mail, and what they answer there joins the same ticket', async () => {
    const page = await desk.visit();
    const { token } = await page.find('welcome');
    const { number } = await begin(page, { email: 'Ana@Example.org', name: 'Ana' });
    const seen = await answer(number, 'Un momento');
    await page.ask('chat:shown', { ids: [seen] });
    const unseen = await answer(number, 'Reinicie el equipo');
    await leaveFor(page, 4);
    expect(mailedTo('ana@example.org')).toEqual([]);
    desk.clock.advance(61);
    await passTime();
    await passTime();
    expect(mailedTo('ana@example.org').map(({ body }) => body)).toEqual([
      `Usted dejó el chat antes de ver nuestra respuesta (V-${number}). Aquí la tiene; para seguir, responda a este correo.\n\nReinicie el equipo`,
    ]);
    expect(await deliveryOf(unseen)).toEqual({ status: 'shelved', code: 'went_by_mail' });
    expect(await eventsOf(number)).toEqual(['chat.email-given', 'chat.left']);

    await answer(number, '¿Funcionó?');
    const [later] = mailedTo('ana@example.org');
    expect(later?.body).toBe('¿Funcionó?');
    expect(later?.replyTo).toMatch(/^mesa\+t\..*@desk\.test$/);

    // Back on the page, they see all of the chat, and answers come there again.
    const back = await desk.visit({ token });
    const { conversation } = await back.find('welcome');
    expect(conversation?.messages.map(({ text }) => text)).toEqual(['No puedo navegar en Internet', 'Un momento', 'Reinicie el equipo']);
    await expect.poll(() => eventsOf(number)).toEqual(['chat.email-given', 'chat.left', 'chat.returned']);
    await desk.settleAndPublish();
    await answer(number, 'Bienvenida');
    await back.find('message', ({ text }) => text === 'Bienvenida');
    expect(mailedTo('ana@example.org')).toEqual([]);
    back.close();
  });

  it('without an address is told of to the agent, and finds the answer when they come back', async () => {
    const page = await desk.visit();
    const { token } = await page.find('welcome');
    const { number } = await begin(page);
    const before = await answer(number, 'Uno');
    await leaveFor(page, 6);
    const after = await answer(number, 'Dos');
    await passTime();
    expect(await Promise.all([before, after].map(deliveryOf))).toEqual([{ status: 'shelved', code: 'visitor_gone' }, { status: 'shelved', code: 'visitor_gone' }]);
    expect(await desk.departures.due(desk.clock.now(), 100)).toEqual([]);
    const back = await desk.visit({ token });
    expect((await back.find('welcome')).conversation?.messages.map(({ text }) => text).slice(1)).toEqual(['Uno', 'Dos']);
    await back.ask('chat:shown', { ids: [before, after] });
    expect(await Promise.all([before, after].map(deliveryOf))).toEqual([{ status: 'delivered', code: null }, { status: 'delivered', code: null }]);
    back.close();
  });

  it('is not gone while any page of theirs is open, on whichever process', async () => {
    const there = await desk.serve();
    const page = await desk.visit();
    const { token } = await page.find('welcome');
    const { number } = await begin(page, { email: 'eva@example.org' });
    const other = await desk.visit({ token }, { server: there });
    await other.find('welcome');
    await answer(number, 'Hola');
    page.close();
    await expect.poll(() => desk.server.pages()).toBe(0);
    desk.clock.advance(290);
    there.tick(20_000);
    await there.settled();
    desk.clock.advance(290);
    await passTime();
    expect(mailedTo('eva@example.org')).toEqual([]);
    expect(await eventsOf(number)).toEqual(['chat.email-given']);
    other.close();
    await there.close();
  });

  it('never joins the customer of the address they gave', async () => {
    const page = await desk.visit();
    const { number } = await begin(page, { email: 'jefa@example.org' });
    const { rows } = await sql<{ kind: string }>`select a.kind from addresses a join tickets t on t.customer_id = a.customer_id where t.number = ${number}`.execute(desk.database.db);
    expect(rows).toEqual([{ kind: 'visitor' }]);
    page.close();
  });
});

describe('while nobody is here', () => {
  it('a visitor needs an address, and gets the answer by mail', async () => {
    await desk.presence.setAvailability(agentId, 'away');
    const page = await desk.visit();
    expect((await page.find('welcome')).online).toBe(false);
    expect(await page.ask('chat:start', { id: 'a', text: 'Hola' })).toMatchObject({ error: { code: 'invalid_input', fields: { email: 'is needed while nobody is here to answer' } } });
    const { number } = await begin(page, { email: 'leo@example.org' });
    expect(await page.ask('chat:say', { id: 'b', text: 'Algo más' })).toMatchObject({ ok: true });
    await desk.presence.setAvailability(agentId, 'available');
    page.close();
    await expect.poll(() => desk.server.pages()).toBe(0);
    desk.clock.advance(400);
    await passTime();
    await answer(number, 'Aquí estamos');
    expect(mailedTo('leo@example.org').map(({ body }) => body)).toEqual(['Aquí estamos']);
  });
});

describe('while the chat is closed', () => {
  const turn = (open: boolean) => desk.switches.turn('chat', { open, reason: null }, agentId);
  afterEach(() => turn(true));

  it('open conversations go on, and whoever comes new leaves a request, also on a page that was open', async () => {
    const [talking, looking] = [await desk.visit(), await desk.visit()];
    const { number } = await begin(talking);
    expect(await looking.find('welcome')).toMatchObject({ online: true, closed: false });
    await turn(false);
    expect(await looking.find('welcome', ({ closed }) => closed)).toMatchObject({ online: false });
    expect(talking.all('welcome').filter(({ closed }) => closed)).toEqual([]);
    expect(await talking.ask('chat:say', { id: 'still', text: 'Sigo aquí' })).toMatchObject({ ok: true });
    await answer(number, 'Y nosotros');
    expect(await talking.find('message', ({ from }) => from === 'agent')).toMatchObject({ text: 'Y nosotros' });

    expect(await looking.ask('chat:start', { id: 'a', text: 'Hola' })).toMatchObject({ error: { code: 'invalid_input', fields: { email: expect.any(String) as string } } });
    const left = await begin(looking, { email: 'vera@example.org' });
    expect(left.number).not.toBe(number);
    await turn(true);
    const later = await desk.visit();
    expect(await later.find('welcome')).toMatchObject({ online: true, closed: false });
    for (const page of [talking, looking, later]) page.close();
  });
});

describe('a visitor who ends the chat', () => {
  it('sees that it is over on all pages, and goes on by saying more', async () => {
    const page = await desk.visit();
    const { token } = await page.find('welcome');
    const { number } = await begin(page);
    const other = await desk.visit({ token });
    expect(await page.ask('chat:end', {})).toEqual({ ok: true });
    expect(await page.ask('chat:end', undefined)).toEqual({ ok: true });
    await expect.poll(() => other.shows()).toBe('over');
    expect(await eventsOf(number)).toEqual(['chat.ended']);
    desk.clock.advance(1);
    expect(await page.ask('chat:say', { id: 'more', text: 'Una cosa más' })).toMatchObject({ ok: true });
    await desk.settleAndPublish();
    await expect.poll(() => other.shows()).toBe('waiting');
    page.close();
    other.close();
  });

  it('is marked as back at the next turn when that could not be stored at once', async () => {
    const page = await desk.visit();
    const { number, conversation } = await begin(page);
    await sql`update chat_visitors set gone_at = ${desk.clock.now()} where id = (
      select v.theirs::uuid from conversations v join tickets t on t.id = v.ticket_id where t.number = ${number})`.execute(desk.database.db);
    desk.server.tick(20_000);
    await desk.server.settled();
    expect(await eventsOf(number)).toEqual(['chat.returned']);
    expect(conversation.state).toBe('waiting');
    page.close();
  });
});

describe('an answer to such a mail', () => {
  it('joins the ticket when it comes from the address they gave, and a stranger who has our address opens another', async () => {
    const page = await desk.visit();
    const { token } = await page.find('welcome');
    const { number } = await begin(page, { email: 'rosa@example.org' });
    await answer(number, 'Reinicie el equipo');
    await leaveFor(page, 6);
    const [mail] = mailedTo('rosa@example.org');
    const replyTo = mail?.replyTo ?? '';
    const bring = async (from: string, messageId: string, text: string) => {
      const inbound = inboundMail({
        messageId, from: [{ name: null, address: from }], to: [{ name: null, address: replyTo }], deliveredTo: [replyTo], returnPath: from, subject: 'Re: hola', text,
        authentication: { spf: 'pass', dkim: 'pass', dmarc: 'pass', domain: 'example.org', by: null },
      });
      const accepted = await desk.acceptMail(desk.channels.email.toContact(inbound), desk.channels.email.toLetter(inbound), {
        capabilities: desk.channels.email.capabilities, mailbox: 'mesa', even: false,
      });
      return 'ticketNumber' in accepted ? accepted.ticketNumber : null;
    };
    expect(await bring('rosa@example.org', '<r1@example.org>', 'Sigue igual, mi clave es 1234')).toBe(number);
    expect(await bring('mallory@example.org', '<r2@example.org>', 'Soy yo')).not.toBe(number);
    // Whoever typed that address into the chat need not be the one who reads its mail.
    const back = await desk.visit({ token });
    const { conversation } = await back.find('welcome');
    expect(conversation?.messages.map(({ text }) => text)).toEqual(['No puedo navegar en Internet', 'Reinicie el equipo']);
    back.close();
  });
});
