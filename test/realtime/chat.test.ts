import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatConversation, ChatMessage } from '../../src/realtime/chat-protocol.ts';
import { startChatDesk, type ChatDesk, type VisitorPage } from './chat-desk.ts';

let desk: ChatDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startChatDesk();
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
