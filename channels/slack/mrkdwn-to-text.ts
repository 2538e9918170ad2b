/** What a message mentions by id, and the id of the desk itself. */
export interface Mentions {
  names: Readonly<Record<string, string>>;
  deskId?: string | undefined;
}

/**
 * What a message of Slack says, as plain text: people and rooms by their names, links with their addresses, escapes
 * undone once; marks of bold and the like stay. A mention of the desk at the beginning is left out (docs.slack.dev,
 * formatting message text).
 */
export function mrkdwnToText(marked: string, mentions: Mentions): string {
  const said = withoutDesk(marked, mentions);
  return said.replaceAll(/<([^<>]*)>|&(?:amp|lt|gt);/g, (whole, inside: string | undefined) =>
    (inside === undefined ? unescaped(whole) : wordsOf(inside, mentions.names)));
}

function withoutDesk(marked: string, { names, deskId }: Mentions): string {
  let rest = marked;
  for (;;) {
    const mention = /^\s*<@(\w+)(?:\|[^<>]*)?>[\s,:;]*/.exec(rest);
    const id = mention?.[1];
    if (!mention || id === undefined || (id !== deskId && nameOf(names, id) !== '')) return rest;
    rest = rest.slice(mention[0].length);
  }
}

/** What stands between < and >. */
function wordsOf(inside: string, names: Readonly<Record<string, string>>): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : unescaped(inside.slice(bar + 1));
  const id = target.slice(1);
  if (target.startsWith('@')) return prefixed('@', nameOf(names, id) || label || id);
  if (target.startsWith('#')) return prefixed('#', label || nameOf(names, id) || id);
  if (target.startsWith('!')) return specialWords(id, label, names);
  return linkWords(unescaped(target), label);
}

function specialWords(command: string, label: string, names: Readonly<Record<string, string>>): string {
  const [name = '', id = ''] = command.split('^');
  if (name === 'subteam') return prefixed('@', label || nameOf(names, id) || id);
  if (name === 'date') return label || unescaped(command.split('^').slice(2).join(' '));
  return prefixed('@', label || unescaped(command));
}

/** The address alone where the label only repeats it. */
function linkWords(address: string, label: string): string {
  const shown = address.replace(/^(?:mailto|tel):/, '');
  const isSame = [address, shown, address.replace(/^https?:\/\//, '')].includes(label);
  if (label === '') return shown;
  return isSame ? label : `${label} (${shown})`;
}

function prefixed(mark: string, name: string): string {
  return name.startsWith(mark) ? name : `${mark}${name}`;
}

function nameOf(names: Readonly<Record<string, string>>, id: string): string | undefined {
  return Object.hasOwn(names, id) ? names[id] : undefined;
}

const letters: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (escape) => letters[escape] ?? escape);
}
