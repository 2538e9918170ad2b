/** The 7-bit default alphabet of GSM 03.38 (3GPP TS 23.038, 6.2.1), and its extension, whose characters count twice. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');

/** Units of one segment alone, and of each of several (3GPP TS 23.040, 9.2.3.24.1). */
const limits = { 'GSM-7': { alone: 160, each: 153 }, 'UCS-2': { alone: 70, each: 67 } } as const;

export interface TextLength {
  encoding: 'GSM-7' | 'UCS-2';
  segments: number;
  /** Units that fit into the last segment still. */
  left: number;
  /** The first character that makes every segment shorter; null while none does. */
  costly: string | null;
}

/** What the network counts a text as, in the same way as the desk does when it sends it. */
export function measureText(text: string): TextLength {
  const characters = [...text];
  const costly = characters.find((character) => !basic.has(character) && !extension.has(character)) ?? null;
  const encoding = costly === null ? 'GSM-7' : 'UCS-2';
  const costOf = (character: string) => (encoding === 'UCS-2' ? character.length : extension.has(character) ? 2 : 1);
  const { alone, each } = limits[encoding];
  const units = characters.reduce((sum, character) => sum + costOf(character), 0);
  if (units <= alone) return { encoding, segments: 1, left: alone - units, costly };
  let segments = 1;
  let used = 0;
  for (const character of characters) {
    const cost = costOf(character);
    if (used + cost > each) {
      segments += 1;
      used = 0;
    }
    used += cost;
  }
  return { encoding, segments, left: each - used, costly };
}
