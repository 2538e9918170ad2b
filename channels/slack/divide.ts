import { storableText } from '../../src/core/index.ts';

/** A long text as several of at most `most` UTF-16 units, cut between paragraphs, lines or words where there are any; one that fits stays as it is. */
export function dividedText(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = storableText(text);
  while (rest.length > most) {
    const end = endWithin(rest, most);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).replace(/^\s+/, '');
  }
  const parts = [...pieces, rest.trimEnd() === '' ? '' : rest].filter((piece) => piece !== '');
  return parts.length > 0 ? parts : [storableText(text).slice(0, most)];
}

/** The last end of a paragraph, a line or a word in the second half, else the edge, which never falls inside a character. */
function endWithin(text: string, most: number): number {
  for (const mark of ['\n\n', '\n', ' ']) {
    const end = text.lastIndexOf(mark, most - 1);
    if (end >= most / 2) return end + mark.length;
  }
  const code = text.charCodeAt(most - 1);
  return code >= 0xd800 && code <= 0xdbff ? most - 1 : most;
}
