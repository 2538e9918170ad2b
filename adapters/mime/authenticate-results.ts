import type { AuthenticationResult } from '../../src/core/index.ts';

/** What an Authentication-Results header says (RFC 8601). */
export interface AuthenticationHeader {
  /** Who checked, lower-cased. */
  by: string;
  spf: AuthenticationResult;
  dkim: AuthenticationResult;
  dmarc: AuthenticationResult;
  /** The domain that DMARC was checked for, lower-cased; null when it is not told. */
  from: string | null;
}

const mostResults = 50;

/** Reads the value of one such header, unfolded; null when it does not name who checked. */
export function readAuthenticationResults(value: string): AuthenticationHeader | null {
  const [first = '', ...parts] = splitParts(value);
  const by = /^\s*"?([^\s"=;]+)"?(?:\s+\d+)?\s*$/.exec(first)?.[1]?.toLowerCase();
  if (by === undefined) return null;
  const results = parts.slice(0, mostResults).map(readResult).filter((result) => result !== null);
  const of = (method: string): Result[] => results.filter((result) => result.method === method);
  const dmarc = of('dmarc')[0];
  return {
    by,
    spf: of('spf')[0]?.result ?? 'none',
    dkim: (of('dkim').find(({ result }) => result === 'pass') ?? of('dkim')[0])?.result ?? 'none',
    dmarc: dmarc?.result ?? 'none',
    from: dmarc?.from ?? null,
  };
}

interface Result {
  method: string;
  result: AuthenticationResult;
  from: string | null;
}

function readResult(part: string): Result | null {
  const match = /^\s*([a-z\d-]+)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)(?![^\s])/i.exec(part);
  if (!match) return null;
  const from = /\sheader\.from\s*=\s*"?([^\s"]+)/i.exec(part)?.[1]?.toLowerCase();
  return { method: match[1]?.toLowerCase() ?? '', result: resultOf(match[2] ?? ''), from: from?.split('@').at(-1) ?? null };
}

/** What is not a result of RFC 8601, such as `bestguesspass`, tells nothing. */
function resultOf(word: string): AuthenticationResult {
  switch (word.toLowerCase()) {
    case 'pass':
      return 'pass';
    case 'fail':
    case 'hardfail':
      return 'fail';
    case 'softfail':
      return 'softfail';
    case 'neutral':
      return 'neutral';
    case 'policy':
      return 'policy';
    case 'temperror':
      return 'temperror';
    case 'permerror':
      return 'permerror';
    default:
      return 'none';
  }
}

/** Splits at semicolons outside of quotes, without comments, which may hold each other. */
function splitParts(value: string): string[] {
  const parts: string[] = [];
  let part = '';
  const write = (text: string): void => {
    part += text;
  };
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const letter = value[at] ?? '';
    if (letter === '\\' && (isQuoted || depth > 0)) at += 1;
    else if (depth > 0) depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    else if (letter === '"') {
      isQuoted = !isQuoted;
      write(letter);
    } else if (isQuoted) write(letter === ';' || letter === '=' ? '_' : letter);
    else if (letter === '(') {
      depth = 1;
      write(' ');
    } else if (letter === ';') {
      parts.push(part);
      part = '';
    } else write(letter);
  }
  return [...parts, part];
}
