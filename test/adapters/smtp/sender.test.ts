import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it } from 'vitest';
import { mailFaultWords } from '../../../adapters/smtp/delivery-faults.ts';
import { createMailSender, type MailSender, type MailSenderOptions } from '../../../adapters/smtp/sender.ts';
import { AppError, type OutboundMail, type OutboundText } from '../../../src/core/index.ts';
import { startScripted, startSink, type Script, type Sink } from './sink.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const file = Buffer.from('col1;col2\r\n1;2\r\n'.repeat(5_000));
const sha256 = 'a'.repeat(64);
const mail: OutboundMail = {
  from: { name: 'Mesa de ayuda', address: 'mesa@desk.test' }, to: [{ name: 'Ana Pérez', address: 'ana@x.test' }],
  cc: [{ name: null, address: 'luis@x.test' }], replyTo: 'mesa+t.abc@desk.test', returnPath: 'mesa+b.abc@desk.test',
  subject: 'Re: ¿Salón? [V-1042]', text: 'Su salón está listo.\n', html: '<p>Su salón está listo.</p>',
  messageId: '<r.00000000000000000000000000000001@desk.test>', inReplyTo: '<b@x.test>', references: ['<a@x.test>', '<b@x.test>'],
  headers: { 'Auto-Submitted': 'auto-replied', 'X-Ventanilla': 'mesa@desk.test' },
  files: [{ name: 'año.csv', type: 'text/plain', size: file.length, sha256 }],
};

function textOf(changes: Partial<OutboundMail> = {}): OutboundText {
  return { to: 'ana@x.test', from: 'mesa@desk.test', body: mail.text, mail: { ...mail, ...changes } };
}

function senderTo(smtpUrl: string, more: Partial<MailSenderOptions> = {}): MailSender {
  const sender = createMailSender({
    smtpUrl, dkim: null, openFile: (asked) => Promise.resolve(asked === sha256 ? Readable.from([file], { objectMode: false }) : null),
    patience: { connecting: 2_000, silence: 300, whole: 5_000 }, ...more,
  });
  open.push(() => sender.close());
  return sender;
}

async function sinkOf(...how: Parameters<typeof startSink>): Promise<Sink> {
  const sink = await startSink(...how);
  open.push(sink.close);
  return sink;
}

async function scripted(script: Script) {
  const sink = await startScripted(script);
  open.push(sink.close);
  return sink;
}

describe('a mail that is taken', () => {
  it('carries its headers, both forms of its words, its file, and goes to everybody from the return path', async () => {
    const sink = await sinkOf();
    expect(await senderTo(sink.url).send(textOf())).toEqual({ kind: 'sent', providerId: mail.messageId });
    const [taken] = sink.taken;
    expect(taken).toMatchObject({ from: mail.returnPath, to: ['ana@x.test', 'luis@x.test'] });
    const read = await simpleParser(taken?.raw ?? '');
    expect(read).toMatchObject({ subject: mail.subject, text: mail.text, html: mail.html, messageId: mail.messageId, inReplyTo: '<b@x.test>', references: ['<a@x.test>', '<b@x.test>'] });
    expect(read.from?.text).toBe('"Mesa de ayuda" <mesa@desk.test>');
    expect(read.replyTo?.text).toBe('mesa+t.abc@desk.test');
    expect(read.headers.get('auto-submitted')).toBe('auto-replied');
    expect(read.headers.has('x-mailer')).toBe(false);
    expect(read.attachments.map(({ filename, content }) => [filename, content.equals(file)])).toEqual([['año.csv', true]]);
  });

  it('is signed so that anybody can verify it, whatever its size', async () => {
    const sink = await sinkOf();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const sender = senderTo(sink.url, { dkim: { domain: 'desk.test', selector: 'desk', privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) } });
    await sender.send(textOf());
    const asked: string[] = [];
    const resolver = (name: string) => {
      asked.push(name);
      return Promise.resolve([[`v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`]]);
    };
    const { results } = await dkimVerify(sink.taken[0]?.raw ?? '', { resolver });
    expect(results.map(({ status }) => status.result)).toEqual(['pass']);
    expect(asked).toEqual(['desk._domainkey.desk.test']);
  });

  it('goes by TLS where the server offers it, with password or token', async () => {
    const offers = { disabledCommands: [], authMethods: ['PLAIN', 'XOAUTH2'] };
    const sink = await sinkOf({ ...offers, onAuth: ({ username, password, accessToken }, _session, done) => done(null, { user: `${username ?? ''} ${password ?? accessToken ?? ''}` }) });
    const withUser = (credentials: string) => sink.url.replace('//', `//${credentials}@`);
    await senderTo(withUser('ana%40x.test:s%3Acret')).send(textOf());
    await senderTo(withUser('ana%40x.test'), { accessToken: () => Promise.resolve('token-1') }).send(textOf());
    expect(sink.taken.map(({ isSecure, user }) => [isSecure, user])).toEqual([[true, 'ana@x.test s:cret'], [true, 'ana@x.test token-1']]);
  });

  it('tells who was refused a copy', async () => {
    const refuse = Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 });
    const sink = await sinkOf({ onRcptTo: ({ address }, _session, done) => done(address === 'luis@x.test' ? refuse : null) });
    expect(await senderTo(sink.url).send(textOf())).toEqual({
      kind: 'sent', providerId: mail.messageId,
      refusedCopies: [{ recipient: 'luis@x.test', code: '5.1.1', message: expect.stringContaining('no such user') as string }],
    });
    expect(sink.taken).toHaveLength(1);
  });

  it('is not sent when its main recipient is refused, even if the copies are', async () => {
    const refuse = Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 });
    const sink = await sinkOf({ onRcptTo: ({ address }, _session, done) => done(address === 'ana@x.test' ? refuse : null) });
    expect(await senderTo(sink.url).send(textOf())).toMatchObject({
      kind: 'refused', recipient: 'ana@x.test', message: expect.stringContaining('copies went out') as string,
    });
  });
});

