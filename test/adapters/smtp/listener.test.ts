import { setTimeout as delay } from 'node:timers/promises';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSmtpListener, type SmtpListener, type SmtpListenerOptions } from '../../../adapters/smtp/index.ts';
import type { MailArrival, MailReceipt, ReceiveMail } from '../../../src/intake/mail/receiving.ts';
import { introduced, rawClient } from './smtp-client.ts';
import { atThisPace } from '../../support/pace.ts';

interface Taken {
  text: string;
  arrival: MailArrival;
}

const now = new Date('2026-11-22T12:00:00Z');
const opened: MailReceipt = { kind: 'opened', contactId: 'c', ticketNumber: 1042 };

let taken: Taken[];
let broken: unknown[];
let faults: unknown[];
let listener: SmtpListener;
/** What is done with a mail that was read whole. */
let store: (taken: Taken) => Promise<MailReceipt>;

const receive: ReceiveMail = async (stream, arrival) => {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of stream) pieces.push(piece);
  } catch (error) {
    broken.push(error);
    throw error;
  }
  const mail = { text: Buffer.concat(pieces).toString('latin1'), arrival };
  const receipt = await store(mail);
  taken.push(mail);
  return receipt;
};

async function start(more: Partial<SmtpListenerOptions> = {}): Promise<number> {
  listener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    name: 'desk.example',
    tls: null,
    mostBytes: 100_000,
    accepts: (address) => /^(?:soporte(?:\+[^@]*)?@desk\.example|postmaster)$/.test(address),
    receive,
    onFault: (error) => faults.push(error),
    now: () => now,
    ...more,
  });
  return listener.address.port;
}

beforeEach(() => {
  taken = [];
  broken = [];
  faults = [];
  store = async () => opened;
});
afterEach(() => listener.close());

interface Sent {
  error: { responseCode?: number; response?: string } | null;
  response: string;
}

function sendByLibrary(port: number, mail: string, options: Partial<SMTPConnection.Options> = {}, from = 'Ana@Example.net'): Promise<Sent> {
  const client = new SMTPConnection({ host: '127.0.0.1', port, name: 'client.example', tls: { rejectUnauthorized: false }, ...options });
  return new Promise((resolve, reject) => {
    client.on('error', reject);
    client.connect(() => {
      client.send({ from, to: ['Soporte+T.abc@desk.example'] }, mail, (error, info) => {
        client.quit();
        resolve({ error, response: error ? '' : info.response });
      });
    });
  });
}

const dataOf = (body: string): string => `Subject: Hola\r\n\r\n${body}\r\n.\r\n`;

describe('while no mail is taken', () => {
  it.each([false, true])('a sender is put off and comes back (LMTP: %s)', async (lmtp) => {
    let isClosed = true;
    const port = await start({ isClosed: () => isClosed, lmtp });
    const mail = 'Subject: Hola\n\nx\n';
    expect((await sendByLibrary(port, mail, { lmtp })).error).toMatchObject({ responseCode: 451 });
    expect(taken).toEqual([]);
    isClosed = false;
    expect((await sendByLibrary(port, mail, { lmtp })).response).toMatch(/^250 /);
    expect([taken.length, faults]).toEqual([1, []]);
  });
});

