import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DeskFaults, parseDesk } from '../desk/definition/index.ts';
import type { ParsedDesk } from '../desk/definition/index.ts';

/** Reads and checks a desk file once, at the start. Throws DeskFaults, also when the file cannot be read. */
export function loadDesk(path: string): ParsedDesk {
  return parseDesk(readText(path), basename(path));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DeskFaults([
      { file: path, line: 1, column: 1, path: '', message: `expected a desk file that can be read (${why})` },
    ]);
  }
}
