import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unavailable } from '../../src/core/index.ts';
import { pdf, png } from '../desk/files/samples.ts';
import { landed, takeIn, textFrom } from '../intake/probes.ts';
import { form, startTestApi, type Answer, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi();
  agent = await api.signIn({ name: 'Berta Gómez', capacity: 10_000 });
  lead = await api.signIn({ role: 'lead', name: 'Lía' });
});
afterAll(() => api.close());

interface Linked {
  number: string;
  path: string;
}

const submit = async (changes: Record<string, unknown> = {}): Promise<Linked> => {
  const answer = await api.call('POST', '/api/requests', { body: { ...form, email: 'sola@example.com', phone: '', ...changes } });
  await api.desk.settle();
  return { number: String(answer.at('ticket.number')), path: new URL(String(answer.at('ticket.statusUrl'))).pathname };
};
const act = (number: string, action: string, body?: unknown) => api.call('POST', `/api/tickets/${number}/${action}`, { by: lead, body });
const ticketOf = (number: string) => api.call('GET', `/api/tickets/${number}`, { by: lead });
const page = async (path: string) => String((await api.call('GET', path)).body);

interface Sent {
  text?: string | undefined;
  key?: string;
  files?: [name: string, content: Uint8Array, type?: string][];
  more?: Record<string, string>;
}

/** A form as a browser sends it. */
async function encode({ text, key, files = [], more = {} }: Sent): Promise<{ body: Buffer; type: string }> {
  const data = new FormData();
  if (key !== undefined) data.append('key', key);
  if (text !== undefined) data.append('text', text);
  for (const [name, value] of Object.entries(more)) data.append(name, value);
  for (const [name, content, type] of files) data.append('files', new Blob([content], type === undefined ? {} : { type }), name);
  const encoded = new Response(data);
  return { body: Buffer.from(await encoded.arrayBuffer()), type: encoded.headers.get('content-type') ?? '' };
}

const send = async (path: string, sent: Sent, headers: Record<string, string> = {}): Promise<Answer> => {
  const { body, type } = await encode(sent);
  return api.call('POST', path, { body, headers: { 'content-type': type, accept: 'text/html', ...headers } });
};
const comment = (path: string, sent: Sent, headers: Record<string, string> = {}) => send(`${path}/comments`, sent, headers);

const contactsOf = async (number: string) => {
  const { body } = await ticketOf(number);
  const { timeline } = body as { timeline: { kind: string; text: string; channel: string; from: string; attachments: unknown[] }[] };
  return timeline.filter((item) => item.kind === 'contact');
};

