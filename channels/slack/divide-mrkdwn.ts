/** Lines of which no mark of Slack's spans two; `goesOn`: those whose words go on in the next, as one line did before it was cut. */
export interface CutLines {
  lines: string[];
  goesOn: ReadonlySet<number>;
}

/** Lines of at most `most` UTF-16 units, cut between words where there are any, and never inside a link, an escape or a character. */
export function cutLines(text: string, most: number): CutLines {
  const lines: string[] = [];
  const goesOn = new Set<number>();
  for (const line of text.split('\n')) {
    let rest = line;
    while (rest.length > most) {
      const end = endOfCut(rest, most);
      if (end >= rest.length) break;
      goesOn.add(lines.push(rest.slice(0, end).trimEnd()) - 1);
      rest = rest.slice(end).trimStart();
    }
    lines.push(rest);
  }
  return { lines, goesOn };
}

function endOfCut(line: string, most: number): number {
  const space = line.lastIndexOf(' ', most - 1);
  const end = space >= most / 2 ? space + 1 : most;
  const begin = line.lastIndexOf('<', end - 1);
  if (begin > line.lastIndexOf('>', end - 1)) return begin > 0 ? begin : line.indexOf('>') + 1 || line.length;
  const escape = /&[a-z]{0,3}$/.exec(line.slice(0, end))?.index ?? end;
  const code = line.charCodeAt(escape - 1);
  return Math.max(1, code >= 0xd800 && code <= 0xdbff ? escape - 1 : escape);
}

const fence = /^((?:> )*)```$/;

/** Messages of about `most` UTF-16 units made of whole lines, begun anew at a paragraph where one ends in their second half. Code that goes on in the next message is code in both. */
export function packLines({ lines, goesOn }: CutLines, most: number): string[] {
  const messages: string[] = [];
  let said = '';
  let code: string | null = null;
  const end = (rest: string) => {
    const isCut = code !== null;
    messages.push(isCut ? `${said}\n${code}\`\`\`` : said);
    said = isCut ? `${code}\`\`\`\n${rest}` : rest;
  };
  lines.forEach((line, place) => {
    const joint = said === '' ? '' : goesOn.has(place - 1) ? ' ' : '\n';
    if (said !== '' && said.length + joint.length + line.length > most) {
      const paragraph = code === null ? said.lastIndexOf('\n\n') : -1;
      if (paragraph >= most / 2) {
        const rest = said.slice(paragraph + 2);
        said = said.slice(0, paragraph);
        end(`${rest}${rest === '' ? '' : joint}${line}`);
      } else end(line);
    } else said += `${joint}${line}`;
    const [is, before = ''] = fence.exec(line) ?? [];
    if (is !== undefined) code = code === null ? before : null;
  });
  return [...messages, said].map((message) => message.replaceAll(/\n{3,}/g, '\n\n').trim()).filter((message) => message !== '');
}
