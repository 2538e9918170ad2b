const longestStyle = 4_000;
const longestValue = 300;

/** Properties that change how something looks where it stands, and nothing else. */
const properties = new Set([
  'color', 'background-color', 'direction', 'display', 'float', 'clear', 'font', 'font-family', 'font-size', 'font-style', 'font-variant',
  'font-weight', 'letter-spacing', 'line-height', 'list-style-type', 'margin', 'margin-top', 'margin-right', 'margin-bottom', 'margin-left',
  'overflow-wrap', 'padding', 'padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'table-layout', 'text-align', 'text-decoration',
  'text-indent', 'text-transform', 'vertical-align', 'white-space', 'word-break', 'word-wrap', 'width', 'max-width', 'min-width', 'height',
  'max-height', 'min-height', 'border', 'border-collapse', 'border-spacing', 'border-radius', 'border-color', 'border-style', 'border-width',
  'border-top', 'border-right', 'border-bottom', 'border-left', 'border-top-color', 'border-top-style', 'border-top-width',
  'border-right-color', 'border-right-style', 'border-right-width', 'border-bottom-color', 'border-bottom-style', 'border-bottom-width',
  'border-left-color', 'border-left-style', 'border-left-width',
]);

/** Words, lengths, colours and quoted names: no address, no escape, no comment, no function but a colour's. */
const plainValue = /^(?:[\w\s#%.,+!-]|'[\w\s-]*'|"[\w\s-]*"|\b(?:rgb|hsl)a?\([\d\s.,%/]*\))+$/i;
/** What would lie over its neighbours. */
const negative = /(?:^|[\s,(])-\s*[\d.]/;

/**
 * A style attribute reduced to what may stand there; '' when that is nothing. `picture` gives the address that a picture behind
 * the text is loaded from, or null.
 */
export function safeStyle(style: string, picture: (source: string) => string | null): string {
  if (style.length > longestStyle) return '';
  return style.split(';').flatMap((declaration) => safeDeclaration(declaration, picture)).join(';');
}

function safeDeclaration(declaration: string, picture: (source: string) => string | null): string[] {
  const at = declaration.indexOf(':');
  const property = declaration.slice(0, Math.max(at, 0)).trim().toLowerCase();
  const value = declaration.slice(at + 1).trim();
  if (property === 'background' || property === 'background-image') return background(property, value, picture);
  return properties.has(property) && isPlain(value) ? [`${property}:${value}`] : [];
}

function background(property: string, value: string, picture: (source: string) => string | null): string[] {
  const url = /url\(\s*(?:'([^'"()\\\s]*)'|"([^'"()\\\s]*)"|([^'"()\\\s]*))\s*\)/i.exec(value);
  const rest = url ? value.replace(url[0], ' ').trim() : value;
  if (rest !== '' && !isPlain(rest)) return [];
  const source = url?.[1] ?? url?.[2] ?? url?.[3];
  const address = source === undefined ? null : picture(source);
  const shown = [address === null ? '' : `url("${address.replaceAll(/["'()\\\s]/g, encodeURIComponent)}")`, rest].filter((part) => part !== '');
  return shown.length === 0 ? [] : [`${property}:${shown.join(' ')}`];
}

function isPlain(value: string): boolean {
  return value.length <= longestValue && plainValue.test(value) && !negative.test(value) && !/\b(?:fixed|sticky|absolute)\b/i.test(value);
}
