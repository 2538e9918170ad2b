import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadName } from '../../src/desk/files/index.ts';
import { landed, newNumber, takeIn, textFrom } from '../intake/probes.ts';
import { docx, mp3, pdf, png, wav } from '../desk/files/samples.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

/** A text of this shape. */
const like = (shape: RegExp): unknown => expect.stringMatching(shape);

let api: TestApi;
let ana: Person;
beforeAll(async () => {
  api = await startTestApi();
  ana = await api.signIn();
});
afterAll(() => api.close());

const limits = { mostBytes: 1024 * 1024 };
const page = Buffer.from('hola, <script>alert(1)</script>');

/** A text that these files came with; gives its ticket and their addresses. */
async function ticketWith(...contents: { bytes: Buffer; name?: string; type?: string }[]) {
  const attachments = await Promise.all(contents.map(async ({ bytes, name }) => {
    const kept = await api.desk.fileKeeper.keep(bytes, { name: name ?? null, claimedType: null, limits });
    if (kept.kind === 'refused') throw new Error(kept.reason);
    const { sha256, size, type } = kept.file;
    return { url: '', contentType: type, ...(kept.file.name === null ? {} : { name: kept.file.name }), file: { sha256, size } };
  }));
  const place = landed(await takeIn(api.desk, { ...textFrom(api.desk, newNumber()), attachments }));
  await api.desk.settle();
  return { ...place, urls: await urlsOf(place.number) };
}

async function urlsOf(number: number): Promise<string[]> {
  const answer = await api.call('GET', `/api/tickets/V-${number}`, { by: ana });
  const timeline = answer.at('timeline');
  return JSON.stringify(timeline).match(/\/files\/[\w-]+/g) ?? [];
}

const get = (url: string, headers: Record<string, string> = {}) => api.app.inject({ method: 'GET', url, headers });

describe('a file of a ticket', () => {
  it('is given by its address alone', async () => {
    const { urls: [url = ''] } = await ticketWith({ bytes: png, name: 'foto.png' });
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload).toEqual(png);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png', 'content-length': String(png.length), 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="foto.png"', 'referrer-policy': 'no-referrer',
      'cache-control': like(/^private, max-age=\d+$/),
    });
    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox$/);
  });

  it.each([
    ['foto.png', png, 'image/png', 'inline'], ['voz.mp3', mp3, 'audio/mpeg', 'inline'], ['voz.wav', wav(), 'audio/wav', 'inline'],
    ['carta.pdf', pdf, 'application/pdf', 'inline'], ['nota.txt', page, 'text/plain; charset=utf-8', 'attachment'],
    ['carta.docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'attachment'],
  ])('%s is shown inside a page only when browsers run nothing in it', async (name, bytes, type, disposition) => {
    const { urls: [url = ''] } = await ticketWith({ bytes, name });
    const answer = await get(url);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['content-disposition']).toBe(`${disposition}; filename="${name}"`);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';(?!.*script-src).*sandbox$/);
  });

  it.each([
    ['año nuevo.txt', `attachment; filename="ano nuevo.txt"; filename*=UTF-8''a%C3%B1o%20nuevo.txt`],
    ['página.html', `attachment; filename="pagina.html.txt"; filename*=UTF-8''p%C3%A1gina.html.txt`],
    ['😀.exe', `attachment; filename="_.exe.txt"; filename*=UTF-8''%F0%9F%98%80.exe.txt`],
    ['x";evil="\r\nset-cookie: a=b.txt', 'attachment; filename="x;evil=set-cookie a=b.txt"'],
    ['100%41.txt', `attachment; filename="100%41.txt"; filename*=UTF-8''100%2541.txt`],
  ])('has its name %j in both ways of writing (RFC 6266)', async (name, disposition) => {
    const { urls: [url = ''] } = await ticketWith({ bytes: page, name });
    expect((await get(url)).headers['content-disposition']).toBe(disposition);
  });

  it('without a name is called by its place', async () => {
    const { urls } = await ticketWith({ bytes: png }, { bytes: pdf });
    expect((await get(urls[1] ?? '')).headers['content-disposition']).toBe('inline; filename="2.pdf"');
    expect(downloadName(null, 'application/unknown', '1')).toBe('1');
  });

  it('is given in parts, so that players can jump', async () => {
    const sound = wav(2);
    const { urls: [url = ''] } = await ticketWith({ bytes: sound, name: 'a.wav' });
    const part = await get(url, { range: 'bytes=100-199' });
    expect(part.statusCode).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 100-199/${sound.length}`);
    expect(part.rawPayload).toEqual(sound.subarray(100, 200));
    const tail = await get(url, { range: 'bytes=-5' });
    expect(tail.rawPayload).toEqual(sound.subarray(-5));
    expect((await get(url, { range: 'bytes=0-1,4-5' })).statusCode).toBe(200);
    const beyond = await get(url, { range: `bytes=${sound.length}-` });
    expect(beyond.statusCode).toBe(416);
    expect(beyond.headers['content-range']).toBe(`bytes */${sound.length}`);
    expect((await api.app.inject({ method: 'HEAD', url })).statusCode).toBe(200);
  });

  it('has an address that is the same for a while and dies within an hour', async () => {
    const { number, urls: [url = ''] } = await ticketWith({ bytes: png });
    expect(await urlsOf(number)).toEqual([url]);
    api.desk.clock.advance(30 * 60);
    const [later = ''] = await urlsOf(number);
    expect(later).not.toBe(url);
    api.desk.clock.advance(30 * 60);
    expect((await get(url)).statusCode).toBe(404);
    expect((await get(later)).statusCode).toBe(200);
  });

  it('is not given for an address that we did not make', async () => {
    const { urls: [url = ''] } = await ticketWith({ bytes: png });
    const token = url.slice('/files/'.length);
    const changed = Array.from({ length: 68 }, (_, index) => token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1));
    for (const bad of [...changed.filter((_, index) => index % 7 === 0), token.slice(1), `${token}A`, 'x', '..%2f..%2fetc%2fpasswd', '%00', 'A'.repeat(70), 'A'.repeat(5_000)]) {
      const answer = await get(`/files/${bad}`);
      expect([404, 414]).toContain(answer.statusCode);
      expect(answer.json()).toMatchObject({ error: { code: like(/./) } });
    }
  });

  it('is given only as a part of its ticket', async () => {
    const mine = await ticketWith({ bytes: png });
    const other = await ticketWith({ bytes: pdf });
    const link = api.deps.fileLinks.read(mine.urls[0]?.slice('/files/'.length) ?? '');
    if (!link) throw new Error('No link.');
    const crossed = api.deps.fileLinks.pathOf({ attachmentId: link.attachmentId, ticketId: other.ticketId });
    expect((await get(crossed)).statusCode).toBe(404);
    // Merged into the other, it is a part of that.
    await api.desk.joining.merge(mine.number, { agentId: ana.id }, other.number);
    expect((await get(crossed)).statusCode).toBe(200);
  });

  it('whose content is gone from the disk is not found', async () => {
    const { urls: [url = ''] } = await ticketWith({ bytes: Buffer.from('pronto se va') });
    await rm(path.join(api.desk.filesFolder), { recursive: true });
    expect((await get(url)).statusCode).toBe(404);
  });

  it('leaves its address in no log', async () => {
    const { urls: [url = ''] } = await ticketWith({ bytes: png });
    await get(url);
    await get(`${url.slice(0, -1)}_`);
    expect(api.logged.join('\n')).not.toContain(url.slice(7, 40));
  });
});
