import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ticketNumber, type OutboundMail } from '../../src/core/index.ts';
import { newCaller, toLetter } from '../desk/calls/caller.ts';
import { mailOf, openPostOffice, takeMail } from '../desk/mails/post-office.ts';
import { pretendSender } from '../desk/replies/pretend-sender.ts';
import { deliveriesOf } from '../desk/replies/texting.ts';
import { eventsOf, landed, newNumber, ours, takeIn, textFrom } from '../intake/probes.ts';
import { smallDeskFile } from '../support/desk.ts';
import { form, startTestApi, type Person, type TestApi } from './test-api.ts';

const sender = pretendSender();
const office = openPostOffice();
const numbers = { called: '+576015550155', premium: '+5719001234567' };
let api: TestApi;
let agent: Person;

beforeAll(async () => {
  api = await startTestApi({
    telephony: sender, mailSender: office.sender, ownNumber: ours,
    deskFile: `${smallDeskFile}\nmailboxes: [{ key: mesa, address: mesa@desk.test }]\nnumbers: [{ number: "${numbers.called}" }]\ncallbacks: { countries: [CO] }\n`,
  });
  agent = await api.signIn();
});
afterAll(() => api.close());
beforeEach(() => {
  sender.sent.length = 0;
  office.fetch();
});

interface Way { way: string; reason: string | null; channel: string; to: string | null; from: string }
const read = async (number: string) => api.call('GET', `/api/tickets/${number}`, { by: agent });
const waysOf = async (number: string) => (await read(number)).at('ways') as Way[];
const answer = async (number: string, body: Record<string, unknown>) => {
  api.desk.clock.advance(1);
  const written = await api.call('POST', `/api/tickets/${number}/replies`, { by: agent, body });
  await api.desk.settle();
  return written;
};
const byText = (to: string) => ({ way: { channel: 'sms', to } });

/** A call that reached the line and was hung up, as a ticket. */
async function call(from?: string): Promise<{ from: string; number: string; ticketId: string }> {
  const caller = newCaller(api.desk, from);
  await caller.press(toLetter);
  await caller.report();
  await api.desk.settle();
  const { id, number } = await caller.ticket();
  return { from: caller.from, number: ticketNumber(number), ticketId: id };
}

async function text(from: string, body: string, to = ours) {
  api.desk.clock.advance(60);
  const { number } = landed(await takeIn(api.desk, textFrom(api.desk, from, { body, to })));
  await api.desk.settle();
  return ticketNumber(number);
}

/** An address that agents know to be the customer's. */
async function verified(number: string, kind: 'email' | 'phone', value: string) {
  const customer = String((await read(number)).at('customer.id'));
  await api.call('POST', `/api/customers/${customer}/addresses`, { by: agent, body: { kind, value } });
  expect((await api.call('POST', `/api/customers/${customer}/addresses/verify`, { by: agent, body: { kind, value } })).status).toBe(200);
}

