const dictionary = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);
const most = 4 * 1024 * 1024;

/** Unpacks the RTF of a mail (MS-OXRTFCP), at most 4 MiB of it; null when it is none. */
export function decompressRtf(packed: Buffer): Buffer | null {
  if (packed.length < 16) return null;
  const size = Math.min(packed.readUInt32LE(4), most);
  const kind = packed.toString('latin1', 8, 12);
  if (kind === 'MELA') return packed.subarray(16, 16 + size);
  if (kind !== 'LZFu') return null;
  const window = Buffer.alloc(4_096);
  dictionary.copy(window);
  const unpacked = Buffer.alloc(size);
  let length = 0;
  let to = dictionary.length;
  const put = (byte: number) => {
    unpacked[length++] = byte;
    window[to] = byte;
    to = (to + 1) % window.length;
  };
  for (let at = 16; at < packed.length && length < size;) {
    const flags = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length && length < size; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at++] ?? 0);
        continue;
      }
      const reference = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === to) return unpacked.subarray(0, length);
      for (let step = 0; step < (reference & 15) + 2 && length < size; step += 1) put(window[(from + step) % window.length] ?? 0);
    }
  }
  return unpacked.subarray(0, length);
}
