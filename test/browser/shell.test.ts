import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { sendForm } from '../support/gateway.ts';
import { startTwilioNetwork, type PretendTwilio } from '../support/twilio-network.ts';
import { signIn, startBrowserDesk, type BrowserDesk, type Person } from '../support/browser.ts';

let desk: BrowserDesk;
let network: PretendTwilio;
let ana: Person;
let page: Page;
let asked = 0;

beforeAll(async () => {
  network = await startTwilioNetwork();
  desk = await startBrowserDesk({ env: { TWILIO_API_URL: network.apiUrl } });
  network.connect(desk.gateway.url);
  ana = await desk.add({ name: 'Ana', teams: ['mesa-tecnologia'], capacity: 100, phone: '+576015550111' });
  page = await desk.openPage(ana);
});
afterAll(async () => {
  await desk.close();
  await network.close();
});

const state = () => page.getByRole('button', { name: /^Estado:/ });

/** Sets the state by the menu, as people do. */
async function be(name: RegExp): Promise<void> {
  await state().click();
  await page.getByRole('menuitemradio', { name }).click();
}

/** Somebody whose Internet does not work; gives the ticket's number. */
async function somebodyAsks(subject = 'No puedo navegar'): Promise<string> {
  asked += 1;
  const { number } = await sendForm(desk.gateway.url, {
    subject, description: 'No puedo navegar en Internet desde ayer', name: `Cliente ${asked}`, email: `cliente${asked}@example.com`,
  });
  return number;
}

const offerOf = (number: string) => page.getByRole('article', { name: new RegExp(number) });

it('says plainly when the password is wrong, and lets in who knows it', async () => {
  const newcomer = await (await desk.openContext()).newPage();
  await newcomer.goto('/queue');
  await newcomer.getByLabel('Correo').fill(ana.email);
  await newcomer.getByLabel('Contraseña', { exact: true }).fill('not the password');
  await newcomer.getByRole('button', { name: 'Entrar' }).click();
  await expect.poll(() => newcomer.getByRole('alert').textContent()).toContain('no son correctos');
  await newcomer.getByLabel('Contraseña', { exact: true }).fill(ana.password);
  await newcomer.getByRole('button', { name: 'Entrar' }).click();
  await newcomer.getByRole('navigation').waitFor();
  expect(new URL(newcomer.url()).pathname).toBe('/queue');
  await newcomer.context().close();
});

