import type { CallInput, CallMenu, CallSession, CallTurn } from '../../src/core/index.ts';
import { askForCallbackAt } from './callback.ts';
import { asksForPerson, asksToGoBack, asksToRepeat, containsChoice, heardText, isAboutSomething, saysOnlyNo, spokenKey, spokenLanguage, spokenYesOrNo, tellingTokens } from './heard-words.ts';
import { keepWords } from './kept-words.ts';
import { answerMenu, missed, unclearMatter } from './menu-answers.ts';
import { entriesInDoubt, entryOf, noneOfThese, presetService } from './menu-order.ts';
import { menuPrompt, openMenu } from './menus.ts';
import type { MenuPhase } from './menu-order.ts';
import { optionSaid } from './said-options.ts';
import { spokenNumber } from './spoken-numbers.ts';
import { spokenTime } from './spoken-times.ts';
import { toPerson } from './to-person.ts';
import { turn } from './turn.ts';

/** A longer utterance is a sentence about a matter, even when a choice stands in it. */
const mostChoiceWords = 5;

type Said = Extract<CallInput, { kind: 'said' }>;

/** What words do at a menu: the same as its keys, where they choose; else they tell the matter, which is confirmed or asked again. */
export function answerWords(session: CallSession, phase: MenuPhase, said: Said, menu: CallMenu): CallTurn {
  if (heardText(said.words) === '') return answerMenu(session, phase, '', menu);
  const key = keySaid(session, phase, said, menu);
  if (key !== null) return answerMenu(session, phase, key, menu);
  if (asksToRepeat(said.words)) return turn(session, [menuPrompt(session, phase, menu)]);
  switch (phase) {
    case 'callback':
    case 'callback-time': {
      const at = spokenTime(said.words);
      return at ? askForCallbackAt(session, at, menu) : missed(session, phase, said.words, menu);
    }
    case 'callback-number':
      return answerMenu(session, phase, spokenNumber(said.words) ?? said.words, menu);
    case 'stopped':
    case 'others':
      return missed(session, phase, said.words, menu);
    case 'language':
    case 'known':
    case 'service':
    case 'entry':
    case 'confirm':
    case 'which':
      return matterSaid(session, phase, said, menu);
  }
}

/** The key that the words stand for at this menu; null when they stand for none. */
function keySaid(session: CallSession, phase: MenuPhase, said: Said, menu: CallMenu): string | null {
  const { words } = said;
  return keyOfChoice(session, phase, said, menu) ?? (asksForPerson(words) ? '0' : null) ?? (asksToGoBack(words) ? '*' : null);
}

function keyOfChoice(session: CallSession, phase: MenuPhase, said: Said, menu: CallMenu): string | null {
  const { words } = said;
  // The first one that was named: "call me at another number" names two.
  const pick = (...options: [key: string, choice: Parameters<typeof containsChoice>[1]][]): string | null =>
    options.find(([, choice]) => containsChoice(words, choice))?.[0] ?? null;
  const yesOrNo = (): string | null => {
    const heard = spokenYesOrNo(words);
    return heard && { yes: '1', no: '2' }[heard];
  };
  switch (phase) {
    case 'language': {
      const language = spokenLanguage(words);
      return spokenKey(words) ?? (language && { es: '1', en: '2' }[language]);
    }
    case 'known':
      if (sureEntry(said, menu) !== null) return null;
      return spokenKey(words) ?? (tellingTokens(words).length > mostChoiceWords ? null : pick(['3', 'newMatter'], ['2', 'addWords'], ['1', 'hear']));
    case 'service':
      return spokenKey(words) ?? optionSaid(words, menu.services, session.locale);
    case 'entry':
      return spokenKey(words) ?? optionSaid(words, menu.services.find(({ key }) => key === session.service)?.entries ?? [], session.locale);
    case 'confirm':
      return spokenKey(words) ?? answerToGuess(session, said, menu);
    case 'which':
      return spokenKey(words) ?? answerToDoubt(session, said, menu);
    case 'stopped':
      // "No puedo trabajar" is a yes: the phrases come before the bare no.
      return spokenKey(words) ?? pick(['2', 'stoppedNo'], ['1', 'stoppedYes']) ?? yesOrNo();
    case 'others':
      return spokenKey(words) ?? pick(['2', 'othersNo']) ?? yesOrNo() ?? pick(['1', 'othersYes']);
    case 'callback':
      if (spokenTime(words) && !spokenKey(words)) return null;
      return spokenKey(words) ?? pick(['3', 'otherNumber'], ['2', 'otherTime'], ['1', 'callback'], ['*', 'line']) ?? agreement(words);
    case 'callback-time':
    case 'callback-number':
      return null;
  }
}

