import { unavailable, type CallControl, type NewLeg, type OutboundText, type Sender } from '../../../src/core/index.ts';

/** A provider that keeps what it was given and does what the test says: `fate` for the next texts, in order. */
export interface PretendSender extends Sender, CallControl {
  sent: { text: OutboundText; providerId: string }[];
  lookedUp: Date[];
  bridged: { callId: string; assignmentId: string }[];
  /** Legs dialled, in order, with the provider's id of each. */
  legs: (NewLeg & { callId: string })[];
  /** Moves and hang-ups of calls, in order. */
  steered: { callId: string; to: 'moved' | 'leg' | 'hung-up'; step: string | null }[];
  /** Calls that are over: whoever steers them is told that they are gone. */
  gone: Set<string>;
  /** What the provider answers instead of dialling the next legs, in order. */
  legFates: (() => Promise<Awaited<ReturnType<CallControl['placeLeg']>>>)[];
  /** The provider's REST interface is out of reach. */
  isDown: boolean;
  fates: ((deliver: () => string) => Promise<Awaited<ReturnType<Sender['send']>>>)[];
}

let made = 0;

export function pretendSender(): PretendSender {
  const sender: PretendSender = {
    sent: [],
    lookedUp: [],
    bridged: [],
    legs: [],
    steered: [],
    gone: new Set(),
    legFates: [],
    isDown: false,
    fates: [],
    send: async (text) => {
      const deliver = () => {
        made += 1;
        const providerId = `SMout${made}`;
        sender.sent.push({ text, providerId });
        return providerId;
      };
      const fate = sender.fates.shift();
      return fate ? fate(deliver) : { kind: 'sent', providerId: deliver() };
    },
    find: async (text, since) => {
      sender.lookedUp.push(since);
      const found = sender.sent.findLast((one) => one.text.to === text.to && one.text.body === text.body);
      return found ? { providerId: found.providerId } : null;
    },
    redirectToBridge: async (callId, assignmentId) => {
      sender.bridged.push({ callId, assignmentId });
      return 'redirected';
    },
    moveCaller: async (callId, step) => steer(callId, 'moved', step),
    moveLeg: async (callId, { step }) => steer(callId, 'leg', step),
    hangUp: async (callId) => {
      const result = steer(callId, 'hung-up', null);
      sender.gone.add(callId);
      return result === 'gone' ? 'gone' : 'done';
    },
    placeLeg: async (leg) => {
      if (sender.isDown) throw unavailable('The provider');
      const fate = sender.legFates.shift();
      if (fate) return fate();
      made += 1;
      const callId = `CAleg${made}`;
      sender.legs.push({ ...leg, callId });
      return { kind: 'placed', callId };
    },
  };
  const steer = (callId: string, to: 'moved' | 'leg' | 'hung-up', step: string | null) => {
    if (sender.isDown) throw unavailable('The provider');
    if (sender.gone.has(callId)) return 'gone';
    sender.steered.push({ callId, to, step });
    return 'redirected';
  };
  return sender;
}
