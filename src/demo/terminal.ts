/** The ways a word can look; plain where nobody watches. */
export type Paint = Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan', (text: string) => string>;

/** Colours by the terminal's own codes (ECMA-48), only for a terminal and unless NO_COLOR is set (no-color.org). */
export function createPaint(isTerminal: boolean): Paint {
  const wrap = (on: number, off: number) => (text: string) => (isTerminal ? `\u001B[${on}m${text}\u001B[${off}m` : text);
  return {
    bold: wrap(1, 22), dim: wrap(2, 22), red: wrap(31, 39), green: wrap(32, 39), yellow: wrap(33, 39),
    blue: wrap(34, 39), magenta: wrap(35, 39), cyan: wrap(36, 39),
  };
}

/** Cut or filled up to a width in characters. */
export function fit(text: string, width: number): string {
  const characters = [...text];
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : text + ' '.repeat(width - characters.length);
}

/** One row under the other, columns aligned. */
export function table(rows: readonly (readonly [string, string])[], indent: string): string {
  const width = Math.max(...rows.map(([name]) => [...name].length));
  return rows.map(([name, value]) => `${indent}${fit(name, width)}   ${value}`).join('\n');
}
