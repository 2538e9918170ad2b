import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Every file of a folder with the files that it imports or exports from, by type or by value. */
async function importsOf(folder: string): Promise<[string, string[]][]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  return Promise.all(names.map(async (name): Promise<[string, string[]]> => {
    const file = path.join(folder, name);
    const { importedFiles } = ts.preProcessFile(await readFile(file, 'utf8'));
    const near = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
    return [file, near.map(({ fileName }) => path.resolve(path.dirname(file), fileName))];
  }));
}

/** What is left when files that import nothing of what is left are taken away, again and again: circles, and what leads into them. */
function circles(imports: Map<string, string[]>): string[] {
  const left = new Map(imports);
  let before: number;
  do {
    before = left.size;
    for (const [file, targets] of left) if (!targets.some((target) => left.has(target))) left.delete(file);
  } while (left.size < before);
  return [...left.keys()].map((file) => path.relative(root, file)).sort();
}

test('no file imports itself in a circle, not even for a type', async () => {
  const imports = (await Promise.all(['src', 'channels', 'adapters'].map((name) => importsOf(path.join(root, name))))).flat();
  expect(imports.length).toBeGreaterThan(300);
  expect(circles(new Map(imports))).toEqual([]);
});

test.each(['cycle-first', 'type-cycle-first'])('a circle is seen: %s', async (name) => {
  const bad = await importsOf(path.join(root, 'test/fixtures/lint-bad/src/core'));
  expect(circles(new Map(bad))).toContain(`test/fixtures/lint-bad/src/core/${name}.ts`);
});
