import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { AppError, type OutboundMail, type Sender } from '../../../src/core/index.ts';
import { landed } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
afterEach(() => desk.close());

/** A mail server that does as it is told, and notes what it got. */
async function start(doing: () => Promise<void> = async () => undefined) {
  const mails: OutboundMail[] = [];
  const mailSender: Sender = {
    send: async ({ mail }) => {
      if (mail) mails.push(mail);
      await doing();
      return { kind: 'sent', providerId: mail?.messageId ?? '' };
    },
    find: async () => null,
  };
  desk = await startTestDesk({ deskFile: smallDeskFile, mailSender, mailFrom: { name: 'Mesa', address: 'mesa@desk.test' } });
  const contact = desk.channels.web.toContact({
    requestId: 'form', subject: 'Sin red', description: 'x', name: 'Ana', email: 'ana@example.org', receivedAt: desk.clock.now(),
  });
  landed(await desk.accept(contact, desk.channels.web.capabilities));
  await desk.settle();
  return { mails };
}
const links = async () => (await sql<{ id: string; status: string; reason: string | null }>`
  select id, status, reason from portal_links order by created_at, id`.execute(desk.database.db)).rows;
/** What the relay finds due. */
const due = async () => (await desk.backlog.lateSignals(desk.clock.now(), 100)).filter(({ kind }) => kind === 'send-portal-link');

test('who wrote to us is mailed a link, as text and as a page, that no machine answers', async () => {
  const { mails } = await start();
  await desk.portal.ask('Ana@Example.org', 'es');
  await desk.settle();
  expect(mails).toHaveLength(1);
  const [mail] = mails;
  const url = /http:\/\/desk\.test\/help\/enter\/[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? 'none';
  expect(mail?.html).toContain(`<a href="${url}">`);
  expect(mail).toMatchObject({ to: [{ address: 'ana@example.org' }], from: { name: 'Mesa', address: 'mesa@desk.test' }, subject: 'Sus solicitudes en Prueba', headers: { 'Auto-Submitted': 'auto-generated' } });
  expect(await links()).toMatchObject([{ status: 'sent' }]);
});

test('who never wrote is mailed nothing, and neither is the desk itself', async () => {
  const { mails } = await start();
  await desk.portal.ask('nobody@example.org', 'en');
  await desk.portal.ask('mesa@desk.test', 'en');
  await desk.settle();
  expect(mails).toEqual([]);
  expect(await links()).toMatchObject([{ status: 'dropped', reason: 'nobody' }, { status: 'dropped', reason: 'nobody' }]);
});

test('one mailbox gets five within an hour, whoever asks, also at the same time', async () => {
  const { mails } = await start();
  for (let time = 0; time < 8; time += 1) await desk.portal.ask('ana@example.org', 'es');
  const waiting = desk.signals.splice(0);
  await Promise.all(waiting.map(async (signal) => (signal.kind === 'send-portal-link' ? desk.sendPortalLink(signal.linkId) : null)));
  expect(mails).toHaveLength(5);
  desk.clock.advance(3_601);
  await desk.portal.ask('ana@example.org', 'es');
  await desk.settle();
  expect(mails).toHaveLength(6);
});

test('a job that runs twice, and twice at the same time, sends one mail', async () => {
  const { mails } = await start();
  await desk.portal.ask('ana@example.org', 'es');
  const [{ id } = { id: '' }] = await links();
  await Promise.all([desk.sendPortalLink(id), desk.sendPortalLink(id)]);
  await desk.sendPortalLink(id);
  expect(mails).toHaveLength(1);
});

test('what certainly did not go out is tried again, under the same Message-ID, until the link would be over', async () => {
  let isDown = true;
  const { mails } = await start(async () => {
    if (isDown) throw new AppError({ code: 'unavailable', status: 503, retryable: true, publicMessage: 'down' });
  });
  await desk.portal.ask('ana@example.org', 'es');
  await desk.settle();
  expect(await links()).toMatchObject([{ status: 'queued', reason: 'unavailable' }]);
  expect(await due()).toEqual([]);
  desk.clock.advance(11);
  isDown = false;
  desk.signals.push(...(await due()));
  await desk.settle();
  expect(await links()).toMatchObject([{ status: 'sent' }]);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
});

test('what nobody could send within its life is given up', async () => {
  const { mails } = await start();
  await desk.portal.ask('ana@example.org', 'es');
  desk.clock.advance(1_801);
  await desk.settle();
  expect(mails).toEqual([]);
  expect(await links()).toMatchObject([{ status: 'failed', reason: 'expired' }]);
});

test('what may have gone out is never sent again', async () => {
  const { mails } = await start(async () => {
    throw new Error('the line broke');
  });
  await desk.portal.ask('ana@example.org', 'es');
  await desk.settle();
  desk.clock.advance(3_600);
  expect(await due()).toEqual([]);
  expect(await links()).toMatchObject([{ status: 'unknown' }]);
  expect(mails).toHaveLength(1);
});

test('a process that died while sending leaves a link that nobody sends again', async () => {
  const { mails } = await start();
  await desk.portal.ask('ana@example.org', 'es');
  await sql`update portal_links set status = 'sending', tries = 1`.execute(desk.database.db);
  desk.signals.length = 0;
  desk.clock.advance(600);
  expect(await due()).toEqual([]);
  desk.clock.advance(302);
  desk.signals.push(...(await due()));
  await desk.settle();
  expect(await links()).toMatchObject([{ status: 'unknown', reason: 'interrupted' }]);
  expect(mails).toEqual([]);
});

test('a lost signal is found again', async () => {
  const { mails } = await start();
  await desk.portal.ask('ana@example.org', 'es');
  desk.signals.length = 0;
  desk.clock.advance(3);
  desk.signals.push(...(await due()));
  await desk.settle();
  expect(mails).toHaveLength(1);
});

test('links and sessions that are over are swept out', async () => {
  await start();
  await desk.portal.ask('ana@example.org', 'es');
  await desk.settle();
  desk.clock.advance(2 * 24 * 3_600);
  await desk.sweep(desk.clock.now());
  expect(await links()).toEqual([]);
});