/** A plain yes agrees to the callback, a plain no goes back to where they came from. */
function agreement(words: string): string | null {
  const heard = spokenYesOrNo(words);
  return heard && { yes: '1', no: '*' }[heard];
}

/** "Is it this?": yes, no, the same thing in other words, or (null) another matter, or a no that names the very same. */
function answerToGuess(session: CallSession, said: Said, menu: CallMenu): string | null {
  const heard = spokenYesOrNo(said.words);
  if (heard === 'yes') return '1';
  const sure = sureEntry(said, menu);
  if (sure === null || saysOnlyNo(said.words)) return heard === 'no' ? '2' : null;
  return sure === session.guess && heard === null ? '1' : null;
}

function sureEntry(said: Said, menu: CallMenu): string | null {
  return said.guesses.find((guess) => guess.sure && entryOf(menu, guess.entry))?.entry ?? null;
}

/** "Which of these?": the one that is named, or meant for sure, or none of them; (null) another matter. */
function answerToDoubt(session: CallSession, said: Said, menu: CallMenu): string | null {
  const inDoubt = entriesInDoubt(session, menu);
  const named = optionSaid(said.words, inDoubt.map(({ digit, entry }) => ({ digit, name: entry.name })), session.locale);
  if (named !== null) return named;
  const saysNo = spokenYesOrNo(said.words) === 'no';
  // Whatever the words resemble.
  const sure = saysOnlyNo(said.words) ? null : sureEntry(said, menu);
  if (sure !== null) return (saysNo ? null : inDoubt.find(({ entry }) => entry.key === sure)?.digit) ?? null;
  return saysNo || containsChoice(said.words, 'newMatter') ? noneOfThese(inDoubt) : null;
}

/** A sentence about the matter: confirmed when the catalog is sure, a choice when it is in doubt, asked for once more when it is neither, then for a person to hear. */
function matterSaid(session: CallSession, phase: MenuPhase, said: Said, menu: CallMenu): CallTurn {
  const guess = sureEntry(said, menu);
  const doubt = guess === null && phase !== 'language' ? askedEntries(said, menu) : [];
  const isLost = guess === null && doubt.length === 0;
  const unclear = (isLost && (phase === 'language' || phase === 'confirm')) || (guess === null && !isAboutSomething(said.words));
  const likeliest = guess ?? (doubt.length === 1 ? doubt[0] ?? null : null);
  // "No, it is not that" and "no, that does not work" sound alike: the question is asked again.
  const sameAgain = phase === 'confirm' && likeliest !== null && likeliest === session.guess;
  if (unclear || sameAgain) return missed(session, phase, said.words, menu);
  const again = session.words !== null;
  const kept: CallSession = { ...session, words: keepWords(session.words, said.words), entry: null };
  if (guess === null && phase === 'which' && session.doubt?.again === true) return toPerson(kept, menu);
  if (likeliest !== null) return openMenu({ ...kept, guess: likeliest }, 'confirm', menu);
  if (doubt.length > 0) return openMenu({ ...kept, guess: null, doubt: { entries: doubt, again } }, 'which', menu);
  return again ? toPerson(kept, menu) : unclearMatter({ ...kept, doubt: null, service: phase === 'entry' ? kept.service : presetService(menu) }, menu);
}

/** The entries that the caller is to be asked about, best first. */
function askedEntries(said: Said, menu: CallMenu): string[] {
  return said.guesses.filter(({ asked, entry }) => asked === true && entryOf(menu, entry)).map(({ entry }) => entry);
}
