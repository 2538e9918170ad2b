import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../adapters/postgres/embedded-port.ts';
import { startBrowserDesk, type BrowserDesk, type Person } from '../support/browser.ts';
import { sendForm } from '../support/gateway.ts';

const ours = 'mesa@ventanilla.example';
let desk: BrowserDesk;
let elena: Person;
let smtpPort: number;
let folder: string;
let page: Page;
/** Everything that the pages asked for elsewhere. */
const strangers: string[] = [];

beforeAll(async () => {
  smtpPort = await findFreePort();
  folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-doubt-'));
  const deskFile = path.join(folder, 'desk.yaml');
  const example = await readFile(new URL('../../desk.yaml', import.meta.url), 'utf8');
  // Words alone place nothing, and whatever is likely at all is asked about.
  await writeFile(deskFile, example.replace(/^( {2}threshold: )[\d.]+/m, '$11').replace(/^( {2}ask: )[\d.]+/m, '$10.01'));
  desk = await startBrowserDesk({ env: { DESK_FILE: deskFile, MAIL_FROM: `Mesa <${ours}>`, SMTP_LISTEN: `127.0.0.1:${smtpPort}` } });
  elena = await desk.add({ name: 'Elena', role: 'lead', capacity: 100_000 });
  page = await desk.openPage(elena);
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => strangers.push('a dialog')));
  await page.context().route((url) => url.origin !== desk.gateway.url && url.protocol.startsWith('http'), async (route) => {
    strangers.push(route.request().url());
    await route.fulfill({ contentType: 'image/png', body: Buffer.from(pixel, 'base64') });
  });
}, 60_000);
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true });
});

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let customers = 0;
const open = async (subject: string, description = 'Lo de siempre.') => {
  customers += 1;
  const form = { subject, description, name: `Cliente ${customers}`, email: `cliente${customers}@example.com`, entry: 'internet' };
  const { number } = await sendForm(desk.gateway.url, form);
  await expect.poll(async () => (await elena.rest.ticket(number)).status, { timeout: 15_000 }).toBe('queued');
  return number;
};
const openMine = async (subject: string) => {
  const number = await open(subject);
  await elena.rest.act(number, 'assign', { agentId: elena.rest.me.id });
  return number;
};
const post = async (path: string, body: object) => {
  const answer = await fetch(`${desk.gateway.url}${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${elena.rest.token}` }, body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
};
const note = (number: string, text: string) => post(`/api/tickets/${number}/notes`, { text });
/** As a link inside of the console does, without loading it anew. */
const go = (path: string) => page.evaluate(`history.pushState(null, '', '${path}')`);
const show = async (number: string) => {
  await go(`/tickets/${number}`);
  await page.locator('header').getByText(number, { exact: true }).waitFor();
};
const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const fromMenu = async (name: string) => {
  await press('Más acciones');
  await page.getByRole('menuitem', { name }).click();
};
const dialog = () => page.getByRole('dialog');
const confirm = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const told = (words: string | RegExp) => page.getByRole('status').getByText(words).waitFor();
const statusIs = (word: string) => page.locator('header').getByText(word, { exact: true }).first().waitFor();
const story = () => page.getByRole('region', { name: 'Historia del tiquete' });

describe('the timeline', () => {
  it('shows what was said by everybody, folds runs of events, and talk alone leaves them out', async () => {
    const number = await openMine('La red está lenta');
    await note(number, 'Lo mira @Elena mañana.');
    await elena.rest.act(number, 'tags', { add: ['red'] });
    await elena.rest.act(number, 'tags', { add: ['piso-3'] });
    await elena.rest.act(number, 'tags', { remove: ['red'] });
    await show(number);
    await story().getByText('Lo de siempre.').waitFor();
    await expect.poll(() => story().locator('mark').textContent()).toBe('@Elena');
    await story().getByRole('button', { name: /3 eventos/ }).click();
    await expect.poll(() => story().getByText('Etiquetas puestas').count()).toBe(2);
    await page.getByText('Solo conversación').click();
    await expect.poll(() => story().getByText('Etiquetas puestas').count()).toBe(0);
    expect(await story().getByText('Lo de siempre.').count()).toBe(1);
  });

  it('marks what came since the last look, and tells of what comes below without moving what is read', async () => {
    const number = await openMine('Una historia larga');
    for (let count = 0; count < 12; count += 1) await note(number, `Nota ${count}\n${'palabras\n'.repeat(6)}`);
    await show(number);
    await story().getByText('Nota 11').waitFor();
    const first = story().getByText('Lo de siempre.');
    await first.scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Ir al final' }).waitFor();
    const before = await first.boundingBox();
    await note(number, 'La última nota');
    const below = page.getByRole('button', { name: '1 novedad abajo' });
    await below.waitFor();
    expect(await first.boundingBox()).toEqual(before);
    await below.click();
    await expect.poll(() => story().getByText('La última nota').isVisible()).toBe(true);
    await go('/work');
    await page.locator('header').getByText(number, { exact: true }).waitFor({ state: 'detached' });
    await note(number, 'Mientras no miraba');
    await show(number);
    await page.getByRole('separator', { name: 'Nuevo desde su última visita' }).waitFor();
    await expect.poll(() => story().getByText('Mientras no miraba').isVisible()).toBe(true);
  });
});

