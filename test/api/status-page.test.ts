import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi();
  agent = await api.signIn({ name: 'Berta Gómez', capacity: 10_000 });
  lead = await api.signIn({ role: 'lead', name: 'Lía' });
});
afterAll(() => api.close());

const submit = async (changes: Record<string, unknown> = {}) => {
  const answer = await api.call('POST', '/api/requests', { body: { ...form, ...changes } });
  await api.desk.settle();
  return { number: String(answer.at('ticket.number')), path: new URL(String(answer.at('ticket.statusUrl'))).pathname };
};
const page = (path: string) => api.call('GET', path);
const act = (number: string, action: string, body?: unknown) => api.call('POST', `/api/tickets/${number}/${action}`, { by: lead, body });

describe('the status page', () => {
  test('shows state, times and messages both ways, and nothing internal', async () => {
    const { number, path } = await submit({ subject: 'Sin red', description: 'Se cayó <b>todo</b> & "más"\nمرحبا' });
    await act(number, 'assign', { agentId: agent.id });
    await act(number, 'replies', { text: 'Lo vemos <img src=x onerror=alert(1)>' });
    await act(number, 'notes', { text: 'nota secreta' });
    const answer = await page(path);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    const html = String(answer.body);
    for (const shown of [
      '<html lang="es">', number, 'Sin red', 'Una persona lo está atendiendo', '2 de marzo de 2026', 'Próximo plazo',
      'Se cayó &lt;b&gt;todo&lt;/b&gt; &amp; &quot;más&quot;\nمرحبا', 'Lo vemos &lt;img src=x onerror=alert(1)&gt;',
    ]) {
      expect(html).toContain(shown);
    }
    for (const hidden of ['secreta', 'Berta', 'Lía', 'ticket.', 'mesa<', '<script', '<img', 'ana.perez']) {
      expect(html).not.toContain(hidden);
    }
    expect(html.indexOf('Se cayó')).toBeLessThan(html.indexOf('Lo vemos'));
  });

  test('lets in its own style only', async () => {
    const { path } = await submit();
    const answer = await page(path);
    const style = /<style>([\s\S]*?)<\/style>/.exec(String(answer.body))?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(answer.headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(style).toContain('prefers-color-scheme: dark');
  });

  test('speaks the language of the ticket unless another is asked for', async () => {
    const { path } = await submit({ locale: 'en', description: 'The internet is down' });
    expect(String((await page(path)).body)).toContain('Waiting for a person to take it');
    expect(String((await page(`${path}?locale=es`)).body)).toContain('<html lang="es">');
    expect(String((await page(`${path}?locale=xx`)).body)).toContain('<html lang="en">');
  });

  test('is gone when its link is revoked, and for a token that we did not make', async () => {
    const { number, path } = await submit();
    expect((await act(number, 'status-link/revoke')).status).toBe(200);
    const forged = path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const wrong of [path, forged, '/status/x', `/status/${'A'.repeat(48)}`, '/status/%00', `/status/${'a'.repeat(90)}`]) {
      const answer = await page(wrong);
      expect(answer.status, wrong).toBe(404);
      expect(String(answer.body)).toMatch(/ningún caso[\s\S]*leads to no ticket/);
    }
  });

  test('of a merged ticket tells the state of the other but never its words', async () => {
    const mine = await submit({ description: 'mi problema', email: 'mine@example.com', phone: '' });
    const theirs = await submit({ description: 'asunto ajeno', email: 'theirs@example.com', phone: '' });
    await act(mine.number, 'merge', { into: theirs.number });
    await act(theirs.number, 'assign', { agentId: agent.id });
    const [seen, other] = [String((await page(mine.path)).body), String((await page(theirs.path)).body)];
    expect(seen).toContain('Una persona lo está atendiendo');
    expect(seen).toContain('mi problema');
    expect(seen).not.toContain('asunto ajeno');
    expect(other).toContain('asunto ajeno');
    expect(other).not.toContain('mi problema');
    await act(theirs.number, 'status-link/revoke');
    expect([(await page(mine.path)).status, (await page(theirs.path)).status]).toEqual([404, 404]);
  });

  test('says when it was answered and solved', async () => {
    const { number, path } = await submit({ locale: 'en' });
    await act(number, 'assign', { agentId: agent.id });
    await act(number, 'wait', { for: 'customer', reason: 'model?' });
    expect(String((await page(path)).body)).toContain('Waiting for your answer');
    await act(number, 'resolve', { solution: 'internal words' });
    const html = String((await page(path)).body);
    expect(html).toContain('Resolved');
    expect(html).not.toMatch(/internal words|Next due|model\?/);
  });
});
