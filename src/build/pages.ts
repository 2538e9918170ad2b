import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkout } from './checkout.ts';
import { compressAll } from './compress.ts';
import { stampOf } from './stamp.ts';

const output = path.join(checkout, 'dist', 'console');
const stampFile = path.join(output, 'stamp');

/** Builds the pages into dist/console, unless those there are of the same sources. */
export async function buildPages(): Promise<void> {
  const stamp = await stampOf([path.join(checkout, 'src', 'console'), path.join(checkout, 'src', 'build')], [path.join(checkout, 'package-lock.json')]);
  const built = await readFile(stampFile, 'utf8').catch(() => null);
  if (built === stamp) return;
  const tools = await import('vite').catch(() => null);
  if (!tools) {
    console.warn(`The pages in dist/console are ${built === null ? 'missing' : 'older than their sources'}: npm ci && npm run build makes them. The gateway works without.`);
    return;
  }
  console.log('Building the pages …');
  const { pagesSettings, widgetSettings } = await import('./vite-settings.ts');
  // Aside first: a gateway that runs, or another build, never sees half of it.
  const aside = path.join(checkout, 'dist', `console-${process.pid}`);
  try {
    await mkdir(aside, { recursive: true });
    await tools.build(pagesSettings(aside));
    await tools.build(widgetSettings(aside));
    await compressAll(aside);
    await writeFile(path.join(aside, 'stamp'), stamp);
    await rm(output, { recursive: true, force: true });
    await rename(aside, output);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
