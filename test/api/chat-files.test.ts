import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallDeskFile } from '../support/desk.ts';
import { startTestApi, type TestApi } from './test-api.ts';

const origin = 'https://www.example.org';
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

let api: TestApi;
let restricted: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  restricted = await startTestApi({ deskFile: `${smallDeskFile}\nchat: { origins: ["${origin}"] }\n` });
});
afterAll(async () => {
  await api.close();
  await restricted.close();
});

function send(to: TestApi, headers: Record<string, string>, content = png, name = 'foto.png', url = '/chat/files') {
  const body = Buffer.concat([
    Buffer.from(`--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/png\r\n\r\n`), content, Buffer.from('\r\n--b--\r\n'),
  ]);
  return to.app.inject({ method: 'POST', url, headers: { 'content-type': 'multipart/form-data; boundary=b', ...headers }, payload: body });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

it('takes a file of a visitor, whose token counts for them alone', async () => {
  const { token, visitorId } = api.desk.visitorTokens.create();
  const answer = await send(api, { ...bearer(token), origin });
  expect(answer.statusCode).toBe(201);
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  const { file } = answer.json<{ file: { token: string; name: string; size: number; contentType: string } }>();
  expect(file).toMatchObject({ name: 'foto.png', size: png.length, contentType: 'image/png' });
  expect(api.desk.uploadTokens.read(file.token, visitorId)).toMatchObject({ size: png.length });
  expect(api.desk.uploadTokens.read(file.token, api.desk.visitorTokens.create().visitorId)).toBeNull();
});

it('shows the file to the visitor and to the agent once it was said', async () => {
  const { token, visitorId } = api.desk.visitorTokens.create();
  const { file } = (await send(api, bearer(token))).json<{ file: { token: string } }>();
  const stored = api.desk.uploadTokens.read(file.token, visitorId);
  if (!stored) throw new Error('The token is not ours.');
  const { sha256, size, type } = stored;
  await api.desk.chat.start(visitorId, { id: 'a', text: '', locale: 'es', email: 'ana@example.org', files: [{ url: '', contentType: type, name: 'foto.png', file: { sha256, size } }] });
  const place = await api.desk.chatReader.placeOf(visitorId);
  const [line] = await api.desk.chatReader.linesOf(place?.conversationId ?? '', 10);
  const view = line?.files[0] && api.desk.fileViews(line.ticketId).attachment(line.files[0]);
  expect(view).toMatchObject({ name: 'foto.png', state: 'stored' });
  const shown = await api.app.inject({ url: view?.url ?? '', headers: { origin } });
  expect(shown.rawPayload).toEqual(png);
  expect(shown.headers['access-control-allow-origin']).toBe('*');
});

it('answers the question that browsers ask before', async () => {
  const answer = await api.app.inject({ method: 'OPTIONS', url: '/chat/files', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } });
  expect(answer.statusCode).toBe(204);
  expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'authorization' });
});

it('refuses who is no visitor, and what is no file, in words that the page may read', async () => {
  const { token } = api.desk.visitorTokens.create();
  for (const headers of [{}, bearer('x'), bearer(`${token.slice(0, -2)}xx`), { authorization: `Basic ${token}` }]) {
    const answer = await send(api, { ...headers, origin });
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([401, '*']);
  }
  expect((await send(api, bearer(token), Buffer.from('MZ\x90\x00 a program'), 'x.exe')).statusCode).toBe(400);
  expect((await send(api, bearer(token), Buffer.alloc(0))).statusCode).toBe(400);
});

it('takes only so many of one visitor', async () => {
  const { token } = api.desk.visitorTokens.create();
  const codes = [];
  for (let count = 0; count < 31; count += 1) codes.push((await send(api, { ...bearer(token), 'x-forwarded-for': '203.0.113.9' }, Buffer.alloc(0))).statusCode);
  expect(codes.slice(-2)).toEqual([400, 429]);
});

it('takes only so many bytes of one place in a day, in the chat and with requests', async () => {
  const narrow = await startTestApi({ deskFile: `${smallDeskFile}\nfiles: { maxMegabytes: 1 }\n` });
  const large = Buffer.concat([png, Buffer.alloc(1024 * 1024 - png.length)]);
  const from = { 'x-forwarded-for': '203.0.113.10' };
  for (const url of ['/chat/files', '/api/requests/files']) {
    const codes = [];
    for (let count = 0; count < 41; count += 1) {
      if (count % 20 === 0) narrow.desk.clock.advance(601);
      codes.push((await send(narrow, { ...bearer(narrow.desk.visitorTokens.create().token), ...from }, large, 'foto.png', url)).statusCode);
    }
    expect(codes.slice(-2)).toEqual([201, 429]);
    expect((await send(narrow, { ...bearer(narrow.desk.visitorTokens.create().token), 'x-forwarded-for': '203.0.113.11' }, png, 'foto.png', url)).statusCode).toBe(201);
  }
  await narrow.close();
});

it('keeps to the origins in desk.yaml', async () => {
  const { token } = restricted.desk.visitorTokens.create();
  const ours = await send(restricted, { ...bearer(token), origin });
  expect([ours.statusCode, ours.headers['access-control-allow-origin']]).toEqual([201, origin]);
  const other = await send(restricted, { ...bearer(token), origin: 'https://evil.example' });
  expect([other.statusCode, other.headers['access-control-allow-origin']]).toEqual([403, undefined]);
});
