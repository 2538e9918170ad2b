import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn } from '../support/browser.ts';
import { placeNames, startMorning, visit, type Morning, type Place } from '../support/every-page.ts';

/** With SCREENSHOTS=true (`npm run screenshots`) each page is also drawn for the README. */
const pictures = process.env['SCREENSHOTS'] === 'true' ? fileURLToPath(new URL('../../docs/screenshots', import.meta.url)) : null;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary: string }[];
}

let morning: Morning;
const open = new Map<Place['as'], Page>();

beforeAll(async () => {
  morning = await startMorning();
  if (pictures) await mkdir(pictures, { recursive: true });
  for (const role of new Set(placeNames.map((name) => morning.places[name].as))) open.set(role, await openAs(role));
}, 60_000);
afterAll(() => morning.close());

/** One page a role, signed in once: what is opened before the tests stays open for all of them. */
async function openAs(role: Place['as']): Promise<Page> {
  const page = await (await morning.desk.openContext({ reducedMotion: 'reduce' })).newPage();
  if (role !== null) await signIn(page, morning.people[role]);
  return page;
}

function pageOf(role: Place['as']): Page {
  const page = open.get(role);
  if (!page) throw new Error(`Nobody opened a page as ${role ?? 'a stranger'}.`);
  return page;
}

/** Serious faults of accessibility as it stands, by these rules or all. */
async function findings(page: Page, rules: string[] | null): Promise<string[]> {
  const options = { resultTypes: ['violations'], iframes: false, ...(rules && { runOnly: rules }) };
  const found = await page.evaluate<Finding[]>(`axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary.split('\n')[1]?.trim() ?? ''}`));
}

/** Colours that change take a moment, and what is between two of them is nobody's choice. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(`new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    .then(() => Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => undefined))))
    .then(() => undefined)`);
}

const isWiderThanScreen = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

async function draw(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.jpg`), type: 'jpeg', quality: 80 });
}

it.each(placeNames)('%s can be used by everybody: no serious fault of accessibility, in the dark and on a telephone neither', async (name) => {
  const { path: place, as } = morning.places[name];
  const page = pageOf(as);
  await page.setViewportSize(desktop);
  await page.emulateMedia({ colorScheme: 'light' });
  await visit(page, place);
  await settle(page);
  // Run by the debugger's hand, which the page's own policy does not bind.
  await page.evaluate(axe);
  expect(await findings(page, null)).toEqual([]);
  expect(await isWiderThanScreen(page)).toBe(false);
  await draw(page, `${name}-light`);

  await page.emulateMedia({ colorScheme: 'dark' });
  await settle(page);
  await draw(page, `${name}-dark`);
  await page.setViewportSize(phone);
  await settle(page);
  expect(await findings(page, ['color-contrast', 'button-name', 'link-name', 'label'])).toEqual([]);
  expect(await isWiderThanScreen(page)).toBe(false);
  await draw(page, `${name}-phone`);
});
