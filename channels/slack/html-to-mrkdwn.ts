import { convert, type DomNode, type FormatCallback } from 'html-to-text';
import { cutLines, packLines } from './divide-mrkdwn.ts';
import { textToMrkdwn } from './text-to-mrkdwn.ts';

/** Of HTML and of what is made of it, in UTF-16 units: Slack cuts a message behind 40,000. */
const mostHtml = 200_000;
const mostMrkdwn = 39_000;

/** Unicode's noncharacters, which no text holds: they stand for marks until whole lines are known. */
const noncharacters = /[\ufdd0-\ufdef]/g;
const marks = { bold: ['\ufdd0', '\ufdd1', '*'], italic: ['\ufdd2', '\ufdd3', '_'], strike: ['\ufdd4', '\ufdd5', '~'], code: ['\ufdd6', '\ufdd7', '`'] } as const;

/**
 * The HTML of an answer in Slack's own marks: bold, italics, lists, links, quotes and code; what is laid out otherwise
 * keeps its words. Nothing in it can call a channel or hide where a link leads. Null when nothing is left, or it would be too long.
 */
export function htmlToMrkdwn(html: string): string | null {
  if (html.length > mostHtml) return null;
  const marked = withMarks(laidOut(html)).replaceAll(/\n{3,}/g, '\n\n').trim();
  return marked === '' || marked.length > mostMrkdwn ? null : marked;
}

/** The same as several messages of about `most` UTF-16 units, each with its own marks. Null when nothing is left, or it cannot be divided so. */
export function dividedMrkdwn(html: string, most: number): string[] | null {
  if (html.length > mostHtml) return null;
  const { lines, goesOn } = cutLines(laidOut(html), most);
  const messages = packLines({ lines: withMarks(lines.join('\n')).split('\n'), goesOn }, most);
  return messages.length === 0 || messages.some(({ length }) => length > 2 * most) ? null : messages;
}

function withMarks(said: string): string {
  return Object.values(marks).reduce(marksOnLines, said);
}

/** Its words line by line, with what stands for marks. */
function laidOut(html: string): string {
  return convert(html.replaceAll(noncharacters, ''), {
    wordwrap: false,
    limits: { maxInputLength: mostHtml, maxDepth: 100, maxChildNodes: 20_000, ellipsis: '' },
    encodeCharacters: { '&': '&amp;', '<': '&lt;', '>': '&gt;' },
    selectors: [
      ...['b', 'strong', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, format: selector.startsWith('h') ? 'heading' : 'bold' })),
      ...['i', 'em'].map((selector) => ({ selector, format: 'italic' })),
      ...['s', 'del', 'strike'].map((selector) => ({ selector, format: 'strike' })),
      ...['code', 'kbd', 'samp'].map((selector) => ({ selector, format: 'code' })),
      { selector: 'a', format: 'link' },
      { selector: 'pre', format: 'preformatted' },
      { selector: 'blockquote', format: 'quoted' },
      { selector: 'ul', options: { itemPrefix: '• ' } },
      { selector: 'img', format: 'skip' },
      // As tables of data they would be drawn, which a large `colspan` makes endless.
      ...['table', 'tr'].map((selector) => ({ selector, format: 'block' })),
      ...['td', 'th'].map((selector) => ({ selector, format: 'cell' })),
    ],
    formatters,
  });
}

function marked([begin, end]: readonly [string, string, string]): FormatCallback {
  return (element, walk, builder) => {
    builder.addInline(begin, { noWordTransform: true });
    walk(element.children, builder);
    builder.addInline(end, { noWordTransform: true });
  };
}

const bold = marked(marks.bold);
const formatters: Record<string, FormatCallback> = {
  bold, italic: marked(marks.italic), strike: marked(marks.strike), code: marked(marks.code),
  heading: (element, walk, builder, options) => {
    builder.openBlock({ leadingLineBreaks: 2 });
    bold(element, walk, builder, options);
    builder.closeBlock({ trailingLineBreaks: 1 });
  },
  cell: (element, walk, builder) => {
    walk(element.children, builder);
    builder.addInline(' ');
  },
  link: (element, walk, builder) => {
    const address = safeAddress(hrefOf(element));
    const label = wordsOf(element.children).replaceAll(/\s+/g, ' ').trim();
    if (address === null) return walk(element.children, builder);
    if (label === '' || label === address) return builder.addLiteral(`<${escapedAddress(address)}>`);
    const isHonest = !/[.:/]/.test(label) || label === address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
    if (isHonest) return builder.addLiteral(`<${escapedAddress(address)}|${textToMrkdwn(label).replaceAll('|', '¦')}>`);
    // What looks like an address might lead elsewhere than it says.
    builder.addInline(label);
    builder.addLiteral(` (<${escapedAddress(address)}>)`);
  },
  preformatted: (element, walk, builder) => {
    builder.openBlock({ isPre: true, leadingLineBreaks: 2 });
    walk(element.children, builder);
    builder.closeBlock({ trailingLineBreaks: 2, blockTransform: (block) => `\`\`\`\n${textToMrkdwn(block.replaceAll(noncharacters, ''))}\n\`\`\`` });
  },
  quoted: (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: 2 });
    walk(element.children, builder);
    builder.closeBlock({ trailingLineBreaks: 2, blockTransform: (block) => block.trim().split('\n').map((line) => `> ${line}`).join('\n') });
  },
};

function hrefOf({ attribs }: { attribs?: unknown }): string {
  return typeof attribs === 'object' && attribs !== null && 'href' in attribs && typeof attribs.href === 'string' ? attribs.href : '';
}

/** What may be linked: pages, mail and telephones. */
function safeAddress(href: string): string | null {
  const address = href.trim();
  return /^(?:https?:\/\/|mailto:|tel:)[^\s]+$/i.test(address) && address.length <= 3_000 ? address : null;
}

function escapedAddress(address: string): string {
  return textToMrkdwn(address.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E'));
}

function wordsOf(nodes: readonly DomNode[] = []): string {
  return nodes.map((node) => (node.type === 'text' ? (node.data ?? '') : wordsOf(node.children))).join('');
}

/** Slack knows a mark only where it hugs its words and ends on the line where it began. */
function marksOnLines(text: string, [begin, end, mark]: readonly [string, string, string]): string {
  let isOpen = false;
  return text.split('\n').map((line) => {
    const pieces = line.split(new RegExp(`([${begin}${end}])`));
    let depth = isOpen ? 1 : 0;
    const done = pieces.map((piece) => {
      if (piece === begin) depth += 1;
      else if (piece === end) depth = Math.max(0, depth - 1);
      else return depth > 0 ? hugged(piece, mark) : piece;
      return '';
    });
    isOpen = depth > 0;
    return done.join('');
  }).join('\n');
}

/** A mark around the words of a piece, its list's bullet and its blanks left outside. */
function hugged(piece: string, mark: string): string {
  const [, before = '', words = '', after = ''] = /^((?:\s|• |> )*)([^]*?)(\s*)$/.exec(piece) ?? [];
  return words === '' || /^[\ufdd0-\ufdef]*$/.test(words) ? piece : `${before}${mark}${words}${mark}${after}`;
}