describe('a mail that is refused for good', () => {
  it.each<[string, Script, string, string | undefined]>([
    ['its sender', { MAIL: '550 5.7.1 not from here' }, '5.7.1', undefined],
    ['its recipients', { RCPT: '550 5.1.1 no such user' }, '5.1.1', 'ana@x.test'],
    ['its recipients, without a code in dots', { RCPT: '553 who is that' }, '553', 'ana@x.test'],
    ['its beginning', { DATA: '554 5.5.1 no' }, '5.5.1', undefined],
    ['its content', { END: '552 5.3.4 too large' }, '5.3.4', undefined],
  ])('for %s says why, and whom it is about', async (_what, script, code, recipient) => {
    const { url } = await scripted(script);
    const outcome = await senderTo(url).send(textOf());
    expect(outcome).toMatchObject({ kind: 'refused', code, message: expect.stringMatching(/^5\d\d /) as string });
    expect('recipient' in outcome ? outcome.recipient : undefined).toBe(recipient);
  });

  it('for a file that is gone, without asking the server', async () => {
    const sink = await sinkOf();
    const gone = { name: 'x', type: 'text/plain', size: 1, sha256: 'b'.repeat(64) };
    expect(await senderTo(sink.url).send(textOf({ files: [...mail.files, gone] }))).toMatchObject({ kind: 'refused', code: 'file_gone' });
    expect(sink.taken).toEqual([]);
  });

  it('for an address that nobody can write to', async () => {
    const sink = await sinkOf();
    expect(await senderTo(sink.url).send(textOf({ to: [{ name: null, address: 'ana@x.test>\r\nRSET' }], cc: [] }))).toMatchObject({ kind: 'refused' });
    expect(sink.taken).toEqual([]);
  });
});

describe('a mail that certainly did not go out', () => {
  it.each<[string, Script, string]>([
    ['the greeting is a refusal', { CONNECT: '554 go away' }, '554'],
    ['the server hangs up at once', { CONNECT: 'hang-up' }, 'unavailable'],
    ['the server says nothing', { CONNECT: 'silence' }, 'unavailable'],
    ['the sender is put off', { MAIL: '451 4.3.0 later' }, '4.3.0'],
    ['the recipient is put off', { RCPT: '450 4.2.0 greylisted' }, '4.2.0'],
    ['the server hangs up before the data', { RCPT: 'hang-up' }, 'unavailable'],
    ['the server is silent before the data', { DATA: 'silence' }, 'unavailable'],
    ['the content is put off', { END: '451 4.7.1 greylisted' }, '4.7.1'],
    ['the server goes away with a word', { END: '421 4.3.2 shutting down' }, '4.3.2'],
    ['it wants another password', { MAIL: '530 5.7.0 authentication required' }, 'login_refused'],
  ])('because %s is tried again', async (_what, script, code) => {
    const { url } = await scripted(script);
    const fault: unknown = await senderTo(url, { patience: { connecting: 300, silence: 300, whole: 5_000 } }).send(textOf()).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(AppError);
    expect(fault).toMatchObject({ retryable: true, code });
  });

  it.each([['smtp://127.0.0.1:1'], ['smtp://no-such-host.invalid:25']])('because nobody is at %s is tried again', async (url) => {
    await expect(senderTo(url).send(textOf())).rejects.toMatchObject({ name: 'AppError', retryable: true });
  });

  it('because a login or a token is refused is tried again', async () => {
    const sink = await sinkOf({ disabledCommands: [], authMethods: ['PLAIN', 'XOAUTH2'], onAuth: (_auth, _session, done) => done(new Error('no')) });
    const url = sink.url.replace('//', '//ana:wrong@');
    await expect(senderTo(url).send(textOf())).rejects.toMatchObject({ retryable: true, code: 'login_refused' });
    await expect(senderTo(url, { accessToken: () => Promise.reject(new Error('no token')) }).send(textOf())).rejects.toMatchObject({ retryable: true });
  });
});

describe('a mail whose fate nobody knows', () => {
  it.each<[string, Script]>([
    ['the line breaks while it is handed over', { BODY: 'hang-up' }],
    ['the line breaks before its end is answered', { END: 'hang-up' }],
    ['its end is never answered', { END: 'silence' }],
  ])('because %s is not said to be unsent, and not sent again', async (_what, script) => {
    const server = await scripted(script);
    const fault: unknown = await senderTo(server.url).send(textOf()).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(fault).not.toBeInstanceOf(AppError);
    expect(server.connections()).toBe(1);
  });

  it('is not to be found by asking', async () => {
    expect(await senderTo('smtp://127.0.0.1:1').find(textOf(), new Date())).toBeNull();
  });
});

describe('the words for a refusal', () => {
  it('are there in both languages for codes that are known, and null for others', () => {
    expect(mailFaultWords('file_gone', 'es')).toContain('no se conserva');
    expect(mailFaultWords('file_gone', 'en')).toContain('not kept');
    expect(mailFaultWords('constructor', 'en')).toBeNull();
  });
});