describe('a mail', () => {
  const hostile = `<p>La factura <b>no abre</b>.</p>
    <script>top.hacked = 1; fetch('https://stranger.example/script')</script>
    <img src="x" onerror="top.hacked = 2; new Image().src = 'https://stranger.example/onerror'">
    <img src="https://stranger.example/pixel.png" alt="logo">
    <a href="javascript:top.hacked = 3">Pulse aquí</a>
    <form action="https://stranger.example/form"><input name="password"><button>Entrar</button></form>
    <svg onload="top.hacked = 4"><script>top.hacked = 5</script></svg>
    <iframe src="https://stranger.example/frame"></iframe><meta http-equiv="refresh" content="0; url=https://stranger.example/meta">
    <style>body { background: url(https://stranger.example/style) }</style><base href="https://stranger.example/"><b onclick="top.hacked = 6">Negrita</b>`;

  it('of a hostile sender is read without running, loading or asking anything; its pictures come only when asked for', async () => {
    const post = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
    await post.sendMail({
      from: 'Mala <mala@clientes.example>', to: ours, cc: 'Otro <otro@clientes.example>', subject: 'La factura no abre',
      text: 'La factura no abre.\n\nEl lunes, Mesa escribió:\n> uno\n> dos\n> tres', html: hostile, attachments: [{ filename: 'foto.png', content: Buffer.from(pixel, 'base64') }],
    });
    post.close();
    const ticket = (await elena.rest.tickets()).find(({ subject }) => subject === 'La factura no abre');
    await show(ticket?.number ?? '');
    await story().getByText('La factura no abre.').waitFor();
    await story().getByRole('link', { name: /^foto.png/ }).locator('img').waitFor();
    await page.getByText('Detalles del correo').click();
    await page.getByText('Otro <otro@clientes.example>').waitFor();
    await page.getByText('Nada en el correo remite a un caso anterior').waitFor();
    await press('Mostrar el texto completo');
    await press('Mostrar lo citado');
    await story().getByText('> dos').waitFor();

    await press('Ver como fue escrito');
    const frame = page.frameLocator('iframe[title^="Correo de"]');
    await frame.getByText('Pulse aquí').click();
    await frame.getByText('Negrita').click();
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('allow-popups allow-popups-to-escape-sandbox');
    expect(await frame.locator('script, form, iframe, base, meta[http-equiv=refresh], [onerror], [onload], [onclick], [href^=javascript]').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(strangers).toEqual([]);

    await press('Cargar imágenes de Internet');
    await expect.poll(() => strangers).toEqual(['https://stranger.example/pixel.png']);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  });

  it('whose answer did not go out says so and why, and can be sent again', async () => {
    const number = (await elena.rest.tickets()).find(({ subject }) => subject === 'La factura no abre')?.number ?? '';
    await elena.rest.act(number, 'assign', { agentId: elena.rest.me.id });
    await elena.rest.reply(number, 'Ya la enviamos otra vez.');
    await show(number);
    const reply = story().getByRole('article', { name: 'Respuesta' }).filter({ hasText: 'Ya la enviamos otra vez.' });
    await reply.getByText('No llegó').waitFor();
    await reply.getByRole('button', { name: 'Enviar de nuevo' }).click();
    await reply.getByText('Intento 2').waitFor();
  });

  it('is answered in a layout that the timeline keeps, without anything that it was not built from', async () => {
    const number = (await elena.rest.tickets()).find(({ subject }) => subject === 'La factura no abre')?.number ?? '';
    const html = '<p onclick="top.hacked = 7">Siga <b>estos</b> pasos:</p><ol><li>Abra <a href="https://ayuda.example/paso">la ayuda</a></li></ol><style>body { display: none }</style><img src="https://stranger.example/own.png" alt="plano">';
    await post(`/api/tickets/${number}/replies`, { text: 'Siga *estos* pasos: 1. Abra la ayuda', html });
    await show(number);
    const reply = story().getByRole('article', { name: 'Respuesta' }).filter({ hasText: 'Siga estos pasos' });
    await reply.getByRole('listitem').getByRole('link', { name: 'la ayuda' }).waitFor();
    expect(await reply.getByRole('link', { name: 'la ayuda' }).getAttribute('rel')).toContain('noopener');
    expect(await reply.locator('img, style, [onclick]').count()).toBe(0);
    expect(strangers).toEqual(['https://stranger.example/pixel.png']);
  });
});

describe('actions', () => {
  it('take, wait, resume, classify by the matrix, resolve and reopen, by keys and buttons', async () => {
    const number = await open('El teléfono no suena');
    await show(number);
    await statusIs('En cola');
    await page.keyboard.press('t');
    await told('El tiquete es suyo.');
    await statusIs('Asignado');

    await page.keyboard.press('w');
    await dialog().getByText('A un proveedor').click();
    await dialog().getByRole('textbox', { name: 'Motivo' }).fill('Viene el técnico');
    await confirm('Poner en espera');
    await statusIs('En espera');
    await story().getByText('«Viene el técnico»').waitFor();
    await press('Retomar');
    await statusIs('Asignado');

    await press('Clasificar');
    await dialog().getByRole('radio', { name: 'Impacto alto, urgencia alto: P1' }).check();
    await dialog().getByText(/La prioridad pasa de P\d a P1/).waitFor();
    await confirm('Clasificar');
    await page.locator('header').getByRole('img', { name: 'P1, Crítica' }).waitFor();

    await page.keyboard.press('s');
    await dialog().getByRole('textbox', { name: 'Solución' }).fill('Se cambió el cable.');
    await page.keyboard.press('Control+Enter');
    await statusIs('Resuelto');
    const facts = page.getByRole('complementary', { name: 'Datos del tiquete' });
    await facts.getByText('Se cambió el cable.').waitFor();
    expect(await facts.getByRole('definition').filter({ hasText: 'vence' }).allTextContents()).toEqual([expect.stringContaining('Terminó sin cumplirse'), expect.stringContaining('Cumplido, con')]);
    await press('Reabrir');
    await confirm('Reabrir');
    await statusIs('En cola');
    expect(await page.getByRole('button', { name: 'Resolver', exact: true }).getAttribute('aria-disabled')).toBe('true');
  });

  it('say what it is by one key or press, where the desk could not', async () => {
    for (const how of ['key', 'press']) {
      const form = { subject: 'Ayuda', description: 'Necesito algo del salón o internet', name: 'Pía', email: `pia.${how}@example.com` };
      const { number } = await sendForm(desk.gateway.url, form);
      await expect.poll(async () => (await elena.rest.ticket(number)).status, { timeout: 15_000 }).toBe('queued');
      await show(number);
      const likely = page.getByRole('group', { name: '¿Qué es?' });
      const first = likely.getByRole('button').first();
      const words = await first.textContent();
      expect(words).toMatch(/^.+\s\d+\s%$/);
      if (how === 'key') await page.keyboard.press('1');
      else await first.click();
      await told('Clasificado.');
      await likely.waitFor({ state: 'detached' });
      if (how === 'press') await page.locator('h1:focus').waitFor();
      expect(words).toContain((await elena.rest.ticket(number)).entry?.name);
    }
  });

  it('escalate, transfer, assign and cancel', async () => {
    const number = await open('Sin Internet en el piso 4');
    await show(number);
    await press('Transferir');
    await dialog().getByRole('combobox', { name: 'Equipo' }).fill('organizacional');
    await page.getByRole('option').first().click();
    await dialog().getByRole('textbox', { name: 'Motivo (opcional)' }).fill('Es de ellos');
    await confirm('Transferir');
    await told('Transferido.');
    await story().getByText('«Es de ellos»').waitFor();

    await fromMenu('Asignar a…');
    await dialog().getByRole('combobox', { name: 'Persona' }).click();
    await page.getByRole('option', { name: /Elena/ }).click();
    await confirm('Asignar');
    await statusIs('Asignado');

    await press('Escalar');
    await dialog().getByRole('textbox', { name: 'Motivo' }).fill('Hay que ver el equipo');
    await confirm('Escalar');
    await told('Escalado.');
    await story().getByText('Nivel 1 → Nivel 2').waitFor();

    await fromMenu('Cancelar el tiquete');
    await dialog().getByRole('textbox', { name: 'Motivo' }).fill('Era una prueba');
    await confirm('Cancelar el tiquete');
    await statusIs('Cancelado');
  });

  it('merge into another, found by its subject, and split contacts off', async () => {
    const [from, into] = [await open('Impresora atascada'), await open('La impresora del pasillo')];
    await show(from);
    await fromMenu('Unir a otro tiquete');
    await dialog().getByRole('textbox', { name: 'Número o palabras del asunto' }).fill('impresora del pasillo');
    await dialog().getByRole('radio', { name: new RegExp(into) }).check();
    await dialog().getByText(`${from} se cierra y sus conversaciones pasan a ${into}`).waitFor();
    await confirm('Unir');
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/tickets/${into}`);
    await told(`${from} se unió a este tiquete.`);

    await fromMenu('Separar contactos');
    await story().getByRole('checkbox', { name: 'Elegir este contacto' }).last().check();
    await press('Separar');
    const link = page.getByRole('status').getByRole('link', { name: /Abrir V-/ });
    const created = (await link.textContent()) ?? '';
    await link.click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/tickets/${created}`);
    await page.getByRole('complementary', { name: 'Datos del tiquete' }).getByText('Separado de').waitFor();
  });

  it('follow, tag, arrange a call and call it off, revoke status links, and block the sender', async () => {
    const number = await openMine('Cosas varias');
    await show(number);
    await page.keyboard.press('f');
    await told('Sigue este tiquete.');
    await page.getByRole('button', { name: 'Siguiendo', pressed: true }).waitFor();

    const tag = page.getByRole('combobox', { name: 'Agregar etiqueta' });
    await tag.fill('urgente');
    await tag.press('Enter');
    await page.getByRole('button', { name: 'Quitar la etiqueta urgente' }).click();
    await page.getByText('Sin etiquetas.').waitFor();

    await fromMenu('Llamar al cliente');
    await dialog().getByText('A una hora').click();
    await dialog().getByLabel('Día y hora').fill('2099-01-04T10:00');
    await dialog().getByRole('textbox', { name: 'Teléfono (si es otro)' }).fill('+573001234567');
    await confirm('Programar');
    await told('Llamada programada.');
    await fromMenu('Cancelar la llamada de vuelta');
    await told('La llamada de vuelta se canceló.');

    await fromMenu('Anular enlaces de estado');
    await told('Los enlaces de estado dados hasta ahora ya no sirven.');
    await fromMenu('Bloquear al remitente');
    await dialog().getByRole('textbox', { name: 'Motivo' }).fill('Correo no deseado');
    await confirm('Bloquear');
    await told('Dirección bloqueada.');
  });
});

