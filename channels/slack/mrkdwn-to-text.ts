import { withEmoji } from './emoji.ts';

/** What a message mentions by id, and the id of the desk itself. */
export interface Mentions {
  names: Readonly<Record<string, string>>;
  deskId?: string | undefined;
}

/** A noncharacter of Unicode, which no text holds: it stands for what is no plain words until their marks are gone. */
const hole = '\ufdd0';
/** Code, what stands between < and >, escapes, and what looks like a hole. */
const special = /```[^]*?```|`[^`\n]+`|<[^<>]*>|&(?:amp|lt|gt);|\ufdd0/g;

/**
 * What a message of Slack says, as plain text: people and rooms by their names, links with their addresses, escapes
 * undone once, emoji as they look where they are known, without the marks of bold, italics and strike; code stays as it
 * is. A mention of the desk at the beginning is left out (docs.slack.dev, formatting message text).
 */
export function mrkdwnToText(marked: string, mentions: Mentions): string {
  const filled: string[] = [];
  const words = withoutDesk(marked, mentions).replaceAll(special, (whole) => {
    filled.push(namedWords(whole, mentions));
    return hole;
  });
  let next = 0;
  return withEmoji(withoutMarks(words)).replaceAll(hole, () => filled[next++] ?? '');
}

function namedWords(text: string, { names }: Mentions): string {
  return text.replaceAll(/<([^<>]*)>|&(?:amp|lt|gt);/g, (whole, inside: string | undefined) => (inside === undefined ? unescaped(whole) : wordsOf(inside, names)));
}

/** A pair of marks hugs what stands between them, on one line, and stands apart from letters and digits. */
const pairs = ['*', '_', '~'].map((mark) => {
  const one = `\\${mark}`;
  return new RegExp(`(?<![^\\s()[\\]{}"'«“‘¡¿,.;:!?*_~…—–${hole}-]|${one})${one}(?=[^\\s${one}])([^${one}\\n]*[^\\s${one}])${one}(?![^\\s()[\\]{}"'»”’,.;:!?*_~…—–${hole}-]|${one})`, 'g');
});

function withoutMarks(text: string): string {
  return pairs.reduce((rest, pair) => rest.replaceAll(pair, '$1'), text);
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
