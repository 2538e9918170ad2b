/** Puts paragraphs together that were broken for the line (RFC 3676, 4): a line that ends with a space goes on in the next one of the same quote. */
export function unflow(text: string, isSpaceAdded: boolean): string {
  const paragraphs: { marks: string; pieces: string[] }[] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    const marks = /^>*/.exec(line)?.[0] ?? '';
    const words = line.slice(marks.length).replace(/^ /, '');
    const isSignature = words === '-- ';
    const last = paragraphs.at(-1);
    if (isOpen && last?.marks === marks && !isSignature) last.pieces.push(words);
    else paragraphs.push({ marks, pieces: [words] });
    isOpen = words.endsWith(' ') && !isSignature;
    const written = paragraphs.at(-1);
    if (isOpen && isSpaceAdded) written?.pieces.push(written.pieces.pop()?.slice(0, -1) ?? '');
  }
  return paragraphs.map(({ marks, pieces }) => `${marks}${marks === '' ? '' : ' '}${pieces.join('')}`).join('\n');
}
