import type { CallInput, CallMenu, CallSession, CallTurn } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { isCallbackPhase, openCallback } from './callback.ts';
import { offerCallbackOrMessage, say, takeMessage } from './prompts.ts';
import type { Say } from './prompts.ts';
import { isWithAgent, turn } from './turn.ts';
import { wordsOf } from './words.ts';

type Waiting = Extract<CallInput, { kind: 'waiting' | 'waiting-keys' }>;

/** A turn is about a quarter of a minute of music: where they stand is told again every fourth. */
const turnsPerMinute = 4;
const longestAnnouncement = 600;

/** One turn of the waiting line: something said, music, and one key listened for all the while. */
export function waitInLine(session: CallSession, input: Waiting): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  if (session.phase === 'voicemail' || isCallbackPhase(session.phase)) return turn(session, [{ verb: 'leave-queue' }]);
  // Their conversation is over, though its end was not heard of: they may leave a message rather than wait for nobody.
  if (session.phase === 'bridged') return turn(session, [{ verb: 'leave-queue' }]);
  // The agent's phone is about to ring: nothing to announce any more.
  if (session.phase === 'bridging') return turn(session, [{ verb: 'music' }, { verb: 'continue' }]);
  const { sayings, toldPosition } = whatIsTold(session, input);
  const waited: CallSession = { ...session, waitTurns: session.waitTurns + 1, toldPosition };
  return turn(waited, [
    { verb: 'ask', say: [...sayings, { verb: 'music' }], keys: 1, seconds: 2 },
    { verb: 'continue' },
  ]);
}

/** A key pressed in the line: 1 leaves a message, 2 asks for a callback; any other changes nothing. */
export function pressInLine(session: CallSession, input: Extract<Waiting, { kind: 'waiting-keys' }>): CallTurn {
  if (session.phase === 'ended' || isWithAgent(session)) return waitInLine(session, input);
  if (input.digits === '1') return turn({ ...session, phase: 'voicemail', misses: 0, waitTurns: 0 }, [{ verb: 'leave-queue' }]);
  if (input.digits === '2' && session.phase === 'waiting') {
    return turn({ ...session, phase: 'callback', misses: 0, waitTurns: Math.max(1, session.waitTurns) }, [{ verb: 'leave-queue' }]);
  }
  return waitInLine(session, input);
}

/** They came out of the line: by their own key, or because the provider could not keep them. */
export function leftLine(session: CallSession, result: Extract<CallInput, { kind: 'left-queue' }>['result'], menu: CallMenu): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  const atVoicemail: CallSession = isWithAgent(session) ? session : { ...session, phase: 'voicemail', misses: 0, waitTurns: 0 };
  switch (result) {
    case 'hung-up':
      return turn({ ...session, phase: 'ended' }, []);
    case 'bridged':
    case 'redirected':
      return turn(session, []);
    case 'left':
      return isCallbackPhase(session.phase) ? openCallback(session, menu) : turn(atVoicemail, takeMessage(session, menu));
    case 'failed':
      return turn(atVoicemail, [say(session.locale, wordsOf(session.locale).sorryNoLine), ...offerCallbackOrMessage(session, menu)]);
  }
}

/** Where they stand at first, about once a minute, and when that changed; in between news, comfort, or only music. */
function whatIsTold(session: CallSession, input: Waiting): { sayings: Say[]; toldPosition: number | null } {
  const { locale, waitTurns, toldPosition = null } = session;
  const words = wordsOf(locale);
  const position = Math.max(1, input.position);
  if (input.kind === 'waiting-keys' && input.digits !== '') {
    return { sayings: [say(locale, words.keyOfNoUse, words.lineKeys)], toldPosition };
  }
  if (waitTurns % turnsPerMinute === 0 || position !== toldPosition) {
    const options = waitTurns % (2 * turnsPerMinute) === 0 ? [say(locale, words.lineKeys)] : [];
    return { sayings: [tellPlace(session, position, input.estimateSeconds), ...options], toldPosition: position };
  }
  if (waitTurns % 2 === 0) return { sayings: [], toldPosition };
  const announcements = input.kind === 'waiting' ? input.announcements ?? [] : [];
  const told = [...announcements.map((text) => boundedText(text, longestAnnouncement).trim()).filter(Boolean), ...words.comfort];
  const next = told[Math.floor(waitTurns / 2) % told.length];
  return { sayings: next ? [say(locale, next)] : [], toldPosition };
}

function tellPlace({ locale }: CallSession, position: number, estimateSeconds: number | null): Say {
  const words = wordsOf(locale);
  const place = position > 1 ? words.position(position) : words.next;
  const minutes = estimateSeconds === null ? null : Math.max(1, Math.ceil(estimateSeconds / 60));
  return say(locale, place, minutes === null ? words.estimateUnknown : words.estimate(minutes));
}
