import { decodeCharset } from './charset.ts';

/** What RTF says: the HTML that it was made from, or else its words. */
export interface RtfContent {
  text: string | null;
  html: string | null;
}

interface Group {
  /** Nothing in it is shown, such as a table of fonts. */
  isHidden: boolean;
  /** It holds a piece of the HTML that the RTF was made from. */
  isTag: boolean;
  /** It was made for RTF only and is no part of the HTML. */
  isRtfOnly: boolean;
  /** Letters that stand for a Unicode letter where that cannot be shown. */
  fallback: number;
}

const token = /\\'([\da-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/g;
const hidden = new Set(['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object', 'header', 'footer', 'generator', 'listtable', 'mhtmltag']);
const deepest = 200;
const words: Readonly<Record<string, string>> = {
  par: '\n', line: '\n', row: '\n', cell: '\t', tab: '\t', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•', endash: '–', emdash: '—',
};

/** Reads RTF; HTML that was put into RTF comes out as it was (MS-OXRTFEX). */
export function readRtf(rtf: Buffer): RtfContent {
  const source = rtf.toString('latin1');
  const isHtml = /\\fromhtml1\b/.test(source.slice(0, 1_000));
  const charset = `windows-${/\\ansicpg(\d{3,5})/.exec(source.slice(0, 1_000))?.[1] ?? '1252'}`;
  const groups: Group[] = [{ isHidden: false, isTag: false, isRtfOnly: false, fallback: 1 }];
  const pieces: string[] = [];
  let bytes: number[] = [];
  let toSkip = 0;
  let tooDeep = 0;
  const isShown = (group: Group) => !group.isHidden && !(isHtml && group.isRtfOnly && !group.isTag);
  const flush = () => {
    if (bytes.length > 0) pieces.push(decodeCharset(Buffer.from(bytes), charset));
    bytes = [];
  };
  const show = (text: string, group: Group) => {
    flush();
    if (isShown(group)) pieces.push(text);
  };
  for (const [, hex, word, parameter, symbol, brace, plain] of source.matchAll(token)) {
    const group = groups.at(-1);
    if (!group) break;
    if (hex !== undefined) {
      if (toSkip > 0) toSkip -= 1;
      else if (isShown(group)) bytes.push(parseInt(hex, 16));
    } else if (brace === '{') {
      toSkip = 0;
      if (groups.length < deepest) groups.push({ ...group });
      else tooDeep += 1;
    } else if (brace === '}') {
      flush();
      if (tooDeep > 0) tooDeep -= 1;
      else if (groups.length > 1) groups.pop();
    } else if (word !== undefined) {
      if (word === 'u' && parameter !== undefined) {
        show(String.fromCharCode(Number(parameter) & 0xffff), group);
        toSkip = group.fallback;
      } else steer(word, parameter, group, isHtml, (text) => show(text, group));
    } else if (symbol !== undefined) {
      if (symbol === '*') group.isHidden = true;
      else show(symbol === '~' ? '\u00a0' : symbol === '_' ? '-' : symbol === '-' ? '' : symbol, group);
    } else if (plain !== undefined) {
      const rest = plain.slice(toSkip);
      toSkip = Math.max(toSkip - plain.length, 0);
      show(rest, group);
    }
  }
  flush();
  const result = pieces.join('').toWellFormed().trim();
  if (result === '') return { text: null, html: null };
  return isHtml ? { text: null, html: result } : { text: result, html: null };
}

/** What a control word changes, or says. */
function steer(word: string, parameter: string | undefined, group: Group, isHtml: boolean, show: (text: string) => void): void {
  const text = words[word];
  if (hidden.has(word)) group.isHidden = true;
  else if (word === 'htmltag') Object.assign(group, { isHidden: !isHtml, isTag: true });
  else if (word === 'htmlrtf') group.isRtfOnly = parameter !== '0';
  else if (word === 'uc') group.fallback = Math.min(Math.max(Number(parameter ?? 1), 0), 10);
  else if (text !== undefined && !(isHtml && group.isTag && word === 'cell')) show(text);
}
