import { decodeCharset } from './charset.ts';

const encodedWord = /=\?([^?\s]{1,100})\?([bq])\?([^?]*)\?=/gi;

/** The text of a header's value: encoded words (RFC 2047) as they mean it, also broken ones, and bare bytes as UTF-8, or as of the charset that the mail names. */
export function decodeHeader(value: string, charset: string | null = null): string {
  let text = '';
  let end = 0;
  let open: { charset: string; bytes: Buffer[] } | null = null;
  const close = () => {
    if (open) text += decodeCharset(Buffer.concat(open.bytes), open.charset);
    open = null;
  };
  for (const match of value.matchAll(encodedWord)) {
    const [whole, named = '', encoding = '', content = ''] = match;
    const between = value.slice(end, match.index);
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : fromQ(content);
    const isNext: boolean = open !== null && /^\s*$/.test(between);
    // A letter may be cut in two by its encoded words: those of one charset are read as one.
    if (isNext && open && open.charset === named.toLowerCase()) {
      open.bytes.push(bytes);
    } else {
      close();
      if (!isNext) text += fromBytes(between, charset);
      open = { charset: named.toLowerCase(), bytes: [bytes] };
    }
    end = match.index + whole.length;
  }
  close();
  return text + fromBytes(value.slice(end), charset);
}

/** One line of plain text of at most so many letters: decoded, without control characters. */
export function headerLine(value: string, most: number, charset: string | null = null): string {
  return oneLine(decodeHeader(value.slice(0, 20_000), charset), most);
}

/** Text on one line without control characters, storable, of at most so many UTF-16 units. */
export function oneLine(text: string, most: number): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\ufeff]+/gu, ' ').replaceAll(/ {2,}/g, ' ').trim().slice(0, most).toWellFormed();
}

function fromQ(content: string): Buffer {
  const bytes = content.replaceAll('_', ' ').replaceAll(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** Header values come as one character per byte. */
function fromBytes(value: string, charset: string | null): string {
  if (!/[\u0080-\uffff]/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? decodeCharset(bytes, charset) : text;
}
