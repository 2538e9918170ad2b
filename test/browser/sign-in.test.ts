import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowserDesk, type BrowserDesk } from '../support/browser.ts';

let desk: BrowserDesk;

beforeAll(async () => {
  desk = await startBrowserDesk();
});
afterAll(() => desk.close());

it('who has signed in comes to their work', async () => {
  const page = await desk.openPage(desk.admin);
  await expect.poll(() => new URL(page.url()).pathname).toBe('/work');
});
