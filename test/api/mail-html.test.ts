import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../desk/files/samples.ts';
import { answer as replyTo, newAddress, ours, person, send, signed, type About } from '../intake/mail/mail-stage.ts';
import { smallDeskFile } from '../support/desk.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi({ deskFile: `${smallDeskFile}\nmailboxes:\n  - { key: soporte, address: ${ours}, aliases: [ayuda@desk.test] }\n` });
  lead = await api.signIn({ role: 'lead', capacity: 10_000 });
});
afterAll(() => api.close());

const post = (about: About = {}, from = newAddress()) => send(api.desk, from, about);
const like = (shape: RegExp): unknown => expect.stringMatching(shape);

/** The contacts of a ticket, as its timeline shows them. */
async function contactsOf(number: number, query = ''): Promise<Record<string, unknown>[]> {
  const answer = await api.call('GET', `/api/tickets/V-${number}${query}`, { by: lead });
  const items: unknown = answer.at('timeline');
  return items instanceof Array ? items.map((item: object) => ({ ...item })).filter((item: Record<string, unknown>) => item['kind'] === 'contact') : [];
}

async function mailOf(number: number, query = ''): Promise<Record<string, unknown>> {
  const [contact] = await contactsOf(number, query);
  const mail = contact?.['mail'];
  if (typeof mail !== 'object' || mail === null) throw new Error('no mail');
  return Object.fromEntries(Object.entries(mail));
}

const urlOf = async (number: number) => String((await mailOf(number))['htmlUrl']);
const page = (url: string) => api.call('GET', url);
const policyOf = (headers: Record<string, unknown>) => String(headers['content-security-policy']);

async function pictureNamed(contentId: string) {
  const kept = await api.desk.fileKeeper.keep(png, { name: 'logo.png', claimedType: 'image/png', limits: { mostBytes: 100_000 } });
  if (kept.kind === 'refused') throw new Error(kept.reason);
  return { url: '', contentType: 'image/png', name: 'logo.png', contentId, inline: true, file: { sha256: kept.file.sha256, size: kept.file.size } };
}

