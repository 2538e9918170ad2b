import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatConversation, ChatMessage } from '../../src/realtime/chat-protocol.ts';
import type { Socket as ClientSocket } from 'socket.io-client';
import { createWhispers } from '../../adapters/postgres/whispers.ts';
import { watchTopic } from '../../src/realtime/watching.ts';
import { smallDeskFile } from '../support/desk.ts';
import { startChatDesk, type ChatDesk, type VisitorPage } from './chat-desk.ts';

let desk: ChatDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startChatDesk({ deskFile: `${smallDeskFile}\nclassification: { threshold: 0.99, ask: 0.01 }\n` });
  agentId = await desk.addAgent({ capacity: 100_000 });
});
afterAll(() => desk.close());

async function begin(page: VisitorPage, words = 'No puedo navegar en Internet', more: object = {}): Promise<ChatConversation> {
  const answer = await page.ask<{ conversation: ChatConversation }>('chat:start', { id: randomUUID(), text: words, ...more });
  if (!('ok' in answer)) throw new Error(JSON.stringify(answer));
  await desk.settleAndPublish();
  return answer.conversation;
}

async function ticketOf(number: string): Promise<{ id: string; status: string; version: number }> {
  const { rows } = await sql<{ id: string; status: string; version: number }>`
    select id, status, version from tickets where number = ${Number(number.slice(2))}`.execute(desk.database.db);
  return rows[0] ?? { id: '', status: '', version: 0 };
}

async function take(number: string): Promise<void> {
  const { id } = await ticketOf(number);
  const { rows } = await sql<{ id: string }>`select id from offers where ticket_id = ${id} and ended_at is null`.execute(desk.database.db);
  await desk.offers.accept(rows[0]?.id ?? '', agentId);
  await desk.settleAndPublish();
}

async function answer(number: string, text: string): Promise<void> {
  await desk.progress.reply(Number(number.slice(2)), { agentId }, text);
  await desk.settleAndPublish();
}

describe('a visitor and an agent', () => {
  it('talk: the visitor begins, an agent takes it and answers, both see all of it', async () => {
    const page = await desk.visit({ locale: 'es' });
    const welcome = await page.find('welcome');
    expect(welcome).toMatchObject({ online: true, conversation: null, desk: { name: 'Prueba', locale: 'es' } });
    const { number, state, messages } = await begin(page, 'No puedo navegar en Internet', { name: 'Ana', entry: 'internet' });
    expect({ state, messages }).toMatchObject({ state: 'waiting', messages: [{ from: 'visitor', text: 'No puedo navegar en Internet' }] });
    await take(number);
    expect(await page.find('state')).toMatchObject({ state: 'with-agent', agent: 'Agente' });
    await answer(number, 'Ya lo miro');
    expect(await page.find('message', ({ from }) => from === 'agent')).toMatchObject({ text: 'Ya lo miro', name: 'Agente' });
    const said = await page.ask<{ message: ChatMessage }>('chat:say', { id: 'm-2', text: 'Gracias' });
    expect(said).toMatchObject({ ok: true, message: { id: 'm-2', from: 'visitor', text: 'Gracias' } });
  });
});

