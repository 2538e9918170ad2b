import { decodeCharset } from './charset.ts';
import { readProperties, type MapiProperties } from './mapi-properties.ts';
import { decompressRtf } from './rtf-compressed.ts';
import { readRtf } from './rtf.ts';

/** What a winmail.dat holds. */
export interface TnefContent {
  text: string | null;
  html: string | null;
  files: TnefFile[];
}
export interface TnefFile {
  name: string | null;
  type: string | null;
  contentId: string | null;
  content: Buffer;
}

const signature = 0x223e9f78;
const mostFiles = 100;
const deepest = 3;
const attribute = {
  body: 0x2800c, messageProperties: 0x69003, codepage: 0x69007,
  fileBegins: 0x69002, fileTitle: 0x18010, fileData: 0x6800f, fileProperties: 0x69005,
};
const property = {
  body: 0x1000, html: 0x1013, rtf: 0x1009, codepage: 0x3fde, data: 0x3701, shortName: 0x3704, longName: 0x3707, mimeType: 0x370e, contentId: 0x3712,
};

/** Takes a winmail.dat apart (MS-OXTNEF), as far as it is whole; null when it is none. Mails in it give only their files. */
export function decodeTnef(bytes: Buffer, depth = 0): TnefContent | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature || depth > deepest) return null;
  let codepage = 1252;
  let body: Buffer | null = null;
  let message: MapiProperties = new Map();
  const files: { title: Buffer | null; data: Buffer | null; properties: MapiProperties }[] = [];
  for (const { id, data } of attributes(bytes)) {
    const file = files.at(-1);
    if (id === attribute.codepage && data.length >= 4) codepage = data.readUInt32LE(0);
    else if (id === attribute.body) body = data;
    else if (id === attribute.messageProperties) message = readProperties(data);
    else if (id === attribute.fileBegins && files.length < mostFiles) files.push({ title: null, data: null, properties: new Map() });
    else if (id === attribute.fileTitle && file) file.title = data;
    else if (id === attribute.fileData && file) file.data = data;
    else if (id === attribute.fileProperties && file) file.properties = readProperties(data);
  }
  return {
    ...textsOf(message, body, codepage),
    files: files.flatMap(({ title, data, properties }) => {
      const text = (id: number) => textOf(properties, id, codepage);
      const embedded = properties.get(property.data);
      const inner = embedded?.type === 0x0d ? decodeTnef(embedded.bytes.subarray(16), depth + 1) : null;
      if (inner) return inner.files;
      const content = data ?? embedded?.bytes ?? null;
      if (content === null) return [];
      const name = text(property.longName) ?? (title ? clean(decodeCharset(title, `windows-${codepage}`)) : null) ?? text(property.shortName);
      return [{ name, type: text(property.mimeType), contentId: text(property.contentId), content }];
    }).slice(0, mostFiles),
  };
}

/** Each begins with its level, its number and its length, and ends with a checksum that nobody minds. */
function* attributes(bytes: Buffer): Generator<{ id: number; data: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const level = bytes[at];
    if (level !== 1 && level !== 2) return;
    const length = bytes.readUInt32LE(at + 5);
    yield { id: bytes.readUInt32LE(at + 1), data: bytes.subarray(at + 9, at + 9 + length) };
    at += 9 + length + 2;
  }
}

function textsOf(message: MapiProperties, body: Buffer | null, codepage: number): { text: string | null; html: string | null } {
  const html = message.get(property.html);
  const htmlCodepage = message.get(property.codepage)?.bytes;
  const charset = htmlCodepage && htmlCodepage.length >= 4 ? htmlCodepage.readUInt32LE(0) : codepage;
  const written = html ? clean(html.type === 0x1f ? decodeCharset(html.bytes, 'utf-16le') : decodeCharset(html.bytes, charsetOf(charset))) : null;
  const text = textOf(message, property.body, codepage) ?? (body ? clean(decodeCharset(body, charsetOf(codepage))) : null);
  const compressed = message.get(property.rtf)?.bytes;
  const rtf = written === null && compressed ? decompressRtf(compressed) : null;
  const read = rtf ? readRtf(rtf) : null;
  return { text: text ?? read?.text ?? null, html: written ?? read?.html ?? null };
}

function textOf(properties: MapiProperties, id: number, codepage: number): string | null {
  const value = properties.get(id);
  if (!value || (value.type !== 0x1e && value.type !== 0x1f)) return null;
  return clean(decodeCharset(value.bytes, value.type === 0x1f ? 'utf-16le' : charsetOf(codepage)));
}

function charsetOf(codepage: number): string {
  return codepage === 65_001 ? 'utf-8' : codepage === 20_127 ? 'us-ascii' : codepage >= 28_591 && codepage <= 28_605 ? `iso-8859-${codepage - 28_590}` : `cp${codepage}`;
}

function clean(text: string): string | null {
  const plain = text.replace(/\u0000[^]*$/, '');
  return plain.trim() === '' ? null : plain;
}
