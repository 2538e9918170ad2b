const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });
const blank = /\s/u;

/**
 * The text in pieces of at most `most` UTF-16 units; put together they are the text again. Cut behind blanks where
 * there are any, else between two characters as people see them (UAX 29); only what is longer than a whole piece is
 * cut inside, and never a surrogate pair.
 */
export function cutText(text: string, most: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > most) {
    const end = start + cutWithin(text.slice(start, start + most + 2), most);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return start < text.length ? [...pieces, text.slice(start)] : pieces;
}

/** Where to cut a text that goes on behind `most`: one character more is enough to know what belongs together. */
function cutWithin(text: string, most: number): number {
  const segments = graphemes.segment(text);
  const edge = segments.containing(most)?.index ?? most;
  for (let end = edge; end > 0; end -= 1) {
    if (!blank.test(text.charAt(end - 1))) continue;
    // A blank may carry an accent, or be one half of a line's end: then it is no end of a word.
    if (segments.containing(end)?.index === end && /^\s+$/u.test(segments.containing(end - 1)?.segment ?? '')) return end;
  }
  if (edge > 0) return edge;
  return isHighSurrogate(text.charCodeAt(most - 1)) ? most - 1 : most;
}

/**
 * A long text as several that each fit, numbered "(1/3) " in front; a text that fits is one, as it is. Blanks around
 * each are dropped, and a piece of nothing but blanks with them.
 */
export function numberedTexts(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const words = text.trim();
  if (words.length <= most) return [words];
  for (let digits = String(Math.ceil(words.length / most)).length; ; digits += 1) {
    const room = most - numbering(10 ** digits - 1, 10 ** digits - 1).length;
    const pieces = cutText(words, room).map((piece) => piece.trim()).filter((piece) => piece !== '');
    if (String(pieces.length).length <= digits) {
      return pieces.map((piece, index) => `${numbering(index + 1, pieces.length)}${piece}`);
    }
  }
}

function numbering(part: number, parts: number): string {
  return `(${part}/${parts}) `;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
