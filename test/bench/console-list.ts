import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { startGatewayProcess } from '../../src/demo/gateway-process.ts';
import { createDatabase } from '../support/create-database.ts';
import { chromiumProgram } from '../support/ensure-chromium.ts';

export interface ConsoleFigures {
  /** The scripts that the console's page names, in kB (1,000 bytes) gzipped. */
  firstLoadKb: number;
  /** The same with what the first list loads beyond them. */
  withListKb: number;
  /** Script time in milliseconds until the first rows stand, from another page of the console: the median. */
  openedMs: number;
  /** The same of coming back from a ticket to the list with all its 10,000 tickets loaded. */
  returnedMs: number;
}

const tickets = 10_000;
const rounds = 5;
const patience = 30_000;
const admin = { email: 'bench@example.org', password: 'password-of-the-bench' };
const modelDesk = fileURLToPath(new URL('../../desk.yaml', import.meta.url));
const assets = fileURLToPath(new URL('../../dist/console', import.meta.url));

/** What the console costs a browser: its first load, and a list of 10,000 tickets. Needs the pages built. Everything goes over loopback. */
export async function benchConsole(databaseUrl: string): Promise<ConsoleFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-bench-console-'));
  const database = await createDatabase(databaseUrl);
  const gateway = await startGatewayProcess({
    folder, env: { DATABASE_URL: database.url, DATA_DIR: path.join(folder, 'data'), DESK_FILE: modelDesk, LOG_LEVEL: 'error', ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
  });
  const browser = await chromium.launch({ executablePath: chromiumProgram, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'] });
  try {
    await fill(database.url);
    const page = await browser.newPage({ baseURL: gateway.url, viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(patience);
    await page.goto('/tickets');
    await page.locator('input[name=email]').fill(admin.email);
    await page.locator('input[name=password]').fill(admin.password);
    await page.locator('form button[type=submit]').click();
    await firstRow(page);
    const withListKb = await gzipped(await loadedScripts(page));
    const meter = await page.context().newCDPSession(page);
    await meter.send('Performance.enable');
    const openedMs = await medianOf(async () => {
      await page.goto('/customers');
      await page.locator('nav a[href="/tickets"]').first().waitFor();
      return scriptTime(meter, async () => {
        await page.locator('nav a[href="/tickets"]').first().click();
        await firstRow(page);
      });
    });
    await loadAll(page);
    const returnedMs = await medianOf(async () => {
      await page.locator('[role=row][aria-rowindex] a').first().click();
      await page.locator('[role=grid]').waitFor({ state: 'detached' });
      return scriptTime(meter, async () => {
        await page.goBack();
        await firstRow(page);
      });
    });
    return { firstLoadKb: await gzipped(await namedScripts()), withListKb, openedMs, returnedMs };
  } finally {
    await browser.close();
    await gateway.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

const firstRow = (page: Page) => page.locator('[role=row][aria-rowindex="3"]').waitFor();

async function scriptTime(meter: CDPSession, work: () => Promise<void>): Promise<number> {
  const before = await scriptSeconds(meter);
  await work();
  return 1_000 * ((await scriptSeconds(meter)) - before);
}

async function scriptSeconds(meter: CDPSession): Promise<number> {
  const { metrics } = await meter.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
}

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) figures.push(await measure());
  return figures.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
}

async function loadedScripts(page: Page): Promise<string[]> {
  const paths = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
  return paths.filter((name) => name.startsWith('/assets/') && name.endsWith('.js'));
}

async function namedScripts(): Promise<string[]> {
  const html = await readFile(path.join(assets, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].flatMap(([, name]) => name ?? []);
}

async function gzipped(scripts: string[]): Promise<number> {
  const sizes = await Promise.all([...new Set(scripts)].map(async (name) => gzipSync(await readFile(path.join(assets, name)), { level: 9 }).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
}

/** Goes on to the end until the whole list is there. */
async function loadAll(page: Page): Promise<void> {
  const list = page.locator('[role=grid]');
  await list.focus();
  for (let count = await list.getAttribute('aria-rowcount'); Number(count) <= tickets; count = await list.getAttribute('aria-rowcount')) {
    await page.keyboard.press('End');
    await page.locator(`[role=grid]:not([aria-rowcount="${count}"])`).waitFor();
  }
  await page.keyboard.press('Home');
  await firstRow(page);
}

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`insert into customers (id, name, locale, created_at) select md5('c' || n)::uuid, 'Cliente ' || n, 'es', now() from generate_series(1, 500) n`);
    await client.query(`insert into tickets (id, kind, status, subject, channel, customer_id, locale, cost, opened_at, queued_at, queue_key, team, tier, priority, routed_version, respond_by, words)
      select gen_random_uuid(), 'incident', 'queued', 'Caso ' || n || ' de la red', (array['web', 'sms', 'email', 'voice'])[n % 4 + 1], md5('c' || (n % 500 + 1))::uuid, 'es', 15,
        now() - n * interval '1 minute', now(), now() + n * interval '1 second', 'mesa', 1, 'P' || (n % 5 + 1), 1, now() + (n % 600 - 60) * interval '1 minute', to_tsvector('simple', 'caso red')
      from generate_series(1, $1::int) n`, [tickets]);
    await client.query('analyze');
  } finally {
    await client.end();
  }
}
