import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createTwilioMedia } from '../../../adapters/twilio/index.ts';
import { createTrust } from '../../../adapters/twilio/media-hosts.ts';
import type { Fetched } from '../../../src/desk/files/index.ts';
import { twilioAccount } from '../../support/twilio-network.ts';

/** A text of this shape. */
const like = (shape: RegExp): unknown => expect.stringMatching(shape);

const account = twilioAccount.accountSid;
const mediumPath = `/2010-04-01/Accounts/${account}/Messages/MM${'0'.repeat(32)}/Media/ME${'1'.repeat(32)}`;
const recordingPath = `/2010-04-01/Accounts/${account}/Recordings/RE${'2'.repeat(32)}`;

interface Host {
  url: string;
  seen: { method: string; path: string; authorization: string | undefined }[];
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function host(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Host> {
  const seen: Host['seen'] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', authorization: request.headers.authorization });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, seen };
}

const source = (apiUrl: string, limits: { answerWithinMs?: number; wholeWithinMs?: number } = {}) =>
  createTwilioMedia({ ...twilioAccount, apiUrl, answerWithinMs: 150, wholeWithinMs: 400, ...limits });
const get = (apiUrl: string, address: string, signal = new AbortController().signal) => source(apiUrl).fetch(address, signal);

async function read(fetched: Fetched): Promise<string> {
  if (fetched.kind !== 'content') throw new Error(`got ${fetched.kind}`);
  const pieces: Uint8Array[] = [];
  for await (const piece of fetched.stream) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe('fetching a medium', () => {
  it('gives its bytes with the size that was declared', async () => {
    const api = await host((_request, response) => response.end('bytes'));
    const fetched = await get(api.url, `${api.url}${mediumPath}`);
    expect(fetched).toMatchObject({ kind: 'content', declaredSize: 5 });
    expect(await read(fetched)).toBe('bytes');
    expect(api.seen).toMatchObject([{ method: 'GET', path: mediumPath, authorization: like(/^Basic /) }]);
  });

  it('follows to where the provider keeps it, without the credentials', async () => {
    const storage = await host((_request, response) => response.end('bytes'));
    const api = await host((_request, response) => response.writeHead(307, { location: `${storage.url}/x?key=1` }).end());
    expect(await read(await get(api.url, `${api.url}${mediumPath}`))).toBe('bytes');
    expect(storage.seen).toEqual([{ method: 'GET', path: '/x?key=1', authorization: undefined }]);
  });

  it('follows three times and no more', async () => {
    const api: Host = await host((request, response) => {
      const step = Number(new URL(request.url ?? '', 'http://x').searchParams.get('step') ?? 0);
      response.writeHead(302, { location: `${mediumPath}?step=${step + 1}` }).end();
    });
    expect(await get(api.url, `${api.url}${mediumPath}`)).toEqual({ kind: 'unreachable' });
    expect(api.seen).toHaveLength(4);
  });

  it.each(['http://169.254.169.254/latest', 'http://localhost:1/x', 'https://twilio.com.evil.test/x', 'file:///etc/passwd', 'https://user@api.twilio.com/x', 'javascript:1', 'http://['])(
    'does not follow to %s',
    async (location) => {
      const api = await host((_request, response) => response.writeHead(302, { location }).end());
      expect(await get(api.url, `${api.url}${mediumPath}`)).toEqual({ kind: 'foreign-address' });
      expect(api.seen).toHaveLength(1);
    },
  );

  it('goes to the address of the tests where the provider\'s API is meant', async () => {
    const api = await host((_request, response) => response.end('bytes'));
    expect(await read(await get(api.url, `https://api.twilio.com${mediumPath}`))).toBe('bytes');
  });

  it.each([[404, 'not-found'], [410, 'not-found'], [401, 'unreachable'], [403, 'unreachable'], [429, 'unreachable'], [500, 'unreachable'], [206, 'unreachable'], [204, 'unreachable']])(
    'is %i: %s',
    async (status, kind) => {
      const api = await host((_request, response) => response.writeHead(status).end());
      expect(await get(api.url, `${api.url}${mediumPath}`)).toEqual({ kind });
    },
  );

  it('is unreachable when nobody answers in time, nobody listens or the line breaks', async () => {
    const silent = await host(() => undefined);
    expect(await get(silent.url, `${silent.url}${mediumPath}`)).toEqual({ kind: 'unreachable' });
    const rude = await host((request) => request.socket.destroy());
    expect(await get(rude.url, `${rude.url}${mediumPath}`)).toEqual({ kind: 'unreachable' });
    expect(await get('http://127.0.0.1:1', `http://127.0.0.1:1${mediumPath}`)).toEqual({ kind: 'unreachable' });
  });

  it.each([
    ['drips for ever', (response: ServerResponse) => {
      response.writeHead(200).write('a');
      const drip = setInterval(() => response.write('a'), 20);
      response.on('close', () => clearInterval(drip));
    }],
    ['is cut off', (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': 100 }).write('a');
      setImmediate(() => response.destroy());
    }],
  ])('breaks when the content %s', async (_how, answer) => {
    const api = await host((_request, response) => answer(response));
    const fetched = await get(api.url, `${api.url}${mediumPath}`);
    await expect(read(fetched)).rejects.toThrow();
  });

  it('ends at once when it is aborted', async () => {
    const api = await host(() => undefined);
    const stopping = new AbortController();
    const fetched = source(api.url, { answerWithinMs: 60_000, wholeWithinMs: 60_000 }).fetch(`${api.url}${mediumPath}`, stopping.signal);
    stopping.abort();
    expect(await fetched).toEqual({ kind: 'unreachable' });
  });
});

describe('recordings', () => {
  it('are asked for as MP3', async () => {
    const api = await host((_request, response) => response.end('sound'));
    expect(await read(await get(api.url, `https://api.twilio.com${recordingPath}`))).toBe('sound');
    expect(api.seen[0]?.path).toBe(`${recordingPath}.mp3`);
  });

  it.each([[204, 'deleted'], [404, 'deleted'], [401, 'unreachable'], [500, 'unreachable']])('deleted, answered with %i: %s', async (status, outcome) => {
    const api = await host((_request, response) => response.writeHead(status).end());
    expect(await source(api.url).deleteRecording(`${api.url}${recordingPath}`)).toBe(outcome);
    expect(api.seen).toMatchObject([{ method: 'DELETE', path: `${recordingPath}.json`, authorization: like(/^Basic /) }]);
  });

  it('are the only thing that is ever deleted', async () => {
    const api = await host((_request, response) => response.writeHead(204).end());
    for (const path of [mediumPath, `${recordingPath}/../../Calls`, `/2010-04-01/Accounts/${account}`, '']) {
      expect(await source(api.url).deleteRecording(`${api.url}${path}`)).toBe('unreachable');
    }
    expect(api.seen).toEqual([]);
  });
});

describe('whose address is asked', () => {
  const trust = createTrust(undefined);

  it.each([`https://api.twilio.com${mediumPath}`, `https://api.dublin.ie1.twilio.com${recordingPath}`])('the provider\'s: %s', (address) => {
    const url = trust.entrance(address);
    expect(url?.href).toBe(address);
    expect(url && trust.mayHaveCredentials(url)).toBe(true);
  });

  it.each([
    `http://api.twilio.com${mediumPath}`, `https://api.twilio.com:8443${mediumPath}`, `https://api.twilio.com.evil.test${mediumPath}`,
    `https://eviltwilio.com${mediumPath}`, `https://a:b@api.twilio.com${mediumPath}`, `https://api.twilio.com@evil.test${mediumPath}`,
    `https://evil.test/${mediumPath}`, 'http://169.254.169.254/', 'http://127.0.0.1/', 'file:///etc/passwd', '//api.twilio.com', 'x', '',
    `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages.json`, `https://api.twilio.com/2010-04-01/Accounts/${account}.json`,
    `https://api.twilio.com${mediumPath}/../../../../Messages.json`, `https://api.twilio.com${recordingPath}.json`,
  ])('nobody\'s: %s', (address) => {
    expect(trust.entrance(address)).toBeNull();
  });

  it('only the provider gets credentials, and only over https', () => {
    for (const address of ['https://mms.twiliocdn.com/x', 'https://s3-external-1.amazonaws.com/media.twiliocdn.com/x']) {
      expect(trust.mayPointTo(new URL(address))).toBe(true);
      expect(trust.mayHaveCredentials(new URL(address))).toBe(false);
    }
    expect(trust.mayHaveCredentials(new URL('http://api.twilio.com/x'))).toBe(false);
    expect(trust.mayPointTo(new URL('http://mms.twiliocdn.com/x'))).toBe(false);
  });
});
