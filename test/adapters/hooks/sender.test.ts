import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHookSender, isPublicAddress, networksOf } from '../../../adapters/hooks/index.ts';

type Receive = (request: IncomingMessage, response: ServerResponse) => void;

let receive: Receive = (_request, response) => response.end();
let heard = 0;
const server = createServer((request, response) => {
  heard += 1;
  receive(request, response);
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const publicUrl = 'https://desk.test';
const inside = (more: Partial<Parameters<typeof createHookSender>[0]> = {}) => createHookSender({ allow: ['127.0.0.1'], publicUrl, ...more });
const post = (sender: ReturnType<typeof createHookSender>, url = `http://127.0.0.1:${port}/in?token=x`, body = '{"a":"ñ"}') =>
  sender.post({ url, headers: { 'webhook-id': 'msg_1' }, body, signal: new AbortController().signal });

describe('which addresses are the open internet', () => {
  test.each([
    '0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.1.1', '169.254.169.254', '172.16.0.1', '172.31.255.255',
    '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.7', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255',
    '::', '::1', '::7f00:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.1.2.3', '::ffff:a9fe:a9fe', '64:ff9b::10.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1',
    '2002:7f00:1::', '2002:0808:0808::1', '2001::1', '2001:db8::1', '3fff::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '100::1',
    'localhost', '', '1.2.3', '2130706433', '0x7f.1', '127.1', '::ffff:8.8.8.8%1',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(['8.8.8.8', '1.1.1.1', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.167.0.1', '198.17.0.1', '223.255.255.254',
    '2606:4700:4700::1111', '2a00:1450:4003::200e', '::ffff:8.8.8.8', '64:ff9b::808:808'])('%s is', (address) => expect(isPublicAddress(address)).toBe(true));

  test('whatever way an IPv4 address is written in, it is judged as what it is', () => {
    const bytes = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 })));
    fc.assert(fc.property(bytes, (four) => {
      const plain = four.join('.');
      const hex = [0, 2].map((place) => ((four[place] ?? 0) * 256 + (four[place + 1] ?? 0)).toString(16)).join(':');
      const isOpen = isPublicAddress(plain);
      for (const other of [`::ffff:${plain}`, `::ffff:${hex}`, `0:0:0:0:0:FFFF:${plain}`, `64:ff9b::${plain}`, `64:FF9B::${hex}`]) expect(isPublicAddress(other)).toBe(isOpen);
      expect(networksOf([`${plain}/32`])(`::ffff:${hex}`)).toBe(true);
    }));
  });

  test('a network of desk.yaml has the addresses it says', () => {
    const isOurs = networksOf(['10.1.0.0/16', '192.168.7.9', 'fd00:7::/32']);
    expect(['10.1.255.1', '192.168.7.9', 'fd00:7:1::1', '10.2.0.1', '192.168.7.10', 'fd00:8::1', 'x', ''].map(isOurs)).toEqual([true, true, true, false, false, false, false, false]);
  });
});

describe('the URL of a webhook', () => {
  const resolve = (host: string) => {
    const known: Record<string, string[]> = {
      'open.example': ['93.184.216.34'], 'inner.example': ['10.0.0.7'], 'both.example': ['93.184.216.34', '::1'], 'bus.example': ['10.9.9.9'], 'mapped.example': ['::ffff:10.0.0.1'],
    };
    const found = known[host];
    return found ? Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))) : Promise.reject(new Error('ENOTFOUND'));
  };
  const sender = createHookSender({ allow: ['bus.example', '10.7.0.0/16'], publicUrl: 'https://desk.example:8443', resolve });

  test.each([
    ['https://open.example/in', null], ['https://open.example:8444/in?x=1', null], ['https://OPEN.example./', null], ['https://8.8.8.8/', null],
    ['http://bus.example/in', null], ['https://bus.example/in', null], ['http://10.7.1.1:9000/', null],
    ['http://open.example/in', 'https_required'], ['http://8.8.8.8/', 'https_required'],
    ['https://inner.example/', 'private_address'], ['https://both.example/', 'private_address'], ['https://mapped.example/', 'private_address'],
    ['https://10.8.0.1/', 'private_address'], ['https://127.1/', 'private_address'], ['https://0x7f000001/', 'private_address'], ['https://2130706433/', 'private_address'],
    ['https://[::1]/', 'private_address'], ['https://[::ffff:169.254.169.254]/', 'private_address'], ['https://169.254.169.254/latest/meta-data', 'private_address'],
    ['https://0/', 'private_address'], ['https://１２７.0.0.1/', 'private_address'],
    ['https://desk.example:8443/api', 'own_address'], ['https://DESK.example.:8443/', 'own_address'], ['https://nobody.example/', 'host_not_found'],
    ['https://user:secret@open.example/', 'invalid_url'], ['https://user@open.example/', 'invalid_url'], ['ftp://open.example/', 'invalid_url'],
    ['file:///etc/passwd', 'invalid_url'], ['javascript:1', 'invalid_url'], ['//open.example', 'invalid_url'], ['', 'invalid_url'], ['https://', 'invalid_url'], ['\u0000', 'invalid_url'],
  ])('%s is judged: %s', async (url, refusal) => expect(await sender.check(url)).toBe(refusal));

  test.each([
    ['http://127.0.0.1:3999/api', 'own_address'], ['http://127.1:3999/', 'own_address'], ['https://[::1]:3999/', 'own_address'], ['http://0:3999/', 'own_address'],
    ['http://[::ffff:127.0.0.1]:3999/', 'own_address'], ['http://me.example:3999/', 'own_address'], ['http://127.0.0.1:4000/', null], ['http://me.example:80/', null],
  ])('%s is the desk itself by any name of its machine, whatever is allowed: %s', async (url, refusal) => {
    const allow = ['127.0.0.0/8', '0.0.0.0/8', '::1', 'me.example'];
    const near = createHookSender({ allow, publicUrl: 'https://desk.example', ownPort: 3999, resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
    expect(await near.check(url)).toBe(refusal);
  });

  test('is judged again at every try, without a connection', async () => {
    heard = 0;
    expect(await post(sender, `http://127.0.0.1:${port}/`)).toEqual({ kind: 'fault', fault: 'private_address' });
    expect(await post(inside({ allow: [] }), `https://localhost:${port}/`)).toEqual({ kind: 'fault', fault: 'private_address' });
    expect(heard).toBe(0);
  });
});

