/** One element of a document; texts and elements in the order they stand. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const token = /<\?[^]*?\?>|<!--[^]*?-->|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|</g;

/** Reads a small well-formed document without DTD, as TwiML is; throws on anything else. */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  for (const match of text.matchAll(token)) {
    const [whole, closing, name, attributes = '', selfClosing, characters] = match;
    const parent = open.at(-1);
    if (whole === '<' || !parent) throw new Error(`Malformed XML at ${match.index}: ${text.slice(match.index, match.index + 40)}`);
    if (characters !== undefined) {
      if (characters.trim() !== '') parent.children.push(decode(characters));
    } else if (name !== undefined && closing) {
      if (parent.name !== name) throw new Error(`Malformed XML: </${name}> closes <${parent.name}>`);
      open.pop();
    } else if (name !== undefined) {
      const element: XmlElement = { name, attributes: readAttributes(attributes), children: [] };
      parent.children.push(element);
      if (!selfClosing) open.push(element);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || typeof document !== 'object') {
    throw new Error('Malformed XML: exactly one closed element is expected');
  }
  return document;
}

/** The texts directly in an element. */
export function textOf(element: XmlElement): string {
  return element.children.filter((child) => typeof child === 'string').join('').trim();
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child === 'object');
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(/([\w:.-]+)="([^"]*)"/g), ([, name = '', value = '']) => [name, decode(value)]),
  );
}

function decode(text: string): string {
  return text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#')) {
      return String.fromCodePoint(/^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
    }
    const character = entities[name];
    if (character === undefined) throw new Error(`Malformed XML: unknown entity ${whole}`);
    return character;
  });
}
