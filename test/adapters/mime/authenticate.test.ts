import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuthenticateMail } from '../../../adapters/mime/authenticate.ts';
import { createDnsLookup } from '../../../adapters/mime/dns-lookup.ts';
import type { MailAuthentication } from '../../../src/core/index.ts';
import type { ByteStream } from '../../../src/desk/files/index.ts';
import type { AuthenticateMail, MailArrival, RawMail } from '../../../src/intake/mail/receiving.ts';
import { startDnsServer, type DnsServer, type Zone } from './dns-server.ts';
import { atThisPace } from '../../support/pace.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
const publicKey = keys.publicKey.replaceAll(/-----[^-]+-----|\s/g, '');

const zone = (): Zone => ({
  'bank.example': { TXT: ['v=spf1 ip4:192.0.2.10 mx -all'], MX: ['mx.bank.example'] },
  'mx.bank.example': { A: ['192.0.2.25'] },
  'host.bank.example': { TXT: ['v=spf1 ip4:192.0.2.10 -all'] },
  '_dmarc.bank.example': { TXT: ['v=DMARC1; p=reject'] },
  's1._domainkey.bank.example': { TXT: [`v=DKIM1; k=rsa; p=${publicKey}`] },
  's1._domainkey.news.bank.example': { TXT: [`v=DKIM1; k=rsa; p=${publicKey}`] },
  'strict.example': { TXT: ['v=spf1 -all'] },
  '_dmarc.strict.example': { TXT: ['v=DMARC1; p=none; adkim=s; aspf=s'] },
  's1._domainkey.strict.example': { TXT: [`v=DKIM1; p=${publicKey}`] },
  's1._domainkey.sub.strict.example': { TXT: [`v=DKIM1; p=${publicKey}`] },
  'plain.example': { TXT: ['nothing of ours'] },
  'other.example': { TXT: ['v=spf1 ip4:203.0.113.0/24 -all'] },
});

let dns: DnsServer;
let time: number;
beforeAll(async () => {
  dns = await startDnsServer();
});
afterAll(() => dns.close());
beforeEach(() => {
  Object.assign(dns, { zone: zone(), isSilent: false });
  dns.asked.length = 0;
  time = Date.parse('2026-11-22T12:00:00Z');
});

interface Trust {
  relays?: string[];
  authentication?: string[];
  server?: string;
}

function checker({ relays = [], authentication = [], server = dns.address }: Trust = {}): AuthenticateMail {
  return createAuthenticateMail({ trustedRelays: relays, trustedAuthentication: authentication, lookup: createDnsLookup([server]), now: () => new Date(time) });
}

function rawOf(mail: string | Buffer): RawMail {
  const bytes = Buffer.from(mail);
  return { size: bytes.length, open: () => inPieces(bytes), discard: async () => {} };
}

async function* inPieces(bytes: Buffer): ByteStream {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

const arrival = (more: Partial<MailArrival> = {}): MailArrival => ({
  source: 'smtp', mailbox: null, returnPath: 'ana@bank.example', deliveredTo: [], peer: { address: '192.0.2.10', helo: 'host.bank.example' }, receivedAt: new Date(time), ...more,
});
const elsewhere = { address: '198.51.100.7', helo: 'host.other.example' };
const fromMailbox = { source: 'imap soporte', peer: null, returnPath: null };

const mailOf = (from: string, headers: string[] = []): string => [...headers, `From: ${from}`, 'Subject: Hola', '', 'Hola.', ''].join('\r\n');

async function signed({ from = 'Ana <ana@bank.example>', domain = 'bank.example', text = 'Hola.\n' } = {}): Promise<string> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', dkim: { domainName: domain, keySelector: 's1', privateKey: keys.privateKey } });
  const { message } = await transport.sendMail({ from, to: 'soporte@desk.example', subject: 'Hola', text });
  if (!Buffer.isBuffer(message)) throw new Error('a stream');
  return message.toString();
}

const judge = (mail: string | Buffer, more: Partial<MailArrival> = {}, trust: Trust = {}): Promise<MailAuthentication> => checker(trust)(rawOf(mail), arrival(more));
const short = ({ spf, dkim, dmarc }: MailAuthentication): string => `${spf} ${dkim} ${dmarc}`;