describe('a mail that comes by SMTP', () => {
  it('is taken in over STARTTLS with its envelope, and answered with its ticket only then', async () => {
    const port = await start();
    const { error, response } = await sendByLibrary(port, 'Subject: Hola\n\n.punto\nadiós\n', { requireTLS: true });

    expect(error).toBeNull();
    expect(response).toMatch(/^250 2\.\d\.0 Ok: V-1042$/);
    expect(taken).toEqual([
      {
        text: Buffer.from('Subject: Hola\r\n\r\n.punto\r\nadiós\r\n').toString('latin1'),
        arrival: {
          source: 'smtp', mailbox: null, returnPath: 'ana@example.net', deliveredTo: ['soporte+t.abc@desk.example'],
          peer: { address: '127.0.0.1', helo: 'client.example' }, receivedAt: now,
        },
      },
    ]);
  });

  it.each<[MailReceipt, string]>([
    [{ kind: 'appended', contactId: 'c', ticketNumber: 7 }, 'Ok: V-7'],
    [{ kind: 'duplicate' }, 'Ok: seen before'],
    [{ kind: 'noted' }, 'Ok: noted'],
    [{ kind: 'quarantined', id: 'q', reason: 'unreadable' }, 'Ok: kept for review'],
  ])('is answered by what became of it: %o', async (receipt, words) => {
    store = async () => receipt;
    const client = await introduced(await start());
    await client.say('DATA');
    expect(await client.say('x\r\n.')).toContain(words);
  });

  it('is offered what a mail server needs, and no login', async () => {
    const client = await rawClient(await start());
    expect(await client.reply()).toBe('220 desk.example ESMTP');
    const offers = (await client.say('EHLO client.example')).split('\r\n').map((line) => line.slice(4));
    expect(offers).toEqual(expect.arrayContaining(['PIPELINING', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES', 'STARTTLS', 'SIZE 100000']));
    expect(offers.join(' ')).not.toContain('AUTH');
    expect(await client.say('AUTH PLAIN AGEAYg==')).toMatch(/^50\d/);
  });

  it('may come from nobody, in UTF-8, to several recipients of whom some are unknown', async () => {
    const client = await rawClient(await start());
    await client.reply();
    await client.say('EHLO client.example');
    expect(await client.say('MAIL FROM:<> BODY=8BITMIME SMTPUTF8')).toMatch(/^250 /);
    expect(await client.say('RCPT TO:<nadie@desk.example>')).toMatch(/^550 5\.1\.1 /);
    expect(await client.say('RCPT TO:<soporte@elsewhere.example>')).toMatch(/^550 5\.1\.1 /);
    expect(await client.say('RCPT TO:<SOPORTE@DESK.EXAMPLE>')).toMatch(/^250 /);
    expect(await client.say('RCPT TO:<Postmaster>')).toMatch(/^250 /);
    await client.say('DATA');
    client.send(Buffer.from('Subject: ñandú\r\n\r\nx\r\n.\r\n'));
    expect(await client.reply()).toMatch(/^250 /);
    expect(taken[0]?.arrival).toMatchObject({ returnPath: '', deliveredTo: ['soporte@desk.example', 'postmaster'] });
  });

  it('is refused before its bytes when nobody of ours is named', async () => {
    const client = await introduced(await start(), 'ana@example.net', ['nadie@desk.example']);
    expect(await client.say('DATA')).toMatch(/^503 /);
  });

  it('in a pipeline of several is taken in one by one', async () => {
    const client = await rawClient(await start());
    await client.reply();
    await client.say('EHLO client.example');
    const one = (n: number): string => `MAIL FROM:<ana@example.net>\r\nRCPT TO:<soporte@desk.example>\r\nDATA\r\nSubject: ${n}\r\n\r\n..x\r\n.\r\n`;
    client.send(one(1) + one(2) + one(3));
    const replies: string[] = [];
    for (let at = 0; at < 12; at += 1) replies.push(await client.reply());
    expect(replies.map((reply) => reply.slice(0, 3)).join(' ')).toBe('250 250 354 250 '.repeat(3).trim());
    expect(taken.map(({ text }) => text)).toEqual([1, 2, 3].map((n) => `Subject: ${n}\r\n\r\n.x\r\n`));
  });

  it('is answered for each recipient by LMTP', async () => {
    const client = await rawClient(await start({ lmtp: true }));
    expect(await client.reply()).toContain('LMTP');
    expect(await client.say('LHLO client.example')).toMatch(/^250/);
    await client.say('MAIL FROM:<ana@example.net>');
    await client.say('RCPT TO:<soporte@desk.example>');
    await client.say('RCPT TO:<soporte+b@desk.example>');
    await client.say('DATA');
    client.send(dataOf('x'));
    expect([await client.reply(), await client.reply()]).toEqual([expect.stringMatching(/^250 .*V-1042/), expect.stringMatching(/^250 .*V-1042/)]);
    store = async () => Promise.reject(new Error('no database'));
    await client.say('MAIL FROM:<ana@example.net>');
    await client.say('RCPT TO:<soporte@desk.example>');
    await client.say('RCPT TO:<soporte+b@desk.example>');
    await client.say('DATA');
    client.send(dataOf('x'));
    expect([await client.reply(), await client.reply()]).toEqual([expect.stringMatching(/^451 4\.3\.0/), expect.stringMatching(/^451 4\.3\.0/)]);
  });
});

describe('what cannot be taken in', () => {
  it('for a fault of ours is asked for again later, on the same connection, too', async () => {
    store = async () => Promise.reject(new Error('no database'));
    const port = await start();
    const { error } = await sendByLibrary(port, 'Subject: Hola\n\nx\n');
    expect([error?.responseCode, error?.response]).toEqual([451, expect.stringMatching(/^451 4\.3\.0 /)]);
    expect(faults).toEqual([new Error('no database')]);

    const client = await introduced(port);
    await client.say('DATA');
    expect(await client.say('x\r\n.')).toMatch(/^451 /);
    store = async () => opened;
    await client.say('MAIL FROM:<ana@example.net>');
    await client.say('RCPT TO:<soporte@desk.example>');
    await client.say('DATA');
    expect(await client.say('x\r\n.')).toMatch(/^250 /);
  });

  it('for a fault that shows before the end is answered once the sender has ended', async () => {
    const port = await start({ receive: async () => Promise.reject(new Error('no disk')) });
    const { error } = await sendByLibrary(port, `Subject: Hola\n\n${'x'.repeat(70)}\n${'y\n'.repeat(30_000)}`);
    expect(error?.responseCode).toBe(451);
  });

  it('for its size is refused by what it says of itself', async () => {
    const client = await rawClient(await start());
    await client.reply();
    await client.say('EHLO client.example');
    expect(await client.say('MAIL FROM:<ana@example.net> SIZE=100001')).toMatch(/^552 5\.3\.4 /);
    expect(await client.say('MAIL FROM:<ana@example.net> SIZE=100000')).toMatch(/^250 /);
  });

  it('for its size is refused when it says nothing, and the connection goes on', async () => {
    const client = await introduced(await start());
    await client.say('DATA');
    client.send(`${'x'.repeat(998)}\r\n`.repeat(250));
    client.send('.\r\n');
    expect(await client.reply()).toMatch(/^552 5\.3\.4 /);
    expect([taken, broken.length, faults]).toEqual([[], 1, []]);
    expect(await client.say('NOOP')).toMatch(/^250/);
  });

  it('for its size is cut off when it never ends', async () => {
    const client = await introduced(await start());
    await client.say('DATA');
    client.send(`${'x'.repeat(998)}\r\n`.repeat(600));
    expect(await client.ended()).toContain('421');
    expect([taken, faults]).toEqual([[], []]);
  });

  it.each([['is closed', (socket: { end(): void }) => socket.end()], ['is reset', (socket: { resetAndDestroy(): void }) => socket.resetAndDestroy()]])(
    'because the connection %s half-way leaves nothing',
    async (_name, leave) => {
      const client = await introduced(await start());
      await client.say('DATA');
      client.send(`Subject: Hola\r\n\r\n${'x\r\n'.repeat(5_000)}`);
      await delay(20);
      leave(client.socket);
      await expect.poll(() => broken.length).toBe(1);
      expect([taken, faults]).toEqual([[], []]);
    },
  );

  it('because it comes too slowly is cut off', async () => {
    const client = await introduced(await start({ limits: { transfer: 50 } }));
    await client.say('DATA');
    client.send('Subject: Hola\r\n');
    expect(await client.ended()).toContain('421');
    expect([taken, broken.length]).toEqual([[], 1]);
  });
});

describe('a hostile sender', () => {
  it.each([['LF . LF', '\n.\n'], ['LF . CR LF', '\n.\r\n'], ['CR LF . LF', '\r\n.\n'], ['CR . CR', '\r.\r'], ['CR . CR LF', '\r.\r\n'], ['CR LF . CR', '\r\n.\r']])(
    'smuggles no second mail behind %s',
    async (_name, end) => {
      const client = await introduced(await start());
      await client.say('DATA');
      const hidden = 'MAIL FROM:<admin@desk.example>\r\nRCPT TO:<soporte@desk.example>\r\nDATA\r\nSubject: hidden\r\n\r\nx';
      client.send(`Subject: Hola\r\n\r\none${end}${hidden}\r\n.\r\n`);
      expect(await client.reply()).toMatch(/^250 /);
      expect(await client.say('NOOP')).toMatch(/^250 /);
      expect(taken).toHaveLength(1);
      expect(taken[0]?.text).toContain('hidden');
    },
  );

  it('smuggles none by sending the first line in pieces either', async () => {
    const client = await introduced(await start());
    client.socket.setNoDelay();
    await client.say('DATA');
    for (const piece of ['.', '.\r', '\nSubject: x\r', '\n\r\nbody\r\n', '.', '\r', '\n']) {
      client.send(piece);
      await delay(5);
    }
    expect(await client.reply()).toMatch(/^250 /);
    expect(taken.map(({ text }) => text)).toEqual(['.\r\nSubject: x\r\n\r\nbody\r\n']);
  });

  it.each([
    ['a line without an end', 'MAIL FROM:<'.padEnd(20_000, 'x')],
    ['nonsense', 'BLAH\r\n'.repeat(12)],
    ['HTTP', 'GET / HTTP/1.1\r\n\r\n'],
  ])('is told to go after %s', async (_name, bytes) => {
    const client = await rawClient(await start());
    await client.reply();
    client.send(bytes);
    expect(await client.ended()).toContain('421');
  });

  it('gets nothing but an error for an envelope with control characters, NUL or two addresses', async () => {
    const client = await rawClient(await start());
    await client.reply();
    await client.say('EHLO client.example');
    for (const from of ['<a\0b@example.net>', '<a@b@c>', 'a@example.net', `<${'a'.repeat(300)}@example.net>`, '<\x1b[2J@example.net>']) {
      expect(await client.say(`MAIL FROM:${from}`)).toMatch(/^501 /);
    }
    await client.say('MAIL FROM:<ana@example.net>');
    expect(await client.say('RCPT TO:<soporte@desk.example>\0')).toMatch(/^(?:250|501) /);
  });

  it('names a hundred recipients at most', async () => {
    const client = await rawClient(await start());
    await client.reply();
    await client.say('EHLO client.example');
    await client.say('MAIL FROM:<ana@example.net>');
    for (let at = 0; at < 100; at += 1) expect(await client.say(`RCPT TO:<soporte+${at}@desk.example>`)).toMatch(/^250 /);
    expect(await client.say('RCPT TO:<soporte@desk.example>')).toMatch(/^452 4\.5\.3 /);
  });

  it('keeps no connection that says nothing', async () => {
    const client = await rawClient(await start({ limits: { idle: 60 } }));
    expect(await client.ended()).toContain('421');
  });
});

describe('many connections', () => {
  it('of one remote address are too many above its limit, and never take the place of senders on this machine', async () => {
    const { countConnections, smtpLimits } = await import('../../../adapters/smtp/listener-limits.ts');
    const { EventEmitter } = await import('node:events');
    const { Socket } = await import('node:net');
    const from = (remoteAddress: string) => Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress });
    const { admit } = countConnections({ ...smtpLimits, perAddress: 2, remote: 3, loopback: 2 });
    const first = from('192.0.2.1');
    expect(first).toBeInstanceOf(EventEmitter);
    expect([admit(first), admit(from('192.0.2.1')), admit(from('192.0.2.1'))]).toEqual([true, true, false]);
    expect([admit(from('192.0.2.2')), admit(from('192.0.2.3'))]).toEqual([true, false]);
    expect([admit(from('::ffff:127.0.0.1')), admit(from('::1')), admit(from('127.0.0.9'))]).toEqual([true, true, false]);
    first.emit('close');
    expect([admit(from('192.0.2.1')), admit(from('192.0.2.1'))]).toEqual([true, false]);
  });

  it('above the limit are answered 421, and may come again once one has gone', async () => {
    const port = await start({ limits: { loopback: 1 } });
    const first = await rawClient(port);
    await first.reply();
    const second = await rawClient(port);
    expect(await second.ended()).toMatch(/^421 /);
    first.send('QUIT\r\n');
    await first.ended();
    await expect.poll(async () => (await rawClient(port)).reply()).toMatch(/^220 /);
  });

  it('of senders on this machine are greeted at once', async () => {
    const port = await start();
    const began = performance.now();
    for (let at = 0; at < 10; at += 1) await sendByLibrary(port, 'Subject: Hola\n\nx\n', { ignoreTLS: true });
    expect(taken).toHaveLength(10);
    expect(performance.now() - began).toBeLessThan(atThisPace(900));
  });
});

describe('closing', () => {
  it('lets a mail that is on its way end, sends idle senders away, and takes nobody new', async () => {
    let finish = (): void => {};
    const stored = new Promise<void>((resolve) => {
      finish = resolve;
    });
    store = async () => stored.then(() => opened);
    const port = await start();
    const idle = await rawClient(port);
    await idle.reply();
    const busy = await introduced(port);
    await busy.say('DATA');
    busy.send('Subject: Hola\r\n');

    const closed = listener.close();
    expect(await idle.ended()).toMatch(/^421 /);
    await expect(rawClient(port)).rejects.toThrow();
    busy.send('\r\nx\r\n.\r\n');
    finish();
    expect(await busy.reply()).toMatch(/^250 /);
    expect(await busy.reply()).toMatch(/^421 /);
    await closed;
    expect(taken).toHaveLength(1);
  });

  it('cuts what does not end, and takes none of it in', async () => {
    const client = await introduced(await start({ limits: { closing: 50 } }));
    await client.say('DATA');
    client.send('Subject: Hola\r\n');
    await listener.close();
    expect(await client.ended()).toMatch(/421/);
    await expect.poll(() => broken.length).toBe(1);
    expect(taken).toEqual([]);
  });
});

it('a port that is taken stops the start', async () => {
  const port = await start();
  await expect(startSmtpListener({
    host: '127.0.0.1', port, tls: null, mostBytes: 1_000, accepts: () => true, receive, onFault: () => {}, now: () => now,
  })).rejects.toThrow('EADDRINUSE');
});
