import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorSchema } from '../../src/api/schemas/fields.ts';
import { until } from '../../src/demo/expectations.ts';
import { sendForm, startGatewayProcess, type GatewayProcess, type RestClient, type TicketAnswer } from '../support/gateway.ts';
import { newSid, signedPost, startTwilioNetwork, twilioAccount, type Parameters, type PostAnswer, type PretendTwilio } from '../support/twilio-network.ts';

const ours = '+576015550100';
let network: PretendTwilio;
let gateway: GatewayProcess;
let admin: RestClient;

beforeAll(async () => {
  network = await startTwilioNetwork();
  gateway = await startGatewayProcess({ env: { TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours } });
  network.connect(gateway.url);
  admin = await gateway.admin();
}, 60_000);
afterAll(async () => {
  const log = gateway.log();
  await gateway.close();
  await network.close();
  expect(network.violations).toEqual([]);
  expect(log).not.toContain('"level":"error"');
});

const hook = (path: string, parameters: Parameters, token = twilioAccount.authToken): Promise<PostAnswer> =>
  signedPost(`${gateway.url}/webhooks/twilio/${path}`, parameters, token);
const sms = (more: Parameters = {}): Parameters => ({
  MessageSid: newSid('SM'), AccountSid: twilioAccount.accountSid, From: '+573003330001', To: ours, Body: 'Hola', NumMedia: '0', ...more,
});
const json = (path: string, body: string, type = 'application/json') =>
  fetch(`${gateway.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });
const form = { subject: 'No tengo internet', description: 'Desde ayer', name: 'Paula', email: 'paula@example.org' };

/** The fields that an error answer names. */
function fieldsOf(answer: unknown): string[] {
  return Object.keys(errorSchema.parse(answer).error.fields ?? {});
}

/** The ticket of who wrote last with this number. */
async function ticketOf(number: string): Promise<TicketAnswer> {
  const found = await until(`a ticket from ${number}`, async () =>
    (await admin.tickets()).find(({ customer, status }) => status !== 'new' && customer?.addresses.some(({ value }) => value === number)));
  return admin.ticket(found.number);
}

describe('webhooks', () => {
  it('refuse a forged, a missing and another request’s signature with 403', async () => {
    for (const path of ['sms', 'voice', 'status', 'voice/menu?step=1', 'voice/recording']) {
      expect((await hook(path, sms(), 'not-the-token')).status, path).toBe(403);
      const unsigned = await json(`/webhooks/twilio/${path}`, new URLSearchParams({ Body: 'Hola' }).toString(), 'application/x-www-form-urlencoded');
      expect(unsigned.status, path).toBe(403);
      expect(errorSchema.parse(await unsigned.json()).error.code, path).toBe('bad_signature');
    }
    expect(await admin.tickets()).toEqual([]);
  });

  it('refuse a text over the limit with 413', async () => {
    expect((await hook('sms', sms({ Body: 'x'.repeat(1_100_000) }))).status).toBe(413);
  });

  it('refuse a form without its ids with 400 and the field', async () => {
    const answer = await hook('sms', { From: '+573003330001', To: ours, Body: 'Hola' });
    expect(answer.status).toBe(400);
    expect(fieldsOf(JSON.parse(answer.body))).toEqual(['MessageSid']);
    expect((await hook('status', { MessageStatus: 'sent' })).status).toBe(400);
  });

  it('refuse a body that is no form with 415', async () => {
    expect((await json('/webhooks/twilio/sms', '{}')).status).toBe(415);
  });

  it('begin again politely with a call that is not known in the middle of the menus', async () => {
    const call = { CallSid: newSid('CA'), AccountSid: twilioAccount.accountSid, From: '+573003330002', To: ours, CallStatus: 'in-progress' };
    const answer = await hook('voice/menu?step=7', { ...call, Digits: '3' });
    expect(answer.status).toBe(200);
    expect(answer.contentType).toContain('text/xml');
    expect(answer.body).toContain('Empecemos de nuevo');
    expect(answer.body).toContain('<Gather');
    for (const point of ['wait', 'queue-left', 'recorded', 'bridge', 'agent-leg', 'dial-ended']) {
      const other = await hook(`voice/${point}?step=9&assignment=nobody&call=${newSid('CA')}`, { ...call, CallSid: newSid('CA'), Digits: '9' });
      expect(other.status, point).toBe(200);
      expect(other.contentType, point).toContain('text/xml');
    }
  });

  it('answer the same delivery the same, also twice in the same millisecond, with one ticket', async () => {
    const text = sms({ From: '+573003330003', Body: 'No me prende el computador' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => hook('sms', text)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 200 });
    const ticket = await ticketOf('+573003330003');
    expect(ticket.timeline.filter(({ kind }) => kind === 'contact')).toHaveLength(1);
  });

  it.each([
    ['NUL bytes', 'Hola\u0000 el\u0000 wifi', 'Hola el wifi'],
    ['a form feed and an escape', 'Hola\u000C\u001B[31m', null],
    ['100 kB of emoji', '🛟'.repeat(25_000), '🛟'.repeat(25_000)],
    ['right-to-left text', 'الإنترنت لا يعمل في مكتبي', 'الإنترنت لا يعمل في مكتبي'],
    ['nothing at all', '', null],
    ['markup', '<script>alert(1)</script>&amp;', '<script>alert(1)</script>&amp;'],
  ])('store a text of %s and show it', async (_name, body, shown) => {
    const from = `+5730044${String(Math.floor(Math.random() * 90_000) + 10_000)}`;
    expect((await hook('sms', sms({ From: from, Body: body }))).status).toBe(200);
    const contact = (await ticketOf(from)).timeline.find((item) => item.kind === 'contact');
    if (shown !== null) expect(contact?.text).toBe(shown);
    else expect(contact).toBeDefined();
  });

  it('take a text from somebody without a number, and match it with nobody', async () => {
    for (const From of ['Anonymous', '', 'TIGO', '+0000', '\u0000']) {
      expect((await hook('sms', sms({ From, Body: `De ${From || 'nadie'}: hola` }))).status, From).toBe(200);
    }
    const nameless = await until('five tickets of nobody', async () => {
      const tickets = (await admin.tickets()).filter(({ customer }) => (customer?.addresses ?? []).length === 0);
      return tickets.length === 5 && tickets;
    });
    expect(new Set(nameless.map(({ number }) => number)).size).toBe(5);
  });
});

describe('the web form', () => {
  it.each([
    ['no JSON', '{"subject": ', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['null', 'null', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['bytes that are no UTF-8', '\xff', 'application/json; charset=latin1', 415],
    ['XML', '<a/>', 'text/xml', 415],
    ['more than a megabyte', JSON.stringify({ ...form, description: 'x'.repeat(1_100_000) }), 'application/json', 413],
  ])('refuses %s', async (_name, body, type, status) => {
    const answer = await json('/api/requests', body, type);
    const text = await answer.text();
    expect(answer.status, text).toBe(status);
    expect(() => errorSchema.parse(JSON.parse(text))).not.toThrow();
  });

  it('names every field that is wrong', async () => {
    const answer = await json('/api/requests', JSON.stringify({ ...form, email: 'nobody', subject: '\u0000', impact: 'huge', entry: 'no-such' }));
    expect(answer.status).toBe(400);
    expect(fieldsOf(await answer.json())).toEqual(expect.arrayContaining(['email', 'impact', 'subject']));
    const unknown = await json('/api/requests', JSON.stringify({ ...form, entry: 'no-such' }));
    expect(fieldsOf(await unknown.json())).toEqual(['entry']);
  });

  it.each([
    ['lone surrogates', 'Hola \uD83D fin \uDE00', 'Hola \uFFFD fin \uFFFD'],
    ['NUL bytes', 'Hola\u0000 fin', 'Hola fin'],
    ['100 kB of emoji', '🛟'.repeat(25_000), '🛟'.repeat(25_000)],
    ['right-to-left text', 'לא עובד לי האינטרנט במשרד', 'לא עובד לי האינטרנט במשרד'],
  ])('stores %s and shows it to agents and on the status page', async (_name, description, shown) => {
    const { number, statusUrl } = await sendForm(gateway.url, { ...form, description });
    const contact = (await admin.ticket(number)).timeline.find((item) => item.kind === 'contact');
    expect(contact?.text).toContain(shown);
    const page = await fetch(statusUrl);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(shown);
  });

  it('shows markup on the status page as it was written, not as markup', async () => {
    const { statusUrl } = await sendForm(gateway.url, { ...form, subject: '<img src=x onerror=alert(1)>', description: '<script>alert(1)</script>' });
    const page = await (await fetch(statusUrl)).text();
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;script&gt;');
  });

  it('knows no status page for a token that is not ours', async () => {
    for (const token of ['x', '%00', 'a'.repeat(90), '..%2f..%2fetc', '%F0%9F%9B%9F']) {
      expect((await fetch(`${gateway.url}/status/${token}`)).status, token).toBe(404);
    }
  });
});
