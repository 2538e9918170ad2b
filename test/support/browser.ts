import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { onTestFinished, TestRunner } from 'vitest';
import { signIn as signInByRest, type RestClient } from '../../src/demo/rest-client.ts';
import { chromiumProgram } from './ensure-chromium.ts';
import { adminAccount, startGatewayProcess, type GatewayProcess, type Hired } from './gateway.ts';

/** Somebody of the desk with what they sign in with, at the pages and at the REST interface. */
export interface Person {
  name: string;
  email: string;
  password: string;
  rest: RestClient;
}

export interface BrowserDesk {
  gateway: GatewayProcess;
  admin: Person;
  /** Adds somebody, with no screen open yet. */
  add(person: Hired): Promise<Person>;
  /** A browser of somebody's own: its own cookies and storage. Spanish unless `locale` says otherwise. One opened in a test ends with it. */
  openContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A page of this person, who has signed in already, at `place`. */
  openPage(person: Person, place?: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/**
 * The browser's own toolbar is a page too, with a process of its own, drawn anew for every context: half of all that a
 * short test costs. Nor is a process kept ready for a page that never comes.
 */
const ownWindow = [
  'InitialWebUI', 'InitialWebUIWithoutExtensions', 'StartingWebUI', 'PreloadTopChromeWebUI', 'PreloadTopChromeWebUILessNavigations', 'SpareRendererForSitePerProcess',
  'WebUIToolbar', 'WebUIReloadButton', 'WebUIHomeButton', 'WebUIBackForwardButton', 'WebUISplitTabsButton', 'WebUILocationBar', 'WebUIAppMenuButton', 'WebUIAvatarButton',
  'WebUIMediaButton', 'WebUIBatterySaverButton', 'WebUIGlicButton', 'WebUIExtensionsContainer', 'WebUIPinnedToolbarActions', 'WebUIPerformanceInterventionButton',
  'WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup',
];
/** What Playwright switches off: only the last `--disable-features` counts, and that is ours. */
const asPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
];

const quiet = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--mute-audio', `--disable-features=${[...asPlaywright, ...ownWindow].join(',')}`,
];

/**
 * A real gateway and a real browser. The pages must be built (`npm run build`; `npm test` does it). Whatever a page
 * throws, or its content security policy refuses, fails the test that closes the desk.
 */
export async function startBrowserDesk(options: { env?: Record<string, string> } = {}): Promise<BrowserDesk> {
  // Without a pretended network nobody answers, at once: the real one is never asked.
  const env = { TWILIO_API_URL: 'http://127.0.0.1:9', ...options.env };
  browserOfWorker ??= launchBrowser();
  const [gateway, browser] = await Promise.all([startGatewayProcess({ env }), browserOfWorker]);
  const rest = await gateway.admin();
  const admin: Person = { name: rest.me.name, ...adminAccount, rest };
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];

  const openContext = async (given: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ baseURL: gateway.url, locale: 'es-CO', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...given });
    // A page that stays open follows everything that later tests do.
    if (TestRunner.getCurrentTest()) onTestFinished(() => context.close());
    else contexts.push(context);
    context.setDefaultTimeout(8_000);
    context.on('weberror', (error) => faults.push(String(error.error())));
    context.on('console', (said) => {
      if (said.type() === 'error' && /content security policy/i.test(said.text())) faults.push(said.text());
    });
    return context;
  };

  return {
    gateway, admin, openContext,
    add: async ({ name, ...person }) => {
      const account = { email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`, password: `${name}-of-the-tests` };
      await rest.addAgent({ role: 'agent', teams: [], locales: ['es', 'en'], name, ...person, ...account });
      return { name, ...account, rest: await signInByRest(gateway.url, account.email, account.password) };
    },
    openPage: async (person, place = '/work', given) => {
      const context = await openContext(given);
      const { email, password } = person;
      const answer = await context.request.post('/api/sessions', { data: { email, password } });
      if (answer.status() !== 201) throw new Error(`${person.name} could not sign in: ${answer.status()}`);
      const page = await context.newPage();
      await page.goto(place);
      return page;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await gateway.close();
      if (faults.length > 0) throw new Error(`Pages had faults:\n${faults.join('\n')}`);
    },
  };
}

/** One Chromium for all files of a worker; each desk has contexts of its own in it. It ends with the worker. */
let browserOfWorker: Promise<Browser> | null = null;

function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumProgram, args: quiet });
}

/** Signs in at the page as people do, then opens `place`. */
export async function signIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>, place = '/work'): Promise<void> {
  await page.goto(place);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form button[type=submit]').click();
  await page.locator('input[name=password]').waitFor({ state: 'detached' });
}
