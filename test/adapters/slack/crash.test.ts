import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSlackDesk, type SlackDeskTest } from './whole-desk.ts';

let on: SlackDeskTest;
beforeAll(async () => {
  on = await startSlackDesk();
  on.pretend.people.set('U0ANA', { id: 'U0ANA', name: 'Ana María', email: 'ana@example.org' });
});
afterAll(() => on.close());

it('an answer that was posted before the process died is found in Slack, and not posted again', async () => {
  const { desk, clock, pretend, events } = on;
  await on.event(events.says({ user: 'U0ANA', text: 'No puedo navegar en Internet', channel: 'D0ANA' }));
  await desk.settle();
  const before = await sql<{ id: string; provider_id: string }>`select id, provider_id from deliveries where status = 'sent'`.execute(desk.database.db);
  const [acknowledged] = before.rows;
  expect(acknowledged?.provider_id).toBe(`D0ANA/${pretend.posted()[0]?.ts}`);
  // As if it had died after Slack took it. Slack's clock is the real one, the desk's stands where its test put it.
  await sql`update deliveries set status = 'sending', provider_id = null where id = ${acknowledged?.id}`.execute(desk.database.db);
  clock.advance(61);
  expect(await desk.deliveries.deliver(acknowledged?.id ?? '')).toBe('sent');
  const after = await sql<{ provider_id: string }>`select provider_id from deliveries where id = ${acknowledged?.id}`.execute(desk.database.db);
  expect(after.rows).toEqual([{ provider_id: acknowledged?.provider_id }]);
  expect(pretend.posted()).toHaveLength(1);
});

it('a text waits for as long as Slack asked, and goes out once', async () => {
  const { desk, clock, pretend, events } = on;
  pretend.failNext('chat.postMessage', { kind: 'rate-limited', seconds: 90 });
  await on.event(events.says({ user: 'U0EVA', text: 'Se cayó la red', channel: 'D0EVA' }));
  await desk.settle();
  const waiting = await sql<{ id: string; next_try_at: Date }>`select id, next_try_at from deliveries where status = 'queued'`.execute(desk.database.db);
  const [delivery] = waiting.rows;
  expect((delivery?.next_try_at.getTime() ?? 0) - clock.now().getTime()).toBe(90_000);
  clock.advance(89);
  expect(await desk.deliveries.deliver(delivery?.id ?? '')).toBeNull();
  clock.advance(1);
  expect(await desk.deliveries.deliver(delivery?.id ?? '')).toBe('sent');
  expect(pretend.posted().filter(({ channel }) => channel === 'D0EVA')).toHaveLength(1);
});

it('answers of one moment stand in the thread as they were written, whichever job comes first and whatever Slack puts off', async () => {
  const { desk, clock, pretend, events } = on;
  await on.event(events.says({ user: 'U0LUZ', text: 'No hay conexión a internet', channel: 'D0LUZ' }));
  await desk.settle();
  const agentId = await desk.addAgent({ available: false });
  const { rows } = await sql<{ number: number }>`select max(number) as number from tickets`.execute(desk.database.db);
  const words = Array.from({ length: 20 }, (_, index) => `Paso ${index + 1}.`);
  for (const word of words) await desk.progress.reply(rows[0]?.number ?? 0, { agentId }, word);
  const jobs = desk.signals.splice(0).flatMap((signal) => (signal.kind === 'deliver-reply' ? [signal.deliveryId] : []));
  pretend.failNext('chat.postMessage', { kind: 'rate-limited', seconds: 90 });
  const work = async () => {
    await Promise.all(jobs.toReversed().map((id) => desk.deliveries.deliver(id)));
    await desk.settle();
  };
  await work();
  clock.advance(90);
  await work();
  await work();
  expect(pretend.posted().filter(({ channel, text }) => channel === 'D0LUZ' && text.startsWith('Paso')).map(({ text }) => text)).toEqual(words);
});

it('a long answer keeps its layout in every message that it becomes', async () => {
  const { desk, pretend, events } = on;
  await on.event(events.says({ user: 'U0SOL', text: 'Se cayó la red otra vez', channel: 'D0SOL' }));
  await desk.settle();
  const agentId = await desk.addAgent({ available: false });
  const { rows } = await sql<{ number: number }>`select max(number) as number from tickets`.execute(desk.database.db);
  const words = Array.from({ length: 60 }, (_, index) => `Paso ${index}: ${'siga '.repeat(25).trim()}.`);
  await desk.progress.reply(rows[0]?.number ?? 0, { agentId }, words.join('\n\n'), { html: words.map((word) => `<p><b>${word}</b></p>`).join('') });
  await desk.settle();
  const posted = pretend.posted().filter(({ channel, text }) => channel === 'D0SOL' && text.includes('Paso')).map(({ text }) => text);
  expect(posted.length).toBeGreaterThan(1);
  expect(posted.join('\n\n')).toBe(words.map((word) => `*${word}*`).join('\n\n'));
});
