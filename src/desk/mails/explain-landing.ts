import type { Locale } from '../../core/index.ts';
import { landingWords } from './landing-words.ts';
import { mailLandings } from './landing.ts';

/** Why a mail is where it is, in words; the code itself for one that is not known. */
export function explainLanding(code: string, locale: Locale): { code: string; words: string } {
  const landing = mailLandings.find((known) => known === code);
  return { code, words: landing ? landingWords[locale][landing] : code };
}
