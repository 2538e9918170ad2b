const longest = 500;
const mostReferences = 31;

/** Message-IDs in a header's value, with their brackets, each once and in order; broken ones are left out. */
export function parseMessageIds(value: string | null): string[] {
  const text = (value ?? '').slice(0, 256 * 1024);
  const bracketed = [...text.matchAll(/<([^<>]{1,1200})>/g)].map(([, inner = '']) => inner.replaceAll(/\s+/g, ''));
  // Some programs leave the brackets out; words among which an address stands are no identifier.
  const bare = bracketed.length === 0 && /^[^\s<>@]+@[^\s<>]+$/.test(text.trim()) ? [text.trim()] : [];
  const usable = [...bracketed, ...bare].filter(isUsable).map((inner) => `<${inner}>`);
  return [...new Set(usable)];
}

/** The first and the newest thirty: what started the thread, and what this answers. */
export function boundReferences(ids: string[]): string[] {
  return ids.length <= mostReferences ? ids : [...ids.slice(0, 1), ...ids.slice(-(mostReferences - 1))];
}

/** Visible ASCII, and enough of it that no other mail has the same by chance. */
function isUsable(inner: string): boolean {
  return /^[\x21-\x7e]+$/.test(inner) && inner.length <= longest && (/^[^@]+@./.test(inner) ? inner.length >= 5 : inner.length >= 16 && !inner.startsWith('@'));
}
