import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/browser.ts';
import { placeNames, startMorning, visit, type Morning, type Place } from '../support/every-page.ts';

/** With SCREENSHOTS=true (`npm run screenshots`) each page is also drawn for the README. */
const pictures = process.env['SCREENSHOTS'] === 'true' ? fileURLToPath(new URL('../../docs/screenshots', import.meta.url)) : null;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
} satisfies Record<string, BrowserContextOptions>;
type Look = keyof typeof looks;

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary: string }[];
}

let morning: Morning;
const open = new Map<string, Page>();

beforeAll(async () => {
  morning = await startMorning();
  if (pictures) await mkdir(pictures, { recursive: true });
});
afterAll(() => morning.close());

/** One page a role and look, signed in once. */
async function pageFor(role: Place['as'], look: Look): Promise<Page> {
  const key = `${role} ${look}`;
  const known = open.get(key);
  if (known) return known;
  // The library is run by the debugger's hand, which the page's own policy does not bind.
  const context = await morning.desk.openContext({ ...looks[look], reducedMotion: 'reduce' });
  const page = await context.newPage();
  if (role !== null) await signIn(page, morning.people[role]);
  open.set(key, page);
  return page;
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<Finding[]>(`axe.run(document, { resultTypes: ['violations'], iframes: false }).then((result) => result.violations)`);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary.split('\n')[1]?.trim() ?? ''}`));
}

describe.each(['light', 'phone'] satisfies Look[])('looked at: %s', (look) => {
  it.each(placeNames)('%s has no serious fault of accessibility, and does not scroll sideways', async (name) => {
    const place = morning.places[name];
    const page = await pageFor(place.as, look);
    await visit(page, place.path);
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0);
    if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${look}.jpg`), type: 'jpeg', quality: 80 });
  });
});

if (pictures) {
  it.each(placeNames)('%s in the dark', async (name) => {
    const place = morning.places[name];
    const page = await pageFor(place.as, 'dark');
    await visit(page, place.path);
    await page.screenshot({ path: path.join(pictures, `${name}-dark.jpg`), type: 'jpeg', quality: 80 });
  });
}
