import type { Heard, LineState, PhoneLine, PretendTwilio } from '../demo/pretend-twilio/index.ts';

/** What the telephone does: `calling` until the desk answers; `busy` between two answers of the desk. */
export interface TelephoneView {
  state: LineState | 'calling';
  /** Everything said so far, in order; each in its language, such as `es-CO`. */
  heard: Heard[];
  /** Why the call broke off; null unless it did. */
  fault: string | null;
}

/** One telephone of somebody who tries the desk. A person's move that the line does not take is dropped, as a key pressed into music is. */
export interface Telephone {
  view(): TelephoneView | null;
  /** Dials the desk; a call that goes on is left alone. */
  call(): void;
  press(digits: string): void;
  say(words: string): void;
  /** Says and presses nothing: a menu goes on, music ends. */
  wait(): void;
  /** Leaves a message of so many seconds. */
  speak(seconds: number): void;
  hangUp(): void;
}

export function createTelephone(parts: { network: PretendTwilio; from: string; to: string }): Telephone {
  const { network, from, to } = parts;
  let line: PhoneLine | null = null;
  let isCalling = false;
  let fault: string | null = null;

  const isOver = () => line === null || line.state() === 'ended';
  const quietly = (move: (line: PhoneLine) => Promise<void>) => {
    if (line && !isOver()) void move(line).catch(() => undefined);
  };

  return {
    view: () => {
      if (isCalling) return { state: 'calling', heard: [], fault: null };
      if (!line) return fault === null ? null : { state: 'ended', heard: [], fault };
      return { state: line.state(), heard: line.heard, fault };
    },
    call: () => {
      if (isCalling || !isOver()) return;
      isCalling = true;
      line = null;
      fault = null;
      network.call({ from, to }).then(
        (dialled) => {
          line = dialled;
        },
        (error: unknown) => {
          fault = error instanceof Error ? error.message : 'The call failed.';
        },
      ).finally(() => {
        isCalling = false;
      });
    },
    press: (digits) => quietly((on) => on.press(digits)),
    say: (words) => quietly((on) => on.say(words)),
    wait: () => quietly((on) => on.silence()),
    speak: (seconds) => quietly((on) => on.speak(seconds)),
    hangUp: () => quietly((on) => on.hangUp()),
  };
}
