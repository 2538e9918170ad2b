import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BounceReport } from '../../../src/core/index.ts';
import { eventsOf } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { newAddress, standing, undeliverable } from './mail-tickets.ts';
import { mailOf, openPostOffice, readReport, takeMail } from './post-office.ts';
import { reports } from './reports.ts';

const ours = 'soporte@here.test';
const office = openPostOffice();
let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk({ deskFile: `${smallDeskFile}\nmailboxes: [{ key: soporte, address: ${ours} }]\n`, mailSender: office.sender });
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());

/** An agent's answer by mail that has gone out. */
async function answered() {
  const from = newAddress();
  const taken = await takeMail(desk, mailOf(desk, from, ours));
  if (taken.kind !== 'opened') throw new Error(`The mail was ${taken.kind}.`);
  await desk.settle();
  desk.clock.advance(1);
  const { ticket, replyId } = await desk.progress.reply(taken.ticketNumber, { agentId }, 'Reinicie el equipo.');
  await desk.settle();
  const mail = office.fetch().at(-1);
  if (!mail) throw new Error('Nothing was sent.');
  return { from, ticket, replyId, mail };
}

const noSuchMailbox = (recipient: string): BounceReport => ({ action: 'failed', recipient, status: '5.1.1', diagnostic: '550 5.1.1 User unknown' });
const bounceTo = (address: string, reports: BounceReport[], returnedIds: string[] = []) =>
  mailOf(desk, 'mailer-daemon@elsewhere.example', address, {
    returnPath: '', bounce: reports, returnedIds, subject: 'Undelivered Mail Returned to Sender', text: 'I am sorry to have to inform you',
  });

test.each(['return path', 'message id'] as const)('a report by %s fails the reply, marks the address, and neither wakes nor answers anybody', async (by) => {
  const { from, ticket, replyId, mail } = await answered();
  expect(mail.returnPath).toMatch(/^soporte\+b\.[a-z2-7]{36}@here\.test$/);
  const report = by === 'return path' ? bounceTo(mail.returnPath, [noSuchMailbox(from)]) : bounceTo(ours, [noSuchMailbox(from)], [mail.messageId]);
  expect(await takeMail(desk, report)).toMatchObject({ kind: 'noted' });
  expect(await takeMail(desk, report)).toEqual({ kind: 'duplicate' });
  await desk.settle();
  expect(office.fetch()).toEqual([]);
  expect(await standing(desk, replyId)).toMatchObject({ status: 'failed', code: '5.1.1', message: '550 5.1.1 User unknown' });
  expect(await eventsOf(desk, ticket.id, 'delivery.failed')).toHaveLength(1);
  expect(await undeliverable(desk, from)).toBe('5.1.1');

  const again = await takeMail(desk, mailOf(desk, from, ours));
  expect(again.kind).toBe('opened');
  expect(await undeliverable(desk, from)).toBeNull();
  await desk.settle();
  expect(office.fetch().map((one) => one.to[0]?.address)).toEqual([from]);
});

test.each(['postfix', 'qmail'] as const)('what %s writes fails the reply and marks the address', async (server) => {
  const { from, replyId, mail } = await answered();
  expect(await takeMail(desk, await readReport(desk, reports[server](mail, from), mail.returnPath))).toMatchObject({ kind: 'noted' });
  expect(await standing(desk, replyId)).toMatchObject({ status: 'failed', code: '5.1.1', message: expect.stringMatching(/User unknown|no mailbox/) as string });
  expect(await undeliverable(desk, from)).toBe('5.1.1');
});

test('what a server writes while it is still trying is told, and nothing fails', async () => {
  const { from, ticket, replyId, mail } = await answered();
  await takeMail(desk, await readReport(desk, reports.delayed(mail, from), mail.returnPath));
  expect(await standing(desk, replyId)).toMatchObject({ status: 'sent' });
  expect(await eventsOf(desk, ticket.id, 'delivery.delayed')).toMatchObject([{ reason: expect.stringContaining('timed out') as string, after: { code: '4.4.1', recipient: from } }]);
});

