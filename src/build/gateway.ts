import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { checkout } from './checkout.ts';

const folder = path.join(checkout, 'dist', 'gateway');

/**
 * Puts the gateway into one file, dist/gateway/main.js, and beside it the program that draws previews, with their libraries left outside: translating its 600 files at every
 * start took longer than all the rest of starting. A third of a second, so it is done each time.
 */
export async function buildGateway(): Promise<void> {
  // Aside first: a gateway that starts, or another build, never sees half of it.
  const aside = `${folder}-${process.pid}`;
  try {
    await build({
      entryPoints: [path.join(checkout, 'src', 'main.ts'), path.join(checkout, 'adapters', 'preview', 'draw-process.ts')],
      entryNames: '[name]', outdir: aside, bundle: true, packages: 'external',
      platform: 'node', format: 'esm', target: 'node20', sourcemap: true, sourcesContent: false, logLevel: 'warning',
    });
    await mkdir(folder, { recursive: true });
    for (const file of ['draw-process.js.map', 'draw-process.js', 'main.js.map', 'main.js']) await rename(path.join(aside, file), path.join(folder, file));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