describe('a mail that a machine handed over', () => {
  it.each<[string, string, Partial<MailArrival>, string]>([
    ['from where its domain says', 'ana@bank.example', {}, 'pass none pass'],
    ['from a machine that is an MX of its domain', 'ana@bank.example', { peer: { address: '192.0.2.25', helo: 'mx.bank.example' } }, 'pass none pass'],
    ['from elsewhere', 'ana@bank.example', { peer: elsewhere }, 'fail none fail'],
    ['from elsewhere on this machine', 'ana@bank.example', { peer: { address: '127.0.0.1', helo: 'localhost' } }, 'fail none fail'],
    ['under another name than its envelope', 'Ana <ana@bank.example>', { returnPath: 'x@other.example', peer: { address: '203.0.113.9', helo: 'x' } }, 'pass none fail'],
    ['of a part of its domain', 'ana@news.bank.example', {}, 'pass none pass'],
    ['by the null path, judged by its greeting', 'mailer-daemon@bank.example', { returnPath: '' }, 'pass none pass'],
    ['by the null path from one who does not greet', 'mailer-daemon@bank.example', { returnPath: '', peer: { address: '192.0.2.10', helo: null } }, 'none none fail'],
    ['of a domain that says nothing', 'ana@plain.example', { returnPath: 'ana@plain.example' }, 'none none none'],
    ['of a domain that does not exist', 'ana@nowhere.example', { returnPath: 'ana@nowhere.example' }, 'none none none'],
    ['of nobody', '', {}, 'pass none permerror'],
  ])('%s', async (_name, from, more, expected) => {
    const checked = await judge(mailOf(from), more);
    expect(short(checked)).toBe(expected);
    expect(checked.by).toBeNull();
  });

  it('with a signature that holds passes wherever it comes from', async () => {
    expect(await judge(await signed(), { peer: elsewhere })).toEqual({ spf: 'fail', dkim: 'pass', dmarc: 'pass', domain: 'bank.example', by: null });
    expect(short(await judge(await signed({ domain: 'news.bank.example' }), { peer: elsewhere }))).toBe('fail pass pass');
  });

  it('with a signature of another domain does not pass', async () => {
    expect(short(await judge(await signed({ from: 'x@bank.example', domain: 'strict.example' }), { peer: elsewhere }))).toBe('fail pass fail');
  });

  it('that was changed on the way fails', async () => {
    const mail = await signed();
    expect(short(await judge(mail.replace('Hola.', 'Adios'), { peer: elsewhere }))).toBe('fail fail fail');
    expect(short(await judge(mail.replace('Subject: Hola', 'Subject: Otra'), { peer: elsewhere }))).toBe('fail fail fail');
  });

  it('with a signature over its beginning only is not believed for the rest', async () => {
    const mail = (await signed()).replace(/DKIM-Signature: /, 'DKIM-Signature: l=3; ');
    expect(short(await judge(mail, { peer: elsewhere }))).toBe('fail policy fail');
  });

  it('whose key is gone, or whose selector cannot be, fails', async () => {
    const mail = await signed();
    for (const selector of ['gone', 'x'.repeat(80), 'a..b']) {
      expect(short(await judge(mail.replace('s=s1;', `s=${selector};`), { peer: elsewhere }))).toBe('fail neutral fail');
    }
  });

  it('is held to the exact domain where its policy asks for that', async () => {
    const own = { returnPath: 'x@strict.example', peer: elsewhere };
    expect(short(await judge(await signed({ from: 'x@strict.example', domain: 'sub.strict.example' }), own))).toBe('fail pass fail');
    expect(short(await judge(await signed({ from: 'x@strict.example', domain: 'strict.example' }), own))).toBe('fail pass pass');
  });

  it('in the name of several domains is as good as the worst of them', async () => {
    const mail = await signed();
    for (const extra of ['From: x@strict.example', 'From: Ana <ana@bank.example>, x@strict.example']) {
      expect((await judge(`${extra}\r\n${mail}`)).dmarc).toBe('fail');
    }
    expect((await judge(mailOf(Array.from({ length: 30 }, (_, n) => `a@d${n}.example`).join(', ')))).dmarc).toBe('fail');
    expect(dns.asked.length).toBeLessThan(30);
  });
});

