import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A hash over the names and contents of everything the pages are built from: the same stamp means the same pages. */
export async function stampOf(folders: string[], files: string[]): Promise<string> {
  const found = [...files];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) found.push(path.join(entry.parentPath, entry.name));
    }
  }
  const hash = createHash('sha256');
  for (const file of found.sort()) hash.update(`${file}\0`).update(await readFile(file)).update('\0');
  return hash.digest('hex');
}
