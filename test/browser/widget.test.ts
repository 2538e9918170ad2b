import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowserDesk, type BrowserDesk } from '../support/browser.ts';
import type { AgentScreen } from '../support/gateway.ts';

const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const text = 'No puedo navegar desde ayer. Esto sale: https://example.org/error?n=5.';

let desk: BrowserDesk;
let agent: AgentScreen;
let doorkeeper: AgentScreen;
let shop: Server;
let shopUrl: string;
beforeAll(async () => {
  desk = await startBrowserDesk();
  shop = createServer((request, response) => {
    const page = pages[new URL(request.url ?? '/', 'http://shop').pathname];
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': strictPolicy(desk.gateway.url) });
    response.end(page?.(desk.gateway.url));
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  agent = await desk.gateway.hire({ name: 'Ana', teams: await teamsOf(desk) });
  // Somebody is here for every visitor, and is offered nothing.
  doorkeeper = await desk.gateway.hire({ name: 'Luz', teams: await teamsOf(desk), capacity: 1 });
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
});
afterAll(async () => {
  shop.close();
  shop.closeAllConnections();
  await desk.close();
});

/** What docs/chat-widget.md says a page must allow, and nothing else but its own inline parts by nonce. */
const strictPolicy = (url: string) =>
  `default-src 'none'; script-src ${url} 'nonce-own'; style-src 'nonce-own'; connect-src ${url} ${url.replace('http', 'ws')}; base-uri 'none'; require-trusted-types-for 'script'`;

const frame = (head: string) => `<!doctype html><html lang="es"><head><title>Tienda</title><meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body><main><h1>Una tienda</h1></main></body></html>`;
const tag = (url: string) => `<script src="${url}/widget.js" async></script>`;
const pages: Record<string, (url: string) => string> = {
  '/': (url) => frame(tag(url) + tag(url)),
  '/bare': () => frame(''),
  '/hostile': (url) => frame(`
    <style nonce="own">* { all: unset !important } div, body > *, html > div { display: none !important; transform: scale(0) !important } button { visibility: hidden !important }
      *::before { content: 'x' !important } html { font-size: 3px }</style>
    <script nonce="own">
      Array.prototype.toJSON = function () { return 'broken' };
      Object.prototype.extra = 1; Array.prototype.extra = 1;
      for (const name of ['append', 'prepend', 'remove', 'replaceChildren']) Element.prototype[name] = () => { throw new Error(name) };
      Element.prototype.attachEvent = () => { throw new Error('attachEvent') };
      window.io = window.define = () => { throw new Error('not yours') };
    </script>${tag(url)}`),
};

async function teamsOf({ admin, gateway }: BrowserDesk): Promise<string[]> {
  const answer = await fetch(`${gateway.url}/api/teams`, { headers: { authorization: `Bearer ${admin.rest.token}` } });
  const { teams } = (await answer.json()) as { teams: { key: string }[] };
  return teams.map(({ key }) => key);
}

const visit = async (place = '/', options: BrowserContextOptions = {}) => {
  const page = await (await desk.openContext({ baseURL: shopUrl, ...options })).newPage();
  await page.goto(place);
  return page;
};
const dialog = (page: Page): Locator => page.getByRole('dialog');
const opener = (page: Page): Locator => page.getByRole('button', { name: /abrir el chat/i });
const log = (page: Page): Locator => dialog(page).getByRole('log');
const composer = (page: Page): Locator => dialog(page).getByRole('textbox', { name: 'Escriba un mensaje' });

async function start(page: Page, said = text): Promise<string> {
  await opener(page).click();
  await dialog(page).getByLabel('Su mensaje').fill(said);
  await dialog(page).getByRole('button', { name: 'Iniciar el chat' }).click();
  const notice = dialog(page).getByText(/V-\d+/);
  return /V-\d+/.exec((await notice.textContent()) ?? '')?.[0] ?? '';
}

async function say(page: Page, said: string): Promise<void> {
  await composer(page).fill(said);
  await composer(page).press('Enter');
}

describe('a conversation', () => {
  test('reaches an agent, who answers; both hear the other write; history is there after a reload and on another tab', async () => {
    const page = await visit();
    const number = await start(page);
    await dialog(page).getByText(/siguiente|número \d+/).waitFor();
    expect(await composer(page).inputValue()).toBe('');
    const link = log(page).getByRole('link', { name: 'https://example.org/error?n=5' });
    expect(await link.getAttribute('rel')).toContain('noopener');
    await agent.accept(await agent.offerOf(number));
    await dialog(page).getByText(/Usted habla con Ana/).waitFor();
    const screen = io(`${desk.gateway.url}/agents`, { auth: { token: agent.rest.token }, transports: ['websocket'], forceNew: true });
    await new Promise<void>((resolve) => screen.once('state', () => resolve()));
    await screen.emitWithAck('ticket:watch', { number });
    await screen.emitWithAck('ticket:typing', { number });
    await dialog(page).getByText('Ana está escribiendo…').waitFor();
    const watchers = new Promise<string>((resolve) => screen.on('ticket:watchers', (told) => JSON.stringify(told).includes('visitor') && resolve(JSON.stringify(told))));
    await composer(page).pressSequentially('Un');
    expect(await watchers).toContain('"typing":true');
    screen.close();
    await agent.rest.reply(number, '¿Qué luces ve en el módem?');
    await log(page).getByText('¿Qué luces ve en el módem?').waitFor();
    await say(page, 'Una roja');
    await expect.poll(async () => JSON.stringify((await agent.rest.ticket(number)).timeline)).toContain('Una roja');

    await page.reload();
    await log(page).getByText('Una roja').waitFor();
    const second = await page.context().newPage();
    await second.goto('/');
    await opener(second).click();
    await log(second).getByText('¿Qué luces ve en el módem?').waitFor();
    await say(second, 'Desde la otra pestaña');
    await log(page).getByText('Desde la otra pestaña').waitFor();
    expect(await log(page).getByText('Desde la otra pestaña').count()).toBe(1);

    for (const tab of [page, second]) await dialog(tab).getByRole('button', { name: 'Cerrar el chat' }).click();
    await agent.rest.reply(number, 'Ya vuelve el servicio');
    await second.getByRole('button', { name: 'Abrir el chat, 1 mensaje nuevo' }).waitFor();
    await opener(page).click();
    await second.getByRole('button', { name: 'Abrir el chat', exact: true }).waitFor();
    await agent.rest.act(number, 'resolve', { solution: 'Se reinició el módem' });
    await dialog(page).getByText('Este chat ha terminado').waitFor();
    await page.context().close();
  });

  test('that may mean two things is placed by one press of what the desk offers, which then is gone', async () => {
    const page = await visit();
    const number = await start(page, 'La pantalla del teléfono');
    const choices = log(page).getByRole('group', { name: 'Elija de qué se trata' });
    const name = (await choices.getByRole('button').first().textContent()) ?? '';
    await choices.getByRole('button', { name, exact: true }).press('Enter');
    await choices.waitFor({ state: 'detached' });
    await page.locator('[role=log]:focus').waitFor();
    await log(page).getByText(name, { exact: true }).waitFor();
    await expect.poll(async () => (await desk.admin.rest.ticket(number)).entry?.name).toBe(name);
    await page.context().close();
  });
});

describe('the chat on a page of somebody else', () => {
  test('is under 40 kB, draws only a button until it is opened, once however many tags ask for it, and leaves no names', async () => {
    const script = await (await fetch(`${desk.gateway.url}/widget.js`)).text();
    expect(gzipSync(script).length).toBeLessThan(40_000);
    const page = await (await desk.openContext({ baseURL: shopUrl })).newPage();
    await page.goto('/bare');
    const names = () => page.evaluate<string[]>('Object.getOwnPropertyNames(window).sort()');
    const before = await names();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    page.on('websocket', (socket) => asked.push(socket.url()));
    await page.goto('/');
    await opener(page).waitFor();
    expect(await opener(page).count()).toBe(1);
    expect(await names()).toEqual(before);
    expect(new Set(asked)).toEqual(new Set(['/', '/widget.js']));
    expect(await page.evaluate('localStorage.length')).toBe(0);
    await opener(page).click();
    await dialog(page).getByLabel('Su mensaje').waitFor();
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual(['ventanilla.chat']);
    expect(await names()).toEqual(before);
    await page.context().close();
  });

  test('works by keyboard alone: opened, closed by Escape with the focus back, and what is typed is no shortcut of the page', async () => {
    const page = await visit();
    await page.evaluate("document.addEventListener('keydown', ({ key }) => document.body.setAttribute('data-heard', key))");
    await opener(page).focus();
    await page.keyboard.press('Enter');
    await dialog(page).locator('textarea:focus').waitFor();
    await page.keyboard.type('a');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    await page.locator('button.launcher:focus').waitFor();
    expect(await page.evaluate("document.body.getAttribute('data-heard')")).toBeNull();
    await opener(page).click();
    expect(await dialog(page).getByLabel('Su mensaje').inputValue()).toBe('a');
    await page.context().close();
  });

  test('stands on a page whose styles hide everything and whose scripts changed the language', async () => {
    const page = await visit('/hostile');
    const number = await start(page, 'Hola desde lejos');
    expect(number).toMatch(/^V-\d+$/);
    await say(page, 'Y algo más');
    await expect.poll(async () => JSON.stringify((await desk.admin.rest.ticket(number)).timeline)).toContain('Y algo más');
    const box = await dialog(page).boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    await page.context().close();
  });

  test('shows no serious fault to axe, in its form and in a conversation, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await visit('/', { colorScheme, bypassCSP: true });
      await opener(page).click();
      await dialog(page).getByLabel('Su mensaje').waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await dialog(page).getByLabel('Su mensaje').fill(text);
      await dialog(page).getByRole('button', { name: 'Iniciar el chat' }).click();
      await composer(page).waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await page.context().close();
    }
  });
});

