import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { startBrowserDesk, type BrowserDesk, type Person } from '../support/browser.ts';
import { startTwilioNetwork, type PretendTwilio } from '../support/twilio-network.ts';

const ours = '+576015550100';
const words = 'Texto de la respuesta';
let network: PretendTwilio;
let desk: BrowserDesk;
let elena: Person;
let page: Page;

beforeAll(async () => {
  network = await startTwilioNetwork();
  desk = await startBrowserDesk({ env: { TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours, SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'Mesa <mesa@example.org>' } });
  network.connect(desk.gateway.url);
  elena = await desk.add({ name: 'Elena', role: 'lead', capacity: 10_000, teams: ['mesa-tecnologia'] });
  page = await desk.openPage(elena);
}, 60_000);
afterAll(async () => {
  await desk.close();
  await network.close();
});

let customers = 0;
/** Somebody's text, as a ticket on the screen; gives their number and the ticket's. */
async function openText(): Promise<{ from: string; number: string }> {
  customers += 1;
  const from = `+57300555000${customers}`;
  await write(from, 'No puedo navegar en Internet');
  const { number } = await until(`a ticket of ${from}`, async () => (await elena.rest.tickets()).find(({ customer }) => customer?.addresses.some(({ value }) => value === from)));
  await until('the acknowledgement', async () => textsTo(from).length === 1);
  await page.goto(`/tickets/${number}`);
  await page.getByText(`SMS a ${from}, desde ${ours}`).waitFor();
  return { from, number };
}

const write = (from: string, body: string) => network.text({ from, to: ours, body });
const textsTo = (to: string) => network.messages.filter((message) => message.to === to).map(({ body }) => body);
const answersTo = (to: string) => textsTo(to).slice(1);
const send = () => page.getByRole('button', { name: 'Enviar', exact: true });

it('an answer to a text goes out once, however often it is clicked', async () => {
  const { from } = await openText();
  await page.getByLabel(words).fill('Reinicie el equipo: si sigue igual, llámenos.');
  await page.getByText('1 segmento · UCS-2 · quedan 25').waitFor();
  await send().dblclick();
  await until('the text', async () => answersTo(from).length > 0);
  await expect.poll(() => page.getByLabel(words).inputValue()).toBe('');
  await page.getByRole('status').getByText('Respuesta enviada').waitFor({ state: 'attached' });
  expect(answersTo(from)).toEqual(['Reinicie el equipo: si sigue igual, llámenos.']);
  // Escape leaves the field to the ticket's keys.
  await page.getByLabel(words).press('Escape');
  await page.keyboard.press('n');
  await page.getByLabel('Texto de la nota').press('Escape');
  await page.keyboard.press('r');
  await page.locator('textarea:focus').and(page.getByLabel(words)).waitFor();
});