describe('a comment at the status page', () => {
  test('is a contact of its ticket, for the agent and for the customer', async () => {
    const { number, path } = await submit();
    await act(number, 'assign', { agentId: agent.id });
    const answer = await comment(path, { key: 'one', text: 'Sigue <b>igual</b>\r\n& peor' });
    expect(answer).toMatchObject({
      status: 303, headers: { location: `${path}?done=comment#done`, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
    expect((await contactsOf(number)).at(-1)).toMatchObject({ channel: 'web', from: 'status page', text: 'Sigue <b>igual</b>\n& peor' });
    const shown = await page(`${path}?done=comment`);
    expect(shown).toContain('Sigue &lt;b&gt;igual&lt;/b&gt;\n&amp; peor');
    expect(shown).toContain('Recibimos su mensaje.');
    expect(shown).not.toMatch(/<script|status page/);
    expect((await ticketOf(number)).body).toMatchObject({ status: 'assigned' });
  });

  test('sent twice, one after the other or at once, is one', async () => {
    const { number, path } = await submit();
    const [first, second] = await Promise.all([comment(path, { key: 'k', text: 'una vez' }), comment(path, { key: 'k', text: 'una vez' })]);
    const third = await comment(path, { key: 'k', text: 'una vez' });
    expect([first, second, third].map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await contactsOf(number)).map(({ text }) => text)).toEqual([form.description, 'una vez']);
  });

  test('with a key used before but other words, or on another ticket, is another', async () => {
    const [one, two] = [await submit(), await submit()];
    await comment(one.path, { key: 'k', text: 'primera' });
    await comment(one.path, { key: 'k', text: 'segunda' });
    await comment(two.path, { key: 'k', text: 'primera' });
    expect(await contactsOf(one.number)).toHaveLength(3);
    expect(await contactsOf(two.number)).toHaveLength(2);
  });

  test('two at the same time on one ticket are both taken', async () => {
    const { number, path } = await submit();
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((text) => comment(path, { key: text, text })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect((await contactsOf(number)).map(({ text }) => text).slice(1).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('wakes a ticket that waits for its customer', async () => {
    const { number, path } = await submit();
    await act(number, 'assign', { agentId: agent.id });
    await act(number, 'wait', { for: 'customer', reason: '¿modelo?' });
    expect(await page(path)).toContain('Esperamos su respuesta: puede escribirla aquí.');
    await comment(path, { text: 'Es el modelo 3' });
    expect((await ticketOf(number)).body).toMatchObject({ status: 'assigned' });
  });

  test('opens a resolved ticket again for as long as the desk allows', async () => {
    const { number, path } = await submit();
    await act(number, 'assign', { agentId: agent.id });
    await act(number, 'resolve', { solution: 'listo' });
    expect(await page(path)).toContain('Si escribe aquí, se abre de nuevo.');
    expect((await comment(path, { text: 'Volvió a fallar' })).status).toBe(303);
    expect((await ticketOf(number)).body).toMatchObject({ status: 'queued' });

    await act(number, 'assign', { agentId: agent.id });
    await act(number, 'resolve', { solution: 'listo' });
    api.desk.clock.advance(8 * 24 * 60 * 60);
    lead = await api.signIn({ role: 'lead' });
    expect((await comment(path, { text: 'Otra vez' })).status).toBe(409);
    expect((await ticketOf(number)).body).toMatchObject({ status: 'resolved' });
  });

  test('reaches the ticket that its own was merged into, and only those who hold its link read it', async () => {
    const [mine, theirs] = [await submit({ description: 'lo mío' }), await submit({ description: 'lo ajeno' })];
    await act(mine.number, 'merge', { into: theirs.number });
    expect((await comment(mine.path, { text: 'sigo esperando' })).status).toBe(303);
    expect((await comment(theirs.path, { text: 'yo también' })).status).toBe(303);
    expect((await contactsOf(theirs.number)).map(({ text }) => text)).toEqual(['lo mío', 'lo ajeno', 'sigo esperando', 'yo también']);
    expect(await page(mine.path)).toMatch(/sigo esperando(?![\s\S]*yo también)/);
    expect(await page(theirs.path)).not.toContain('sigo esperando');
  });

  test('stays on its side after every contact of a merged ticket was split off', async () => {
    const [mine, theirs] = [await submit({ description: 'lo mío' }), await submit({ description: 'lo ajeno' })];
    await act(mine.number, 'merge', { into: theirs.number });
    const { body } = await ticketOf(theirs.number);
    const { timeline } = body as { timeline: { id?: string; text?: string }[] };
    const contact = timeline.find(({ text }) => text === 'lo mío');
    expect((await act(theirs.number, 'split', { contacts: [contact?.id] })).status).toBe(200);
    expect((await comment(mine.path, { text: 'esto no es para otros' })).status).toBe(409);
    expect(await page(theirs.path)).not.toContain('esto no es para otros');
  });

  test('joins the texts of its ticket, but is no text: WhatsApp takes an answer only after one of its own', async () => {
    const text = { ...textFrom(api.desk, 'whatsapp:+573001112233', { to: 'whatsapp:+576015550100' }) };
    const ticket = landed(await takeIn(api.desk, text));
    await api.desk.settle();
    const { pathname } = new URL(api.desk.statusLinks.urlOf({ id: ticket.ticketId, statusKey: ticket.statusKey }));
    const number = `V-${ticket.number}`;
    api.desk.clock.advance(25 * 60 * 60);
    lead = await api.signIn({ role: 'lead' });
    expect((await comment(pathname, { text: 'por aquí' })).status).toBe(303);
    expect((await contactsOf(number)).map(({ channel }) => channel)).toEqual([text.channel, 'web']);
    await act(number, 'replies', { text: 'Ya lo vimos' });
    const { timeline } = (await ticketOf(number)).body as { timeline: { text?: string; delivery?: { status: string } }[] };
    expect(timeline.find(({ text: said }) => said === 'Ya lo vimos')?.delivery).toMatchObject({ status: 'failed', code: 'window_closed' });
    expect(await page(pathname)).toMatch(/por aquí[\s\S]*Ya lo vimos/);
  });

  test('is refused with its words kept when there is nothing in it or too much', async () => {
    const { number, path } = await submit({ locale: 'en', description: 'The internet is down' });
    for (const empty of [{ text: ' \r\n\u0000 ' }, { text: '' }, {}, { text: undefined, more: { other: 'x' } }]) {
      const answer = await comment(path, empty);
      expect(answer.status).toBe(400);
      expect(String(answer.body)).toContain('Write a message or choose a file.');
    }
    const long = await comment(path, { text: `</textarea><script>${'é'.repeat(100_001)}` });
    expect(long.status).toBe(400);
    expect(String(long.body)).toContain('there is room for 100,000 characters and yours has 100,020');
    expect(String(long.body)).toContain('&lt;/textarea&gt;&lt;script&gt;ééé');
    expect(String(long.body)).toContain('aria-describedby="text-fault"');
    const huge = await comment(path, { text: 'x'.repeat(1_100_000) });
    expect(huge.status).toBe(400);
    expect(String(huge.body)).toContain('The message is too long: there is room for 100,000 characters.');
    expect((await comment(path, { text: '😀'.repeat(100_000) })).status).toBe(303);
    expect(await contactsOf(number)).toHaveLength(2);
  });

  test('keeps what PostgreSQL can hold of NUL bytes, lone surrogates and bytes that are no UTF-8', async () => {
    const { number, path } = await submit();
    await comment(path, { text: 'a\u0000b' });
    const raw = Buffer.concat([
      Buffer.from('--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nc'), Buffer.from([0xed, 0xa0, 0x80, 0xff]),
      Buffer.from('d\r\n--x--\r\n'),
    ]);
    const answer = await api.call('POST', `${path}/comments`, { body: raw, headers: { 'content-type': 'multipart/form-data; boundary=x' } });
    expect(answer.status).toBe(303);
    const json = await api.call('POST', `${path}/comments`, { body: Buffer.from('{"text":"e\\ud800f\\u0000"}'), headers: { 'content-type': 'application/json' } });
    expect(json.status).toBe(201);
    expect((await contactsOf(number)).map(({ text }) => text).slice(1)).toEqual(['ab', 'c����d', 'e�f']);
  });
});

describe('a ticket that has ended', () => {
  test('takes no comment, keeps the words, and offers a new request that follows up on it', async () => {
    const { number, path } = await submit({ locale: 'en', description: 'The internet is down' });
    await act(number, 'cancel', { reason: 'mistake' });
    const refused = await comment(path, { text: 'It is down <again>' });
    expect(refused.status).toBe(409);
    expect(String(refused.body)).toContain('This ticket had ended when your message arrived.');
    expect(String(refused.body)).toContain(`action="${path}/requests"`);
    expect(String(refused.body)).toContain('It is down &lt;again&gt;</textarea>');

    const asked = await Promise.all([1, 2].map(() => send(`${path}/requests`, { key: 'r', text: 'It is down <again>', files: [['a.png', png]] })));
    await api.desk.settle();
    const [location] = new Set(asked.map(({ headers }) => String(headers['location'])));
    expect(asked.map(({ status, headers }) => [status, headers['location']])).toEqual([[303, location], [303, location]]);
    expect(location).toMatch(/^\/status\/[\w-]{48}\?done=request#done$/);
    expect(location).not.toContain(path);
    const shown = await page(String(location));
    expect(shown).toContain('We have received your request.');
    expect(shown).toContain('It is down &lt;again&gt;');
    const made = /V-\d+/.exec(shown)?.[0] ?? '';
    expect((await ticketOf(made)).body).toMatchObject({ channel: 'web', customer: null, links: [{ kind: 'follow-up', from: made, to: number }] });
    expect((await ticketOf(number)).body).toMatchObject({ status: 'cancelled' });
  });

  test('is found again at the address where a form was refused', async () => {
    const { path } = await submit();
    for (const kind of ['comments', 'requests']) {
      expect(await api.call('GET', `${path}/${kind}?locale=en`)).toMatchObject({ status: 303, headers: { location: `${path}?locale=en` } });
    }
  });

  test('is asked for something new in words: files alone are no request', async () => {
    const { number, path } = await submit();
    await act(number, 'cancel', { reason: 'error' });
    const answer = await send(`${path}/requests`, { files: [['a.png', png]] });
    expect(answer.status).toBe(400);
    expect(String(answer.body)).toContain('Escriba qué necesita.');
  });

  test('gives nobody the link of the ticket it was merged into', async () => {
    const [mine, theirs] = [await submit(), await submit({ description: 'lo ajeno' })];
    await act(mine.number, 'merge', { into: theirs.number });
    for (const accept of ['text/html', 'application/json']) {
      for (const again of [1, 2]) {
        const answer = await send(`${mine.path}/requests`, { key: `k${accept}`, text: 'dígame algo' }, { accept });
        expect(JSON.stringify([answer.headers['location'], answer.body]), `${accept} ${again}`).not.toMatch(new RegExp(`${theirs.path}|${theirs.number}`));
        expect(answer.status).toBe(accept === 'text/html' ? 303 : 201);
      }
    }
  });
});

describe('files at the status page', () => {
  test('come with a comment or alone, and the holder of the page loads them', async () => {
    const { number, path } = await submit();
    expect((await comment(path, { text: 'mire', files: [['año <1>.png', png], ['b.pdf', pdf, 'application/pdf']] })).status).toBe(303);
    expect((await comment(path, { text: '', files: [['solo.png', png]] })).status).toBe(303);
    const contacts = await contactsOf(number);
    expect(contacts.map(({ text, attachments }) => [text, attachments.length])).toEqual([[form.description, 0], ['mire', 2], ['', 1]]);
    const html = await page(path);
    const links = [...html.matchAll(/href="(\/files\/[\w-]+)"><bdi>([^<]+)<\/bdi>/g)];
    expect(links.map(([, , name]) => name)).toEqual(['año 1.png', 'b.pdf', 'solo.png']);
    const loaded = await api.app.inject({ url: links[0]?.[1] ?? '' });
    expect(loaded.statusCode).toBe(200);
    expect(loaded.rawPayload.equals(png)).toBe(true);
  });

  test('that are none, too many, too large or of a wrong kind are named, and nothing is stored', async () => {
    const { number, path } = await submit({ locale: 'en', description: 'The internet is down' });
    const wrong: [Sent, number, RegExp][] = [
      [{ text: 't', files: [['page.html', Buffer.from('<html><script>alert(1)</script>')]] }, 415, /“page\.html” is not of a kind/],
      [{ text: 't', files: [['a.png', png, 'application/pdf']] }, 415, /The content of “a\.png” is not what it says/],
      [{ text: 't', files: [['empty.txt', Buffer.alloc(0)]] }, 400, /“empty\.txt” is empty/],
      [{ text: 't', files: [['big.bin', Buffer.alloc(25 * 1024 * 1024 + 1)], ['page.html', Buffer.from('<html>')]] }, 415, /“big\.bin” is too large: a file may have up to 25 MB[\s\S]*“page\.html”/],
      [{ text: 't', files: Array.from({ length: 11 }, (_, index) => [`${index}.png`, png]) }, 400, /There are too many files: a message takes 10/],
    ];
    for (const [sent, status, said] of wrong) {
      const answer = await comment(path, sent);
      expect(answer.status, String(said)).toBe(status);
      expect(String(answer.body)).toMatch(said);
      expect(String(answer.body)).toMatch(/Choose the files again[\s\S]*aria-describedby="files-hint files-fault"/);
      expect(String(answer.body)).toContain('\nt</textarea>');
    }
    const nothingChosen = await comment(path, { text: 'no file', files: [['', Buffer.alloc(0)]] });
    expect(nothingChosen.status).toBe(303);
    expect((await contactsOf(number)).map(({ text }) => text)).toEqual(['The internet is down', 'no file']);
  });

  test('of one ticket are not shown by the address of another', async () => {
    const [mine, theirs] = [await submit(), await submit()];
    await comment(mine.path, { text: 'mire', files: [['mio.png', png]] });
    expect(await page(theirs.path)).not.toContain('/files/');
  });
});

describe('a form that is none', () => {
  const head = '--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nhola\r\n';
  test.each<[string, string, string | undefined, number]>([
    ['without a boundary', head, 'multipart/form-data', 400],
    ['of no parts', 'nothing here', 'multipart/form-data; boundary=x', 400],
    ['cut off in a field', head.slice(0, 60), 'multipart/form-data; boundary=x', 400],
    ['cut off in a file', `${head}--x\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nab`, 'multipart/form-data; boundary=x', 400],
    ['with a part named like a prototype', `--x\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\n1\r\n${head}--x--\r\n`, 'multipart/form-data; boundary=x', 400],
    ['of too many parts', `${'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(40)}${head}--x--\r\n`, 'multipart/form-data; boundary=x', 400],
    ['of nothing', '', undefined, 400],
    ['of another kind', 'text=hola', 'application/x-www-form-urlencoded', 415],
    ['of broken JSON', '{"text":', 'application/json', 400],
    ['of JSON that is no form', '["text"]', 'application/json', 400],
    ['of JSON without words', '{"text":7}', 'application/json', 400],
    ['of JSON null', 'null', 'application/json', 400],
    ['of too much JSON', `{"text":"${'x'.repeat(1_100_000)}"}`, 'application/json', 413],
  ])('%s is a clear page', async (_, body, type, status) => {
    const { number, path } = await submit();
    const answer = await api.call('POST', `${path}/comments`, { body: Buffer.from(body), headers: { accept: 'text/html', ...(type && { 'content-type': type }) } });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(await contactsOf(number)).toHaveLength(1);
  });

  test('whose sender goes away leaves nothing behind and nothing hanging', async () => {
    const { number, path } = await submit();
    const address = new URL(await api.app.listen({ port: 0, host: '127.0.0.1' }));
    await new Promise<void>((resolve) => {
      const outgoing = httpRequest({
        host: address.hostname, port: address.port, path: `${path}/comments`, method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': 100_000 },
      });
      outgoing.on('error', () => resolve());
      outgoing.write(`${head}--x\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nab`, () => outgoing.destroy());
      outgoing.on('close', () => resolve());
    });
    expect((await comment(path, { text: 'ahora sí' })).status).toBe(303);
    expect((await contactsOf(number)).map(({ text }) => text)).toEqual([form.description, 'ahora sí']);
  });
});

describe('who may write', () => {
  test('is whoever holds a link that we made and did not revoke', async () => {
    const { number, path } = await submit();
    const forged = path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    await act(number, 'status-link/revoke');
    for (const wrong of [path, forged, '/status/x', '/status/%00', `/status/${'a'.repeat(90)}`]) {
      for (const kind of ['comments', 'requests']) {
        const answer = await send(`${wrong}/${kind}`, { text: 'hola' });
        expect(answer.status, wrong).toBe(404);
        expect(String(answer.body)).toMatch(/ningún caso[\s\S]*leads to no ticket/);
      }
    }
    expect(await contactsOf(number)).toHaveLength(1);
  });

  test('is not another site', async () => {
    const { number, path } = await submit();
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site', origin: 'https://other.desk.test' },
      { 'sec-fetch-site': 'cross-site', origin: 'null' }, { origin: 'https://evil.test' }, { origin: 'no address' },
    ];
    for (const headers of elsewhere) {
      const answer = await comment(path, { text: 'hola' }, headers);
      expect(answer.status, JSON.stringify(headers)).toBe(403);
      expect(String(answer.body)).toMatch(/no se envió desde la página[\s\S]*was not sent from the page/);
    }
    expect(await contactsOf(number)).toHaveLength(1);
    const ours: Record<string, string>[] = [
      {}, { origin: 'https://desk.test' }, { 'sec-fetch-site': 'same-origin', origin: 'null' }, { origin: 'null' },
      { origin: 'http://localhost:3000', host: 'localhost:3000' },
    ];
    for (const headers of ours) expect((await comment(path, { text: 'hola' }, headers)).status, JSON.stringify(headers)).toBe(303);
  });

  test('may write so often and no more, told in both languages with the words kept', async () => {
    const { path } = await submit();
    for (let count = 0; count < 30; count += 1) expect((await comment(path, { text: `n.º ${count}` })).status).toBe(303);
    const answer = await comment(path, { key: 'mine', text: 'uno <más>' });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(String(answer.body)).toMatch(/demasiados mensajes[\s\S]*Too many messages/);
    expect(String(answer.body)).toContain('uno &lt;más&gt;</textarea>');
    const json = await api.call('POST', `${path}/comments`, { body: { text: 'x' } });
    expect(json).toMatchObject({ status: 429, body: { error: { code: 'slow_down' } } });
    api.desk.clock.advance(5 * 60);
    expect((await comment(path, { text: 'ahora' })).status).toBe(303);
  });
});

describe('a program', () => {
  test('sends JSON and is answered in JSON', async () => {
    const { number, path } = await submit();
    const headers = { accept: 'application/json', 'idempotency-key': 'p-1' };
    const first = await api.call('POST', `${path}/comments`, { body: { text: 'desde un programa' }, headers });
    const again = await api.call('POST', `${path}/comments`, { body: { text: 'desde un programa' }, headers });
    expect(first).toMatchObject({ status: 201, body: { ticket: { number } } });
    expect(again.body).toEqual(first.body);
    expect((await contactsOf(number)).map(({ text }) => text)).toEqual([form.description, 'desde un programa']);
  });

  test('is told in JSON what is wrong', async () => {
    const { number, path } = await submit();
    const headers = { accept: 'application/json' };
    const post = (body: unknown, to = path) => api.call('POST', `${to}/comments`, { body, headers });
    expect(await post({ text: ' ' })).toMatchObject({ status: 400, body: { error: { code: 'invalid_input', fields: { text: 'must not be empty' } } } });
    expect(await post({ text: 'x'.repeat(100_001) })).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(await post({ text: 'x' }, '/status/x')).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    expect(await comment(path, { text: 't', files: [['a.html', Buffer.from('<html>')]] }, headers))
      .toMatchObject({ status: 415, body: { error: { code: 'invalid_input', fields: { files: '“a.html” is not of a kind that we can take.' } } } });
    await act(number, 'cancel', { reason: 'error' });
    expect(await post({ text: 'x' })).toMatchObject({ status: 409, body: { error: { code: 'invalid_transition' } } });
  });
});

describe('during an outage', () => {
  test('what was typed is given back to be sent again', async () => {
    const { path } = await submit();
    const down = await startTestApi({ deps: {
      statusLinks: api.desk.statusLinks, statusReader: { read: () => Promise.reject(unavailable('The database')) },
    } });
    const { body, type } = await encode({ key: 'k-1', text: 'no lo pierda <por favor>', files: [['a.png', png]] });
    const answer = await down.call('POST', `${path}/comments`, { body, headers: { 'content-type': type, accept: 'text/html' } });
    await down.close();
    expect(answer.status).toBe(503);
    expect(String(answer.body)).toMatch(/no podemos recibir su mensaje[\s\S]*cannot take your message/);
    expect(String(answer.body)).toContain('no lo pierda &lt;por favor&gt;</textarea>');
    expect(String(answer.body)).toContain('name="key" value="k-1"');
  });
});