describe('what a visitor says', () => {
  it('and may mean several things is asked about with options to press; the one that is pressed places the ticket', async () => {
    const page = await desk.visit({ locale: 'es' });
    const { number } = await begin(page, 'necesito la red y una constancia');
    const question = await page.find('message', ({ from }) => from === 'desk');
    expect(question.options?.toSorted()).toEqual(['Constancia laboral', 'Internet no funciona']);
    expect(question.text).toMatch(/^¿Se trata de 1\) .+ o 2\) .+\? Responda con 1 o 2, o cuéntelo con otras palabras\.$/);
    const { token } = await page.find('welcome');
    const again = await (await desk.visit({ token })).find('welcome');
    expect(again.conversation?.messages).toMatchObject([{ from: 'visitor' }, { from: 'desk', options: question.options }]);
    expect(Object.keys(again.conversation?.messages[0] ?? {})).not.toContain('options');
    await page.ask('chat:say', { id: 'pressed', text: 'Constancia laboral' });
    await desk.settleAndPublish();
    const { rows } = await sql<{ entry: string; triage: boolean }>`select entry, triage from tickets where number = ${Number(number.slice(2))}`.execute(desk.database.db);
    expect(rows).toEqual([{ entry: 'constancia', triage: false }]);
  });

  it('is one message however often it is sent, also at the same moment and after a reload', async () => {
    const page = await desk.visit();
    const { token } = await page.find('welcome');
    const start = { id: 'first', text: 'No puedo navegar en Internet' };
    const answers = await Promise.all([page.ask('chat:start', start), page.ask('chat:start', start), page.ask('chat:start', { ...start, id: 'second' })]);
    expect(answers.map((each) => 'ok' in each)).toEqual([true, true, true]);
    expect(await page.ask('chat:say', { id: 'm', text: 'Hola' })).toMatchObject({ ok: true });
    page.close();
    const again = await desk.visit({ token });
    expect(await again.ask('chat:say', { id: 'm', text: 'Hola otra vez' })).toMatchObject({ ok: true, message: { id: 'm', text: 'Hola' } });
    await again.ask('chat:start', start);
    const last = await desk.visit({ token });
    const { conversation } = await last.find('welcome');
    expect(conversation?.messages.map(({ id }) => id).toSorted()).toEqual(['first', 'm', 'second']);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from tickets t join conversations v on v.ticket_id = t.id
      join contacts c on c.conversation_id = v.id where t.number = ${Number(conversation?.number.slice(2))} group by v.id`.execute(desk.database.db);
    expect(rows).toEqual([{ n: 3 }]);
  });

  it('and what is answered shows on all their pages, whichever process they and the agent are on', async () => {
    const there = await desk.serve();
    const first = await desk.visit();
    const { token } = await first.find('welcome');
    const second = await desk.visit({ token }, { server: there });
    await second.find('welcome');
    const { number } = await begin(first);
    // The other page hears of a conversation that began here, without having asked.
    await second.find('welcome', ({ conversation }) => conversation?.number === number);
    await take(number);
    await answer(number, 'Buenas tardes');
    await second.ask('chat:say', { id: 'from-second', text: 'Desde la otra' });
    await desk.feed.publish();
    for (const page of [first, second]) {
      await page.find('state', ({ state }) => state === 'with-agent');
      await page.find('message', ({ text }) => text === 'Buenas tardes');
      await page.find('message', ({ id }) => id === 'from-second');
    }
  });

  it('is theirs alone: who brings another token, a forged one or none sees nothing of it', async () => {
    const page = await desk.visit();
    const { token } = await page.find('welcome');
    await begin(page, 'Mi clave secreta es 1234');
    const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const auth of [{}, { token: flipped }, { token: `v1.${'A'.repeat(43)}` }, { token: { token } }, { token: [token] }, null, { token: 'x'.repeat(100_000 / 2) }]) {
      const stranger = await desk.visit(auth);
      const welcome = await stranger.find('welcome');
      expect(welcome.conversation).toBeNull();
      expect(welcome.token).not.toBe(token);
    }
  });

  it('reopens a resolved conversation, and begins another once it is closed', async () => {
    const page = await desk.visit();
    const { number } = await begin(page);
    await take(number);
    await desk.progress.resolve(Number(number.slice(2)), { agentId }, 'Listo');
    await desk.settleAndPublish();
    await page.find('state', ({ state }) => state === 'over');
    await page.ask('chat:say', { id: 'again', text: 'Sigue sin funcionar' });
    await desk.settleAndPublish();
    expect((await ticketOf(number)).status).not.toBe('resolved');
    await sql`update tickets set status = 'cancelled' where number = ${Number(number.slice(2))}`.execute(desk.database.db);
    await page.ask('chat:say', { id: 'anew', text: 'Otra cosa' });
    const next = await page.find('welcome', ({ conversation }) => conversation !== null && conversation.number !== number);
    expect(next.conversation?.messages.map(({ id }) => id)).toEqual(['anew']);
  });

  it('is refused with the field that is wrong, whatever is sent, and the page stays', async () => {
    const page = await desk.visit();
    const hostile: unknown[] = [
      undefined, null, 7, 'x', [], {}, { id: 'a' }, { id: 'a', text: '' }, { id: 'a', text: '\u0000 \u0000' }, { id: 'a', text: 'x'.repeat(10_001) }, { id: '../../etc', text: 'x' },
      { id: 'a'.repeat(65), text: 'x' }, { id: 'a', text: { length: 3 } }, { id: 'a', text: 'x', files: ['nope'] }, { id: 'a', text: 'x', entry: '__proto__' },
      { id: 'a', text: 'x', entry: 'constructor' }, { id: 'a', text: 'x', email: 'not a mail' }, { id: 'a', text: 'x', locale: 'xx' },
      JSON.parse('{"id":"a","text":"x","__proto__":{"admin":true},"entry":"toString"}'),
    ];
    for (const payload of hostile) {
      const answer = await page.ask('chat:start', payload);
      expect(answer, JSON.stringify(payload)).toMatchObject({ error: { code: 'invalid_input' } });
      desk.clock.advance(11);
    }
    expect(await page.ask('chat:say', { id: 'a', text: 'x' })).toMatchObject({ error: { code: 'not_started' } });
    page.socket.emit('chat:typing');
    expect(await page.ask('chat:start', { id: 'b', text: 'uno \u0000 dos \ud800 tres', name: 'A\u0000na \ud800' })).toMatchObject({ ok: true, conversation: { messages: [{ text: 'uno  dos \ufffd tres' }] } });
  });
});

describe('limits', () => {
  it('a visitor says ten things in ten seconds, on however many pages', async () => {
    const one = await desk.visit();
    const { token } = await one.find('welcome');
    const two = await desk.visit({ token });
    await begin(one);
    const answers = [];
    for (let count = 0; count < 12; count += 1) answers.push(await (count % 2 ? one : two).ask('chat:say', { id: `n${count}`, text: 'x' }));
    expect(answers.filter((each) => 'ok' in each)).toHaveLength(9);
    expect(answers.at(-1)).toMatchObject({ error: { code: 'too_many_requests' } });
    desk.clock.advance(10);
    expect(await one.ask('chat:say', { id: 'later', text: 'x' })).toMatchObject({ ok: true });
  });
});

describe('the door', () => {
  let narrow: ChatDesk;
  beforeAll(async () => {
    narrow = await startChatDesk({
      deskFile: `${smallDeskFile}\nchat: { origins: ["https://www.example.org"], limits: { pagesPerAddress: 3, newVisitorsPerMinute: 4, startsPerMinute: 1 } }\n`,
    });
    await narrow.addAgent();
  });
  afterAll(() => narrow.close());
  const origin = 'https://www.example.org';
  const from = (address: string, headers: object = {}) => ({ headers: { origin, 'x-forwarded-for': address, ...headers } });
  const refusal = (code: string) => expect.objectContaining({ data: expect.objectContaining({ code }) as unknown }) as unknown;

  it('lets in pages of the origins in desk.yaml only', async () => {
    await expect(narrow.visit({}, from('203.0.113.1', { origin: 'https://evil.example' }))).rejects.toEqual(refusal('wrong_origin'));
    await expect(narrow.visit({}, { headers: {} })).rejects.toEqual(refusal('wrong_origin'));
    (await narrow.visit({}, from('203.0.113.1'))).close();
  });

  it('bounds the pages and the new visitors of one address, of IPv6 one network', async () => {
    const pages = [];
    for (let count = 1; count <= 3; count += 1) pages.push(await narrow.visit({}, from(`2001:db8::${count}`)));
    await expect(narrow.visit({}, from('2001:db8::9'))).rejects.toEqual(refusal('too_many_pages'));
    await expect(narrow.visit({}, from('2001:db8:0:0:ffff::1'))).rejects.toEqual(refusal('too_many_visitors'));
    const [first] = pages;
    const { token } = (await first?.find('welcome')) ?? { token: '' };
    for (const page of pages) page.close();
    await expect.poll(() => narrow.server.pages()).toBe(0);
    // Whom we know is no new visitor.
    await narrow.visit({ token }, from('2001:db8::1'));
    (await narrow.visit({}, from('2001:db8:0:1::1'))).close();
  });

  it('keeps no place for a page that comes and goes in one breath', async () => {
    const { token } = narrow.visitorTokens.create();
    const url = `${narrow.server.url}/socket.io/?EIO=4&transport=polling`;
    const { headers } = from('203.0.113.7');
    const breathe = async (...packets: string[]) => {
      const { sid } = JSON.parse((await (await fetch(url, { headers })).text()).slice(1)) as { sid: string };
      await fetch(`${url}&sid=${sid}`, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, body: packets.join('\u001e') });
    };
    const enter = `40/chat,${JSON.stringify({ token })}`;
    for (let time = 0; time < 4; time += 1) await breathe(enter, '1');
    for (let time = 0; time < 4; time += 1) await breathe(enter, enter, '41/chat,', '1');
    await expect.poll(() => narrow.visit({ token }, from('203.0.113.7')).then(() => 'in', () => 'out')).toBe('in');
  });

  it('bounds the conversations that one address begins', async () => {
    const pages = [await narrow.visit({}, from('203.0.113.5')), await narrow.visit({}, from('203.0.113.5'))];
    const answers = [];
    for (const page of pages) answers.push(await page.ask('chat:start', { id: 'a', text: 'Hola' }));
    expect(answers).toMatchObject([{ ok: true }, { error: { code: 'too_many_requests' } }]);
  });

  it('sends away who floods', async () => {
    const page = await narrow.visit({}, from('203.0.113.6'));
    const gone = new Promise((resolve) => page.socket.once('disconnect', resolve));
    for (let count = 0; count < 600; count += 1) (page.socket as ClientSocket).emit('whatever', { count });
    expect(await gone).toBe('io server disconnect');
  });

  it('stays closed while the chat is turned off', async () => {
    const off = await startChatDesk({ deskFile: `${smallDeskFile}\nchat: { enabled: false }\n` });
    await expect(off.visit()).rejects.toEqual(refusal('chat_off'));
    await off.close();
  });
});

describe('the page', () => {
  it('hears of its place in the queue when that changes, and that its own agent writes', async () => {
    const quiet = await startChatDesk();
    const id = await quiet.addAgent({ available: false });
    await quiet.presence.setAvailability(id, 'away');
    const pages = [];
    for (const name of ['uno', 'dos']) {
      const page = await quiet.visit();
      expect(await page.ask('chat:start', { id: name, text: 'No puedo navegar en Internet', email: `${name}@example.org` })).toMatchObject({ ok: true });
      quiet.clock.advance(1);
      await quiet.settleAndPublish();
      pages.push(page);
    }
    const [first, second] = pages;
    // Until the log was read the queue is not asked again.
    await expect.poll(async () => {
      quiet.server.tick(2_000);
      await quiet.server.settled();
      return second?.all('queue').at(-1)?.position;
    }).toBe(2);
    expect(first?.all('queue').at(-1)?.position).toBe(1);
    await sql`update tickets set status = 'cancelled', queue_key = null where number = (select min(number) from tickets)`.execute(quiet.database.db);
    await quiet.presence.setAvailability(id, 'available');
    await quiet.settleAndPublish();
    await expect.poll(async () => {
      quiet.server.tick(2_000);
      await quiet.server.settled();
      return second?.all('queue').at(-1)?.position ?? second?.all('state').at(-1);
    }).toBe(1);
    await quiet.close();
  });

  it('tells the agents who look at the ticket that the visitor writes, and shows only their own agent writing', async () => {
    const page = await desk.visit();
    const { number } = await begin(page);
    await take(number);
    await page.find('state', ({ state }) => state === 'with-agent');
    const whispers = await createWhispers({ db: desk.database.db, url: desk.database.url });
    const heard: unknown[] = [];
    whispers.hear(watchTopic, (words) => heard.push(words));
    page.socket.emit('chat:typing');
    page.socket.emit('chat:typing');
    await expect.poll(() => heard.length).toBe(1);
    expect(heard).toMatchObject([{ number: Number(number.slice(2)), agentId: 'visitor', state: 'typing' }]);
    const typing = { process: 'x', number: Number(number.slice(2)), state: 'typing', isNew: false };
    whispers.tell(watchTopic, { ...typing, agentId: randomUUID(), name: 'Otra Persona' });
    whispers.tell(watchTopic, { ...typing, agentId, name: 'Marta Ruiz' });
    expect(await page.find('typing')).toEqual({ name: 'Marta' });
    expect(page.all('typing')).toHaveLength(1);
    await whispers.close();
  });
});
