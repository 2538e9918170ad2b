import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, unavailable, type OutboundMail, type SendOutcome, type Sender } from '../../../src/core/index.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { mailOf, takeMail } from '../mails/post-office.ts';
import { eventsOf } from '../../intake/probes.ts';

const deskFile = `${smallDeskFile}
mailboxes:
  - { key: soporte, address: soporte@desk.test, name: Soporte, team: mesa }
email: { signature: { es: "Mesa de Prueba\\next. 100", en: "Test Desk" } }
`;

let desk: TestDesk;
let agentId: string;
const sent: OutboundMail[] = [];
const fates: (() => Promise<SendOutcome>)[] = [];
const sender: Sender = {
  patience: 'long',
  send: async ({ mail }) => {
    if (!mail) throw new Error('Not a mail.');
    sent.push(mail);
    return fates.shift()?.() ?? { kind: 'sent', providerId: mail.messageId };
  },
  find: () => Promise.resolve(null),
};

beforeAll(async () => {
  desk = await startTestDesk({ deskFile, mailSender: sender, mailFrom: { name: 'La Mesa', address: 'mesa@desk.test' } });
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());

let people = 0;

/** A ticket opened by mail and acknowledged; Luis got a copy. */
async function opened(about: Parameters<typeof mailOf>[3] = {}) {
  people += 1;
  const ana = `ana${people}@x.test`;
  const mail = mailOf(desk, ana, 'soporte@desk.test', {
    from: [{ name: 'Ana Pérez', address: ana }], cc: [{ name: 'Luis', address: `luis${people}@x.test` }, { name: null, address: 'soporte@desk.test' }],
    subject: 'Re: No puedo navegar', text: 'No puedo navegar en internet.', ...about,
  });
  const taken = await takeMail(desk, mail);
  if (taken.kind !== 'opened') throw new Error(taken.kind);
  desk.clock.advance(1);
  await desk.settle();
  const { rows } = await sql<{ id: string }>`select id from tickets where number = ${taken.ticketNumber}`.execute(desk.database.db);
  return { ana, mail, number: taken.ticketNumber, ticketId: rows[0]?.id ?? '', acknowledgement: sent.splice(0).at(0) };
}

async function answer(number: number, text = 'Reinicie el equipo.', extras: Parameters<TestDesk['progress']['reply']>[3] = {}): Promise<OutboundMail> {
  desk.clock.advance(60);
  await desk.progress.reply(number, { agentId }, text, extras);
  await desk.settle();
  const mail = sent.splice(0).at(-1);
  if (!mail) throw new Error('Nothing was sent.');
  return mail;
}

async function deliveryOf(ticketId: string) {
  const { rows } = await sql<{ id: string; reply_id: string; status: string; tries: number; next_try_at: Date; error_code: string | null; provider_id: string | null }>`
    select d.id, d.reply_id, d.status, d.tries, d.next_try_at, d.error_code, d.provider_id from deliveries d join replies r on r.id = d.reply_id
    where r.ticket_id = ${ticketId} and r.kind = 'agent' order by d.attempt desc limit 1`.execute(desk.database.db);
  if (!rows[0]) throw new Error('No delivery.');
  return rows[0];
}

describe('an answer by mail', () => {
  it('hangs on the mail that it answers, from the address that was written to, with copies for those who had one', async () => {
    const { ana, mail, number, ticketId, acknowledgement } = await opened();
    const reply = await answer(number);
    expect(reply).toMatchObject({
      from: { name: 'Soporte', address: 'soporte@desk.test' }, to: [{ name: 'Ana Pérez', address: ana }],
      cc: [{ name: 'Luis', address: ana.replace('ana', 'luis') }],
      subject: `Re: No puedo navegar [V-${number}]`, inReplyTo: mail.messageId, references: [acknowledgement?.messageId, mail.messageId],
    });
    expect(reply.text).toMatch(/^Reinicie el equipo\.\n\n-- \nAgente \w+\nMesa de Prueba\next\. 100\n\nEl 2 de marzo de 2026, .*Ana Pérez escribió:\n> No puedo navegar en internet\.\n$/);
    const { reply_id: replyId, ...delivery } = await deliveryOf(ticketId);
    expect(reply.messageId).toBe(`<r.${replyId.replaceAll('-', '')}@desk.test>`);
    expect(delivery).toMatchObject({ status: 'sent', provider_id: reply.messageId });
    const { rows } = await sql<{ message_id: string }>`select message_id from replies where id = ${replyId}`.execute(desk.database.db);
    expect(rows[0]?.message_id).toBe(reply.messageId);
    expect(reply.replyTo).toMatch(/^soporte\+t\.[a-z2-7]{36}@desk\.test$/);
    expect(reply.returnPath).toMatch(/^soporte\+b\.[a-z2-7]{36}@desk\.test$/);
  });

  it('of the desk itself goes to the sender alone, quotes nobody and says that a machine wrote it', async () => {
    const { mail, acknowledgement, ana } = await opened();
    expect(acknowledgement).toMatchObject({ to: [{ address: ana }], cc: [], inReplyTo: mail.messageId, headers: { 'Auto-Submitted': 'auto-replied' } });
    expect(acknowledgement?.text).not.toContain('navegar');
  });

  it('comes back to its own ticket, and the next one hangs on what came back', async () => {
    const { ana, mail, number, acknowledgement } = await opened();
    const first = await answer(number);
    const back = mailOf(desk, ana, first.replyTo, { subject: first.subject, inReplyTo: [first.messageId], references: [...first.references, first.messageId], text: `Sigue igual.\n\n${first.text.replaceAll(/^/gm, '> ')}` });
    expect(await takeMail(desk, back)).toMatchObject({ kind: 'appended', ticketNumber: number });
    const second = await answer(number);
    expect(second).toMatchObject({ subject: first.subject, inReplyTo: back.messageId, references: [mail.messageId, acknowledgement?.messageId, first.messageId, back.messageId] });
    expect(second.text).toMatch(/escribió:\n> Sigue igual\.\n$/);
  });

  it('goes to those whom its writer names, who take part from then on, and never to ourselves', async () => {
    const { ana, number } = await opened();
    const cc = [{ name: null, address: 'nuevo@x.test' }, { name: null, address: 'soporte@desk.test' }, { name: null, address: ana }];
    expect((await answer(number, 'Hola', { cc })).cc).toEqual([{ name: null, address: 'nuevo@x.test' }]);
    expect((await answer(number, 'Hola')).cc.map(({ address }) => address)).toEqual([ana.replace('ana', 'luis'), 'nuevo@x.test']);
    expect((await answer(number, 'Hola', { cc: [] })).cc).toEqual([]);
  });

  it('brings its own writer no copy, whom the customer named beside us', async () => {
    const { rows: [me] } = await sql<{ email: string }>`select email from agents where id = ${agentId}`.execute(desk.database.db);
    const { number } = await opened({ cc: [{ name: null, address: me?.email ?? '' }, { name: null, address: 'jefe@x.test' }] });
    expect((await answer(number)).cc.map(({ address }) => address)).toEqual(['jefe@x.test']);
  });

  it('answers what came through a mailing list like any other mail, and no note of absence', async () => {
    const { ana, mail, number } = await opened({ headers: { 'list-id': '<soporte.desk.test>', precedence: 'list' } });
    const first = await answer(number);
    expect(first).toMatchObject({ inReplyTo: mail.messageId, references: [mail.messageId] });
    expect(first.text).toContain('> No puedo navegar en internet.');
    await takeMail(desk, mailOf(desk, ana, first.replyTo, { subject: `Respuesta automática: ${first.subject}`, inReplyTo: [first.messageId], text: 'Estoy fuera.', headers: { 'auto-submitted': 'auto-replied' } }));
    const second = await answer(number);
    expect(second.inReplyTo).toBe(mail.messageId);
    expect(second.text).not.toContain('fuera');
  });

  it('leaves from our own address when the one that was written to is none of ours any more', async () => {
    const { number, ticketId } = await opened();
    await sql`update conversations set ours = 'vieja@gone.test' where ticket_id = ${ticketId}`.execute(desk.database.db);
    expect((await answer(number)).from).toEqual({ name: 'La Mesa', address: 'mesa@desk.test' });
  });

  it('that is sent again has the same Message-ID, and the receipt of the last one counts', async () => {
    const { number, ticketId } = await opened();
    const first = await answer(number);
    await desk.deliveries.receive({ providerId: first.messageId, state: 'failed', code: '5.2.2', message: 'full' });
    const { reply_id: replyId } = await deliveryOf(ticketId);
    await desk.progress.retry(number, { agentId }, replyId, { evenIfSent: false });
    await desk.settle();
    expect(sent.splice(0).map(({ messageId }) => messageId)).toEqual([first.messageId]);
    expect(await deliveryOf(ticketId)).toMatchObject({ status: 'sent', provider_id: first.messageId });
  });

  it('tells of each who was refused a copy, and stands', async () => {
    const { number, ticketId } = await opened();
    fates.push(() => Promise.resolve({ kind: 'sent', providerId: '<x@desk.test>', refusedCopies: [{ recipient: 'luis@x.test', code: '5.1.1', message: 'no such user' }] }));
    await answer(number);
    expect((await deliveryOf(ticketId)).status).toBe('sent');
    expect((await eventsOf(desk, ticketId, 'delivery.failed')).map(({ after, reason }) => [reason, after])).toEqual([
      ['no such user', { channel: 'email', code: '5.1.1', recipient: 'luis@x.test', copied: true }],
    ]);
  });
});

describe('an address that the mail server refuses', () => {
  const marked = async (ticketId: string) => (await eventsOf(desk, ticketId, 'address.undeliverable')).map(({ after }) => [after?.['value'], after?.['code']]);
  const refusing = (refusal: Omit<SendOutcome & { kind: 'refused' }, 'kind'>) => () => Promise.resolve<SendOutcome>({ kind: 'refused', ...refusal });

  it('is marked at once, as after a report', async () => {
    const { ana, number, ticketId } = await opened();
    fates.push(refusing({ code: '5.1.1', message: '550 5.1.1 no such user', recipient: ana }));
    await answer(number);
    expect(await deliveryOf(ticketId)).toMatchObject({ status: 'failed', error_code: '5.1.1' });
    expect(await marked(ticketId)).toEqual([[ana, '5.1.1']]);
  });

  it('is marked when it was to get a copy', async () => {
    const { number, ticketId } = await opened();
    const luis = `luis${people}@x.test`;
    await takeMail(desk, mailOf(desk, luis, 'soporte@desk.test', { subject: 'Otro asunto' }));
    await desk.settle();
    sent.length = 0;
    fates.push(() => Promise.resolve({ kind: 'sent', providerId: `<x${people}@desk.test>`, refusedCopies: [{ recipient: luis, code: '5.1.1', message: 'no such user' }] }));
    await answer(number);
    expect(await marked(ticketId)).toEqual([[luis, '5.1.1']]);
  });

  it('is not marked for what may pass, or is about the mail', async () => {
    const { ana, number, ticketId } = await opened();
    fates.push(refusing({ code: '5.2.2', message: '552 5.2.2 full', recipient: ana }));
    await answer(number);
    fates.push(refusing({ code: '5.1.1', message: '550 5.1.1 no' }));
    await answer(number);
    expect(await marked(ticketId)).toEqual([]);
  });
});

describe('a mail server that does not take it now', () => {
  const putOff = () => Promise.reject(new AppError({ code: '4.2.0', status: 503, retryable: true, publicMessage: '450 4.2.0 greylisted' }));

  it('is tried after 30 s, 1, 2, 4 … minutes and then every hour, for two days, and then it fails for all to see', async () => {
    const { number, ticketId } = await opened();
    fates.push(putOff);
    await answer(number);
    const waits: number[] = [];
    for (let standing = await deliveryOf(ticketId); standing.status === 'queued'; standing = await deliveryOf(ticketId)) {
      waits.push((standing.next_try_at.getTime() - desk.clock.now().getTime()) / 1_000);
      desk.clock.advance(waits.at(-1) ?? 0);
      fates.push(putOff);
      await desk.deliveries.deliver(standing.id);
    }
    expect(waits.slice(0, 9)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / 3600).toSatisfy((hours: number) => hours > 47 && hours < 49);
    expect(await deliveryOf(ticketId)).toMatchObject({ status: 'failed', error_code: 'gave_up' });
    expect((await eventsOf(desk, ticketId, 'delivery.failed'))).toHaveLength(1);
    sent.length = 0;
  });

  it('is not given up as dead while a large mail may still be on its way', async () => {
    const { number, ticketId } = await opened();
    fates.push(() => Promise.reject(unavailable('The mail server')));
    await answer(number);
    const { id } = await deliveryOf(ticketId);
    await sql`update deliveries set status = 'sending', updated_at = ${desk.clock.now()} where id = ${id}`.execute(desk.database.db);
    desk.clock.advance(10 * 60);
    expect(await desk.deliveries.deliver(id)).toBeNull();
    desk.clock.advance(6 * 60);
    expect(await desk.deliveries.deliver(id)).toBe('unknown');
  });
});
