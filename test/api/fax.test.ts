import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHylafaxPlugin } from '../../adapters/hylafax/index.ts';
import { unavailable } from '../../src/core/index.ts';
import { createPreviewing, type RenderFirstPage } from '../../src/desk/files/index.ts';
import type { MailArrival } from '../../src/intake/mail/receiving.ts';
import { pretendSender } from '../desk/replies/pretend-sender.ts';
import { smallDeskFile } from '../support/desk.ts';
import { ensureCurl } from '../support/ensure-curl.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

const secret = 'twenty-four"letters\\long';
const ours = '+576015550199';
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/fax/${name}`, import.meta.url));
const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const sender = pretendSender();
let api: TestApi;
let ana: Person;
let tiff: Buffer;
let isDown = false;

beforeAll(async () => {
  ensureCurl();
  const plugin = createHylafaxPlugin({
    secret, maxMegabytes: 1, clock: { now: () => api.desk.clock.now() }, isClosed: () => api.desk.switches.isClosed('fax'),
    keep: (...about) => api.desk.keepFaxFile(...about),
    take: (fax) => (isDown ? Promise.reject(unavailable('The store')) : api.desk.receiveFax(fax)),
  });
  api = await startTestApi({
    plugins: [plugin], telephony: sender, ownNumber: ours,
    deskFile: `${smallDeskFile}
mailboxes:
  - { key: mesa, address: mesa@desk.test }
  - { key: fax, address: fax@desk.test, entry: internet }
email: { trustedAuthentication: [mx.desk.test] }
files: { maxMegabytes: 1 }
fax:
  service: tecnologia
  mails: [{ from: faxes.example, to: fax, number: 'Fax from (?<number>[+0-9 ()-]+)(, (?<pages>[0-9]+) pages)?' }]
