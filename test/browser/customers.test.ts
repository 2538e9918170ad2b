import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowserDesk, type BrowserDesk, type Person } from '../support/browser.ts';
import { sendForm } from '../support/gateway.ts';

const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let desk: BrowserDesk;
let ana: Person;
let first: string;
beforeAll(async () => {
  desk = await startBrowserDesk();
  const form = { subject: 'Sin red', description: 'No puedo navegar', entry: 'internet' };
  ana = await desk.add({ name: 'Ana' });
  first = (await sendForm(desk.gateway.url, { ...form, name: 'José Ñáñez', email: 'jose@casa.example' })).number;
  await sendForm(desk.gateway.url, { ...form, name: 'Jose N.', email: 'jose@trabajo.example' });
  await sendForm(desk.gateway.url, { ...form, name: 'Berta', email: 'berta@casa.example' });
});
afterAll(() => desk.close());

test('a customer is found without accents, gets an address and a note, and is merged with their other self', async () => {
  const page = await desk.openPage(ana, '/customers', { bypassCSP: true });
  const rows = page.getByRole('table', { name: 'Clientes' }).getByRole('row');
  await expect.poll(() => rows.count()).toBe(4);
  await page.getByRole('searchbox', { name: /Buscar por nombre/ }).fill('nanez');
  await expect.poll(() => rows.count()).toBe(2);
  expect(new URL(page.url()).search).toBe('?q=nanez');
  await page.getByRole('link', { name: 'José Ñáñez' }).click();
  await page.getByRole('heading', { level: 1, name: 'José Ñáñez' }).waitFor();
  await page.getByText(first).first().waitFor();

  await page.getByRole('button', { name: 'Agregar dirección' }).click();
  await page.getByRole('textbox', { name: 'Dirección' }).fill('berta@casa.example');
  await page.getByRole('button', { name: 'Agregar dirección' }).click();
  await page.getByText(/La dirección es de otro cliente/).waitFor();
  await page.getByRole('textbox', { name: 'Dirección' }).fill('jose@nuevo.example');
  await page.getByRole('button', { name: 'Agregar dirección' }).click();
  await page.getByRole('region', { name: 'Direcciones' }).getByText('jose@nuevo.example').waitFor();
  await page.getByRole('button', { name: 'Acciones para jose@nuevo.example' }).click();
  await page.getByRole('menuitem', { name: 'Es suya' }).click();
  await page.getByRole('img', { name: 'Verificada' }).waitFor();
  await page.getByRole('textbox', { name: 'Notas sobre el cliente' }).fill('Llamar por la tarde');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado').waitFor();
  expect(await seriousFaults()).toEqual([]);

  const old = page.url();
  await page.getByRole('button', { name: 'Unir con otro cliente' }).click();
  const dialog = page.getByRole('dialog', { name: 'Unir dos clientes' });
  await dialog.getByRole('textbox', { name: 'Buscar al otro cliente' }).fill('trabajo');
  await dialog.getByRole('radio', { name: /Jose N\./ }).check();
  await dialog.getByText('Queda Jose N.; José Ñáñez desaparece').waitFor();
  expect(await dialog.getByRole('button', { name: 'Unir' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Motivo' }).fill('Dos correos de la misma persona');
  expect(await seriousFaults('[role=dialog]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Unir' }).click();
  await page.getByRole('heading', { level: 1, name: 'Jose N.' }).waitFor();
  await page.getByRole('region', { name: 'Direcciones' }).getByText('jose@nuevo.example').waitFor();
  await page.getByText(first).first().waitFor();
  expect(await page.getByRole('textbox', { name: 'Notas sobre el cliente' }).inputValue()).toBe('Llamar por la tarde');
  await page.getByRole('tab', { name: 'Cambios' }).click();
  await page.getByRole('tabpanel').getByText(/José Ñáñez → Jose N\.\. Dos correos de la misma persona/).waitFor();
  await page.getByRole('tab', { name: 'Historial' }).click();
  await expect.poll(() => page.getByRole('list', { name: 'Historial' }).getByRole('listitem').count()).toBeGreaterThanOrEqual(2);

  await page.goto(old);
  await page.getByRole('heading', { level: 1, name: 'Jose N.' }).waitFor();
  await expect.poll(() => page.url()).not.toBe(old);

  async function seriousFaults(part = 'main'): Promise<string[]> {
    await page.addScriptTag({ content: axe });
    const { violations } = await page.evaluate<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>(`axe.run('${part}')`);
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  }
});
