import type { TextPart } from '../../src/core/index.ts';

/** The 7-bit default alphabet of GSM 03.38 (3GPP TS 23.038, 6.2.1), without the escape to its extension. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** The extension table (6.2.1.1): each costs an escape and a character. */
const extension = new Set('\f^{}\\[~]|€');

/** Units of one segment alone, and of each of several, which carry a header (3GPP TS 23.040, 9.2.3.24.1). */
const limits = { 'GSM-7': { alone: 160, each: 153 }, 'UCS-2': { alone: 70, each: 67 } } as const;

/** How a text travels: in 7-bit characters when all of it can, else in 16-bit units. No character is cut by a segment's end. */
export function countSegments(text: string): Required<Pick<TextPart, 'encoding' | 'segments'>> {
  const characters = [...text];
  const encoding = characters.every((character) => basic.has(character) || extension.has(character)) ? 'GSM-7' : 'UCS-2';
  const costOf = (character: string) => (encoding === 'UCS-2' ? character.length : extension.has(character) ? 2 : 1);
  const { alone, each } = limits[encoding];
  const units = characters.reduce((sum, character) => sum + costOf(character), 0);
  if (units <= alone) return { encoding, segments: 1 };
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
  return { encoding, segments };
}
