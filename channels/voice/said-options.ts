import type { Locale, Localized } from '../../src/core/index.ts';
import { tellingTokens } from './heard-words.ts';

/** Words besides an option's name that still make it the option and not a sentence about something. */
const mostBeside = 2;

/** The digit of the one option that was named: by a part of its name that no other has, or by its name among a few words. */
export function optionSaid(words: string, options: readonly { digit: string; name: Localized }[], locale: Locale): string | null {
  const said = new Set(tellingTokens(words));
  if (said.size === 0) return null;
  const named = options.map(({ digit, name }) => ({ digit, tokens: new Set(tellingTokens(name[locale])) }));
  const byPart = named.filter(({ tokens }) => [...said].every((token) => tokens.has(token)));
  const exact = byPart.find(({ tokens }) => tokens.size === said.size);
  if (exact ?? byPart.length === 1) return (exact ?? byPart[0])?.digit ?? null;
  const byName = named.filter(({ tokens }) =>
    tokens.size > 0 && said.size <= tokens.size + mostBeside && [...tokens].every((token) => said.has(token)));
  return byName.length === 1 ? byName[0]?.digit ?? null : null;
}