describe('a try', () => {
  test('posts the bytes as they are, and gives status and the beginning of the answer', async () => {
    const seen = new Promise<Record<string, unknown>>((resolve) => {
      receive = (request, response) => {
        const pieces: Buffer[] = [];
        request.on('data', (piece: Buffer) => pieces.push(piece));
        request.on('end', () => {
          resolve({ method: request.method, url: request.url, body: Buffer.concat(pieces).toString(), ...request.headers });
          response.writeHead(202).end('gra\u0000cias');
        });
      };
    });
    expect(await post(inside())).toEqual({ kind: 'answered', status: 202, text: 'gracias', retryAfter: null });
    expect(await seen).toMatchObject({ method: 'POST', url: '/in?token=x', body: '{"a":"ñ"}', 'webhook-id': 'msg_1', 'content-type': 'application/json', 'content-length': '10' });
  });

  test.each([[410, {}, null], [500, {}, null], [429, { 'retry-after': '120' }, 120_000], [503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, null], [301, { location: 'http://169.254.169.254/' }, null]])(
    '%i is an answer like any other, and leads nowhere', async (status, headers, retryAfter) => {
      receive = (_request, response) => response.writeHead(status, headers as Record<string, string>).end('no');
      heard = 0;
      expect([await post(inside()), heard]).toEqual([{ kind: 'answered', status, text: 'no', retryAfter }, 1]);
    },
  );

  test('reads no more than it keeps of an answer without end', async () => {
    let sent = 0;
    receive = (_request, response) => {
      response.writeHead(200);
      const more = () => {
        sent += 65_536;
        if (sent < 1e9 && response.write('x'.repeat(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    };
    const answer = await post(inside());
    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
    expect([answer.kind === 'answered' && answer.text.length, sent < 5e7]).toEqual([4096, true]);
  });

  test('ends after its time: without an answer it is a fault, in the middle of one that answer counts', async () => {
    receive = () => undefined;
    expect(await post(inside({ timeLimit: 80 }))).toEqual({ kind: 'fault', fault: 'timeout' });
    receive = (_request, response) => void response.writeHead(200).write('…');
    expect(await post(inside({ timeLimit: 80 }))).toMatchObject({ kind: 'answered', status: 200, text: '…' });
    const never = inside({ timeLimit: 80, allow: ['slow.example'], resolve: () => new Promise(() => undefined) });
    expect(await post(never, 'http://slow.example/')).toEqual({ kind: 'fault', fault: 'timeout' });
  });

  test.each<[string, string, Receive]>([
    ['cut off before an answer', 'reset', (request) => request.socket.resetAndDestroy()],
    ['no HTTP', 'bad_answer', (request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
  ])('%s is told as such', async (_name, fault, how) => {
    receive = how;
    expect(await post(inside())).toEqual({ kind: 'fault', fault });
  });

  test('an answer that would change the protocol ends the try', async () => {
    receive = (request) => request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    expect(await post(inside())).toEqual({ kind: 'answered', status: 101, text: '', retryAfter: null });
  });

  test('nobody there, no TLS there', async () => {
    receive = (_request, response) => response.end();
    expect(await post(inside(), `https://127.0.0.1:${port}/`)).toEqual({ kind: 'fault', fault: 'tls' });
    expect(await post(inside(), 'http://127.0.0.1:1/')).toEqual({ kind: 'fault', fault: 'refused' });
  });

  test('goes to the address that was judged, however the name leads a moment later', async () => {
    receive = (_request, response) => response.end('in');
    heard = 0;
    let asked = 0;
    // First outside, then inside, as a rebinding name server answers.
    const resolve = () => Promise.resolve([{ address: (asked += 1) === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 }]);
    const sender = createHookSender({ allow: [], publicUrl, resolve });
    expect(await sender.check(`https://turn.example:${port}/`)).toBeNull();
    expect([await post(sender, `https://turn.example:${port}/`), heard, asked]).toEqual([{ kind: 'fault', fault: 'private_address' }, 0, 2]);
    // One look-up a try, and its answer is what is connected to.
    const named = createHookSender({ allow: ['named.example'], publicUrl, resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
    expect(await post(named, `http://named.example:${port}/`)).toMatchObject({ kind: 'answered', status: 200, text: 'in' });
  });

  test('is ended with the process, and then nothing is told of it', async () => {
    const stopping = new AbortController();
    receive = () => stopping.abort();
    await expect(inside().post({ url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}', signal: stopping.signal })).rejects.toThrow();
  });
});
