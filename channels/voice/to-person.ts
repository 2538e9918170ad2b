import type { CallMenu, CallSession, CallTurn } from '../../src/core/index.ts';
import { say, takeMessage } from './prompts.ts';
import { isInLine, placeTurn, turn } from './turn.ts';
import { wordsOf } from './words.ts';

/** To a person: the waiting line, now or again; a message where nobody can be waited for. */
export function toPerson(session: CallSession, menu: CallMenu): CallTurn {
  const words = wordsOf(session.locale);
  if (session.ticketNumber === null) return placeTurn(session, true, [say(session.locale, words.passingToPerson)]);
  return isInLine(session) ? backToLine(session) : toVoicemail(session, menu, [say(session.locale, words.nobody)]);
}

/** The caller keeps their place, and hears anew where they stand. */
export function backToLine(session: CallSession): CallTurn {
  const told = say(session.locale, wordsOf(session.locale).backInLine);
  return turn({ ...session, phase: 'waiting', misses: 0, toldPosition: null }, [told, { verb: 'enqueue' }]);
}

export function toVoicemail(session: CallSession, menu: CallMenu, before: CallTurn['prompts'] = []): CallTurn {
  const leaving: CallSession = { ...session, phase: 'voicemail', misses: 0, waitTurns: 0 };
  return turn(leaving, [...before, ...takeMessage(leaving, menu)]);
}
