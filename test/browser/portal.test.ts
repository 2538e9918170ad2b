import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPretendMail, type PretendMail } from '../../src/demo/pretend-mail.ts';
import { sendForm } from '../../src/demo/rest-client.ts';
import { png } from '../desk/files/samples.ts';
import { startBrowserDesk, type BrowserDesk } from '../support/browser.ts';

let desk: BrowserDesk;
let mail: PretendMail;

beforeAll(async () => {
  mail = await startPretendMail();
  desk = await startBrowserDesk({ env: { SMTP_URL: mail.smtpUrl, MAIL_FROM: 'Mesa <mesa@example.org>' } });
});
afterAll(async () => {
  await desk.close();
  await mail.close();
});

const open = async (place: string, options = {}): Promise<Page> => {
  const page = await (await desk.openContext(options)).newPage();
  await page.goto(place);
  return page;
};
/** Brings a ticket into the admin's hands, answered. */
const answer = async (number: string, text: string) => {
  const { rest } = desk.admin;
  await expect.poll(async () => (await rest.ticket(number)).status).toBe('queued');
  await rest.act(number, 'assign', { agentId: rest.me.id });
  await rest.reply(number, text);
};
const ana = (subject: string) => sendForm(desk.gateway.url, { subject, description: 'Desde ayer', name: 'Ana', email: 'ana@example.org' });

