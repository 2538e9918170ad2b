import sanitize from 'sanitize-html';
import { safeStyle } from './safe-style.ts';

/** How the HTML of a mail is shown. */
export interface HtmlShowing {
  /** Our own address of a picture that came with the mail, by its Content-ID without brackets or by its URL; null: none such came. */
  images(source: string): string | null;
  /** Whether pictures are loaded from elsewhere, which tells their owner that the mail is being read. */
  remote: boolean;
}

class TooMuch extends Error {}

const mostLength = 1024 * 1024;
const deepest = 500;
/** Elements and pieces of text between them: what takes time. */
const mostPieces = 100_000;
const longestPicture = 300_000;

/**
 * The HTML of a mail as it may stand in a page: nothing that runs, loads, submits, or leaves its place; links open
 * elsewhere and tell nobody where they were followed. Null when there is nothing to show, or it is too much: longer than 1 MiB, deeper than 500 elements, or of more than 100,000 pieces.
 */
export function safeHtml(html: string, showing: HtmlShowing): string | null {
  if (html.length > mostLength) return null;
  const sources = createSources(showing);
  let depth = 0;
  let pieces = 0;
  const count = () => {
    pieces += 1;
    if (pieces > mostPieces || depth > deepest) throw new TooMuch();
  };
  try {
    const cleaned = sanitize(html, {
      ...allowed,
      transformTags: {
        body: (_name, attributes) => ({ tagName: 'div', attribs: attributes }),
        center: (_name, attributes) => ({ tagName: 'div', attribs: { ...attributes, align: 'center' } }),
        '*': (tagName, attributes) => ({ tagName, attribs: safeAttributes(tagName, attributes, sources) }),
      },
      // A picture that is not loaded leaves its words, and nothing when it has none.
      exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs['src'] && !attribs['alt'],
      onOpenTag: () => {
        depth += 1;
        count();
      },
      onCloseTag: () => {
        depth -= 1;
      },
      textFilter: (text) => {
        count();
        return text;
      },
    });
    return cleaned.length <= 2 * mostLength && hasSomething(cleaned) ? cleaned : null;
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

function hasSomething(cleaned: string): boolean {
  return cleaned.includes('<img') || cleaned.replaceAll(/<[^>]*>|&nbsp;|[\s\u00a0\u200b-\u200d\ufeff]/g, '') !== '';
}

/** What may stand there; everything else goes, and its words stay. */
const allowed: sanitize.IOptions = {
  allowedTags: [
    'a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'cite', 'code', 'col', 'colgroup',
    'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header',
    'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small', 'span', 'strike',
    'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
  ],
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'title', 'align', 'valign', 'bgcolor', 'width', 'height', 'background'],
    a: ['href', 'rel', 'target'],
    img: ['src', 'alt', 'border', 'hspace', 'vspace', 'referrerpolicy'],
    font: ['color', 'face', 'size'],
    table: ['border', 'cellpadding', 'cellspacing'],
    td: ['colspan', 'rowspan', 'nowrap'],
    th: ['colspan', 'rowspan', 'nowrap'],
    col: ['span'],
    colgroup: ['span'],
    ol: ['start', 'type'],
    ul: ['type'],
    li: ['value', 'type'],
  },
  /** Their content is no text of the mail's. */
  nonTextTags: ['script', 'style', 'title', 'textarea', 'option', 'xmp', 'iframe', 'noembed', 'noframes', 'template'],
  selfClosing: ['img', 'br', 'hr', 'col', 'wbr'],
  // Every address is judged here already, and the styles too.
  allowedSchemesAppliedToAttributes: [],
  parseStyleAttributes: false,
  disallowedTagsMode: 'discard',
};

type Attributes = Record<string, string>;
type Sources = ReturnType<typeof createSources>;

function safeAttributes(tag: string, attributes: Attributes, sources: Sources): Attributes {
  const { href, style, src, background, ...rest } = attributes;
  const safe: Attributes = { ...rest };
  delete safe['srcset'];
  delete safe['rel'];
  delete safe['target'];
  const styled = style === undefined ? '' : safeStyle(style, sources.remoteOnly);
  if (styled !== '') safe['style'] = styled;
  const ground = background === undefined ? null : sources.remoteOnly(background);
  if (ground !== null) safe['background'] = ground;
  if (tag === 'a') return { ...safe, ...linkTo(href) };
  if (tag !== 'img') return safe;
  const source = src === undefined ? null : sources.picture(src);
  return source === null ? safe : { ...safe, src: source, referrerpolicy: 'no-referrer' };
}

const followed = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** As browsers read it; what they would take for an address of ours is none. */
function linkTo(href: string | undefined): Attributes {
  const url = href === undefined ? null : parse(href);
  return url !== null && followed.has(url.protocol) ? { href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' } : {};
}

/** Where pictures come from: with the mail, in it, or, when that is wanted, from elsewhere. */
function createSources({ images, remote }: HtmlShowing) {
  const remoteOnly = (source: string): string | null => {
    const url = parse(source.trim().replace(/^[\\/]{2}/, 'https://'));
    if (!remote || url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
    // Only over https is anything loaded: what tells who reads shall not tell it to the whole way.
    url.protocol = 'https:';
    return url.href;
  };
  return {
    remoteOnly,
    picture: (source: string): string | null => {
      const contentId = /^\s*cid:(.+)$/is.exec(source)?.[1];
      if (contentId !== undefined) return images(decoded(contentId.trim()));
      const embedded = source.replaceAll(/\s/g, '');
      if (/^data:/i.test(embedded)) return isPicture(embedded) ? embedded : null;
      return images(source) ?? remoteOnly(source);
    },
  };
}

/** One of the kinds that are only pictures, in base64 (RFC 2397). */
function isPicture(source: string): boolean {
  return source.length <= longestPicture && /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z\d+/]*={0,2}$/i.test(source);
}

/** The URL as browsers read it (WHATWG URL); null for a relative one. */
function parse(source: string): URL | null {
  return URL.canParse(source) ? new URL(source) : null;
}

/** A cid: URL is the Content-ID with percent-encoding (RFC 2392, 2). */
function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}