`,
  });
  ana = await api.signIn();
  tiff = await readFile(fixture('coarse-g4.tif'));
});
afterAll(() => api.close());

const aText: unknown = expect.any(String);
const likeIn = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const holds = (text: string): unknown => expect.stringContaining(text);
const part = (value: object): unknown => expect.objectContaining(value);
const has = (values: object[]): unknown => expect.arrayContaining(values.map(part));

let calls = 0;
const newNumber = () => `+57301${String(5_550_000 + (calls += 1))}`;
interface Sent {
  file?: Blob | null;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
  payload?: Buffer;
}
/** A fax as the hook posts it; `payload` in its place. */
async function post({ file = new Blob([tiff]), fields = {}, headers = {}, payload }: Sent = {}) {
  const form = new FormData();
  const all = { commid: `${(calls += 1)}`, device: 'ttyS0', host: 'fax.example', from: '', to: ours, pages: '3', ...fields };
  for (const [name, value] of Object.entries(all)) form.append(name, value);
  if (file) form.append('file', file, 'fax00017.tif');
  const request = new Response(form);
  const answer = await api.app.inject({
    method: 'POST', url: '/webhooks/fax', payload: payload ?? Buffer.from(await request.arrayBuffer()),
    headers: { authorization: `Bearer ${secret}`, 'content-type': request.headers.get('content-type') ?? '', ...headers },
  });
  const body: unknown = answer.json();
  return { status: answer.statusCode, body, number: String(pick(body, 'ticket')), code: pick(pick(body, 'error'), 'code'), headers: answer.headers };
}
const pick = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined);
const ticket = (number: string) => api.call('GET', `/api/tickets/${number}`, { by: ana });
const countFaxes = async () => (await sql<{ count: number }>`select count(*)::int as count from contacts where channel = 'fax'`.execute(api.desk.database.db)).rows[0]?.count ?? 0;

describe('a fax from HylaFAX', () => {
  it('is a ticket of its caller with its pages and a picture of the first, once however often it is told', async () => {
    const from = newNumber();
    const fields = { commid: '000000017', from: from.replace('+57', ''), received: '2026-03-02T14:00:00Z', error: '' };
    const [first, ...others] = await Promise.all([post({ fields }), post({ fields }), post({ fields })]);
    expect(first).toMatchObject({ status: 201, number: likeIn(/^V-\d+$/) });
    for (const again of [...others, await post({ fields })]) expect(again).toMatchObject({ status: 201, body: first.body });
    // The same call may bring a second fax, and the same id may be another machine's.
    const other = await post({ fields, file: new Blob([await readFile(fixture('fine.pdf'))]) });
    expect([other.number, (await post({ fields: { ...fields, host: 'fax2.example' } })).number]).not.toContain(first.number);
    await api.desk.settle();

    const shown = await ticket(first.number);
    expect(shown.body).toMatchObject({
      channel: 'fax', subject: `Fax de ${from} (3 páginas)`, service: { key: 'tecnologia' }, customer: { addresses: [{ kind: 'phone', value: from }] },
    });
    const preview = shown.at('timeline.1.attachments.0.preview');
    expect(shown.at('timeline.1')).toMatchObject({
      kind: 'contact', channel: 'fax', text: '', attachments: [{ name: 'fax00017.tif', contentType: 'image/tiff', state: 'stored', preview: { width: 1_160, height: 1_600, pages: 3 } }],
    });
    const url = String(pick(preview, 'url'));
    const picture = await api.app.inject({ url });
    expect(picture).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'content-security-policy': holds('sandbox') } });
    expect(picture.headers['content-disposition']).toMatch(/^inline; filename="?fax00017/);
    expect(picture.rawPayload.subarray(1, 4).toString()).toBe('PNG');
    const bent = url.replace(/(?<=^\/files\/)./, (letter) => (letter === 'A' ? 'B' : 'A'));
    expect((await api.app.inject({ url: bent })).statusCode).toBe(404);
    expect((await ticket(other.number)).at('timeline.1.attachments.0')).toMatchObject({ contentType: 'application/pdf', preview: { pages: 3 } });
  });

  it('from nobody who is known opens a ticket without a customer, and nothing is answered by itself', async () => {
    sender.sent.length = 0;
    const { number } = await post({ fields: { from: 'unknown', pages: '12', error: 'No internet connection, urgent: No carrier\u0000 \ud800' } });
    await api.desk.settle();
    const shown = await ticket(number);
    expect(shown.body, 'the desk’s own words about pages are not what the sender says').toMatchObject({ triage: true, entry: null, service: { key: 'tecnologia' } });
    expect(shown.body).toMatchObject({ subject: 'Fax (12 páginas)', priority: 'P4', customer: null, ways: [{ way: 'none', channel: 'fax' }] });
    expect(shown.at('timeline.1.text')).toContain('No carrier');
    expect(sender.sent).toEqual([]);
  });

  it('is answered by text to its number, and by a letter that is noted', async () => {
    const from = newNumber();
    const { number } = await post({ fields: { from } });
    await api.desk.settle();
    expect((await ticket(number)).at('ways')).toMatchObject([{ way: 'none', channel: 'fax' }, { way: 'sent', channel: 'sms', to: from, from: ours }]);
    sender.sent.length = 0;
    const answered = await api.call('POST', `/api/tickets/${number}/replies`, { by: ana, body: { text: 'Recibido.', way: { channel: 'sms', to: from } } });
    expect(answered.status).toBe(201);
    await api.desk.settle();
    expect(sender.sent).toMatchObject([{ text: { to: from, body: 'Recibido.' } }]);

    const second = (await post({ fields: { from } })).number;
    await api.desk.settle();
    expect(second, 'a fax opens a ticket of its own').not.toBe(number);
    const id = '6a1ff1a6-2b8e-4f6a-9a44-c2a2d5a3f1c1';
    api.desk.clock.advance(60);
    const body = { id, text: 'Adjuntamos el formato.', to: 'Calle 10 # 5-51\nBogotá' };
    const letter = await api.call('POST', `/api/tickets/${second}/letters`, { by: ana, body });
    expect(letter).toMatchObject({ status: 201, body: { letter: { id }, ticket: { customerWroteLast: false } } });
    expect((await api.call('POST', `/api/tickets/${second}/letters`, { by: ana, body })).status).toBe(201);
    const shown = await ticket(second);
    const letters = (shown.at('timeline') as { kind: string }[]).filter(({ kind }) => kind === 'letter');
    expect(letters).toMatchObject([{ kind: 'letter', id, text: 'Adjuntamos el formato.', to: 'Calle 10 # 5-51\nBogotá', agent: { id: ana.id } }]);
    expect(shown.at('targets')).toMatchObject([{ kind: 'response', metAt: api.desk.clock.now().toISOString() }, { kind: 'resolution', metAt: null }]);
    for (const [wrong, status] of [[{}, 400], [{ text: ' ' }, 400], [{ text: 'x', to: 7 }, 400], [{ text: 'x', seenSeq: 0 }, 409], [{ text: 'x', id: 'x' }, 400]] as const) {
      expect((await api.call('POST', `/api/tickets/${second}/letters`, { by: ana, body: wrong })).status).toBe(status);
    }
    expect((await api.call('POST', `/api/tickets/${second}/letters`, { body: { text: 'x' } })).status).toBe(401);
  });

  it.each<[what: string, sent: Sent, status: number, code: string]>([
    ['no secret', { headers: { authorization: '' } }, 401, 'unauthorized'],
    ['a wrong secret', { headers: { authorization: 'Bearer wrong' } }, 401, 'unauthorized'],
    ['another scheme', { headers: { authorization: `Basic ${secret}` } }, 401, 'unauthorized'],
    ['JSON', { payload: Buffer.from('{}'), headers: { 'content-type': 'application/json' } }, 415, 'unsupported_media_type'],
    ['a form without files', { payload: Buffer.from('a=b'), headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'unsupported_media_type'],
    ['no type at all', { payload: Buffer.from('a=b'), headers: { 'content-type': '' } }, 415, 'unsupported_media_type'],
    ['a form without a boundary', { headers: { 'content-type': 'multipart/form-data' } }, 400, 'invalid_input'],
    ['a form that breaks off', { payload: Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.tif"\r\n\r\nII*'), headers: { 'content-type': 'multipart/form-data; boundary=x' } }, 400, 'invalid_input'],
    ['an empty body', { payload: Buffer.alloc(0) }, 400, 'invalid_input'],
    ['no file', { file: null }, 400, 'invalid_input'],
    ['no id of the call', { fields: { commid: ' ' } }, 400, 'invalid_input'],
    ['an endless field', { fields: { from: 'x'.repeat(100_000) } }, 400, 'invalid_input'],
    ['very many fields', { fields: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`f${at}`, 'x'])) }, 400, 'invalid_input'],
    ['pages that are no number', { fields: { pages: '-3' } }, 400, 'invalid_input'],
    ['a time that is none', { fields: { received: 'yesterday' } }, 400, 'invalid_input'],
    ['an empty file', { file: new Blob([]) }, 422, 'empty_file'],
    ['a picture that is no fax', { file: new Blob([onePixel]) }, 415, 'unsupported_type'],
    ['words', { file: new Blob(['Hola']) }, 415, 'unsupported_type'],
    ['a program', { file: new Blob([Buffer.from('MZ\u0000\u0000\u0000')]) }, 415, 'unsupported_type'],
    ['a file that is too large', { file: new Blob(['II*\0', new Uint8Array(1_100_000)]) }, 413, 'too_large'],
  ])('with %s is refused', async (_what, sent, status, code) => {
    const before = await countFaxes();
    const answer = await post(sent);
    expect(answer).toMatchObject({ status, code });
    expect(answer.body).toMatchObject({ error: { requestId: aText, message: aText } });
    expect(await countFaxes()).toBe(before);
  });

  it('of odd fields is taken in, whatever they say', async () => {
    const odd = await post({ fields: { from: '<script>', to: '\u202e', commid: "'; drop table contacts; --", unheard: 'of', __proto: 'x', received: '2999-01-01T00:00:00Z' } });
    expect(odd.status).toBe(201);
    await api.desk.settle();
    expect((await ticket(odd.number)).body).toMatchObject({ channel: 'fax', customer: null });
  });

  it('stays with the fax server while the channel is closed, and while the store is out of reach', async () => {
    await api.desk.switches.turn('fax', { open: false, reason: null }, ana.id);
    expect(await post()).toMatchObject({ status: 503, code: 'channel_closed' });
    await api.desk.switches.turn('fax', { open: true, reason: null }, ana.id);
    isDown = true;
    expect(await post()).toMatchObject({ status: 503, code: 'unavailable' });
    isDown = false;
    expect((await post()).status).toBe(201);
  });
});

describe('the hook of HylaFAX', () => {
  const hook = fileURLToPath(new URL('../../docker/hylafax/faxrcvd-ventanilla', import.meta.url));
  let folder: string;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-fax-'));
    url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (words: string[], environment: Record<string, string> = {}) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const env = {
        PATH: process.env['PATH'] ?? '', VENTANILLA_CONF: '/nowhere', VENTANILLA_URL: `${url}/`, FAX_SECRET: secret, VENTANILLA_SPOOL: path.join(folder, 'owed'),
        VENTANILLA_PAUSES: '', ...environment,
      };
      execFile('sh', [hook, ...words], { env }, (error, _stdout, said) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, said }));
    });
  const received = async (name: string) => {
    const file = path.join(folder, name);
    await copyFile(fixture('fine-g4.tif'), file);
    return file;
  };
  const owed = async () => (await readdir(path.join(folder, 'owed'))).filter((name) => name.startsWith('owed.'));
  const faxOf = async (from: string) => (await sql<{ number: number; to_text: string; name: string; sha256: string }>`
    select t.number, c.to_text, a.name, a.sha256 from contacts c join conversations v on v.id = c.conversation_id join tickets t on t.id = v.ticket_id
    join attachments a on a.contact_id = c.id where c.from_text = ${from}`.execute(api.desk.database.db)).rows;

  it('hands a fax over at once, byte by byte', async () => {
    const from = newNumber();
    const done = await run([await received('fax 00001;"x".tif'), 'ttyS0', '000000101', '', from, 'ACME "S.A."; $(date) @/etc/passwd', ours]);
    expect(done).toMatchObject({ code: 0, said: holds('handed over') });
    expect(done.said).not.toContain(secret);
    const sha256 = createHash('sha256').update(await readFile(fixture('fine-g4.tif'))).digest('hex');
    expect(await faxOf(from)).toMatchObject([{ to_text: ours, name: 'fax00001x.tif', sha256 }]);
    expect(await owed()).toEqual([]);
  });

  it('keeps what the desk does not take now, also when HylaFAX clears its own, and hands it over later, once', async () => {
    const from = newNumber();
    const file = await received('fax00002.tif');
    const words = [file, 'ttyS0', '000000102', 'Bad line', from];
    expect(await run(words, { VENTANILLA_URL: 'http://127.0.0.1:1' })).toMatchObject({ code: 75 });
    await rm(file);
    expect(await run(['--retry'], { FAX_SECRET: 'not-the-secret-of-the-desk' })).toMatchObject({ code: 75, said: holds('401') });
    expect([await owed(), await faxOf(from)]).toMatchObject([[aText], []]);
    const both = await Promise.all([run(['--retry']), run(['--retry'])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect([await owed(), await faxOf(from)]).toMatchObject([[], [{ name: 'fax00002.tif' }]]);
  });

  it('puts aside what the desk will never take, and says how it is called', async () => {
    const file = path.join(folder, 'fax00003.tif');
    await copyFile(hook, file);
    expect(await run([file, 'ttyS0', '000000103', ''])).toMatchObject({ code: 65, said: holds('refused with 415') });
    expect([(await owed()).length, (await readdir(path.join(folder, 'owed', 'refused'))).length]).toEqual([0, 1]);
    expect((await run(['only', 'two'])).code).toBe(64);
    expect((await run(['/nowhere/fax.tif', 'ttyS0', '000000104', 'No carrier'])).code).toBe(0);
    expect(existsSync(path.join(folder, 'owed', '.retrying'))).toBe(false);
  });
});

describe('a fax that a gateway sends by mail', () => {
  let mails = 0;
  const arrival = (mailbox: string | null): MailArrival =>
    ({ source: 'imap fax', mailbox, returnPath: null, deliveredTo: [], peer: null, receivedAt: api.desk.clock.now() });
  const mailOf = (about: { from?: string; to?: string; subject: string; dmarc?: 'pass' | 'fail'; file?: Buffer | null }) => {
    const { from = 'Gateway <robot@faxes.example>', to = 'fax@desk.test', subject, dmarc = 'pass', file = tiff } = about;
    mails += 1;
    const head = [`Authentication-Results: mx.desk.test; dmarc=${dmarc} header.from=faxes.example`, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <fax-${mails}@faxes.example>`, 'Date: Mon, 02 Mar 2026 14:00:00 +0000', 'MIME-Version: 1.0'];
    const pages = file ? ['--b', 'Content-Type: image/tiff; name="fax.tif"', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename="fax.tif"', '', file.toString('base64').replaceAll(/.{76}/g, '$&\r\n')] : [];
    return Buffer.from([...head, 'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'You have a fax.', ...pages, '--b--', ''].join('\r\n'));
  };
  async function* once(bytes: Buffer) {
    yield bytes;
  }
  const receive = async (mail: Buffer, mailbox: string | null = 'fax') => {
    const receipt = await api.desk.receiveMail(once(mail), arrival(mailbox));
    await api.desk.settle();
    return 'ticketNumber' in receipt ? (await ticket(`V-${receipt.ticketNumber}`)).body : receipt;
  };

  it('is the caller’s and not the gateway’s, once by whichever mailbox it comes, and the gateway is not answered', async () => {
    const from = newNumber();
    const mail = mailOf({ subject: `Fax from ${from}, 3 pages` });
    expect(await receive(mail)).toMatchObject({
      channel: 'fax', subject: `Fax de ${from} (3 páginas)`, entry: { key: 'internet' }, customer: { addresses: [{ kind: 'phone', value: from }] },
      timeline: has([{ kind: 'contact', channel: 'fax', attachments: [part({ name: 'fax.tif', preview: part({ pages: 3 }) })] }]),
    });
    expect(await receive(mail)).toEqual({ kind: 'duplicate' });
    const { rows } = await sql`select from addresses where value like '%faxes.example'`.execute(api.desk.database.db);
    expect(rows).toEqual([]);
  });

  it('is a letter like any other when it is forged, from somebody else, to another mailbox, or without pages', async () => {
    const subject = `Fax from ${newNumber()}`;
    const letters = [
      mailOf({ subject, dmarc: 'fail' }), mailOf({ subject, from: 'robot@faxes.example.evil' }), mailOf({ subject, from: '"robot@faxes.example" <eva@evil.example>' }),
      mailOf({ subject, file: null }),
    ];
    for (const letter of letters) expect(await receive(letter)).toMatchObject({ channel: 'email' });
    expect(await receive(mailOf({ subject, to: 'mesa@desk.test' }), 'mesa')).toMatchObject({ channel: 'email' });
  });

  it('without a number that can be read is nobody’s', async () => {
    expect(await receive(mailOf({ subject: 'Fax from unknown caller' }))).toMatchObject({ channel: 'fax', subject: 'Fax', customer: null });
  });

  it('waits in quarantine while the channel of faxes is closed, whatever becomes of other mail', async () => {
    const subject = `Fax from ${newNumber()}`;
    await api.desk.switches.turn('fax', { open: false, reason: null }, ana.id);
    expect(await receive(mailOf({ subject }))).toMatchObject({ kind: 'quarantined', reason: 'channel-closed' });
    expect(await receive(mailOf({ subject, file: null }))).toMatchObject({ channel: 'email' });
    await api.desk.switches.turn('fax', { open: true, reason: null }, ana.id);
    expect(await receive(mailOf({ subject }))).toMatchObject({ channel: 'fax' });
  });
});