describe('a mail that a relay of ours handed over', () => {
  const relay = { peer: { address: '10.1.2.3', helo: 'relay.desk.example' } };
  const trust = { relays: ['10.0.0.0/8', '2001:db8::1'] };
  const received = (from: string): string => `Received: from ${from} by relay.desk.example with ESMTP id 1; Sun, 22 Nov 2026 12:00:00 +0000`;

  it.each([
    ['Postfix', 'host.bank.example (unknown [192.0.2.10])', 'pass'],
    ['Postfix, whose client calls itself by an address', '[192.0.2.10] (unknown [198.51.100.7])', 'fail'],
    ['Exim', 'rdns.example ([192.0.2.10] helo=host.bank.example)', 'pass'],
    ['qmail', 'unknown (HELO host.bank.example) (192.0.2.10)', 'pass'],
    ['a server that writes an address only', '[192.0.2.10]', 'pass'],
    ['IPv6', 'host.bank.example (host.bank.example [IPv6:2001:db8::77])', 'fail'],
    ['a relay before the relay, which tells no more', 'inner (inner [10.9.9.9])', 'none'],
    ['nothing', 'userid 1000', 'none'],
  ])('is judged by what %s noted', async (_name, from, expected) => {
    expect((await judge(mailOf('ana@bank.example', [received(from)]), relay, trust)).spf).toBe(expected);
  });

  it('over two of them is judged by the second line, and never by lines that came with it', async () => {
    const lines = [received('inner (inner [10.9.9.9])'), received('x (x [198.51.100.7])'), received('x (x [192.0.2.10])')];
    expect(short(await judge(mailOf('ana@bank.example', lines), relay, trust))).toBe('fail none fail');
    expect(short(await judge(mailOf('ana@bank.example', lines.slice(2)), { peer: elsewhere }, trust))).toBe('fail none fail');
  });

  it('that does not tell whom it came from is no fail', async () => {
    expect(short(await judge(mailOf('ana@bank.example'), relay, trust))).toBe('none none none');
  });

  it('is no relay by a name that is no network', () => {
    for (const name of ['10.0.0.0/33', 'relay', '1.2.3', '10.0.0.0/', '::1/129']) expect(() => checker({ relays: [name] })).toThrow(name);
  });
});

describe('a mail that was read from a mailbox', () => {
  it('passes by its signature and never fails', async () => {
    expect(short(await judge(await signed(), fromMailbox))).toBe('none pass pass');
    expect(short(await judge(mailOf('ana@bank.example'), fromMailbox))).toBe('none none none');
    expect(short(await judge((await signed()).replace('Hola.', 'Adios'), fromMailbox))).toBe('none fail none');
  });

  const told = 'Authentication-Results: mx.google.com;\r\n dkim=fail (bad; key) header.i=@x.example;\r\n dkim=pass header.i="@bank.example" header.s=s1;\r\n'
    + ' spf=softfail (google.com: (nested) domain \\) of x) smtp.mailfrom="x;dmarc=fail"@bank.example;\r\n dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=bank.example';
  const trust = { authentication: ['MX.google.com'] };

  it('is what a server of ours says of it, and nobody is asked', async () => {
    const checked = await judge(mailOf('ana@bank.example', ['Received: by x', told]), fromMailbox, trust);
    expect(checked).toEqual({ spf: 'softfail', dkim: 'pass', dmarc: 'pass', domain: 'bank.example', by: 'mx.google.com' });
    expect(dns.asked).toEqual([]);
    expect((await judge(mailOf('ana@bank.example', [told.replace('dmarc=pass', 'dmarc=fail')]), fromMailbox, trust)).dmarc).toBe('fail');
  });

  it.each<[string, string[], Partial<MailArrival>]>([
    ['another server', [told.replace('mx.google.com', 'mx.evil.example')], fromMailbox],
    ['a server of ours below one that is not', ['Authentication-Results: mx.evil.example; none', told], fromMailbox],
    ['nobody', [told.replace('mx.google.com;', '')], fromMailbox],
    ['whoever hands it over', [told], { peer: elsewhere }],
  ])('is not what %s says', async (_name, headers, more) => {
    const checked = await judge(mailOf('ana@bank.example', headers), more, trust);
    expect([checked.by, checked.dmarc]).not.toEqual(['mx.google.com', 'pass']);
    expect(checked.by).toBeNull();
  });

  it('passes for the domain that the server names only', async () => {
    expect((await judge(mailOf('ana@plain.example', [told]), fromMailbox, trust)).dmarc).toBe('none');
    expect((await judge(mailOf('ana@bank.example, eva@plain.example', [told]), fromMailbox, trust)).dmarc).toBe('none');
    expect((await judge(mailOf('ana@news.bank.example', [told]), fromMailbox, trust)).dmarc).toBe('pass');
  });

  it.each([
    ['mx.google.com 1; none', 'none none none'],
    ['mx.google.com; spf=bestguesspass; dkim=hardfail; dmarc=bestguesspass', 'none fail none'],
    ['mx.google.com; spf / 1 = pass reason="a;b"; dkim=passx-y; dmarc=temperror', 'pass none temperror'],
    ['mx.google.com', 'none none none'],
    ['mx.google.com; ((((', 'none none none'],
    ['mx.google.com; =;;"', 'none none none'],
  ])('is read from %s', async (value, expected) => {
    expect(short(await judge(mailOf('ana@bank.example', [`Authentication-Results: ${value}`]), fromMailbox, trust))).toBe(expected);
  });
});