describe('what changes under the open page', () => {
  it('is told, and what was typed stays, also after closing the dialog', async () => {
    const number = await openMine('Dos personas a la vez');
    await show(number);
    await press('Resolver');
    const solution = dialog().getByRole('textbox', { name: 'Solución' });
    await solution.fill('Quedó arreglado.');
    await elena.rest.act(number, 'tags', { add: ['otra-persona'] });
    await confirm('Resolver');
    await dialog().getByRole('alert').getByText('Alguien cambió este tiquete mientras tanto.').waitFor();
    expect(await solution.inputValue()).toBe('Quedó arreglado.');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await press('Resolver');
    expect(await solution.inputValue()).toBe('Quedó arreglado.');
    await confirm('Resolver');
    await statusIs('Resuelto');
  });

  it('a ticket merged meanwhile leads to where it went; an unknown number and a lost connection are said plainly', async () => {
    const [from, into] = [await open('Se unirá'), await open('Recibe al otro')];
    await show(from);
    await elena.rest.act(from, 'merge', { into });
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/tickets/${into}`);
    await page.getByText(`${from} se unió a este tiquete.`).waitFor();

    await page.context().setOffline(true);
    await press('Seguir');
    await page.getByRole('alert').getByText('No hay conexión con la mesa.').first().waitFor();
    await page.context().setOffline(false);
    await page.goto('/tickets/V-999999');
    await page.getByRole('heading', { name: 'No existe el tiquete V-999999' }).waitFor();
  });
});
