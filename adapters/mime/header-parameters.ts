import { decodeCharset } from './charset.ts';
import { decodeHeader } from './header-text.ts';

/** A value with parameters, such as that of Content-Type. */
export interface Parameterised {
  /** Lower-cased, without comments; '' when there is none. */
  value: string;
  /** Decoded, by lower-cased name. */
  parameters: ReadonlyMap<string, string>;
}

const mostParameters = 200;

/** Reads a Content-Type or Content-Disposition: parameters in pieces and with charsets (RFC 2231), and encoded words where they do not belong but are. */
export function parseParameters(text: string | null): Parameterised {
  const [first = '', ...rest] = splitOutsideQuotes(text ?? '');
  const pieces = rest.slice(0, mostParameters).flatMap((part) => {
    const equals = part.indexOf('=');
    if (equals < 1) return [];
    return [{ name: part.slice(0, equals).trim().toLowerCase(), value: unquote(part.slice(equals + 1).trim()) }];
  });
  const parameters = new Map<string, string>();
  const sections = new Map<string, { index: number; isEncoded: boolean; value: string }[]>();
  for (const { name, value } of pieces) {
    const match = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(name);
    if (!match) {
      if (!parameters.has(name)) parameters.set(name, decodeHeader(value));
      continue;
    }
    const [, base = '', index, star] = match;
    const section = { index: Number(index ?? 0), isEncoded: index === undefined || star !== undefined, value };
    sections.set(base, [...(sections.get(base) ?? []), section]);
  }
  for (const [name, parts] of sections) parameters.set(name, joinSections(parts));
  const value = first.replaceAll(/\([^()]*\)/g, '').replaceAll(/["\s]/g, '').toLowerCase();
  return { value: decodeHeader(value).slice(0, 200).toLowerCase(), parameters };
}

/** Splits at semicolons that stand in no quotes. */
function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\\' && isQuoted) at += 1;
    else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === ';' && !isQuoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  return value.slice(1, value.length > 1 && value.endsWith('"') ? -1 : undefined).replaceAll(/\\(["\\])/g, '$1');
}

function joinSections(parts: { index: number; isEncoded: boolean; value: string }[]): string {
  const inOrder = parts.toSorted((one, other) => one.index - other.index);
  const isAnyEncoded = parts.some(({ isEncoded }) => isEncoded);
  const first = inOrder[0];
  const charset = first?.isEncoded === true ? (/^([^']*)'[^']*'/.exec(first.value)?.[1] ?? null) : null;
  const bytes = inOrder.map(({ isEncoded, value }, position) => {
    if (!isEncoded) return Buffer.from(value, 'latin1');
    const start = position === 0 ? /^[^']*'[^']*'/.exec(value) : null;
    return fromPercent(value.slice(start?.[0].length ?? 0));
  });
  const joined = Buffer.concat(bytes);
  return isAnyEncoded ? decodeCharset(joined, charset) : decodeHeader(joined.toString('latin1'));
}

function fromPercent(value: string): Buffer {
  return Buffer.from(value.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}
