/** The values of one object of MAPI, by property number (MS-OXPROPS). */
export type MapiProperties = ReadonlyMap<number, MapiValue>;
export interface MapiValue {
  /** MS-OXCDATA, 2.11.1. */
  type: number;
  /** Of a property of several values the first. */
  bytes: Buffer;
}

const mostProperties = 2_000;
/** Sizes of the types that have one, padded to four bytes. */
const fixed: ReadonlyMap<number, number> = new Map([[2, 4], [3, 4], [4, 4], [5, 8], [6, 8], [7, 8], [10, 4], [11, 4], [20, 8], [64, 8], [72, 16]]);
const lengthy = new Set([0x0d, 0x1e, 0x1f, 0x102]);

/** Reads a list of properties as TNEF holds it (MS-OXTNEF, 2.1.3.4); reads as far as it makes sense. */
export function readProperties(bytes: Buffer): MapiProperties {
  const found = new Map<number, MapiValue>();
  const reader = createReader(bytes);
  const count = Math.min(reader.number32(), mostProperties);
  for (let index = 0; index < count && !reader.isOver(); index += 1) {
    const type = reader.number16();
    const id = reader.number16();
    if (id >= 0x8000) skipName(reader);
    const value = readValue(reader, type);
    if (value === null) break;
    if (!found.has(id)) found.set(id, { type: type & 0x0fff, bytes: value });
  }
  return found;
}

interface Reader {
  isOver(): boolean;
  number16(): number;
  number32(): number;
  take(length: number): Buffer;
}

/** Reads zeros and nothing past the end. */
function createReader(bytes: Buffer): Reader {
  let at = 0;
  const take = (length: number): Buffer => {
    const taken = bytes.subarray(at, at + length);
    at += length;
    return taken;
  };
  const number = (length: number): number => {
    const taken = take(length);
    return taken.length < length ? 0 : taken.readUIntLE(0, length);
  };
  return { isOver: () => at >= bytes.length, number16: () => number(2), number32: () => number(4), take };
}

function takePadded(reader: Reader): Buffer {
  const length = reader.number32();
  const taken = reader.take(length);
  reader.take((4 - (length % 4)) % 4);
  return taken;
}

function skipName(reader: Reader): void {
  reader.take(16);
  if (reader.number32() === 0) reader.take(4);
  else takePadded(reader);
}

function readValue(reader: Reader, type: number): Buffer | null {
  const isMany = (type & 0x1000) !== 0;
  const kind = type & 0x0fff;
  const isLengthy = lengthy.has(kind);
  const size = fixed.get(kind);
  if (!isLengthy && size === undefined) return null;
  const count = isMany || isLengthy ? Math.min(reader.number32(), mostProperties) : 1;
  let first: Buffer = Buffer.alloc(0);
  for (let index = 0; index < count && !reader.isOver(); index += 1) {
    const value = isLengthy ? takePadded(reader) : reader.take(size ?? 0);
    if (index === 0) first = value;
  }
  return first;
}
