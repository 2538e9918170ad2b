/** A file that was written into the text. */
export interface UuencodedFile {
  name: string;
  content: Buffer;
}

const mostFiles = 20;

/** Takes files that stand uuencoded in a text (POSIX uuencode) out of it; a beginning without lines of that kind stays text. */
export function takeUuencoded(text: string): { text: string; files: UuencodedFile[] } {
  if (!/^begin(?:-base64)? [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const files: UuencodedFile[] = [];
  const kept: string[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const begin = files.length < mostFiles ? /^begin(-base64)? [0-7]{3,4} (\S.{0,200})$/.exec(line) : null;
    const end = begin ? endOf(lines, at + 1, begin[1] !== undefined) : at;
    if (!begin || end <= at + 1) {
      kept.push(line);
      continue;
    }
    files.push({ name: (begin[2] ?? '').trim(), content: decodeLines(lines.slice(at + 1, end), begin[1] !== undefined) });
    at = /^(?:end|====)\s*$/.test(lines[end] ?? '') ? end : end - 1;
  }
  return { text: kept.join('\n'), files };
}

/** Decodes a part whose whole content is uuencoded; null when it is not. */
export function decodeUuencoded(content: Buffer): UuencodedFile | null {
  return takeUuencoded(content.toString('latin1').replaceAll('\r', '')).files[0] ?? null;
}

function endOf(lines: string[], from: number, isBase64: boolean): number {
  let at = from;
  while (at < lines.length && (isBase64 ? /^[\w+/=]+\s*$/ : /^[\x20-\x60]{1,90}\s*$/).test(lines[at] ?? '') && !/^end\s*$/.test(lines[at] ?? '')) at += 1;
  return at;
}

function decodeLines(lines: string[], isBase64: boolean): Buffer {
  if (isBase64) return Buffer.from(lines.join(''), 'base64');
  return Buffer.concat(lines.map(decodeLine));
}

function decodeLine(line: string): Buffer {
  const valueAt = (at: number) => ((line.charCodeAt(at) || 32) - 32) & 63;
  const bytes = Buffer.alloc(valueAt(0) + 2);
  for (let at = 1, to = 0; to < valueAt(0); at += 4, to += 3) {
    const bits = (valueAt(at) << 18) | (valueAt(at + 1) << 12) | (valueAt(at + 2) << 6) | valueAt(at + 3);
    bytes[to] = bits >> 16;
    bytes[to + 1] = bits >> 8;
    bytes[to + 2] = bits;
  }
  return bytes.subarray(0, valueAt(0));
}
