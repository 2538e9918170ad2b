import type { CallInput, CallSession, CallTurn, Prompt } from '../../src/core/index.ts';
import { say } from './prompts.ts';
import { goodbye, turn } from './turn.ts';
import { wordsOf } from './words.ts';

type Moved = Extract<CallInput, { kind: 'moved' }>;

const collectSeconds = 10;
const mostKeysUnlessSaid = 20;
const triesToCollect = 3;
/** Music between two reassurances on hold, in pieces of about a quarter of a minute. */
const holdMusic: Prompt[] = Array.from({ length: 4 }, () => ({ verb: 'music' }));

/** Where the desk moved a caller who talked to an agent. The caller's leaving never ends a room: the desk may be moving them. */
export function movedCaller(session: CallSession, input: Moved): CallTurn {
  if (session.phase === 'ended') return turn(session, [{ verb: 'hang-up' }]);
  const { locale } = session;
  const words = wordsOf(locale);
  const talking: CallSession = { ...session, phase: 'bridged' };
  switch (input.to) {
    case 'room':
      return turn({ ...talking, misses: 0 }, [
        { verb: 'join', room: input.room, muted: false, coach: null, record: input.record },
      ]);
    case 'hold':
      return turn(talking, [say(locale, words.oneMoment), ...holdMusic, { verb: 'continue' }]);
    case 'line':
      return turn({ ...session, phase: 'waiting', misses: 0, toldPosition: null }, [say(locale, words.backInLine), { verb: 'enqueue' }]);
    case 'collect':
      return turn(talking, askForKeys(session, words.typeKeys, input.keys));
    case 'end':
      return goodbye(session, []);
  }
}

/** What they typed, for the desk; silence is asked about again, and at last the call goes on without. */
export function collectedKeys(session: CallSession, digits: string): CallTurn {
  if (session.phase === 'ended') return turn(session, [{ verb: 'hang-up' }]);
  const { locale } = session;
  const words = wordsOf(locale);
  const typed = digits.replaceAll(/[^0-9*]/g, '').slice(0, 50);
  const misses = session.misses + 1;
  if (typed === '' && misses < triesToCollect) return turn({ ...session, misses }, askForKeys(session, `${words.nothingHeard} ${words.typeKeys}`));
  const thanks: Prompt[] = [say(locale, typed === '' ? words.nothingHeard : words.keysTaken), { verb: 'continue' }];
  return turn({ ...session, misses: 0 }, thanks, { collected: typed });
}

function askForKeys({ locale }: CallSession, text: string, keys = mostKeysUnlessSaid): Prompt[] {
  return [{ verb: 'ask', say: [say(locale, text)], keys, seconds: collectSeconds, answerAt: 'moved' }];
}
