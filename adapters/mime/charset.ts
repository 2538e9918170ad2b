import iconv from 'iconv-lite';

/** Names that iconv-lite takes for encodings of its own; in a mail they mean nothing. */
const noCharsets = /^(?:base64|hex|binary|internal|_)/;
const wrongNames: Readonly<Record<string, string>> = {
  'x-mac-roman': 'macroman', 'utf8mb4': 'utf-8', 'x-unicode-2-0-utf-7': 'utf-7', 'unicode-1-1-utf-7': 'utf-7', 'x-user-defined': 'windows-1252',
  'ansi': 'windows-1252', 'us-ascii': 'ascii', 'cp-850': 'cp850', 'ks_c_5601': 'ks_c_5601-1987', 'cp949': 'ks_c_5601-1987', 'x-sjis': 'shift_jis',
  'iso-8859-8-i': 'iso-8859-8', 'iso-8859-8-e': 'iso-8859-8', 'iso-8859-6-i': 'iso-8859-6', 'unicode': 'utf-16',
};
/** What western programs write when they do not know better. */
const western = /^(?:ascii|ansi_x3\.4-1968|(?:iso-?8859-?1|latin-?1|iso_8859-1|l1|windows-1252|cp-?1252|win-?1252))$/;

/**
 * Text from bytes, whatever its charset claims to be: an unknown name is guessed from the bytes, and so is one that its
 * bytes contradict. Never fails; what is no text becomes U+FFFD.
 */
export function decodeCharset(bytes: Uint8Array, claimed: string | null): string {
  const charset = canonical(claimed);
  if (charset === null || charset === 'utf-8' || western.test(charset)) return guess(bytes, charset);
  if (/^(?:iso-?2022-?jp|csiso2022jp|jis)/.test(charset)) return decodeJapanese(bytes);
  if (!noCharsets.test(charset) && iconv.encodingExists(charset)) {
    const text = iconv.decode(bytes, charset);
    return text.includes('\ufffd') ? (decodeByWeb(bytes, 'utf-8', true) ?? text) : text;
  }
  return decodeByWeb(bytes, charset) ?? guess(bytes, null);
}

function canonical(claimed: string | null): string | null {
  const name = (claimed ?? '').slice(0, 60).toLowerCase().replaceAll(/["'\s]/g, '').replace(/\*.*$/, '');
  if (name === '' || name === 'default' || name.startsWith('unknown') || name.startsWith('x-unknown')) return null;
  if (/^utf_?-?8/.test(name)) return 'utf-8';
  return wrongNames[name] ?? name;
}

function guess(bytes: Uint8Array, charset: string | null): string {
  if (bytes.includes(0x1b) && /\u001b(?:\$[@B]|\([JI])/.test(Buffer.from(bytes.subarray(0, 4_000)).toString('latin1'))) {
    return decodeJapanese(bytes);
  }
  const exact = decodeByWeb(bytes, 'utf-8', true);
  if (exact !== null) return exact;
  const lenient = Buffer.from(bytes).toString('utf8');
  // Text cut in the middle of a letter is still UTF-8; text of another charset has hardly a letter that is.
  const broken = count(lenient, /\ufffd/g);
  const whole = count(lenient, /[\u0080-\ufffc]/g);
  const isUnicode = charset === 'utf-8' ? whole >= broken : whole > 3 * broken;
  return isUnicode ? lenient : iconv.decode(bytes, 'windows-1252');
}

/** An escape that another one follows at once, as where two encoded words meet, says nothing; browsers take it for a fault. */
function decodeJapanese(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1').replaceAll(/\u001b(?:\$[@B]|\([BJI])(?=\u001b)/g, '');
  return new TextDecoder('iso-2022-jp').decode(Buffer.from(text, 'latin1'));
}

function count(text: string, what: RegExp): number {
  return [...text.slice(0, 100_000).matchAll(what)].length;
}

/** Decodes as browsers do (encoding.spec.whatwg.org); null for a name they do not know, or for bytes that are wrong where that is fatal. */
function decodeByWeb(bytes: Uint8Array, charset: string, fatal = false): string | null {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}