test('a report that is forged touches nobody', async () => {
  const { from, replyId, mail } = await answered();
  const forged = mail.returnPath.replace(/\+b\.(.)/, (_all, letter: string) => `+b.${letter === 'a' ? 'b' : 'a'}`);
  expect(await takeMail(desk, bounceTo(forged, [noSuchMailbox(from)]))).toEqual({ kind: 'bounce-of-nothing' });
  expect(await takeMail(desk, bounceTo(ours, [noSuchMailbox(from)], [`<r.${'0'.repeat(32)}@here.test>`]))).toEqual({ kind: 'bounce-of-nothing' });
  expect(await standing(desk, replyId)).toMatchObject({ status: 'sent' });
  expect(await undeliverable(desk, from)).toBeNull();
});

test('a report without a word of why is still a failure when it comes to the signed address', async () => {
  const { from, replyId, mail } = await answered();
  await takeMail(desk, bounceTo(mail.returnPath, []));
  expect(await standing(desk, replyId)).toMatchObject({ status: 'failed', code: 'bounced' });
  expect(await undeliverable(desk, from)).toBeNull();
});

test('an out-of-office sent to where reports go joins the ticket, fails nothing and is not answered', async () => {
  const { from, ticket, replyId, mail } = await answered();
  const away = mailOf(desk, from, mail.returnPath, {
    returnPath: '', subject: 'Respuesta automática: Asunto', headers: { 'auto-submitted': 'auto-replied' }, inReplyTo: [mail.messageId], text: 'Vuelvo el lunes.',
  });
  expect(await takeMail(desk, away)).toMatchObject({ kind: 'appended', ticketNumber: ticket.number });
  expect(await takeMail(desk, { ...away, messageId: null, contentHash: 'f'.repeat(64), inReplyTo: [], text: 'Vuelvo el martes.' })).toMatchObject({ kind: 'appended', ticketNumber: ticket.number });
  await desk.settle();
  expect(office.fetch()).toEqual([]);
  expect(await standing(desk, replyId)).toMatchObject({ status: 'sent' });
});

test('a report that comes before the mail is noted as sent fails it all the same', async () => {
  office.meanwhile = async (mail) => {
    if (mail.headers['Auto-Submitted'] === undefined) await takeMail(desk, bounceTo(mail.returnPath, [noSuchMailbox(mail.to[0]?.address ?? '')]));
  };
  const { from, replyId } = await answered();
  office.meanwhile = undefined;
  expect(await standing(desk, replyId)).toMatchObject({ status: 'failed', code: '5.1.1' });
  expect(await undeliverable(desk, from)).toBe('5.1.1');
});

test('a reply that is sent again after it came back may come back again', async () => {
  const { from, ticket, replyId, mail } = await answered();
  await takeMail(desk, bounceTo(mail.returnPath, [{ ...noSuchMailbox(from), status: '5.2.2' }]));
  desk.clock.advance(3600);
  await desk.progress.retry(ticket.number, { agentId }, replyId, { evenIfSent: false });
  await desk.settle();
  expect(await standing(desk, replyId)).toMatchObject({ status: 'sent', attempt: 2 });
  const [again] = office.fetch();
  expect(again?.messageId).toBe(mail.messageId);
  await takeMail(desk, bounceTo(ours, [noSuchMailbox(from)], [mail.messageId]));
  expect(await standing(desk, replyId)).toMatchObject({ status: 'failed', attempt: 2, code: '5.1.1' });
});

test('a report on a ticket that is over is kept, and wakes nobody', async () => {
  const { from, ticket, replyId, mail } = await answered();
  await desk.progress.cancel(ticket.number, { agentId }, 'x');
  expect(await takeMail(desk, bounceTo(mail.returnPath, [noSuchMailbox(from)]))).toMatchObject({ kind: 'noted' });
  expect(await standing(desk, replyId)).toMatchObject({ status: 'failed' });
  const after = await desk.transact((stores) => stores.tickets.lock(ticket.id));
  expect(after?.status).toBe('cancelled');
});