describe('from the ticket of a call', () => {
  test('the caller is answered by text, and what they text back joins the ticket', async () => {
    const { from, number, ticketId } = await call();
    expect(await waysOf(number)).toEqual([
      { way: 'none', reason: null, channel: 'voice', to: from, from: ours }, { way: 'sent', reason: null, channel: 'sms', to: from, from: ours },
    ]);
    const written = await answer(number, { text: 'Su constancia está lista.', ...byText(from) });
    expect([written.status, written.at('reply.delivery.status')]).toEqual([201, 'queued']);
    expect(sender.sent.map(({ text: { to, from: our, body } }) => [to, our, body])).toEqual([[from, ours, 'Su constancia está lista.']]);
    const item = (written.at('ticket.timeline') as { kind: string; way?: unknown }[]).findLast(({ kind }) => kind === 'reply');
    expect(item?.way).toEqual({ channel: 'sms', to: from });
    expect((await eventsOf(api.desk, ticketId, 'reply.written'))[0]?.after).toEqual({ channel: 'sms', to: from });
    expect(await text(from, 'Gracias, ¿dónde la recojo?')).toBe(number);
    // From now on a text is what is answered.
    expect((await waysOf(number))[0]).toMatchObject({ channel: 'sms', to: from, way: 'sent' });
    await answer(number, { text: 'En la recepción.' });
    expect(sender.sent.map(({ text: { body } }) => body)).toEqual(['Su constancia está lista.', 'En la recepción.']);
  });

  test('a text of somebody else, or to another number of ours, does not join it', async () => {
    const { from, number } = await call();
    await answer(number, { text: 'Hola', ...byText(from) });
    expect(await text(newNumber(), 'Gracias')).not.toBe(number);
    expect(await text(from, 'Gracias', numbers.called)).not.toBe(number);
  });

  test('an answer of many words is counted and sent once, in order, however often it is asked for', async () => {
    const { from, number, ticketId } = await call();
    const body = { id: '0b7a1f10-0000-4000-8000-000000000001', text: 'Reinicie el equipo y espere. '.repeat(140).trim(), ...byText(from) };
    const answers = await Promise.all([answer(number, body), answer(number, body), answer(number, body)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(sender.sent.map((one) => one.text.body.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
    expect((await deliveriesOf(api.desk, ticketId)).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
  });

  test('a landline is told by the provider, and the answer can be sent again by hand', async () => {
    const { from, number, ticketId } = await call();
    sender.fates.push(async () => ({ kind: 'refused', code: '21614', message: 'not a mobile number' }));
    const written = await answer(number, { text: 'Hola', ...byText(from) });
    const replyId = String(written.at('reply.id'));
    expect((await read(number)).at('undelivered')).toBe(true);
    expect((await api.call('POST', `/api/tickets/${number}/replies/${replyId}/retry`, { by: agent, body: {} })).status).toBe(201);
    await api.desk.settle();
    expect((await deliveriesOf(api.desk, ticketId)).map(({ status, error_code: code }) => [status, code])).toEqual([['failed', '21614'], ['sent', null]]);
  });

  test('who said stop is not texted, on the number that they said it to', async () => {
    const { from, number } = await call();
    await takeIn(api.desk, textFrom(api.desk, from, { body: 'ALTO', to: numbers.called }));
    await api.desk.settle();
    sender.sent.length = 0;
    expect((await waysOf(number))[1]).toEqual({ way: 'refused', reason: 'opted_out', channel: 'sms', to: from, from: numbers.called });
    const written = await answer(number, { text: 'Hola', ...byText(from) });
    expect(written.at('reply.delivery')).toMatchObject({ status: 'failed', code: 'opted_out' });
    expect(sender.sent).toEqual([]);
  });

  test('mail goes to a verified address in the language of the call, and its answer joins the ticket', async () => {
    const { number } = await call();
    await verified(number, 'email', 'ana@x.test');
    expect((await waysOf(number)).slice(1).map(({ channel, to, from }) => [channel, to, from])).toEqual([
      ['sms', expect.any(String), ours], ['email', 'ana@x.test', 'mesa@desk.test'],
    ]);
    const written = await answer(number, { text: 'Aquí está.', html: '<p><strong>Aquí</strong> está.</p>', way: { channel: 'email', to: 'ana@x.test' } });
    expect(written.status).toBe(201);
    const [mail] = office.fetch();
    expect(mail).toMatchObject({ subject: `Re: Su solicitud [${number}]`, to: [{ address: 'ana@x.test' }], cc: [] });
    expect(mail?.html).toContain('<strong>Aquí</strong>');
    const back = (from: string, to: OutboundMail | undefined) => takeMail(api.desk, mailOf(api.desk, from, to?.replyTo ?? '', {
      subject: to?.subject ?? '', text: 'Gracias', references: [to?.messageId ?? ''], inReplyTo: [to?.messageId ?? ''],
    }));
    expect(await back('ana@x.test', mail)).toMatchObject({ kind: 'appended', ticketNumber: Number(number.slice(2)) });
    expect(await back('mallory@x.test', mail)).toMatchObject({ kind: 'opened' });
  });

  test('a caller who withheld their number has no way but the status page', async () => {
    for (const from of ['anonymous', '+266696687']) {
      const { number } = await call(from);
      expect(await waysOf(number)).toEqual([expect.objectContaining({ way: 'none', channel: 'voice', to: null })]);
      const refused = await answer(number, { text: 'Hola', way: { channel: 'sms', to: null } });
      expect(refused.at('error.fields.way')).toMatch(/not known/);
      expect((await answer(number, { text: 'Hola', ...byText(from) })).at('error.fields.way')).toMatch(/no address of this ticket/);
      expect((await answer(number, { text: 'Hola', way: { channel: 'voice', to: null } })).at('reply.delivery.status')).toBe('shelved');
    }
  });
});

describe('a way that there is not', () => {
  test('is refused with its reason, and nothing is written', async () => {
    const [one, other] = [await call(), await call()];
    await verified(other.number, 'email', 'otra@x.test');
    const cases: [unknown, RegExp][] = [
      [{ channel: 'pigeon', to: one.from }, /no channel/], [{ channel: '__proto__', to: one.from }, /no channel/],
      [{ channel: 'sms', to: other.from }, /no address of this ticket’s customer/], [{ channel: 'email', to: 'otra@x.test' }, /no address of this ticket/],
      [{ channel: 'sms', to: '112' }, /no address/], [{ channel: 'sms', to: '\u0000' }, /no address/], [{ channel: 'sms', to: '\ud800' }, /no address/],
      [{ channel: 'sms', to: null }, /to whom/], [{ channel: 'sms' }, /to whom/], [{ channel: 'voice', to: other.from }, /customer/],
      [{ channel: 'sms', to: one.from, from: '+15005550006' }, /does not leave from/], [{ channel: 'web', to: one.from }, /where the customer wrote by it/],
      [{ channel: 'email', to: one.from }, /where the customer wrote by it/],
    ];
    for (const [way, reason] of cases) {
      const refused = await answer(one.number, { text: 'Hola', way });
      expect([refused.status, refused.at('error.code'), refused.at('error.fields.way')]).toEqual([400, 'invalid_input', expect.stringMatching(reason)]);
    }
    for (const way of ['sms', 7, [], { to: one.from }, { channel: 7 }, { channel: 'sms', to: 'x'.repeat(321) }, { channel: 'sms', to: {} }]) {
      const refused = await answer(one.number, { text: 'Hola', way });
      expect([refused.status, refused.keys('error.fields')[0]]).toEqual([400, expect.stringMatching(/^way/)]);
    }
    expect(sender.sent).toEqual([]);
    expect((await waysOf(one.number))[0]).toMatchObject({ channel: 'voice' });
  });

  test('a text that is too long, and files, layout or copies on one, are named', async () => {
    const { from, number } = await call();
    const fields = async (body: Record<string, unknown>) => (await answer(number, { text: 'Hola', ...byText(from), ...body })).keys('error.fields');
    expect(await fields({ text: 'palabra '.repeat(4_200) })).toEqual(['text']);
    expect(await fields({ html: '<p>Hola</p>', cc: ['a@x.test'] })).toEqual(['html', 'cc']);
    const { payload, headers } = fileForm();
    const uploaded = await api.call('POST', '/api/files', { by: agent, body: payload, headers });
    expect(await fields({ attachments: [String(uploaded.at('file.token'))] })).toEqual(['attachments']);
    expect((await waysOf(number))[0]).toMatchObject({ channel: 'voice' });
  });

  test.each([
    ['a premium number', numbers.premium, /never writes/], ['a country that is not called', '+14155550123', /never writes/], ['one of our own', numbers.called, /never writes/],
  ])('%s that called is never texted', async (_what, from, reason) => {
    const { number } = await call(from);
    expect((await waysOf(number)).map(({ channel }) => channel)).toEqual(['voice']);
    expect((await answer(number, { text: 'Hola', ...byText(from) })).at('error.fields.way')).toMatch(reason);
  });

  test('nobody who is blocked is texted', async () => {
    const { from, number } = await call();
    const lead = await api.signIn({ role: 'lead' });
    await api.call('POST', '/api/blocked', { by: lead, body: { kind: 'phone', value: from, reason: 'Insultos' } });
    expect((await answer(number, { text: 'Hola', ...byText(from) })).at('error.fields.way')).toMatch(/blocked/);
  });
});

describe('a ticket that came another way', () => {
  test('of a form is answered where the customer is known to be, and nowhere else', async () => {
    const [email, phone] = ['luz@x.test', newNumber()];
    const number = await api.submit({ ...form, email, phone, subject: 'Un salón' });
    expect((await waysOf(number)).map(({ way, channel }) => [way, channel])).toEqual([['shelf', 'web']]);
    for (const way of [{ channel: 'email', to: email }, { channel: 'sms', to: phone }]) {
      expect((await answer(number, { text: 'Hola', way })).at('error.fields.way')).toMatch(/not verified/);
    }
    await verified(number, 'email', email);
    await verified(number, 'phone', phone);
    expect((await waysOf(number)).map(({ channel, to }) => [channel, to])).toEqual([['web', null], ['sms', phone], ['email', email]]);
    await answer(number, { text: 'Hay uno libre.', way: { channel: 'email', to: email } });
    expect(office.fetch()[0]?.subject).toBe(`Re: Un salón [${number}]`);
    // Without a wish, an answer goes where the last one went; the other way stays.
    await answer(number, { text: 'Por texto también.', ...byText(phone) });
    expect(sender.sent.map(({ text: { to } }) => to)).toEqual([phone]);
    expect((await waysOf(number)).map(({ channel }) => channel)).toEqual(['sms', 'email']);
    await answer(number, { text: 'Otro correo.', way: { channel: 'email', to: email } });
    expect(office.fetch()[0]?.references).toHaveLength(1);
  });

  test('of a visitor who left no address has its own way only', async () => {
    const inbound = {
      visitorId: 'a0000000-0000-4000-8000-000000000001', messageId: 'm1', text: 'Hola', attachments: [], receivedAt: api.desk.clock.now(),
    };
    const { number } = landed(await api.desk.accept(api.desk.channels.chat.toContact(inbound), api.desk.channels.chat.capabilities));
    await api.desk.settle();
    expect((await waysOf(ticketNumber(number))).map(({ way, channel }) => [way, channel])).toEqual([['page', 'chat']]);
  });
});

test('an answer by another way is shown to who has the link of its own ticket, and not of one that it was merged into', async () => {
  const [one, into] = [await call(), await call()];
  await answer(one.number, { text: 'Su clave es secreta.', ...byText(one.from) });
  const link = async (number: string) => new URL(String((await api.call('GET', `/api/tickets/${number}/way-back`, { by: agent })).at('statusUrl'))).pathname;
  const [own, other] = [await link(one.number), await link(into.number)];
  expect((await api.call('POST', `/api/tickets/${one.number}/merge`, { by: agent, body: { into: into.number } })).status).toBe(200);
  await text(one.from, 'Gracias, la usaré');
  const [mine, theirs] = [String((await api.call('GET', own)).body), String((await api.call('GET', other)).body)];
  for (const words of ['Su clave es secreta.', 'Gracias, la usaré']) expect([mine.includes(words), theirs.includes(words)]).toEqual([true, false]);
});

test('the documentation names the ways', async () => {
  const { components, paths } = (await api.call('GET', '/openapi.json')).body as { components: { schemas: Record<string, unknown> }; paths: Record<string, unknown> };
  expect(JSON.stringify(components.schemas['Ticket'])).toContain('ways that an answer may go');
  expect(JSON.stringify(paths['/api/tickets/{number}/replies'])).toContain('one of the ticket’s `ways`');
});

function fileForm() {
  const payload = '--xx\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nnotas\r\n--xx--\r\n';
  return { payload: Buffer.from(payload), headers: { 'content-type': 'multipart/form-data; boundary=xx' } };
}