it('an answer that arrived although the page was told otherwise is known from the ticket, and is not sent again', async () => {
  const { from } = await openText();
  // The desk takes it in; the page never hears of it.
  await page.route('**/replies?*', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.getByLabel(words).fill('Listo.');
  await page.keyboard.press('Control+Enter');
  await until('the text', async () => answersTo(from).length > 0);
  await expect.poll(() => page.getByLabel(words).inputValue(), { timeout: 5_000 }).toBe('');
  expect(answersTo(from)).toEqual(['Listo.']);
});

it('what the customer wrote meanwhile is read before the answer goes out', async () => {
  const { from } = await openText();
  await page.getByLabel(words).fill('Reinicie el equipo.');
  await write(from, 'Olvídelo, ya funciona');
  const notice = page.getByRole('alert').filter({ hasText: 'El cliente escribió' });
  await notice.getByText('Olvídelo, ya funciona').waitFor();
  await page.getByLabel(words).press('Control+Enter');
  await notice.getByText('Su respuesta no se envió').waitFor();
  expect(answersTo(from)).toEqual([]);
  await notice.getByRole('button', { name: 'Ya lo leí, enviar' }).click();
  await until('the text', async () => answersTo(from).length > 0);
  await notice.waitFor({ state: 'detached' });
  expect(answersTo(from)).toEqual(['Reinicie el equipo.']);
});

it('a draft outlives the page and stands in every tab, and can be had back after it was discarded', async () => {
  const { number } = await openText();
  await page.getByLabel(words).fill('A medio escribir');
  await page.reload();
  await expect.poll(() => page.getByLabel(words).inputValue()).toBe('A medio escribir');
  const other = await page.context().newPage();
  await other.goto(`/tickets/${number}`);
  await expect.poll(() => other.getByLabel(words).inputValue()).toBe('A medio escribir');
  await other.getByLabel(words).fill('Ya casi');
  await expect.poll(() => page.getByLabel(words).inputValue()).toBe('Ya casi');
  await other.close();
  await page.getByRole('button', { name: 'Descartar' }).click();
  await expect.poll(() => page.getByLabel(words).inputValue()).toBe('');
  await page.getByRole('button', { name: 'Recuperarlo' }).click();
  await expect.poll(() => page.getByLabel(words).inputValue()).toBe('Ya casi');
});

it('a note names a colleague, who sees it at the bell', async () => {
  const berta = await desk.add({ name: 'Berta', teams: ['mesa-organizacional'] });
  const { number } = await openText();
  const screen = await desk.openPage(berta);
  await screen.getByRole('button', { name: 'Menciones', exact: true }).waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('n');
  await page.getByLabel('Texto de la nota').pressSequentially('@Ber');
  await page.getByRole('option', { name: /Berta/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('¿puede mirar?');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => page.getByLabel('Texto de la nota').inputValue()).toBe('');
  await screen.getByRole('button', { name: 'Menciones: 1 sin leer' }).click();
  await screen.getByRole('button', { name: new RegExp(`Elena en ${number}`) }).click();
  await screen.waitForURL(`**/tickets/${number}`);
  await screen.getByText('@Berta ¿puede mirar?').first().waitFor();
  await screen.getByRole('button', { name: 'Menciones', exact: true }).waitFor();
  await screen.context().close();
});

it('a canned answer that a lead keeps is filled in, and what is not known asks to be', async () => {
  await page.goto('/admin/canned');
  await page.getByRole('button', { name: 'Nueva respuesta' }).click();
  await page.getByRole('textbox', { name: 'Título', exact: true }).fill('Reinicio');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Texto' }).fill('{{ticket.number}}: reinicie {{equipo}}.');
  await page.getByText('{{equipo}} no se llena solo').waitFor();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('button', { name: 'Cambiar «Reinicio»' }).click();
  // Another lead saves theirs while this one writes.
  const ask = (method: string, path: string, body?: object) => fetch(`${desk.gateway.url}/api/canned-answers${path}`, {
    method, headers: { 'content-type': 'application/json', authorization: `Bearer ${desk.admin.rest.token}` }, ...(body && { body: JSON.stringify(body) }),
  });
  const { cannedAnswers } = await (await ask('GET', '')).json() as { cannedAnswers: { id: string }[] };
  await ask('PATCH', `/${cannedAnswers[0]?.id ?? ''}`, { text: 'Apague y prenda.' });
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('alert').getByText('Apague y prenda.').waitFor();
  await page.getByRole('button', { name: 'Guardar lo mío en su lugar' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { from, number } = await openText();
  await page.getByLabel(words).pressSequentially('/rei');
  await page.getByRole('option', { name: /Reinicio/ }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByLabel(words).inputValue()).toBe(`${number}: reinicie {{equipo}}.`);
  await send().click();
  await page.getByRole('button', { name: 'Enviar así' }).waitFor();
  expect(answersTo(from)).toEqual([]);
  // The blank is selected: what is typed takes its place.
  await page.getByLabel(words).fill(`${number}: reinicie el módem.`);
  await send().click();
  await until('the text', async () => answersTo(from).length > 0);
  expect(answersTo(from)).toEqual([`${number}: reinicie el módem.`]);
});

it('files go with an answer; one that was cut off is told and uploaded again', async () => {
  const form = await fetch(`${desk.gateway.url}/api/requests`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subject: 'Un salón', description: 'Necesito un salón', name: 'Ana', email: 'ana@example.org', locale: 'es' }),
  });
  const { ticket } = (await form.json()) as { ticket: { number: string } };
  await page.goto(`/tickets/${ticket.number}`);
  await page.getByText('Solo en la página de estado').waitFor();
  await page.route('**/api/files', (route) => route.abort('connectionreset'), { times: 1 });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Adjuntar archivos' }).click();
  await (await chooser).setFiles([{ name: 'notas.txt', mimeType: 'text/plain', buffer: Buffer.from('unas notas') }]);
  await page.getByText('La subida se cortó').waitFor();
  await page.getByRole('button', { name: 'Subir notas.txt otra vez' }).click();
  await page.getByRole('button', { name: 'Quitar notas.txt' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Quitar notas.txt' }).waitFor();
  await page.getByLabel(words).fill('Vea el archivo.');
  await send().click();
  await expect.poll(() => page.getByLabel(words).inputValue()).toBe('');
  const { timeline } = await elena.rest.ticket(ticket.number);
  expect(timeline.find((item) => item.kind === 'reply' && item.agent !== null)).toMatchObject({ text: 'Vea el archivo.', attachments: [{ name: 'notas.txt' }] });
});

it('an answer to somebody who called goes by text or by mail, as chosen on the keyboard', async () => {
  const from = '+573005550099';
  const caller = await network.call({ from, to: ours });
  for (const key of ['1', '1', '3']) await caller.press(key);
  await caller.hangUp();
  const { number, customer } = await until(`a ticket of ${from}`, async () => (await elena.rest.tickets()).find((ticket) => ticket.customer?.addresses.some(({ value }) => value === from)));
  for (const what of ['addresses', 'addresses/verify']) {
    await fetch(`${desk.gateway.url}/api/customers/${customer?.id ?? ''}/${what}`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${elena.rest.token}` },
      body: JSON.stringify({ kind: 'email', value: 'caller@example.org' }),
    });
  }
  await page.goto(`/tickets/${number}`);
  const ways = page.getByRole('radiogroup', { name: 'Por dónde va la respuesta' });
  await page.getByText(`SMS a ${from}, desde ${ours}`).waitFor();
  await page.getByLabel(words).fill('Ya puede imprimir.');
  await page.getByText('1 segmento · GSM-7 · quedan 142').waitFor();
  // By mail it may be laid out; the words stay, also on another page.
  await ways.getByRole('radio', { name: 'SMS' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Negrita' }).waitFor();
  await page.getByText('Correo a caller@example.org, desde mesa@example.org').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Negrita' }).waitFor();
  expect(await page.getByLabel(words).innerText()).toBe('Ya puede imprimir.');
  await ways.getByText('SMS').click();
  await send().click();
  await until('the text', async () => textsTo(from).length > 0);
  expect(textsTo(from)).toEqual(['Ya puede imprimir.']);
  await page.getByText(`Mensaje de texto a ${from}`).waitFor();
});
