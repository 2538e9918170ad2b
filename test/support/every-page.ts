import type { Page } from 'playwright-core';
import { z } from 'zod';
import { sendForm } from '../../src/demo/rest-client.ts';
import { startPretendTwilio, type PretendTwilio } from '../../src/demo/pretend-twilio/index.ts';
import { startBrowserDesk, type BrowserDesk, type Person } from './browser.ts';
import { twilioAccount } from './twilio-network.ts';

/** The pages by their names in docs/screenshots. */
export const placeNames = [
  'sign-in', 'work', 'queue', 'tickets', 'ticket', 'customers', 'customer', 'assets', 'asset', 'lead', 'lead-availability', 'admin-people', 'admin-teams', 'admin-catalog', 'admin-understanding',
  'admin-channels', 'admin-quarantine', 'admin-undelivered', 'admin-without-ticket', 'admin-blocked', 'admin-canned', 'admin-announcements', 'admin-webhooks', 'help', 'help-mine',
] as const;
export type PlaceName = (typeof placeNames)[number];

export interface Place {
  path: string;
  /** Who looks at it; null: anybody. */
  as: 'agent' | 'lead' | 'admin' | null;
}

/** A desk on an ordinary morning: tickets of several channels, an agent at work, callers who wait. */
export interface Morning {
  desk: BrowserDesk;
  people: Record<'agent' | 'lead' | 'admin', Person>;
  places: Record<PlaceName, Place>;
  close(): Promise<void>;
}

const number = '+576015550100';
const asked = [
  ['Ana Pérez', 'No puedo navegar en Internet', 'Desde esta mañana ninguna página abre. ¿Pueden ayudarme?', 'tecnologia'],
  ['Luis Gómez', 'Necesito un salón para el viernes', 'Somos doce personas, de 9 a 11. Con proyector, por favor.', 'administrativos'],
  ['Marta Ruiz', 'Constancia laboral', 'Quiero una constancia laboral con salario para un trámite de vivienda.', 'desarrollo-humano'],
  ['John Smith', 'My laptop does not start', 'It shows a black screen since the update last night.', 'tecnologia'],
  ['Carla Díaz', 'Tengo una queja', 'La atención de ayer en recepción fue muy lenta.', 'organizacional'],
] as const;

export async function startMorning(): Promise<Morning> {
  const network = await startPretendTwilio({ ...twilioAccount, autoDeliver: true });
  const desk = await startBrowserDesk({ env: { TWILIO_API_URL: network.apiUrl } });
  network.connect(desk.gateway.url);
  const teams = ['mesa', 'mesa-tecnologia', 'mesa-administrativos', 'mesa-desarrollo-humano', 'mesa-organizacional'];
  const people = {
    agent: await desk.add({ name: 'Vera Soto', role: 'agent', teams }),
    lead: await desk.add({ name: 'Lucía Mora', role: 'lead', teams }),
    admin: desk.admin,
  };
  const tickets = await fillQueue(desk, network);
  const first = tickets[0] ?? '';
  const { customer } = await people.lead.rest.ticket(first);
  // Nothing that it is told of happens here, so nothing leaves.
  await people.admin.rest.post('/api/hooks', { url: 'https://9.9.9.9/events', description: 'Inventario', events: ['announcement.withdrawn'] });
  const places: Morning['places'] = {
    'sign-in': { path: '/', as: null },
    work: { path: '/work', as: 'agent' },
    queue: { path: '/queue', as: 'agent' },
    tickets: { path: '/tickets', as: 'agent' },
    ticket: { path: `/tickets/${first}`, as: 'agent' },
    customers: { path: '/customers', as: 'agent' },
    customer: { path: `/customers/${customer?.id ?? ''}`, as: 'agent' },
    assets: { path: '/inventory', as: 'lead' },
    asset: { path: `/inventory/${await fillAssets(people.lead, first, customer?.id ?? '')}`, as: 'lead' },
    lead: { path: '/lead', as: 'lead' },
    'lead-availability': { path: '/lead/availability', as: 'lead' },
    'admin-people': { path: '/admin/people', as: 'admin' },
    'admin-teams': { path: '/admin/teams', as: 'admin' },
    'admin-catalog': { path: '/admin/catalog', as: 'admin' },
    'admin-understanding': { path: '/admin/understanding', as: 'admin' },
    'admin-channels': { path: '/admin/channels', as: 'admin' },
    'admin-quarantine': { path: '/admin/quarantine', as: 'admin' },
    'admin-undelivered': { path: '/admin/undelivered', as: 'admin' },
    'admin-without-ticket': { path: '/admin/without-ticket', as: 'admin' },
    'admin-blocked': { path: '/admin/blocked', as: 'admin' },
    'admin-canned': { path: '/admin/canned', as: 'admin' },
    'admin-announcements': { path: '/admin/announcements', as: 'admin' },
    'admin-webhooks': { path: '/admin/webhooks', as: 'admin' },
    help: { path: '/help', as: null },
    'help-mine': { path: '/help/mine', as: null },
  };
  return {
    desk, people, places,
    close: async () => {
      await desk.close();
      await network.close();
    },
  };
}

async function fillQueue(desk: BrowserDesk, network: PretendTwilio): Promise<string[]> {
  const numbers: string[] = [];
  for (const [place, [name, subject, description, service]] of asked.entries()) {
    const form = { name, email: `persona${place}@example.org`, subject, description, service };
    numbers.push((await sendForm(desk.gateway.url, form)).number);
  }
  await network.text({ from: '+573001112233', to: number, body: 'No me prende el computador' });
  await network.text({ from: '+573001112244', to: number, body: '¿Cuándo pagan la prima?' });
  return numbers;
}

/** Two things that the desk looks after, one of them down for a while; gives the id of the first, which the ticket names. */
async function fillAssets({ rest }: Person, ticket: string, customer: string): Promise<string> {
  const printer = { name: 'Impresora piso 3', kind: 'printer', owner: 'Soporte en sitio', service: 'tecnologia', customers: [customer], notes: 'Tóner en la bodega' };
  const { asset } = z.object({ asset: z.object({ id: z.string() }) }).parse(await rest.post('/api/assets', printer));
  await rest.post('/api/assets', { name: 'Núcleo de red', kind: 'switch', service: 'tecnologia' });
  await rest.post(`/api/tickets/${ticket}/assets`, { asset: asset.id });
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  await rest.post('/api/downtimes', { service: 'tecnologia', asset: asset.id, ticket, from: ago(90), to: ago(30), note: 'Corte de fibra' });
  await rest.post('/api/downtimes', { service: 'administrativos', from: ago(10) });
  return asset.id;
}

/** Opens it and waits until it shows what it has to show. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('h1').first().waitFor();
  await page.locator('.mantine-Loader-root, .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
}
