import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { checkout } from './checkout.ts';

const folder = path.join(checkout, 'dist', 'gateway');
const programs = ['src/main.ts', 'adapters/preview/draw-process.ts', 'src/app/train-thread.ts'];

/** Milliseconds after which nobody starts from a build any more that another one has followed. */
const oldAfter = 10 * 60_000;

/**
 * Puts the gateway into dist/gateway/main.js, with files beside it for what it loads only where it is used, and the program
 * that draws previews; their libraries are left outside. Translating its 600 files at every start took longer than all the
 * rest of starting. A third of a second, so it is done each time.
 */
export async function buildGateway(): Promise<void> {
  // Aside first: a gateway that starts, or another build, never sees half of it.
  const aside = `${folder}-${process.pid}`;
  try {
    await build({
      entryPoints: programs.map((program) => path.join(checkout, program)),
      entryNames: '[name]', outdir: aside, bundle: true, splitting: true, packages: 'external',
      platform: 'node', format: 'esm', target: 'node20', sourcemap: true, sourcesContent: false, logLevel: 'warning',
    });
    await mkdir(folder, { recursive: true });
    // What the programs load comes before them; its names change with what is in it.
    const files = await readdir(aside);
    const last = new Set(programs.map((program) => `${path.basename(program, '.ts')}.js`));
    for (const file of files.toSorted((a, b) => Number(last.has(a)) - Number(last.has(b)))) await rename(path.join(aside, file), path.join(folder, file));
    await removeOld(new Set(files));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** What earlier builds have left. */
async function removeOld(files: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    // Gone already: another build has removed it.
    const writtenAt = (await stat(file).catch(() => null))?.mtimeMs ?? 0;
    if (files.has(name) || Date.now() - writtenAt < oldAfter) continue;
    await rm(file, { force: true });
  }
}