describe('pictures of first pages', () => {
  const stateOf = async (sha256: string) => (await sql<{ state: string; reason: string | null; tries: number; image_sha256: string | null }>`
    select state, reason, tries, image_sha256 from previews where sha256 = ${sha256}`.execute(api.desk.database.db)).rows[0];
  const due = async () => (await api.desk.backlog.lateSignals(api.desk.clock.now(), 100)).flatMap((signal) => (signal.kind === 'make-preview' ? [signal.sha256] : []));
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  /** A fax of these bytes whose signals are lost; gives its content and number. */
  const fax = async (bytes: Buffer) => {
    const { number } = await post({ file: new Blob([bytes]) });
    api.desk.signals.splice(0);
    return { sha256: hashOf(bytes), number };
  };
  const previewing = (render: () => ReturnType<RenderFirstPage>) => createPreviewing({
    ...api.desk, keeper: api.desk.fileKeeper,
    render: async (content) => {
      for await (const piece of content) if (piece.length === 0) break;
      return render();
    },
  });

  it('that a lost signal did not ask for are found, made once by however many workers, and told', async () => {
    const { sha256, number } = await fax(Buffer.concat([tiff, Buffer.from('1')]));
    expect(await due()).toEqual([]);
    api.desk.clock.advance(3);
    expect(await due()).toEqual([sha256]);
    let drawn = 0;
    const counting = previewing(() => {
      drawn += 1;
      return Promise.resolve({ kind: 'picture', png: onePixel, width: 1, height: 1, pages: 1 });
    });
    await Promise.all([counting.makePreview(sha256), counting.makePreview(sha256), counting.makePreview(sha256)]);
    expect([drawn, await stateOf(sha256), await due()]).toMatchObject([1, { state: 'made', tries: 1 }, []]);
    const { rows } = await sql`select e.id from events e join tickets t on t.id = e.ticket_id where e.name = 'attachment.previewed' and t.number = ${Number(number.slice(2))}`.execute(api.desk.database.db);
    expect(rows).toHaveLength(1);
  });

  it('of a broken file are refused for good; a renderer that dies is tried three times', async () => {
    const broken = await fax(Buffer.from('%PDF-1.7 broken'));
    api.desk.clock.advance(3);
    await api.desk.previewing.makePreview(broken.sha256);
    expect([await stateOf(broken.sha256), await due()]).toMatchObject([{ state: 'refused', reason: 'broken' }, []]);

    const { sha256 } = await fax(Buffer.concat([tiff, Buffer.from('2')]));
    const dying = previewing(() => Promise.reject(new Error('No process could be started.')));
    for (let tries = 1; tries <= 3; tries += 1) {
      api.desk.clock.advance(60);
      expect(await due()).toEqual([sha256]);
      await expect(dying.makePreview(sha256)).rejects.toThrow('No process');
    }
    api.desk.clock.advance(60);
    await dying.makePreview(sha256);
    expect([await stateOf(sha256), await due()]).toMatchObject([{ state: 'refused', reason: 'gave-up', tries: 3 }, []]);
  });

  it('are kept as long as what they show, and go after it', async () => {
    const { sha256, number } = await fax(Buffer.concat([tiff, Buffer.from('3')]));
    await previewing(() => Promise.resolve({ kind: 'picture', png: Buffer.concat([onePixel, Buffer.from('3')]), width: 1, height: 1, pages: 1 })).makePreview(sha256);
    const image = (await stateOf(sha256))?.image_sha256 ?? '';
    const there = async () => [await api.desk.content.isWhole(sha256), await api.desk.content.isWhole(image)];
    const days = async (count: number) => {
      api.desk.clock.advance(count * 24 * 3_600 + 1);
      await api.desk.sweep(api.desk.clock.now());
    };
    await days(2);
    expect(await there()).toEqual([true, true]);
    await sql`update attachments a set state = 'expired', sha256 = null from contacts c join conversations v on v.id = c.conversation_id join tickets t on t.id = v.ticket_id
      where a.contact_id = c.id and t.number = ${Number(number.slice(2))}`.execute(api.desk.database.db);
    await days(2);
    await days(1);
    expect([...(await there()), await stateOf(sha256)]).toEqual([false, false, undefined]);
  });
});
