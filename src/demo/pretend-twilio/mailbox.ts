/** What a person or the network does to a line that listens. */
export type Move =
  | { kind: 'keys'; digits: string }
  | { kind: 'words'; words: string; confidence: number }
  | { kind: 'silence' }
  | { kind: 'speak'; seconds: number; thenHangUp: boolean }
  | { kind: 'pick-up' }
  | { kind: 'hang-up' }
  | { kind: 'agent-hangs-up' }
  | { kind: 'redirect'; url: string }
  /** The other leg was heard out: let through to this line, or not, with its last state. */
  | { kind: 'screened'; bridged: boolean; status: string }
  /** The other end of a bridge is gone, or the conference is. */
  | { kind: 'peer-left' };

/** Where somebody else can break in on a line, whatever it does. */
export type Interruption = Extract<Move, { kind: 'hang-up' | 'redirect' }>;

export type LineState = 'busy' | 'menu' | 'waiting' | 'music' | 'recording' | 'ringing' | 'talking' | 'conference' | 'ended';

export interface Listening {
  /** Why this move cannot be made here; null when it can. */
  refuses?: (move: Move) => string | null;
  /** A move that comes from elsewhere; it counts only while this listening lasts. */
  also?: Promise<Move>;
}

/** Where a running line waits for its next move, and others wait for the line: no clock is involved. */
export interface Mailbox {
  state(): LineState;
  /** The line's side: shows what it is doing and waits for a move. While it shows `busy`, only the network's moves come. */
  listen(state: LineState, how?: Listening): Promise<Move>;
  /** The line's side: nothing more will happen. A fault is thrown at everybody who waits or comes later. */
  end(fault?: Error): void;
  /** The people's side: makes a move, and returns when the line listens again or has ended. */
  make(move: Move): Promise<void>;
  /** The network's side: interrupts now or at the next listening; false when the line has ended. */
  interrupt(move: Interruption): boolean;
  reaches(state: LineState): Promise<void>;
  /** An interruption that came while the line was busy. */
  takeInterruption(): Interruption | null;
}

export function createMailbox(): Mailbox {
  let state: LineState = 'busy';
  let fault: Error | undefined;
  let deliver: ((move: Move) => void) | null = null;
  let refuses: Listening['refuses'];
  let interruption: Interruption | null = null;
  let watchers: (() => void)[] = [];

  const show = (next: LineState): void => {
    state = next;
    const woken = watchers;
    watchers = [];
    for (const wake of woken) wake();
  };
  const until = async (met: () => boolean): Promise<void> => {
    while (!met()) {
      if (fault) throw fault;
      if (state === 'ended') throw new Error('The call ended before what was waited for.');
      await new Promise<void>((resolve) => watchers.push(resolve));
    }
    if (fault) throw fault;
  };
  const takeInterruption = (): Interruption | null => {
    const taken = interruption;
    interruption = null;
    return taken;
  };

  return {
    state: () => state,
    listen: (next, how = {}) => {
      const waiting = takeInterruption();
      if (waiting) return Promise.resolve(waiting);
      return new Promise<Move>((resolve, reject) => {
        const own = (move: Move): void => {
          deliver = null;
          state = 'busy';
          resolve(move);
        };
        deliver = own;
        refuses = how.refuses;
        how.also?.then((move) => {
          if (deliver === own) own(move);
        }, reject);
        show(next);
      });
    },
    end: (reason) => {
      fault = reason;
      deliver = null;
      show('ended');
    },
    make: async (move) => {
      await until(() => state !== 'busy');
      if (!deliver) throw new Error(`Nobody listens: the line is ${state}.`);
      const refusal = refuses?.(move) ?? null;
      if (refusal !== null) throw new Error(refusal);
      deliver(move);
      await until(() => state !== 'busy');
    },
    interrupt: (move) => {
      if (state === 'ended') return false;
      if (deliver) deliver(move);
      else if (interruption?.kind !== 'hang-up') interruption = move;
      return true;
    },
    reaches: (wanted) => until(() => state === wanted),
    takeInterruption,
  };
}