describe('somebody who needs help', () => {
  it('searches without accents, fills the form of the entry, adds a file, and follows it', async () => {
    const page = await open('/help');
    await page.getByRole('searchbox').fill('no me prende el computador');
    await page.getByRole('link', { name: /^Falla del computador/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Falla del computador' }).waitFor();
    await page.getByLabel('¿Qué necesita?').fill('No prende');
    await page.getByLabel('Cuéntenos más').fill('Pantalla negra <b>siempre</b>');
    await page.getByRole('radio', { name: 'A mi equipo' }).check();
    await page.getByRole('radio', { name: 'No, estoy detenido' }).check();
    await page.locator('input[type=file]').setInputFiles({ name: 'pantalla.png', mimeType: 'image/png', buffer: png });
    await page.getByRole('button', { name: 'Quitar pantalla.png' }).waitFor();
    await page.getByRole('textbox', { name: 'Nombre' }).fill('Ana Pérez');
    await page.getByLabel('Correo electrónico').fill('ana@example.org');
    await page.getByRole('button', { name: 'Enviar la solicitud' }).click();

    await page.getByRole('heading', { name: 'Recibimos su solicitud' }).waitFor();
    const number = (await page.getByTestId('number').textContent()) ?? '';
    await expect.poll(() => desk.admin.rest.ticket(number)).toMatchObject({ subject: 'No prende', impact: 'medium', urgency: 'high', entry: { key: 'computador' } });
    await page.getByRole('link', { name: 'Ver el avance' }).click();
    await page.getByRole('log').getByText('Pantalla negra <b>siempre</b>').waitFor();
    const file = await page.request.get((await page.getByRole('link', { name: /pantalla\.png/ }).getAttribute('href')) ?? '');
    expect(await file.body()).toEqual(png);
  });

  it('keeps what they typed through a lost connection and a reload, and sends it once', async () => {
    const page = await open('/help/ask');
    await page.getByLabel('¿Qué necesita?').fill('Una silla');
    await page.getByLabel('Cuéntenos más').fill('La mía se rompió');
    await page.reload();
    expect(await page.getByLabel('Cuéntenos más').inputValue()).toBe('La mía se rompió');
    await page.getByRole('textbox', { name: 'Nombre' }).fill('Beto');
    await page.getByLabel('Correo electrónico').fill('beto@example.org');
    // The desk takes it in, but its answer is lost on the way.
    await page.route('**/api/requests', async (route) => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
    await page.getByRole('button', { name: 'Enviar la solicitud' }).click();
    await page.getByRole('alert').getByText(/No hay conexión/).waitFor();
    await page.getByRole('button', { name: 'Enviar la solicitud' }).click();
    await page.getByTestId('number').waitFor();
    expect((await desk.admin.rest.tickets()).filter(({ subject }) => subject === 'Una silla')).toHaveLength(1);
    await page.goto('/help/ask');
    expect(await page.getByLabel('¿Qué necesita?').inputValue()).toBe('');
  });

  it('is told what is missing, in the language of their browser', async () => {
    const page = await open('/help/ask', { locale: 'en-US' });
    await page.getByRole('button', { name: 'Send the request' }).click();
    expect(await page.getByText('This is missing.').count()).toBe(4);
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByRole('button', { name: 'Enviar la solicitud' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
  });
});

describe('somebody who comes back', () => {
  it('opens the mailed link, finds their request, and opens it again with a comment', async () => {
    const { number } = await ana('Silla rota');
    await answer(number, 'Le llevamos otra mañana.');
    await desk.admin.rest.act(number, 'resolve', { solution: 'Silla nueva' });

    const page = await open('/help/mine');
    await page.getByLabel('Correo electrónico').fill('Ana@example.org');
    await page.getByRole('button', { name: 'Enviarme el enlace' }).click();
    await page.getByText(/un enlace va en camino/).waitFor();
    const { text } = (await mail.received('ana@example.org', ({ subject }) => subject?.startsWith('Sus solicitudes') ?? false)).mail;
    const link = /http\S+\/help\/enter\/[\w-]+/.exec(text ?? '')?.[0] ?? '';
    // A scanner of the mailbox comes first.
    expect((await fetch(link)).status).toBe(200);

    await page.goto(link);
    await page.getByRole('button', { name: 'Confirmar y ver mis solicitudes' }).click();
    await page.getByText('Solicitudes de ana@example.org').waitFor();
    await page.getByText('Terminadas').click();
    const row = page.getByRole('link', { name: /Silla rota/ });
    expect(await row.textContent()).toContain('Le llevamos otra mañana.');
    await row.click();
    await page.getByRole('button', { name: 'No, sigue igual' }).click();
    await page.keyboard.type('La nueva también se rompió');
    await page.getByRole('button', { name: 'Enviar', exact: true }).click();
    await page.getByRole('log').getByText('La nueva también se rompió').waitFor();
    await expect.poll(async () => (await desk.admin.rest.ticket(number)).status).toBe('queued');
    await page.getByText('En espera de una persona').waitFor();

    await page.goto(link);
    await page.getByRole('button', { name: 'Confirmar y ver mis solicitudes' }).click();
    await page.getByText('Este enlace ya venció o ya se usó.').waitFor();
  });

  it('confirms that it is solved', async () => {
    const { number, statusUrl } = await ana('Teclado');
    await answer(number, 'Listo.');
    await desk.admin.rest.act(number, 'resolve', { solution: 'Teclado nuevo' });
    const page = await open(`/help/requests/${statusUrl.split('/').at(-1) ?? ''}`, { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Sí, quedó resuelto' }).click();
    await page.getByText('Gracias por confirmarlo.').waitFor();
    expect((await desk.admin.rest.ticket(number)).status).toBe('closed');
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });
});

it('what a lead announces stands on top of the portal until it is taken back', async () => {
  const lead = await desk.openPage(desk.admin, '/admin/announcements');
  await lead.getByRole('button', { name: 'Nuevo anuncio' }).click();
  await lead.getByRole('group', { name: 'En español' }).getByLabel('Título').fill('Falla la red de la sede norte');
  await lead.getByRole('button', { name: 'Publicar' }).click();
  await lead.getByRole('region', { name: 'Vigentes' }).getByText('Falla la red de la sede norte').waitFor();
  const page = await open('/help');
  await page.getByRole('region', { name: 'Anuncios' }).getByText('Falla la red de la sede norte').waitFor();
  await lead.getByRole('button', { name: 'Retirar' }).click();
  await lead.getByRole('dialog').getByRole('button', { name: 'Retirar' }).click();
  await lead.getByText('No hay anuncios.').waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByText('Falla la red de la sede norte').count()).toBe(0);
});
