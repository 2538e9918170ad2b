/** What a person or the network does to a line that listens. */
export type Move =
  | { kind: 'keys'; digits: string }
  | { kind: 'silence' }
  | { kind: 'speak'; seconds: number }
  | { kind: 'hang-up' }
  | { kind: 'agent-hangs-up' }
  | { kind: 'redirect'; url: string };

export type LineState = 'busy' | 'menu' | 'waiting' | 'recording' | 'ringing' | 'talking' | 'ended';

/** Where a running line waits for its next move, and others wait for the line: no clock is involved. */
export interface Mailbox {
  state(): LineState;
  /** The line's side: shows what it is doing and waits for a move. */
  listen(state: LineState): Promise<Move>;
  /** The line's side: nothing more will happen. A fault is thrown at everybody who waits or comes later. */
  end(fault?: Error): void;
  /** The people's side: makes a move, and returns when the line listens again or has ended. */
  make(move: Move): Promise<void>;
  /** The network's side: interrupts at the next listening; false when the line has ended. */
  interrupt(url: string): boolean;
  reaches(state: LineState): Promise<void>;
  /** A redirect that came while the line was busy. */
  takeRedirect(): string | null;
}

export function createMailbox(): Mailbox {
  let state: LineState = 'busy';
  let fault: Error | undefined;
  let deliver: ((move: Move) => void) | null = null;
  let redirect: string | null = null;
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
  const takeRedirect = (): string | null => {
    const url = redirect;
    redirect = null;
    return url;
  };

  return {
    state: () => state,
    listen: (next) => {
      const url = takeRedirect();
      if (url !== null) return Promise.resolve({ kind: 'redirect', url });
      return new Promise<Move>((resolve) => {
        deliver = (move) => {
          deliver = null;
          state = 'busy';
          resolve(move);
        };
        show(next);
      });
    },
    end: (reason) => {
      fault = reason;
      show('ended');
    },
    make: async (move) => {
      await until(() => state !== 'busy');
      if (!deliver) throw new Error(`Nobody listens: the line is ${state}.`);
      deliver(move);
      await until(() => state !== 'busy');
    },
    interrupt: (url) => {
      if (state === 'ended') return false;
      if (deliver) deliver({ kind: 'redirect', url });
      else redirect = url;
      return true;
    },
    reaches: (wanted) => until(() => state === wanted),
    takeRedirect,
  };
}
