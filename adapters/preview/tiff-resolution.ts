/** Of tags of a TIFF (TIFF 6.0, section 8). */
const xResolution = 282;
const yResolution = 283;
const rational = 5;
/** No fax and no scan stretches its pixels further. */
const mostStretched = 5;
const mostEntries = 4_096;

/**
 * How many times as high as wide a pixel of a TIFF's first page is: a fax in its coarse resolution (204 by 98 dots an
 * inch) has pixels of twice the height. 1 where the file does not say, or not credibly.
 */
export function pixelHeightOf(tiff: Uint8Array): number {
  const bytes = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const order = tiff.length < 8 ? 0 : bytes.getUint16(0);
  const isLittle = order === 0x4949;
  // A BigTIFF (43), whose offsets are wider, is no fax.
  if ((!isLittle && order !== 0x4d4d) || bytes.getUint16(2, isLittle) !== 42) return 1;
  const directory = bytes.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return 1;
  const entries = Math.min(bytes.getUint16(directory, isLittle), mostEntries);
  const found = new Map<number, number>();
  for (let at = directory + 2, left = entries; left > 0 && at + 12 <= tiff.length; at += 12, left -= 1) {
    const tag = bytes.getUint16(at, isLittle);
    if (tag !== xResolution && tag !== yResolution) continue;
    const value = bytes.getUint16(at + 2, isLittle) === rational ? rationalAt(bytes, bytes.getUint32(at + 8, isLittle), isLittle) : null;
    if (value !== null) found.set(tag, value);
  }
  const height = (found.get(xResolution) ?? 1) / (found.get(yResolution) ?? (found.get(xResolution) ?? 1));
  return height >= 1 / mostStretched && height <= mostStretched ? height : 1;
}

function rationalAt(bytes: DataView, at: number, isLittle: boolean): number | null {
  if (at + 8 > bytes.byteLength) return null;
  const value = bytes.getUint32(at, isLittle) / bytes.getUint32(at + 4, isLittle);
  return Number.isFinite(value) && value > 0 ? value : null;
}
