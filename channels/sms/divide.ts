const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });

/**
 * The text in pieces of at most `most` UTF-16 units; put together they are the text again. Cut behind blanks where
 * there are any, else between two characters as people see them (UAX 29); only what is longer than a whole piece is
 * cut inside, and never a surrogate pair.
 */
export function cutText(text: string, most: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  /** Length of the piece up to and with its last blank. */
  let wordEnd = 0;
  for (const unit of unitsOf(text, most)) {
    if (piece.length + unit.length > most) {
      const end = wordEnd > 0 ? wordEnd : piece.length;
      pieces.push(piece.slice(0, end));
      piece = piece.slice(end);
      wordEnd = 0;
    }
    // The rest of a word may still leave no room, but then nothing in it is a blank.
    if (piece.length + unit.length > most) {
      pieces.push(piece);
      piece = '';
    }
    piece += unit;
    if (/^\s+$/u.test(unit)) wordEnd = piece.length;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/** What may not be cut: graphemes, and code points of those that no piece can hold. */
function* unitsOf(text: string, most: number): Iterable<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (segment.length <= most) yield segment;
    else yield* segment;
  }
}

/**
 * A long text as several that each fit, numbered "(1/3) " in front; a text that fits is one, as it is. Blanks at the
 * end of each are dropped, and a piece of nothing but blanks with them.
 */
export function numberedTexts(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  for (let digits = 1; ; digits += 1) {
    const room = most - numbering(10 ** digits - 1, 10 ** digits - 1).length;
    const pieces = cutText(text.trim(), room).map((piece) => piece.trimEnd()).filter((piece) => piece !== '');
    if (pieces.length === 1) return pieces;
    if (String(pieces.length).length <= digits) {
      return pieces.map((piece, index) => `${numbering(index + 1, pieces.length)}${piece}`);
    }
  }
}

function numbering(part: number, parts: number): string {
  return `(${part}/${parts}) `;
}
