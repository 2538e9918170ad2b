import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowserDesk, type BrowserDesk } from '../support/browser.ts';

let desk: BrowserDesk;
let page: Page;

const nothingConfigured = { DEMO: 'true', TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '' };

beforeAll(async () => {
  desk = await startBrowserDesk({ env: nothingConfigured });
  const context = await desk.openContext({ viewport: { width: 1500, height: 950 } });
  page = await context.newPage();
  await page.goto('/try');
  // Nobody hears it here, and the menu waits for the end of what is read aloud.
  await page.getByRole('switch', { name: 'Leer en voz alta' }).uncheck();
});
afterAll(() => desk.close());

const line = () => page.locator('[role=status][data-state]').getAttribute('data-state');
const menus = () => page.getByRole('log', { name: 'Lo que se oye' }).locator('p').count();

/** Presses a key and waits until the desk has said something more. */
async function press(key: string): Promise<void> {
  const heard = await menus();
  await page.getByRole('button', { name: key, exact: true }).click();
  await expect.poll(menus, { timeout: 8_000 }).toBeGreaterThan(heard);
}

it('a call on the page becomes an offer, is taken, talked about and resolved', async () => {
  const agent = page.frameLocator('iframe');
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

  await page.getByRole('button', { name: 'Colgar' }).click();
  await expect.poll(line).toBe('ended');
});

it('a text gets its acknowledgement, and a mail too', async () => {
  await page.getByRole('tab', { name: 'Mensajes' }).click();
  await page.getByLabel('Escriba un mensaje de texto').fill('No me prende el computador');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Enviar' }).click();
  await page.getByText(/Su caso es el V-\d+/).first().waitFor();

  await page.getByRole('tab', { name: 'Correo' }).click();
  const mail = page.getByRole('tabpanel');
  await mail.getByLabel('Asunto').fill('Impresora');
  await mail.getByLabel('Mensaje').fill('No imprime la impresora de la oficina');
  await mail.getByRole('button', { name: 'Enviar' }).click();
  await mail.getByRole('button', { name: /Impresora \[V-\d+\]/ }).waitFor();
});
