import { followCall } from './line.ts';
import type { LineWorld } from './line-world.ts';
import type { LineState } from './mailbox.ts';
import { dialLeg, runApiCall } from './outbound.ts';
import type { OutboundNetwork } from './outbound.ts';
import { newCall } from './phone-call.ts';
import type { Phone, PhoneCall } from './phone-call.ts';
import { lineOf } from './phone-line.ts';
import type { PhoneLine } from './phone-line.ts';
import type { Recordings } from './recordings.ts';
import type { Rooms } from './rooms.ts';
import { WebhooksLost } from './signed-post.ts';
import type { Parameters, PostAnswer } from './signed-post.ts';
import { textOf } from './xml.ts';

export interface ExchangeOptions {
  accountSid: string;
  rooms: Rooms;
  recordings: Recordings;
  now(): Date;
  post(url: string, parameters: Parameters): Promise<PostAnswer>;
  webhook(path: string): string;
  phoneOf(target: string): Phone;
  /** A leg that nobody listens to any more went wrong. */
  onFault(error: unknown): void;
}

type NewLeg = Pick<PhoneCall, 'from' | 'to' | 'direction'> & { parentSid?: string };

/** Every call of the network, and the ways to start one. */
export interface Exchange {
  all: PhoneCall[];
  /** Lines of the outbound calls, oldest first. */
  legs: PhoneLine[];
  /** Dials the gateway; returns when the caller is listened to for the first time, or is gone. */
  dialIn(numbers: { from: string; to: string }): Promise<PhoneLine>;
  /** What a REST request asks for; rings after it was answered. */
  callOut(form: URLSearchParams): PhoneCall;
  /** Returns when the network has rung this target for the nth time, counted from 1. */
  legTo(target: string, nth: number): Promise<PhoneLine>;
}

const callEnded = { CallStatus: 'completed', CallDuration: '42', Duration: '1', SequenceNumber: '0', CallbackSource: 'call-progress-events' };

export function createExchange(options: ExchangeOptions): Exchange {
  const { accountSid, rooms, recordings, now, post, phoneOf, onFault } = options;
  const all: PhoneCall[] = [];
  const legs: PhoneLine[] = [];
  let watchers: (() => void)[] = [];

  const newLeg = (numbers: NewLeg): PhoneCall => {
    const call = newCall({ ...numbers, accountSid, now: now() });
    all.push(call);
    legs.push(lineOf(call));
    const woken = watchers;
    watchers = [];
    for (const wake of woken) wake();
    return call;
  };
  const worldOf = (call: PhoneCall): LineWorld => ({ call, post, rooms, recordings, ring });
  const network: OutboundNetwork = { post, worldOf, now };
  const ring: LineWorld['ring'] = (parent, dial, noun) => {
    const target = textOf(noun);
    const phone = phoneOf(target);
    const call = newLeg({ from: dial.attributes['callerId'] ?? parent.from, to: target, direction: 'outbound-dial', parentSid: parent.sid });
    const leg = dialLeg(network, call, noun, phone);
    const view = { childCallId: call.sid, bridged: false, get heard() { return call.heard.map(({ text }) => text); } };
    leg.screened.then(({ bridged }) => {
      view.bridged = bridged;
      if (call.documents.length > 0 || bridged) parent.agentLegs.push(view);
    }, () => undefined);
    return leg;
  };

  return {
    all,
    legs,
    dialIn: async ({ from, to }) => {
      const call = newCall({ from, to, direction: 'inbound', accountSid, now: now() });
      all.push(call);
      runInbound(call, worldOf(call), options).catch((error: unknown) => call.mailbox.end(error instanceof Error ? error : new Error(String(error))));
      await settled(call);
      return lineOf(call);
    },
    callOut: (form) => {
      const target = form.get('To') ?? '';
      const call = newLeg({ from: form.get('From') ?? '', to: target, direction: 'outbound-api' });
      const callback = form.get('StatusCallback');
      const how = {
        url: form.get('Url') ?? '',
        phone: phoneOf(target),
        detect: form.get('MachineDetection') ?? '',
        progress: callback ? { url: callback, events: form.getAll('StatusCallbackEvent').flatMap((events) => events.split(/\s+/)) } : null,
      };
      setImmediate(() => void runApiCall(network, call, how).catch(onFault));
      return call;
    },
    legTo: async (target, nth) => {
      for (;;) {
        const leg = legs.filter(({ to }) => to === target)[nth - 1];
        if (leg) return leg;
        await new Promise<void>((resolve) => watchers.push(resolve));
      }
    },
  };
}

async function runInbound(call: PhoneCall, world: LineWorld, { post, webhook, now }: ExchangeOptions): Promise<void> {
  const end = (): void => {
    call.status = 'completed';
    call.endedAt = now();
    call.seconds = 42;
  };
  try {
    await followCall(world, webhook('/voice'), { CallStatus: 'ringing' });
    end();
    await post(webhook('/status'), { ...call.common, ...callEnded });
    call.mailbox.end();
  } catch (error) {
    end();
    if (!(error instanceof WebhooksLost)) throw error;
    call.mailbox.end();
  }
}

/** Returns at the first listening, or when the call ended without one; throws the call's fault. */
async function settled({ mailbox }: PhoneCall): Promise<void> {
  const states: LineState[] = ['menu', 'waiting', 'recording', 'ringing', 'talking', 'conference', 'ended'];
  await Promise.any(states.map((state) => mailbox.reaches(state))).catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
}
