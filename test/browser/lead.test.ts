import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowserDesk, type BrowserDesk, type Person } from '../support/browser.ts';
import { sendForm, type AgentScreen } from '../support/gateway.ts';

const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let desk: BrowserDesk;
let lead: Person;
let ana: AgentScreen;

beforeAll(async () => {
  desk = await startBrowserDesk();
  [lead, ana] = await Promise.all([
    desk.add({ name: 'Lucía', role: 'lead' }),
    desk.gateway.hire({ name: 'Ana', teams: ['mesa-tecnologia'], availability: 'offline' }),
  ]);
});
afterAll(() => desk.close());

const form = { entry: 'internet', subject: 'Sin Internet', description: 'No puedo navegar', name: 'Cliente Uno', email: 'uno@example.com' };
const seriousFaults = (page: Page) =>
  page.evaluate<string[]>(`axe.run().then(({ violations }) => violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id }) => id))`);
const path = (page: Page) => new URL(page.url()).pathname;

describe('the wall', () => {
  it('renews itself; a forced state takes offers back, and work is given to somebody', async () => {
    const page = await desk.openPage(lead, '/lead');
    const offers = page.getByRole('region', { name: /Ofertas en curso/ });
    const waiting = page.getByRole('region', { name: 'En espera' });
    const people = page.getByRole('region', { name: /Personas/ });
    await offers.getByText('No hay ofertas sin respuesta.').waitFor();
    await waiting.getByText('Nada espera.').waitFor();

    await ana.be('available');
    const { number } = await sendForm(desk.gateway.url, form);
    await offers.getByRole('link', { name: number }).waitFor();
    await offers.getByText('a Ana').waitFor();
    expect(await offers.getByRole('timer').textContent()).toMatch(/^[01]:\d\d$/);

    await people.getByRole('button', { name: 'Cambiar el estado de Ana' }).click();
    await page.getByRole('menuitem', { name: 'Poner ausente' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Se retiran sus ofertas').waitFor();
    await dialog.getByLabel('Con otras palabras').fill('Capacitación de hoy');
    await dialog.getByRole('button', { name: 'Cambiar el estado' }).click();
    await people.getByText('Ausente (Capacitación de hoy)').waitFor();
    await offers.getByText('No hay ofertas sin respuesta.').waitFor();
    await waiting.getByRole('link', { name: /Nivel 1, P\d: 1 en espera/ }).waitFor();
    await expect.poll(() => ana.offers().length).toBe(0);

    await lead.rest.act(number, 'assign', { agentId: ana.id });
    await people.getByRole('button', { name: 'Trabajo de Ana: 1 tiquete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: `Asignar ${number} a alguien` }).click();
    const reassign = page.getByRole('dialog', { name: `Asignar ${number}` });
    await reassign.getByRole('combobox', { name: 'A quién' }).fill('Lucía');
    await page.getByRole('option', { name: /Lucía/ }).click();
    await reassign.getByRole('button', { name: 'Asignar', exact: true }).click();
    await expect.poll(async () => (await lead.rest.ticket(number)).agent?.name).toBe('Lucía');
    await people.getByRole('button', { name: 'Trabajo de Lucía: 1 tiquete' }).waitFor();
  });

  it('says plainly that somebody without a screen cannot be made available', async () => {
    const beto = await desk.add({ name: 'Beto', teams: ['mesa'] });
    const page = await desk.openPage(lead, '/lead', { locale: 'en-US' });
    await page.getByRole('switch', { name: 'Offline people too' }).press('Space');
    await page.getByRole('button', { name: `Change the state of ${beto.name}` }).click();
    await page.getByRole('menuitem', { name: 'Set available' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Change the state' }).click();
    await page.getByRole('alert').getByText('has no screen open').waitFor();
  });
});

describe('who may open what', () => {
  it('a plain agent is told, and led back', async () => {
    const agent = await desk.add({ name: 'Carla' });
    const page = await desk.openPage(agent, '/admin/people');
    await page.getByText('Esta parte es para la administración y los líderes').waitFor();
    await page.getByRole('link', { name: 'Ir a mi trabajo' }).click();
    await expect.poll(() => path(page)).toBe('/work');
    await page.goto('/lead');
    await page.getByText('Esta parte es para líderes y administración.').waitFor();
  });

  it('a lead sees what did not arrive, and no people', async () => {
    const page = await desk.openPage(lead, '/admin');
    await expect.poll(() => path(page)).toBe('/admin/teams');
    const sections = page.getByRole('navigation', { name: 'Partes de la administración' });
    expect(await sections.getByRole('link', { name: 'Personas' }).count()).toBe(0);
    for (const [name, said] of [['Cuarentena', 'Nada en cuarentena.'], ['No entregados', 'todo lo que salió llegó'], ['Contactos sin tiquete', 'No hay contactos así.'], ['Canales', 'Encendido'], ['Catálogo', 'Prioridad por impacto y urgencia']] as const) {
      await sections.getByRole('link', { name }).click();
      await page.getByText(said).first().waitFor();
    }
    await page.goto('/admin/people');
    await page.getByText('Solo la administración puede ver esta parte.').waitFor();
  });
});

describe('people', () => {
  it('are added with a password that is shown once, put into a team, deactivated and let in again', async () => {
    const page = await desk.openPage(desk.admin, '/admin/people');
    await page.getByRole('button', { name: 'Añadir persona' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nombre').fill('Nora Díaz');
    await dialog.getByLabel('Correo').fill('ana@example.org');
    await dialog.getByRole('button', { name: 'Guardar' }).click();
    await dialog.getByRole('alert').getByText('Alguien ya tiene este correo.').waitFor();
    await dialog.getByLabel('Correo').fill('nora@example.org');
    await dialog.getByRole('button', { name: 'Guardar' }).click();
    const secret = (await page.getByRole('dialog', { name: 'Contraseña de Nora Díaz' }).locator('code, pre').first().textContent()) ?? '';
    expect(secret).toMatch(/^[a-z2-9-]{19}$/);
    await page.getByRole('dialog').getByRole('button', { name: 'Cerrar', exact: true }).last().click();
    const signsIn = async () => (await fetch(`${desk.gateway.url}/api/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'nora@example.org', password: secret }) })).status;
    expect(await signsIn()).toBe(201);

    await page.getByRole('link', { name: 'Equipos y habilidades' }).click();
    await page.getByRole('button', { name: 'Cambiar personas de Calidad y mejora' }).click();
    await page.getByRole('checkbox', { name: 'Nora Díaz' }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
    await page.getByRole('link', { name: 'Personas' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Nora Díaz' }).getByText('Calidad y mejora').waitFor();

    await page.getByRole('button', { name: 'Más sobre Nora Díaz' }).click();
    await page.getByRole('menuitem', { name: 'Desactivar' }).click();
    await page.getByRole('dialog').getByText('No tiene trabajo en curso.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Desactivar' }).click();
    await page.getByText('Nora Díaz ya no puede entrar.').waitFor();
    expect(await signsIn()).toBe(401);
    await page.getByRole('switch', { name: 'También desactivadas' }).press('Space');
    await page.getByRole('searchbox', { name: /Buscar por nombre/ }).fill('diaz');
    await page.getByRole('button', { name: 'Más sobre Nora Díaz' }).click();
    await page.getByRole('menuitem', { name: 'Activar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Activar' }).click();
    await expect.poll(signsIn).toBe(201);
  });

  it('keep their last admin, who is told why', async () => {
    const page = await desk.openPage(desk.admin, '/admin/people');
    await page.getByRole('button', { name: `Más sobre ${desk.admin.name}` }).click();
    await page.getByRole('menuitem', { name: 'Desactivar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Desactivar' }).click();
    await page.getByRole('alert').getByText('al menos una persona activa en la administración').waitFor();
  });
});

describe('channels', () => {
  it('are closed by keyboard with a reason; leads see it on every page, visitors find the form closed, and it is opened again', async () => {
    const page = await desk.openPage(desk.admin, '/admin/channels');
    const card = page.getByRole('region', { name: 'web' });
    await card.getByRole('switch', { checked: true }).focus();
    await page.keyboard.press('Space');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('El formulario no recibe solicitudes').waitFor();
    await page.evaluate(axe);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.type('Mudanza de la oficina');
    await page.keyboard.press('Enter');
    await card.getByText(`Cerrado por ${desk.admin.name}`).waitFor();
    await card.getByText('Mudanza de la oficina').waitFor();
    expect(await seriousFaults(page)).toEqual([]);

    const bar = (await desk.openPage(lead, '/work')).getByRole('status').filter({ hasText: 'Canales cerrados' });
    await bar.getByRole('link', { name: 'Ver canales' }).waitFor();
    const visitor = await (await desk.openContext()).newPage();
    await visitor.goto('/help/ask');
    await visitor.getByText('Por el momento no recibimos solicitudes').waitFor();
    expect(await visitor.getByRole('button', { name: 'Enviar la solicitud' }).count()).toBe(0);

    await card.getByRole('switch', { checked: false }).press('Space');
    await dialog.getByRole('button', { name: 'Abrir el canal' }).click();
    await card.getByRole('switch', { checked: true }).waitFor();
    await sendForm(desk.gateway.url, { ...form, subject: 'Otra vez' });
  });
});

describe('assets and availability', () => {
  it('an asset is recorded by keyboard, named on a ticket by any agent, and says whose tickets and who is hit', async () => {
    const { number } = await sendForm(desk.gateway.url, { ...form, subject: 'No imprime', email: 'dos@example.com', name: 'Cliente Dos' });
    const page = await desk.openPage(lead, '/inventory');
    await page.getByText('Todavía no hay activos.').waitFor();
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'Registrar un activo' });
    await dialog.getByLabel('Nombre').fill('Impresora piso 3');
    await dialog.getByRole('combobox', { name: 'Tipo' }).fill('Impresora');
    await dialog.getByLabel('Responsable').fill('Soporte en sitio');
    await dialog.getByLabel('Responsable').press('Enter');
    await page.getByRole('heading', { name: 'Impresora piso 3', level: 1 }).waitFor();
    await page.getByRole('combobox', { name: 'Agregar un cliente' }).fill('Cliente Dos');
    await page.getByRole('option', { name: /Cliente Dos/ }).click();
    await page.getByRole('link', { name: 'Cliente Dos' }).waitFor();

    const agent = await desk.add({ name: 'Dora', teams: ['mesa-tecnologia'] });
    const screen = await desk.openPage(agent, `/tickets/${number}`, { locale: 'en-US' });
    await screen.getByRole('combobox', { name: 'Search for an asset' }).fill('piso');
    await screen.getByRole('option', { name: 'Impresora piso 3 · Printer' }).click();
    await screen.getByRole('list', { name: 'Assets' }).getByRole('link', { name: 'Impresora piso 3' }).click();
    await screen.getByRole('heading', { name: 'Impresora piso 3', level: 1 }).waitFor();
    await screen.getByRole('row', { name: new RegExp(number) }).waitFor();
    expect(await screen.getByRole('button', { name: 'Retire' }).count()).toBe(0);
    await screen.goBack();
    await screen.getByRole('button', { name: 'Take Impresora piso 3 off the ticket' }).click();
    await screen.getByText('It names none.').waitFor();
    expect((await lead.rest.ticket(number)).assets).toEqual([]);
  });

  it('a downtime is recorded by hand, corrected, and taken away for a reason', async () => {
    const page = await desk.openPage(lead, '/lead');
    await page.getByRole('heading', { name: 'Supervisión' }).waitFor();
    await page.keyboard.press('d');
    await page.getByText('Ninguna en estos dos meses.').waitFor();
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Registrar una caída' }).click();
    await dialog.getByText('Elija un servicio.').waitFor();
    await dialog.getByRole('combobox', { name: 'Servicio' }).click();
    await page.getByRole('option', { name: 'Servicios Administrativos' }).click();
    await dialog.getByLabel('Tiquete').fill('V-999999');
    await dialog.getByRole('button', { name: 'Registrar una caída' }).click();
    await dialog.getByText('No existe un tiquete con ese número.').waitFor();
    await dialog.getByLabel('Tiquete').fill('');
    await dialog.getByRole('button', { name: 'Registrar una caída' }).click();
    const downtimes = page.getByRole('region', { name: 'Caídas' });
    await downtimes.getByText('Sigue').waitFor();

    await downtimes.getByRole('button', { name: /Corregir la caída de Servicios Administrativos/ }).click();
    await page.getByRole('dialog').getByLabel('Nota').fill('Corte de luz');
    await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
    await downtimes.getByText('Corte de luz').waitFor();
    await downtimes.getByRole('button', { name: /Corregir/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Quitar' }).click();
    const removal = page.getByRole('dialog', { name: 'Quitar la caída' });
    await removal.getByLabel('Motivo').fill('Era mantenimiento');
    await removal.getByRole('button', { name: 'Quitar' }).click();
    await page.getByText('Ninguna en estos dos meses.').waitFor();
  });
});

describe('webhooks', () => {
  it('are made with a secret that is shown once, refuse what is inside the house, and are removed', async () => {
    const page = await desk.openPage(desk.admin, '/admin/webhooks');
    await page.getByText('Ningún otro sistema recibe eventos todavía.').waitFor();
    await page.getByRole('button', { name: 'Crear webhook' }).click();
    const dialog = page.getByRole('dialog', { name: 'Crear webhook' });
    await dialog.getByLabel('Para qué es').fill('Inventario');
    await dialog.getByLabel('Dirección').fill('https://10.0.0.1/eventos');
    await dialog.getByRole('button', { name: 'Crear', exact: true }).click();
    await dialog.getByText('Esa dirección lleva a una red interna.').waitFor();
    // Nothing is sent there: none of its events happens here.
    await dialog.getByLabel('Dirección').fill('https://[2606:4700::1111]:1/eventos');
    await dialog.getByRole('button', { name: 'Crear', exact: true }).click();
    const secret = page.getByRole('dialog', { name: 'El secreto de este webhook' });
    await secret.getByText(/^whsec_/).waitFor();
    expect(await page.evaluate(axe).then(() => seriousFaults(page))).toEqual([]);
    await secret.getByRole('button', { name: 'Cerrar' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'Inventario' }).waitFor();
    expect(await page.content()).not.toContain('whsec_');
    await page.getByRole('button', { name: 'Más acciones' }).click();
    await page.getByRole('menuitem', { name: 'Eliminar…' }).click();
    await page.getByRole('dialog', { name: 'Eliminar' }).getByRole('button', { name: 'Eliminar' }).click();
    await page.getByText('Ningún otro sistema recibe eventos todavía.').waitFor();
  });
});
