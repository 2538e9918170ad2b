import { fileURLToPath } from 'node:url';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowserDesk, type BrowserDesk } from '../support/browser.ts';

/** With SCREENSHOTS=true the page is also drawn for the README. */
const pictures = process.env['SCREENSHOTS'] === 'true' ? fileURLToPath(new URL('../../docs/screenshots', import.meta.url)) : null;

let desk: BrowserDesk;
let page: Page;
/** The agent's console, beside the telephone. */
let agent: FrameLocator;

const nothingConfigured = { DEMO: 'true', TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '' };

beforeAll(async () => {
  desk = await startBrowserDesk({ env: nothingConfigured });
  const context = await desk.openContext({ viewport: { width: 1500, height: 950 } });
  page = await context.newPage();
  await page.goto('/try');
  agent = page.frameLocator('iframe');
  // Nobody hears it here, and the menu waits for the end of what is read aloud.
  await page.getByRole('switch', { name: 'Leer en voz alta' }).uncheck();
});
afterAll(() => desk.close());

const line = () => page.locator('[role=status][data-state]').getAttribute('data-state');
const menus = () => page.getByRole('log', { name: 'Lo que se oye' }).locator('p').count();

async function resolve(solution: string): Promise<void> {
  await agent.getByRole('button', { name: 'Resolver' }).first().click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Solución' }).fill(solution);
  await dialog.getByRole('button', { name: 'Resolver' }).click();
  await agent.getByText('Resuelto').first().waitFor();
}

/** Presses a key and waits until the desk has said something more. */
async function press(key: string): Promise<void> {
  const heard = await menus();
  await page.getByRole('button', { name: key, exact: true }).click();
  await expect.poll(menus, { timeout: 8_000 }).toBeGreaterThan(heard);
}

it('a call on the page becomes an offer, is taken, talked about and resolved', async () => {
  await page.getByRole('button', { name: 'Llamar' }).click();
  await expect.poll(line, { timeout: 8_000 }).toBe('menu');
  await press('1');
  await page.getByLabel('Decir').first().fill('no puedo navegar en Internet');
  await page.getByRole('button', { name: 'Decir' }).click();
  for (let turn = 0; turn < 4 && (await line()) !== 'waiting'; turn += 1) {
    await expect.poll(line).not.toBe('busy');
    if ((await line()) === 'menu') await press('1');
  }

  const offer = agent.getByRole('button', { name: /Aceptar/ }).first();
  await offer.waitFor();
  await offer.click();
  await expect.poll(line, { timeout: 10_000 }).toMatch(/talking|conference/);
  await agent.getByText(/V-\d+/).first().waitFor();
  await agent.getByRole('heading', { level: 1 }).waitFor();
  for (const colorScheme of pictures ? (['light', 'dark'] as const) : []) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${pictures ?? ''}/try-${colorScheme}.jpg`, type: 'jpeg', quality: 80 });
  }

  await page.getByRole('button', { name: 'Colgar' }).click();
  await expect.poll(line).toBe('ended');

  await resolve('Enrutador reiniciado');
});

it('a text is acknowledged, offered, answered on the handset and resolved', async () => {
  await page.getByRole('tab', { name: 'Mensajes' }).click();
  await page.getByLabel('Escriba un mensaje de texto').fill('No me prende el computador');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Enviar' }).click();
  await page.getByText(/Su caso es el V-\d+/).first().waitFor();

  const offer = agent.getByRole('button', { name: /Aceptar/ }).first();
  await offer.waitFor();
  await offer.click();
  // The console goes to this ticket from the one before, whose caller could be texted, too.
  await agent.getByRole('heading', { level: 1, name: /No me prende el computador/ }).waitFor();
  await agent.getByText(/SMS a \+57/).waitFor();
  await agent.getByLabel('Texto de la respuesta').fill('Mantenga pulsado el botón diez segundos.');
  await agent.getByRole('button', { name: 'Enviar', exact: true }).click();
  await page.getByRole('tabpanel').getByText('Mantenga pulsado el botón diez segundos.').waitFor();
  await resolve('Encendió');
});

it('a mail is confirmed by mail', async () => {
  await page.getByRole('tab', { name: 'Correo' }).click();
  const mail = page.getByRole('tabpanel');
  await mail.getByLabel('Asunto').fill('Impresora');
  await mail.getByLabel('Mensaje').fill('No imprime la impresora de la oficina');
  await mail.getByRole('button', { name: 'Enviar' }).click();
  await mail.getByRole('button', { name: /Impresora \[V-\d+\]/ }).waitFor();
});
