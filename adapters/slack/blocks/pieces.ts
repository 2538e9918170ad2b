import type { types } from '@slack/bolt';
import { storableText, type Locale } from '../../../src/core/index.ts';

export type Block = types.KnownBlock;

/** Slack's own limits, in characters (docs.slack.dev/reference/block-kit). */
export const most = { title: 24, button: 75, option: 75, label: 2_000, placeholder: 150, section: 3_000, header: 150, words: 3_000, hint: 2_000 } as const;

/** A text of at most this many UTF-16 units, ended by … where it was cut, never inside a character. */
export function cut(text: string, units: number): string {
  const clean = storableText(text);
  if (clean.length <= units) return clean;
  const end = units - 1;
  const code = clean.charCodeAt(end - 1);
  return `${clean.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end).trimEnd()}…`;
}

/** What people wrote, as it stands in a text with marks: it names nobody and hides no address. */
export function escaped(text: string): string {
  return storableText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The same, cut so that what is escaped still fits. */
export function quoted(text: string, units: number): string {
  let shown = cut(text, units);
  while (escaped(shown).length > units) shown = cut(shown, Math.max(1, Math.floor(shown.length * 0.8)));
  return escaped(shown);
}

/** Slack refuses a text without any letter. */
export function plain(text: string, units: number): types.PlainTextElement {
  const words = cut(text, units);
  return { type: 'plain_text', text: words.trim() === '' ? '–' : words };
}

/** `marked` has its marks already and fits. */
export function section(marked: string): types.SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: marked.trim() === '' ? '–' : marked } };
}

export function context(marked: string): types.ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: marked }] };
}

export function button(actionId: string, words: string, value: string, style?: 'primary' | 'danger'): types.Button {
  return { type: 'button', action_id: actionId, text: plain(words, most.button), value, ...(style && { style }) };
}

export function option(words: string, value: string): types.PlainTextOption {
  return { text: plain(words, most.option), value };
}

/** A moment as Slack shows it to each reader in their own zone and words; a reader without that gets the day in UTC. */
export function moment(at: Date, locale: Locale): string {
  const fallback = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at);
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}
