import type { LineState } from './mailbox.ts';
import type { CallStatus, PhoneCall } from './phone-call.ts';

/** A person on the phone, or whoever holds one end of a call. Every action returns when the line listens again or has ended. */
export interface PhoneLine {
  callId: string;
  from: string;
  to: string;
  direction: PhoneCall['direction'];
  /** Of a <Dial>'s leg: the call that dialled it. */
  parentCallId: string | null;
  heard: PhoneCall['heard'];
  /** Every document the gateway answered with, as XML. */
  documents: string[];
  agentLegs: PhoneCall['agentLegs'];
  /** All that was heard, in one text. */
  said(): string;
  state(): LineState;
  /** The call's state in the provider's words. */
  status(): CallStatus;
  /** Presses these keys at once: those after the last one the menu asked for are lost. */
  press(digits: string): Promise<void>;
  /** Says this at a menu that listens to words. */
  say(words: string, confidence?: number): Promise<void>;
  /** Presses nothing at a menu, waits for music to end, says nothing to a voicemail, lets it ring too long. */
  silence(): Promise<void>;
  /** Leaves a message and presses the pound key. */
  speak(seconds: number): Promise<void>;
  /** Leaves a message and hangs up. */
  speakAndHangUp(seconds: number): Promise<void>;
  /** A phone that `rings` is picked up, by a person whom the test moves. */
  pickUp(): Promise<void>;
  /** A phone that still `rings` declines the call by this: it is busy. */
  hangUp(): Promise<void>;
  /** The other end of this line's <Dial> ends the conversation. */
  agentHangsUp(): Promise<void>;
  /** Returns when the line is so; throws when the call ends before. */
  reaches(state: LineState): Promise<void>;
}

export function lineOf(call: PhoneCall): PhoneLine {
  const { mailbox, heard, documents, agentLegs } = call;
  return {
    callId: call.sid,
    from: call.from,
    to: call.to,
    direction: call.direction,
    parentCallId: call.parentSid,
    heard,
    documents,
    agentLegs,
    said: () => heard.map(({ text }) => text).join(' '),
    state: mailbox.state,
    status: () => call.status,
    press: (digits) => mailbox.make({ kind: 'keys', digits }),
    say: (words, confidence = 0.9) => mailbox.make({ kind: 'words', words, confidence }),
    silence: () => mailbox.make({ kind: 'silence' }),
    speak: (seconds) => mailbox.make({ kind: 'speak', seconds, thenHangUp: false }),
    speakAndHangUp: (seconds) => mailbox.make({ kind: 'speak', seconds, thenHangUp: true }),
    pickUp: () => mailbox.make({ kind: 'pick-up' }),
    hangUp: () => mailbox.make({ kind: 'hang-up' }),
    agentHangsUp: () => mailbox.make({ kind: 'agent-hangs-up' }),
    reaches: mailbox.reaches,
  };
}
