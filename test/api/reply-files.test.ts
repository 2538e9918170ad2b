import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboundMail, Sender } from '../../src/core/index.ts';
import { mailOf, takeMail } from '../desk/mails/post-office.ts';
import { smallDeskFile } from '../support/desk.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

const sent: OutboundMail[] = [];
const sender: Sender = {
  send: async ({ mail }) => {
    if (!mail) throw new Error('Not a mail.');
    sent.push(mail);
    return { kind: 'sent', providerId: mail.messageId };
  },
  find: () => Promise.resolve(null),
};

let api: TestApi;
let agent: Person;
let other: Person;

beforeAll(async () => {
  api = await startTestApi({
    deskFile: `${smallDeskFile}\nmailboxes: [{ key: mesa, address: mesa@desk.test }]\nfiles: { maxMegabytes: 1 }\nemail: { maxMegabytes: 2 }\n`, mailSender: sender,
  });
  agent = await api.signIn();
  other = await api.signIn();
});
afterAll(() => api.close());

/** A form of one file, as browsers write it. */
function formOf(name: string, type: string, content: string | Buffer) {
  const payload = Buffer.concat([
    Buffer.from(`--xx\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n--xx--\r\n'),
  ]);
  return { payload, headers: { 'content-type': 'multipart/form-data; boundary=xx' } };
}

async function upload(name: string, type: string, content: string | Buffer, by: Person | null = agent) {
  const { payload, headers } = formOf(name, type, content);
  return api.call('POST', '/api/files', { ...(by && { by }), body: payload, headers });
}

async function tokenOf(name = 'notas.txt', content = 'unas notas') {
  return String((await upload(name, 'text/plain', content)).at('file.token'));
}

let people = 0;
async function mailTicket(): Promise<string> {
  people += 1;
  const taken = await takeMail(api.desk, mailOf(api.desk, `ana${people}@x.test`, 'mesa@desk.test'));
  if (taken.kind !== 'opened') throw new Error(taken.kind);
  await api.desk.settle();
  sent.length = 0;
  api.desk.clock.advance(1);
  return `V-${taken.ticketNumber}`;
}

const answerTo = (number: string, body: unknown, by = agent) => api.call('POST', `/api/tickets/${number}/replies`, { by, body });

describe('a file that an agent uploads', () => {
  it('is kept and named by a token', async () => {
    const answer = await upload('../notas\u202e.txt', 'text/plain', 'unas notas');
    expect(answer.status).toBe(201);
    expect(answer.at('file')).toEqual({ token: expect.any(String) as string, name: 'notas.txt', contentType: 'text/plain', size: 10 });
  });

  it.each([
    ['without a session', () => upload('a.txt', 'text/plain', 'x', null), 401, 'unauthorized'],
    ['too large', () => upload('a.txt', 'text/plain', 'x'.repeat(1024 * 1024 + 1)), 413, 'too_large'],
    ['empty', () => upload('a.txt', 'text/plain', ''), 400, 'invalid_input'],
    ['a page', () => upload('a.txt', 'text/plain', '<html><script>alert(1)</script>'), 400, 'invalid_input'],
    ['no form', () => api.call('POST', '/api/files', { by: agent, body: { file: 'x' } }), 415, 'unsupported_media_type'],
    ['a form without a file', () => api.call('POST', '/api/files', { by: agent, body: Buffer.from('--xx--\r\n'), headers: { 'content-type': 'multipart/form-data; boundary=xx' } }), 400, 'invalid_input'],
    ['a form that breaks off', () => api.call('POST', '/api/files', { by: agent, body: formOf('a.txt', 'text/plain', 'abc').payload.subarray(0, 90), headers: { 'content-type': 'multipart/form-data; boundary=xx' } }), 400, 'invalid_input'],
  ])('is refused when it is %s', async (_what, call, status, code) => {
    const answer = await call();
    expect([answer.status, answer.at('error.code')]).toEqual([status, code]);
  });
});

describe('an answer by mail', () => {
  it('carries its files, its layout made safe, and its copies, and shows them', async () => {
    const number = await mailTicket();
    const answer = await answerTo(number, {
      text: 'Vea el archivo.', html: '<p onclick="x()">Vea <b>el archivo</b>.<script>alert(1)</script></p>', cc: ['Luis@X.test', 'luis@x.test'],
      attachments: [await tokenOf(), await tokenOf('informe.csv', 'a;b')],
    });
    expect(answer.status).toBe(201);
    await api.desk.settle();
    expect(sent[0]?.html).toContain('<b>el archivo</b>');
    expect(sent[0]?.html).not.toMatch(/script|onclick/);
    expect(sent[0]).toMatchObject({ cc: [{ address: 'luis@x.test' }], files: [{ name: 'notas.txt', type: 'text/plain', size: 10 }, { name: 'informe.csv', size: 3 }] });
    const shown = await api.call('GET', `/api/tickets/${number}`, { by: agent });
    const item = shown.at('timeline') instanceof Array ? (shown.at('timeline') as Record<string, unknown>[]).findLast(({ kind, agent: who }) => kind === 'reply' && who !== null) : undefined;
    expect(item).toMatchObject({ text: 'Vea el archivo.', cc: [{ name: null, address: 'luis@x.test' }], html: expect.not.stringContaining('script') as string, attachments: [{ name: 'notas.txt', state: 'stored' }, { name: 'informe.csv' }] });
    const [first] = (item?.['attachments'] ?? []) as { url: string }[];
    expect((await api.call('GET', first?.url ?? '')).body).toBe('unas notas');
  });

  it('is refused with a file that is somebody else\'s, made up, or too old', async () => {
    const number = await mailTicket();
    const token = await tokenOf();
    const faultOf = async (attachments: string[], by = agent) => (await answerTo(number, { text: 'Hola', attachments }, by)).at('error.fields');
    const refused = { 'attachments.0': expect.stringContaining('within the last 23 hours') as string };
    expect(await faultOf([token], other)).toEqual(refused);
    for (const odd of ['', 'x', `${token.slice(0, -4)}AAAA`, 'A'.repeat(3_999), '\u0000']) expect(await faultOf([odd])).toEqual(refused);
    api.desk.clock.advance(23 * 3600);
    agent = await api.signIn();
    expect(await faultOf([token])).toEqual(refused);
    expect(sent).toEqual([]);
  });

  it.each([
    [{ cc: ['nobody'] }, 'cc.0'], [{ cc: ['a@x.test\r\nBcc: b@x.test'] }, 'cc.0'], [{ cc: Array.from({ length: 21 }, (_, at) => `a${at}@x.test`) }, 'cc'],
    [{ html: '<script>x</script>' }, 'html'], [{ html: 7 }, 'html'], [{ attachments: 'x' }, 'attachments'], [{ attachments: Array.from({ length: 11 }, () => 'x') }, 'attachments'],
  ])('is refused with %j', async (odd, field) => {
    const answer = await answerTo(await mailTicket(), { text: 'Hola', ...odd });
    expect(answer.status).toBe(400);
    expect(answer.keys('error.fields')).toEqual([field]);
  });

  it('has no more files than a mail holds', async () => {
    const number = await mailTicket();
    const tokens = [];
    for (let at = 0; at < 2; at += 1) tokens.push(await tokenOf(`${at}.txt`, `${at}`.repeat(900_000)));
    expect((await answerTo(number, { text: 'Hola', attachments: tokens })).keys('error.fields')).toEqual(['attachments']);
    expect((await answerTo(number, { text: 'Hola', attachments: tokens.slice(1) })).status).toBe(201);
  });
});

describe('an answer on another channel', () => {
  it('says what it does not carry', async () => {
    const number = await api.submit();
    const answer = await answerTo(number, { text: 'Hola', html: '<b>Hola</b>', cc: ['luis@x.test'] });
    expect([answer.status, answer.keys('error.fields')]).toEqual([400, ['html', 'cc']]);
  });

  it('that is read at the status page has its files there', async () => {
    const number = await api.submit({ email: 'web@x.test' });
    expect((await answerTo(number, { text: 'Vea el archivo.', attachments: [await tokenOf()] })).status).toBe(201);
    const ticket = await api.call('GET', `/api/tickets/${number}`, { by: agent });
    const link = api.deps.statusLinks.urlOf({ id: String(ticket.at('id')), statusKey: 1 });
    const page = await api.call('GET', new URL(link).pathname);
    expect(page.body).toContain('notas.txt');
  });
});