it('shows an offer with what was said, on every page, and A takes it to the ticket', async () => {
  await be(/Disponible/);
  await expect.poll(() => state().textContent()).toContain('Disponible');
  const number = await somebodyAsks();
  const card = offerOf(number);
  await card.waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await expect.poll(() => new URL(page.url()).pathname).toBe('/queue');
  expect(await card.textContent()).toMatch(/Cliente 1.*No puedo navegar en Internet desde ayer.*espera desde hace/s);
  expect(await page.getByRole('region', { name: 'Ofertas' }).getByRole('alert').textContent()).toContain('Cliente 1');
  await page.keyboard.press('a');
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/tickets/${number}`);
  await card.waitFor({ state: 'detached' });
  await page.locator('h1:focus').waitFor();
  await expect.poll(async () => (await ana.rest.ticket(number)).agent?.name).toBe('Ana');
  await ana.rest.act(number, 'resolve', { solution: 'Listo' });
});

it('takes an offer away in the tab where it was not answered, and says so; keys are text in a field', async () => {
  const other = await page.context().newPage();
  await other.goto('/work');
  const number = await somebodyAsks();
  await offerOf(number).waitFor();
  await other.getByRole('article', { name: new RegExp(number) }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('ad');
  expect(await page.getByRole('searchbox', { name: 'Buscar en todos los tiquetes' }).inputValue()).toBe('ad');
  await other.getByRole('button', { name: 'Aceptar' }).click();
  await offerOf(number).waitFor({ state: 'detached' });
  await page.getByText(`La oferta de ${number} se aceptó en otra pestaña.`).waitFor();
  await page.keyboard.press('Escape');
  await other.close();
  await ana.rest.act(number, 'resolve', { solution: 'Listo' });
});

it('declines by D with a usual reason', async () => {
  const number = await somebodyAsks();
  await offerOf(number).waitFor();
  await page.keyboard.press('d');
  await page.getByText('¿Por qué la rechaza?').waitFor();
  await page.keyboard.press('2');
  await offerOf(number).waitFor({ state: 'detached' });
  await expect.poll(async () => (await desk.admin.rest.ticket(number)).timeline).toContainEqual(
    expect.objectContaining({ kind: 'event', name: 'offer.declined', reason: 'No es de mi especialidad' }),
  );
  await desk.admin.rest.act(number, 'cancel', { reason: 'prueba' });
});

it('goes away for a reason of the desk, and the keys are listed by ?', async () => {
  await be(/Almuerzo/);
  await expect.poll(() => state().getAttribute('aria-label')).toBe('Estado: Ausente, Almuerzo');
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Buscar', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('shows a caller on every page, holds and hangs up by keys; a note outlives the call', async () => {
  const bar = page.getByRole('region', { name: /^Llamada de V-/ });
  const talkTo = async (from: string) => {
    const caller = await network.call({ from, to: '+576015550100' });
    for (const key of ['1', '1', '3']) await caller.press(key);
    await caller.reaches('waiting');
    await page.getByRole('article', { name: /^Llamada entrante/ }).waitFor();
    await page.keyboard.press('a');
    await bar.getByText('En conversación').waitFor();
    return caller;
  };
  await be(/Disponible/);
  const brief = await talkTo('+573007770002');
  await page.keyboard.press('l');
  await page.keyboard.press('x');
  await bar.waitFor({ state: 'detached' });
  await brief.reaches('ended');
  await ana.rest.act(new URL(page.url()).pathname.slice('/tickets/'.length), 'resolve', { solution: 'Listo' });
  const caller = await talkTo('+573007770001');
  await page.getByRole('link', { name: 'Cola del equipo' }).click();
  await page.getByRole('heading', { name: 'Cola del equipo' }).waitFor();
  await page.keyboard.press('l');
  await page.keyboard.press('h');
  await bar.getByText('En espera con música').waitFor();
  await page.keyboard.press('l');
  await page.keyboard.press('n');
  const note = page.getByRole('dialog').getByRole('textbox', { name: 'Nota interna' });
  await note.fill('Llamó por');
  await caller.hangUp();
  await bar.waitFor({ state: 'detached' });
  await note.pressSequentially(' el módem');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Nota guardada.').waitFor();
  await be(/Almuerzo/);
});

it('keeps the page when the session is over, and goes on with what was typed once the same person is back', async () => {
  const search = page.getByRole('searchbox', { name: 'Buscar en todos los tiquetes' });
  await search.fill('algo a medias');
  await page.evaluate(() => fetch('/api/sessions/current', { method: 'DELETE' }));
  const over = page.getByRole('dialog', { name: 'Su sesión terminó' });
  await over.waitFor();
  await over.getByLabel('Contraseña', { exact: true }).fill(ana.password);
  await over.getByRole('button', { name: 'Entrar' }).click();
  await over.waitFor({ state: 'detached' });
  expect(await search.inputValue()).toBe('algo a medias');
  await be(/Disponible/);
  await expect.poll(() => state().textContent()).toContain('Disponible');
});

it('says when the desk is out of reach and when it is back', async () => {
  await desk.gateway.kill();
  await page.getByText('Sin conexión con la mesa.').waitFor();
  await desk.gateway.restart();
  await page.getByText('De nuevo en línea').waitFor({ timeout: 25_000 });
});

it('is loaded anew when another person signs in over an ended session', async () => {
  const guest = await (await desk.openContext()).newPage();
  await signIn(guest, ana);
  await guest.evaluate(() => fetch('/api/sessions/current', { method: 'DELETE' }));
  const over = guest.getByRole('dialog', { name: 'Su sesión terminó' });
  await over.getByLabel('Correo').fill(desk.admin.email);
  await over.getByLabel('Contraseña', { exact: true }).fill(desk.admin.password);
  await over.getByRole('button', { name: 'Entrar' }).click();
  await guest.getByRole('link', { name: 'Administración' }).waitFor();
  await guest.context().close();
});

it('a page that cannot be fetched is said in its place, and the rest of the desk goes on', async () => {
  const own = await desk.openPage(ana, '/work');
  await own.route(/\/assets\/customers-page.*\.js$/, (route) => route.abort());
  await own.getByRole('link', { name: 'Clientes' }).click();
  await own.getByRole('alert').filter({ hasText: 'no se pudo mostrar' }).waitFor();
  await own.getByRole('link', { name: 'Mi trabajo' }).click();
  await own.getByRole('grid').waitFor();
  await own.unroute(/\/assets\/customers-page.*\.js$/);
  await own.getByRole('link', { name: 'Clientes' }).click();
  await own.getByRole('button', { name: 'Cargar de nuevo' }).click();
  await own.getByRole('heading', { name: 'Clientes' }).waitFor();
  await own.context().close();
});