describe('the DNS', () => {
  it('is asked once for what it said, until that is five minutes old', async () => {
    const check = checker();
    await check(rawOf(await signed()), arrival());
    const first = [...dns.asked].sort();
    expect(first).toEqual(['TXT _dmarc.bank.example', 'TXT bank.example', 'TXT s1._domainkey.bank.example']);
    await check(rawOf(await signed()), arrival());
    expect(dns.asked).toHaveLength(3);
    time += 301_000;
    await check(rawOf(await signed()), arrival());
    expect(dns.asked).toHaveLength(6);
  });

  it('that never answers holds a mail for 1.5 seconds in all, and two hundred mails not much longer', async () => {
    dns.isSilent = true;
    const check = checker();
    const began = performance.now();
    expect(short(await check(rawOf(await signed()), arrival()))).toBe('temperror temperror temperror');
    expect(performance.now() - began).toBeLessThan(atThisPace(1_700));

    const next = async (n: number): Promise<string> => short(await check(rawOf(mailOf(`x@d${n}.example`)), arrival({ returnPath: `x@d${n}.example` })));
    for (let n = 0; n < 200; n += 1) expect(await next(n)).toBe('temperror none temperror');
    expect(performance.now() - began).toBeLessThan(atThisPace(4_000));
    time += 21_000;
    const later = performance.now();
    for (let n = 200; n < 220; n += 1) expect(await next(n)).toBe('temperror none temperror');
    expect(performance.now() - later).toBeLessThan(atThisPace(400));

    dns.isSilent = false;
    const mail = await signed({ from: 'x@strict.example', domain: 'strict.example' });
    const again = async (): Promise<string> => short(await check(rawOf(mail), arrival({ returnPath: 'x@strict.example' })));
    time += 21_000;
    await expect.poll(again).toBe('fail pass pass');
  });

  it('that answers each question late holds a mail for 1.5 seconds in all', async () => {
    const check = createAuthenticateMail({
      trustedRelays: [], trustedAuthentication: [], now: () => new Date(time),
      lookup: async (name) => {
        await delay(400);
        return [[`v=spf1 include:x.${name} -all`]];
      },
    });
    const began = performance.now();
    expect((await check(rawOf(mailOf('ana@bank.example')), arrival())).spf).toBe('temperror');
    expect(performance.now() - began).toBeLessThan(atThisPace(1_700));
  });

  it('that fails for a key that might have made the mail pass is no fail', async () => {
    const lookup = createDnsLookup([dns.address]);
    const check = createAuthenticateMail({
      trustedRelays: [], trustedAuthentication: [], now: () => new Date(time),
      lookup: (name, type) => (name.includes('_domainkey') ? Promise.reject(Object.assign(new Error('server failure'), { code: 'ESERVFAIL' })) : lookup(name, type)),
    });
    expect(short(await check(rawOf(await signed()), arrival({ peer: elsewhere })))).toBe('fail temperror temperror');
    expect(short(await check(rawOf(await signed({ domain: 'strict.example' })), arrival({ peer: elsewhere })))).toBe('fail temperror fail');
  });

  it('that is not there holds nobody', async () => {
    const gone = await startDnsServer();
    await gone.close();
    const check = checker({ server: gone.address });
    const began = performance.now();
    for (let n = 0; n < 20; n += 1) expect((await check(rawOf(mailOf(`x@d${n}.example`)), arrival({ returnPath: `x@d${n}.example` }))).dmarc).toBe('temperror');
    expect(performance.now() - began).toBeLessThan(atThisPace(2_000));
  });

  it('goes on being asked while names of one sender stay silent, who gains nothing by it', async () => {
    const lookup = createDnsLookup([dns.address]);
    const check = createAuthenticateMail({
      trustedRelays: [],
      trustedAuthentication: [],
      lookup: (name, type) => (name.endsWith('dead.example') ? Promise.reject(Object.assign(new Error('silence'), { code: 'ETIMEOUT' })) : lookup(name, type)),
      now: () => new Date(time),
    });
    for (let n = 0; n < 5; n += 1) await check(rawOf(mailOf(`x@d${n}.dead.example`)), arrival({ returnPath: `x@d${n}.dead.example` }));
    const forged = await check(rawOf(mailOf('ana@bank.example')), arrival({ returnPath: 'x@e.dead.example', peer: elsewhere }));
    expect(short(forged)).toBe('temperror none fail');
  });

  it('is asked again for a name that failed once that is half a minute old', async () => {
    let asked = 0;
    const check = createAuthenticateMail({
      trustedRelays: [], trustedAuthentication: [], now: () => new Date(time),
      lookup: async () => {
        asked += 1;
        throw Object.assign(new Error('server failure'), { code: 'ESERVFAIL' });
      },
    });
    const once = () => check(rawOf(mailOf('ana@bank.example')), arrival());
    expect(short(await once())).toBe('temperror none temperror');
    const first = asked;
    await once();
    expect(asked).toBe(first);
    time += 31_000;
    await once();
    expect(asked).toBeGreaterThan(first);
  });
});

