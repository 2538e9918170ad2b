import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowserDesk, type BrowserDesk, type Person } from '../support/browser.ts';

let desk: BrowserDesk;
let luz: Person;
let page: Page;
const numbers: string[] = [];

beforeAll(async () => {
  desk = await startBrowserDesk();
  luz = await desk.add({ name: 'Luz', role: 'lead', teams: ['mesa-tecnologia'] });
  for (const subject of ['La red no anda', 'El teléfono no suena', 'Se cayó el correo']) numbers.push(await submit(subject));
  page = await desk.openPage(luz, '/tickets');
});
afterAll(() => desk.close());

async function submit(subject: string): Promise<string> {
  const answer = await fetch(`${desk.gateway.url}/api/requests`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ entry: 'internet', subject, description: subject, name: 'Ana Pérez', email: 'ana@example.org' }),
  });
  const { ticket } = (await answer.json()) as { ticket: { number: string } };
  return ticket.number;
}

const rowOf = (number: string) => page.getByRole('row').filter({ hasText: number });

it('shows a row a ticket, and goes through them by keys', async () => {
  await page.goto('/tickets?sort=oldest');
  for (const number of numbers) await rowOf(number).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect.poll(() => page.getByText('2 elegidos').isVisible()).toBe(true);
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/tickets/${numbers[1] ?? ''}`);
  await page.goBack();
  await rowOf(numbers[0] ?? '').waitFor();
  await page.goForward();
  await page.getByRole('link', { name: 'Volver a la lista' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('?sort=oldest');
});

it('filters stand in the address, as chips that go away again', async () => {
  await page.goto('/tickets?channel=voice');
  await page.getByText('Nada coincide').waitFor();
  await page.getByRole('button', { name: 'Quitar el filtro Canal: Llamada' }).click();
  await rowOf(numbers[0] ?? '').waitFor();
  await page.keyboard.press('f');
  await page.getByPlaceholder('Escriba un estado, un equipo, una etiqueta…').fill('formulario');
  await page.getByRole('option', { name: 'Formulario web' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('?channel=web');
  await page.keyboard.press('Escape');
  const search = page.getByRole('textbox', { name: /Buscar en esta lista por/ });
  await search.fill('telefono');
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  expect(await page.locator('input:focus').inputValue()).toBe('telefono');
});

it('tags several at once, and says of which it could not be done', async () => {
  await page.goto('/tickets?sort=oldest');
  await page.getByRole('checkbox', { name: `Elegir ${numbers[0] ?? ''}` }).click();
  await page.getByRole('checkbox', { name: `Elegir ${numbers[2] ?? ''}` }).click();
  await page.getByRole('button', { name: 'Etiquetar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Poner').first().fill('Piso 3');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Aplicar' }).click();
  await page.getByText('2 tiquetes cambiaron.').waitFor();
  await rowOf(numbers[2] ?? '').getByText('piso 3').waitFor();
  await rowOf(numbers[0] ?? '').getByText('piso 3').click();
  await expect.poll(() => new URL(page.url()).search).toContain('tag=piso+3');
});

it('saves what is filtered as a view', async () => {
  await page.goto('/tickets?tag=piso+3');
  await page.getByRole('button', { name: 'Guardar vista' }).click();
  await page.getByRole('textbox', { name: 'Nombre de la vista' }).fill('Piso tres');
  await page.keyboard.press('Enter');
  const view = page.getByRole('link', { name: 'Piso tres' });
  await expect.poll(() => view.getAttribute('aria-current')).toBe('true');
  await page.getByRole('link', { name: 'Todo', exact: true }).click();
  await rowOf(numbers[1] ?? '').waitFor();
  await view.click();
  await expect.poll(() => page.getByRole('row').count()).toBe(3);
  await page.getByRole('button', { name: 'Acciones de la vista' }).click();
  await page.getByRole('menuitem', { name: 'Borrar vista' }).click();
  await page.getByRole('dialog').getByText('¿Borrar «Piso tres»?').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Borrar vista' }).click();
  await view.waitFor({ state: 'detached' });
});

it('what is new comes by itself, and what changes is exchanged in its row', async () => {
  await page.goto('/queue');
  await rowOf(numbers[0] ?? '').waitFor();
  const late = await submit('Acaba de llegar');
  await rowOf(late).waitFor();
  await luz.rest.act(late, 'cancel', { reason: 'Repetido' });
  await rowOf(late).waitFor({ state: 'detached' });
});
