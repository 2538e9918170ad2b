/** One header line, unfolded; one character stands for one byte. */
export interface HeaderField {
  /** Lower-cased. */
  name: string;
  value: string;
}

const mostFields = 2_000;
const longest = 256 * 1024;

/** The lines of a header (RFC 5322, 2.2); what is none, such as the `From ` of a mailbox file, is left out. */
export function parseFields(head: Uint8Array): HeaderField[] {
  const fields: { name: string; pieces: string[] }[] = [];
  for (const line of Buffer.from(head).toString('latin1').split(/\r\n|\n/)) {
    if (/^[ \t]/.test(line)) {
      fields.at(-1)?.pieces.push(line.trim());
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (!/^[\x21-\x7e]{1,200}$/.test(name)) continue;
    if (fields.length === mostFields) break;
    fields.push({ name: name.toLowerCase(), pieces: [line.slice(colon + 1).trim()] });
  }
  return fields.map(({ name, pieces }) => ({ name, value: pieces.join(' ').trim().slice(0, longest) }));
}

/** The first value that is not empty; null without one. */
export function firstOf(fields: HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name && field.value !== '')?.value ?? null;
}

export function allOf(fields: HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name && field.value !== '').map((field) => field.value);
}