describe('a mail in the timeline', () => {
  it('tells why it is there, who it went to, where it comes from and how to see the rest', async () => {
    const { number } = await post({
      text: 'Visible', fullText: 'Visible\n> antes', html: '<p>Visible</p><img src="https://t.test/p.gif">', to: [{ name: 'Luis Paz', address: 'luis@example.org' }],
      cc: [person('eva@example.org')],
    });
    expect(await mailOf(number)).toEqual({
      to: [ours, 'Luis Paz <luis@example.org>'], cc: ['eva@example.org'], automatic: null, fullText: 'Visible\n> antes', remoteImages: true, htmlUrl: like(/^\/mail\/[\w-]{70}$/),
      landed: { code: 'new', words: 'Nada en el correo remite a un caso anterior: abrió uno nuevo.' },
      authentication: { spf: 'pass', dkim: 'pass', dmarc: 'pass', domain: 'example.org', by: null },
    });
    expect((await mailOf(number, '?locale=en'))['landed']).toEqual({ code: 'new', words: 'Nothing in the mail points to an earlier ticket: it opened a new one.' });
  });

  it('without HTML has no address for it', async () => {
    const { number } = await post();
    expect(await mailOf(number)).toMatchObject({ htmlUrl: '', remoteImages: false, fullText: null });
  });

  it('whose HTML is longer than is shown has none either', async () => {
    const { number } = await post({ html: `<img src="https://t.test/p.gif">${'a'.repeat(1024 * 1024)}` });
    expect(await mailOf(number)).toMatchObject({ htmlUrl: '', remoteImages: false });
  });

  it('that a machine sent says so', async () => {
    const { number } = await post({ automatic: { kind: 'auto-reply', sign: 'auto-submitted: auto-replied' } });
    expect(await mailOf(number)).toMatchObject({ automatic: 'auto-reply' });
  });

  it('is found by the whole address of whoever got a copy, and by no part of it', async () => {
    const copied = newAddress();
    const { number } = await post({ cc: [person(copied)] });
    const found = async (q: string) => (await api.call('GET', `/api/tickets?q=${encodeURIComponent(q)}`, { by: lead })).at('tickets');
    expect(await found(copied.toUpperCase())).toMatchObject([{ number: `V-${number}` }]);
    expect(await found(copied.slice(0, -2))).toEqual([]);
  });

  it('is null for what came otherwise', async () => {
    const number = await api.submit();
    expect((await contactsOf(Number(number.slice(2))))[0]).toMatchObject({ channel: 'web', mail: null });
  });

  it('shows its files, which of them are in the text, and why one was refused', async () => {
    const { number } = await post({ contact: { attachments: [await pictureNamed('logo@x'), { url: '', contentType: 'application/x-msdownload', name: 'virus.exe', refused: 'unknown-type' }] } });
    expect((await contactsOf(number))[0]?.['attachments']).toMatchObject([
      { name: 'logo.png', state: 'stored', inline: true, reason: null, url: like(/^\/files\//) }, { name: like(/^virus\.exe/), state: 'refused', reason: 'unknown-type', inline: false, url: '' },
    ]);
  });

  it.each(['<img src="cid:x">', '<a href="https://t.test">a</a>', '<p>a</p>', '<img alt="src" data-src="x">'])('%s asks for no pictures from elsewhere', async (html) => {
    expect((await mailOf((await post({ html })).number))['remoteImages']).toBe(false);
  });

  it.each(['<IMG SRC = "HTTP://t.test/p">', '<img src=//t.test/p>', "<td background='https://t.test/b'>", '<p style="background:url( https://t.test/b )">', '<img srcset="https://t.test/p 2x">'])(
    '%s asks for pictures from elsewhere', async (html) => {
      expect((await mailOf((await post({ html })).number))['remoteImages']).toBe(true);
    });
});

describe('the HTML of a mail', () => {
  it('is a page where nothing runs, loads or has our origin', async () => {
    const { number } = await post({ subject: '</title><script>1</script>', html: '<h1>Hola</h1><script>alert(1)</script><img src="https://t.test/p.gif" onerror="x">' });
    const answer = await page(await urlOf(number));
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<h1>Hola</h1>');
    expect(answer.body).not.toMatch(/<script|t\.test|onerror/);
    expect(policyOf(answer.headers)).toBe(
      "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox");
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow',
      'cache-control': like(/^private, max-age=\d{1,4}$/), 'x-frame-options': 'SAMEORIGIN',
    });
  });

  it('loads pictures from elsewhere only when that is asked for', async () => {
    const url = await urlOf((await post({ html: '<img src="http://t.test/p.gif" alt="Plano">' })).number);
    expect((await page(url)).body).toContain('<img alt="Plano" />');
    const remote = await page(`${url}?images=remote`);
    expect(remote.body).toContain('src="https://t.test/p.gif"');
    expect(policyOf(remote.headers)).toContain("img-src 'self' data: https:;");
    for (const query of ['?images=all', '?images=remote&images=remote', '?images=']) expect((await page(`${url}${query}`)).body).not.toContain('t.test');
  });

  it('shows the pictures that came with it, wherever it is framed', async () => {
    const { number } = await post({ html: '<p>Hola <img src="cid:logo%40x"> <img src="cid:other" alt="?"></p>', contact: { attachments: [await pictureNamed('logo@x')] } });
    const { body } = await page(await urlOf(number));
    const [path = ''] = /\/files\/[\w-]+/.exec(String(body)) ?? [];
    expect(body).toContain('<img alt="?" />');
    const picture = await api.app.inject({ method: 'GET', url: path });
    expect(picture.rawPayload).toEqual(png);
    // The frame is sandboxed, so it has another origin.
    expect(picture.headers['cross-origin-resource-policy']).toBe('cross-origin');
  });

  it('that cannot be made safe to show gives way to the text', async () => {
    const { number } = await post({ html: `${'<div>'.repeat(600)}x`, text: 'Visible', fullText: 'Visible <b>\n> antes' });
    expect((await page(await urlOf(number))).body).toContain('<div class="text">Visible &lt;b&gt;\n&gt; antes</div>');
  });

  it('is given for an hour at most, and to nobody who changed the address', async () => {
    const url = await urlOf((await post({ html: '<p>a</p>' })).number);
    const token = url.slice('/mail/'.length);
    for (const wrong of [`${url}x`, url.slice(0, -1), `/mail/${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`, '/mail/%00', `/mail/${'x'.repeat(5_000)}`, `/files/${token}`]) {
      expect((await page(wrong)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await page(url)).status).toBe(200);
    api.desk.clock.advance(3_600);
    expect((await page(url)).status).toBe(404);
  });

  it('is not given by the address of a file, nor a file by its address', async () => {
    const { number } = await post({ html: '<p>a</p>', contact: { attachments: [await pictureNamed('logo@x')] } });
    const [contact] = await contactsOf(number);
    const file = /\/files\/([\w-]+)/.exec(JSON.stringify(contact))?.[1] ?? '';
    expect((await page(`/files/${file}`)).status).toBe(200);
    expect((await page(`/mail/${file}`)).status).toBe(404);
  });

  it('goes with its mail when the ticket is split or merged', async () => {
    const from = newAddress();
    const first = await post({ html: '<p>uno</p>', subject: 'Uno' }, from);
    const old = await urlOf(first.number);
    const second = await post({ html: '<p>dos</p>', subject: 'Dos' });
    const merged = await api.call('POST', `/api/tickets/V-${first.number}/merge`, { by: lead, body: { into: `V-${second.number}` } });
    expect(merged.status).toBe(200);
    const mails = await contactsOf(second.number);
    expect(mails.map(({ mail }) => (mail as { htmlUrl: string }).htmlUrl)).toHaveLength(2);
    for (const { mail } of mails) expect((await page((mail as { htmlUrl: string }).htmlUrl)).status).toBe(200);
    // The address that was made for the ticket it left tells of a part that ticket has no more.
    expect((await page(old)).status).toBe(404);
    const contactId = String(mails.find(({ id }) => id === first.contactId)?.['id']);
    const split = await api.call('POST', `/api/tickets/V-${second.number}/split`, { by: lead, body: { contacts: [contactId] } });
    expect(split.status).toBe(200);
    const alone = Number(String(split.at('number')).slice(2));
    expect(await contactsOf(alone)).toMatchObject([{ id: contactId, mail: { htmlUrl: like(/^\/mail\//) } }]);
    expect((await page(await urlOf(alone))).body).toContain('uno');
    expect(await contactsOf(second.number)).toHaveLength(1);
  });
});

describe('the status page of a ticket with mail', () => {
  const status = async (ticketId: string): Promise<string> => {
    const { rows } = await sql<{ key: number }>`select status_key as key from tickets where id = ${ticketId}`.execute(api.desk.database.db);
    const { pathname } = new URL(api.desk.statusLinks.urlOf({ id: ticketId, statusKey: rows[0]?.key ?? 0 }));
    const answer = await page(pathname);
    expect(answer.status).toBe(200);
    return String(answer.body);
  };

  it('shows the visible text and the files of the customer, and nothing else of the mail', async () => {
    const { ticketId } = await post({
      text: 'palabras visibles', fullText: 'palabras visibles\n> palabras citadas', html: '<p>palabras dibujadas</p>', cc: [person('copiada@example.org')],
      contact: { attachments: [await pictureNamed('logo@x')] },
    });
    const body = await status(ticketId);
    expect(body).toContain('palabras visibles');
    expect(body).toContain('logo.png');
    expect(body).not.toMatch(/citadas|dibujadas|copiada|dmarc|\/mail\/|pass|remite/i);
  });

  it('shows nothing that others wrote in the conversation, nor what mail servers report', async () => {
    const from = newAddress();
    const colleague = newAddress();
    const first = await post({ text: 'palabras de ana', cc: [person(colleague)] }, from);
    const { messageId } = await replyTo(api.desk, first);
    const second = await send(api.desk, colleague, { text: 'palabras de otra', inReplyTo: [messageId], recipients: [signed(api.desk, first.conversationId)] });
    const third = await post({ text: 'mas palabras de ana', inReplyTo: [messageId], recipients: [signed(api.desk, first.conversationId)] }, from);
    expect([second.ticketId, third.ticketId]).toEqual([first.ticketId, first.ticketId]);
    expect(await contactsOf(first.number)).toHaveLength(3);
    const body = await status(first.ticketId);
    expect(body).toContain('mas palabras de ana');
    expect(body).not.toContain('palabras de otra');
    await sql`update mails set automatic = 'bounce' where contact_id = ${third.contactId}`.execute(api.desk.database.db);
    expect(await status(first.ticketId)).not.toContain('mas palabras de ana');
  });
});