describe('however a mail is built', () => {
  it('a long one is read as it comes, and hashed within a moment', async () => {
    const mail = await signed({ text: 'Una línea de texto como hay muchas.\n'.repeat(60_000) });
    expect(short(await judge(mail, { peer: elsewhere }))).toBe('fail pass pass');
    expect(short(await judge(mail.replaceAll('\r\n', '\n'), { peer: elsewhere }))).toBe('fail pass pass');
  });

  it.each<[string, () => Promise<string> | string]>([
    ['empty', () => ''],
    ['a header without an end', () => 'X: y\r\n'.repeat(300_000)],
    ['a header of folded lines', () => `From: a@bank.example\r\nDKIM-Signature: v=1;\r\n${' x\r\n'.repeat(200_000)}\r\nx`],
    ['a thousand signatures', async () => (await signed()).replace(/^/, 'DKIM-Signature: v=1; a=rsa-sha256; d=bank.example; s=s1; bh=x; b=x\r\n'.repeat(1_900))],
    ['one line of 20 MB', async () => `${(await signed()).trimEnd()}${'x'.repeat(20_000_000)}`],
    ['bytes that are no text', () => `From: \0\ud800@bank.example\r\nDKIM-Signature: \0;;;=\r\n\r\n\0`],
    ['a signature without anything', () => 'From: a@bank.example\r\nDKIM-Signature:\r\n\r\nx'],
  ])('%s is judged at once and passes for nothing', async (_name, build) => {
    const mail = await build();
    const began = performance.now();
    const checked = await judge(mail, { peer: elsewhere });
    expect(checked.dmarc).not.toBe('pass');
    expect(performance.now() - began).toBeLessThan(atThisPace(1_500));
  });

  it('one whose bytes cannot be read is a passing trouble', async () => {
    const raw: RawMail = { ...rawOf(''), open: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('disk')) }) }) };
    expect(short(await checker()(raw, arrival()))).toBe('temperror temperror temperror');
  });

  it('is let go wherever reading stops', async () => {
    let open = 0;
    const watched = (mail: string): RawMail => ({
      ...rawOf(mail),
      open: async function* () {
        open += 1;
        try {
          yield* inPieces(Buffer.from(mail));
        } finally {
          open -= 1;
        }
      },
    });
    const check = checker();
    for (const mail of [mailOf('ana@bank.example') + 'x\r\n'.repeat(100_000), await signed(), 'X: y\r\n'.repeat(300_000)]) await check(watched(mail), arrival());
    expect(open).toBe(0);
  });
});
