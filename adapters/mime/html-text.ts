import { convert } from 'html-to-text';

/** Of HTML, in UTF-16 units: what is beyond is not part of the text, only of the HTML. */
const mostHtml = 400_000;
const mostDepth = 200;

/** What HTML says as plain text: without pictures, and a link's address only where the text does not say it. Ends quickly for any input. */
export function textOfHtml(html: string): string {
  const bounded = withoutUnseen(html).slice(0, mostHtml);
  // What the library does is quadratic in how deep tags stand in each other.
  if (isTooDeep(bounded)) return wordsOf(bounded);
  return convert(bounded, {
    wordwrap: false,
    limits: { maxInputLength: mostHtml, maxDepth: 200, maxChildNodes: 50_000, ellipsis: '' },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      // Tables lay a mail out. As tables of data they would be drawn, which a hostile `colspan` makes endless.
      { selector: 'table', format: 'block' },
      { selector: 'tr', format: 'block' },
      ...['td', 'th'].map((selector) => ({ selector, format: 'cell' })),
    ],
    formatters: {
      cell: (element, walk, builder) => {
        walk(element.children, builder);
        builder.addInline(' ');
      },
    },
  }).trim();
}

/** Comments, styles and scripts say nothing; a file that mail programs put into the text itself would be most of it. */
function withoutUnseen(html: string): string {
  let text = '';
  let at = 0;
  for (const match of html.matchAll(/<!--|<style\b|<script\b/gi)) {
    if (match.index < at) continue;
    const ending = match[0] === '<!--' ? '-->' : `</${match[0].slice(1).toLowerCase()}`;
    const end = indexOfFolded(html, ending, match.index);
    text += html.slice(at, match.index);
    if (end < 0) return text;
    at = html.indexOf('>', end) + 1;
    if (at === 0) return text;
  }
  return (text + html.slice(at)).replaceAll(/data:[\w/+.-]{1,60};base64,[\w+/=]*/g, '');
}

function indexOfFolded(text: string, what: string, from: number): number {
  if (what === '-->') return text.indexOf(what, from);
  const finder = new RegExp(what, 'gi');
  finder.lastIndex = from;
  return finder.exec(text)?.index ?? -1;
}

/** Whether more than so many tags stand in each other, as a lenient parser counts them: end tags may be left out where HTML allows it. */
function isTooDeep(html: string): boolean {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]{0,40})/gi)) {
    const tag = name.toLowerCase();
    if (slash !== '') {
      const at = open.lastIndexOf(tag);
      if (at >= 0) open.length = at;
    } else if (!empty.has(tag)) {
      const closes = ended[tag] ?? [];
      while (closes.includes(open.at(-1) ?? '')) open.pop();
      if (open.push(tag) > mostDepth) return true;
    }
  }
  return false;
}

const empty = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'col', 'area', 'base', 'wbr', 'embed', 'source']);
/** What a tag ends that was left open (HTML, 13.1.2.4). */
const ended: Readonly<Record<string, readonly string[]>> = {
  p: ['p'], li: ['li'], dt: ['dt', 'dd'], dd: ['dt', 'dd'], tr: ['tr', 'th', 'td'], td: ['th', 'td'], th: ['th'], option: ['option'],
  div: ['p'], table: ['p'], ul: ['p'], ol: ['p'], h1: ['p'], h2: ['p'], h3: ['p'], pre: ['p'], blockquote: ['p'],
};

function wordsOf(html: string): string {
  return html.replaceAll(/<[^<>]{0,2000}>/g, ' ').replaceAll(/\s+/g, ' ').trim();
}

/** Plain text as HTML that looks the same. */
export function htmlOfText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div style="white-space: pre-wrap">${escaped}</div>`;
}
