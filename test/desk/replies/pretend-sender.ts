import type { CallControl, OutboundText, Sender } from '../../../src/core/index.ts';

/** A provider that keeps what it was given and does what the test says: `fate` for the next texts, in order. */
export interface PretendSender extends Sender, CallControl {
  sent: { text: OutboundText; providerId: string }[];
  lookedUp: Date[];
  bridged: { callId: string; assignmentId: string }[];
  fates: ((deliver: () => string) => Promise<Awaited<ReturnType<Sender['send']>>>)[];
}

let made = 0;

export function pretendSender(): PretendSender {
  const sender: PretendSender = {
    sent: [],
    lookedUp: [],
    bridged: [],
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
  };
  return sender;
}