async function seriousFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>('axe.run()');
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

describe('a conversation without an agent yet', () => {
  test('keeps what was said while the line was down, says so, and sends it once', async () => {
    const page = await visit();
    const number = await start(page);
    await page.context().setOffline(true);
    await say(page, 'Sin línea');
    await log(page).getByText('Aún no se ha enviado').waitFor();
    await page.context().setOffline(false);
    await log(page).getByText('Aún no se ha enviado').waitFor({ state: 'detached' });
    const count = async () => (await desk.admin.rest.ticket(number)).timeline.filter((item) => item.kind === 'contact' && item.text === 'Sin línea').length;
    await expect.poll(count).toBe(1);
    await page.context().close();
  });

  test('takes files, and tells which are too large', async () => {
    const page = await visit();
    const number = await start(page);
    const picker = dialog(page).locator('input[type=file]');
    // As if a large file were dropped: the browser's own File, for no test should carry 60 MB into it.
    await page.evaluate(`{
      const field = document.querySelector('[data-ventanilla-chat]').shadowRoot.querySelector('.composer textarea');
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new ArrayBuffer(60_000_000)], 'enorme.bin'));
      for (const kind of ['dragover', 'drop']) field.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    }`);
    await dialog(page).getByText(/enorme.bin pesa más de/).waitFor();
    await picker.setInputFiles({ name: 'nota.txt', mimeType: 'text/plain', buffer: Buffer.from('Una nota') });
    await dialog(page).getByRole('button', { name: 'Quitar nota.txt' }).waitFor();
    await dialog(page).getByRole('progressbar').waitFor({ state: 'detached' });
    await dialog(page).getByRole('button', { name: 'Enviar' }).click();
    const href = await log(page).getByRole('link', { name: /nota.txt/ }).getAttribute('href');
    expect(await (await fetch(href ?? '')).text()).toBe('Una nota');
    expect(JSON.stringify((await desk.admin.rest.ticket(number)).timeline)).toContain('nota.txt');
    await page.context().close();
  });

  test('can go on by mail, and is ended by the visitor, who is asked first', async () => {
    const page = await visit();
    await start(page);
    await dialog(page).getByRole('button', { name: 'Seguir por correo' }).click();
    await dialog(page).getByLabel('Su correo electrónico').fill('nadie');
    await dialog(page).getByRole('button', { name: 'Guardar' }).click();
    await dialog(page).getByText(/correo válido/).waitFor();
    await dialog(page).getByLabel('Su correo electrónico').fill('visita@example.org');
    await dialog(page).getByRole('button', { name: 'Guardar' }).click();
    await dialog(page).getByText('Si usted se va, le escribimos a visita@example.org.').waitFor();
    await dialog(page).getByRole('button', { name: 'Terminar el chat' }).click();
    await dialog(page).getByRole('button', { name: 'Sí, terminar' }).click();
    await dialog(page).getByText('Este chat ha terminado').waitFor();
    await page.context().close();
  });

  test('is a request to be answered by mail while nobody is here, and needs an address for it', async () => {
    for (const person of [agent, doorkeeper]) await person.be('offline');
    const late = await visit();
    await opener(late).click();
    await dialog(late).getByText(/le responderemos por correo/).waitFor();
    await dialog(late).getByLabel('Su mensaje').fill('Llámenme mañana');
    await dialog(late).getByRole('button', { name: 'Enviar la solicitud' }).click();
    await dialog(late).getByText('Escriba su correo para que podamos responderle.').waitFor();
    await dialog(late).getByLabel('Su correo electrónico').fill('tarde@example.org');
    await dialog(late).getByRole('button', { name: 'Enviar la solicitud' }).click();
    await dialog(late).getByText(/Recibimos su solicitud V-\d+\. Le responderemos por correo a tarde@example\.org\./).waitFor();
    await late.context().close();
  });
});
