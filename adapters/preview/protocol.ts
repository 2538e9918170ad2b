/** What the drawing process answers with. */
export type Answer =
  | { kind: 'picture'; png: Uint8Array; width: number; height: number; pages: number | null }
  | { kind: 'refused'; reason: 'broken' | 'encrypted' | 'too-large' };

/** An answer as bytes: a line of JSON, then the picture. */
export function writeAnswer(answer: Answer): Uint8Array {
  if (answer.kind === 'refused') return Buffer.from(`${JSON.stringify(answer)}\n`);
  const { png, ...about } = answer;
  return Buffer.concat([Buffer.from(`${JSON.stringify(about)}\n`), png]);
}

/** Reads what `writeAnswer` wrote; null for anything else: whoever drew may have died meanwhile. */
export function readAnswer(bytes: Uint8Array): Answer | null {
  const end = bytes.indexOf(10);
  if (end === -1) return null;
  const head = readHead(Buffer.from(bytes.subarray(0, end)).toString());
  if (head === null) return null;
  const { kind, reason, width, height, pages } = head;
  if (kind === 'refused') return reason === 'encrypted' || reason === 'too-large' ? { kind, reason } : { kind, reason: 'broken' };
  const isWhole = kind === 'picture' && typeof width === 'number' && typeof height === 'number' && bytes.length > end + 1;
  return isWhole ? { kind, width, height, pages: typeof pages === 'number' ? pages : null, png: bytes.subarray(end + 1) } : null;
}

function readHead(line: string): Record<string, unknown> | null {
  try {
    const head: unknown = JSON.parse(line);
    return typeof head === 'object' && head !== null ? { ...head } : null;
  } catch {
    return null;
  }
}
