export interface TextPart {
  quoted: boolean;
  text: string;
}

/** Fewer quoted lines than this are read with the rest. */
const shortestFold = 3;

/** A text in parts: what its writer says, and runs of lines that begin with `>` (RFC 3676, 4.5). Nothing is lost: the parts, joined, are the text. */
export function splitQuotes(text: string): TextPart[] {
  const parts: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = line.startsWith('>');
    const last = parts.at(-1);
    if (last?.quoted === quoted) last.lines.push(line);
    else parts.push({ quoted, lines: [line] });
  }
  const folded: { quoted: boolean; lines: string[] }[] = [];
  for (const { quoted, lines } of parts) {
    const isFold = quoted && lines.length >= shortestFold;
    const last = folded.at(-1);
    // One by one: a call takes only so many arguments, and a text may have more lines.
    if (last && !last.quoted && !isFold) lines.forEach((line) => last.lines.push(line));
    else folded.push({ quoted: isFold, lines: [...lines] });
  }
  return folded.map((part) => ({ quoted: part.quoted, text: part.lines.join('\n') }));
}
