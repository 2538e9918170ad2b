import { kindsOnly } from './interruptions.ts';
import { followCall, followUntilLeft } from './line.ts';
import type { DialledLeg, LineWorld } from './line-world.ts';
import type { CallStatus, Phone, PhoneCall } from './phone-call.ts';
import type { Parameters, PostAnswer } from './signed-post.ts';
import { WebhooksLost } from './signed-post.ts';
import type { XmlElement } from './xml.ts';

type Unreached = Extract<CallStatus, 'busy' | 'no-answer' | 'failed' | 'canceled'>;
type ProgressEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** What the gateway asked to be told of an outbound call. */
export interface ProgressCallback {
  url: string;
  /** Empty: only `completed`. */
  events: string[];
}

export interface OutboundNetwork {
  post(url: string, parameters: Parameters): Promise<PostAnswer>;
  worldOf(call: PhoneCall): LineWorld;
  now(): Date;
}

/** Rings a phone that a REST request called, and follows the request's document once somebody picks up. */
export async function runApiCall(
  network: OutboundNetwork,
  call: PhoneCall,
  how: { url: string; phone: Phone; detect: string; progress: ProgressCallback | null },
): Promise<void> {
  const progress = createProgress(network, call, how.progress);
  await ending(network, call, progress, async () => {
    const result = await ringPhone(call, how.phone, progress);
    if (result !== 'answered') return result;
    const detected = answeredBy(how.phone, how.detect);
    call.answeredBy = detected;
    await followCall(network.worldOf(call), how.url, detected === null ? {} : { AnsweredBy: detected });
    return 'completed';
  });
}

/** `machine_end_beep` waits for the tone, so that a message can be left. */
function answeredBy(phone: Phone, detect: string): string | null {
  if (detect === '') return null;
  if (phone !== 'machine') return 'human';
  return detect === 'DetectMessageEnd' ? 'machine_end_beep' : 'machine_start';
}

/** Rings the phone of a <Dial>'s noun; it hears the noun's document first, and is let through when that is over. */
export function dialLeg(network: OutboundNetwork, call: PhoneCall, noun: XmlElement, phone: Phone): DialledLeg {
  const screened = withResolvers<{ bridged: boolean; status: string }>();
  const left = withResolvers<undefined>();
  const url = noun.attributes['statusCallback'];
  const progress = createProgress(network, call, url === undefined ? null : { url, events: noun.attributes['statusCallbackEvent']?.split(/\s+/) ?? [] });
  const world = network.worldOf(call);
  let dropped: Unreached = 'canceled';
  let hasLeft = false;

  const work = ending(network, call, progress, async () => {
    const result = await ringPhone(call, phone, progress, () => dropped);
    if (result !== 'answered') {
      screened.resolve({ bridged: false, status: result });
      return result;
    }
    const document = noun.attributes['url'];
    let way = document ? await followUntilLeft(world, document, {}) : ({ kind: 'over' } as const);
    if (way.kind === 'over') {
      call.pilot = null;
      screened.resolve({ bridged: true, status: 'completed' });
      way = await talkUntilLeft(call);
    }
    // The provider calls a leg that was picked up completed, whether or not anybody was let through.
    screened.resolve({ bridged: false, status: 'completed' });
    hasLeft = true;
    left.resolve(undefined);
    if (way.kind === 'redirected') await followCall(world, way.url);
    return 'completed';
  });
  work.catch((error: unknown) => screened.reject(error));
  work.finally(() => left.resolve(undefined)).catch(() => undefined);
  return {
    call,
    byItself: phone !== 'rings' && phone !== 'answers',
    screened: screened.promise,
    left: left.promise,
    drop: (status) => {
      dropped = status;
      // A leg that was sent elsewhere has its own life.
      if (!hasLeft) call.mailbox.interrupt({ kind: 'hang-up' });
    },
  };
}

async function talkUntilLeft(call: PhoneCall): Promise<{ kind: 'hung-up' } | { kind: 'redirected'; url: string }> {
  for (;;) {
    const move = await call.mailbox.listen('talking', { refuses: kindsOnly('keys', 'silence') });
    if (move.kind === 'hang-up') return { kind: 'hung-up' };
    if (move.kind === 'redirect') return { kind: 'redirected', url: move.url };
  }
}

/** Runs the call and leaves it ended, told of, and with its fault if it had one. */
async function ending(network: OutboundNetwork, call: PhoneCall, progress: Progress, work: () => Promise<CallStatus>): Promise<void> {
  const end = (status: CallStatus): void => {
    call.status = status;
    call.endedAt = network.now();
    call.seconds = status === 'completed' ? 35 : 0;
  };
  try {
    end(await work());
    await progress('completed');
    call.mailbox.end();
  } catch (error) {
    if (call.endedAt === null) end('completed');
    if (error instanceof WebhooksLost) return call.mailbox.end();
    call.mailbox.end(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** What a phone does until somebody picks it up or nobody does. */
async function ringPhone(
  call: PhoneCall,
  phone: Phone,
  progress: Progress,
  dropped: () => Unreached = () => 'canceled',
): Promise<'answered' | Unreached> {
  await progress('initiated');
  if (phone === 'fails') return 'failed';
  call.status = 'ringing';
  await progress('ringing');
  if (phone === 'busy' || phone === 'no-answer') return phone;
  if (phone === 'rings') {
    const unanswered = await listenToRinging(call, dropped);
    if (unanswered) return unanswered;
  }
  if (phone === 'takes' || phone === 'declines') call.pilot = phone;
  if (phone === 'silent' || phone === 'machine') call.pilot = 'silent';
  call.status = 'in-progress';
  await progress('answered');
  return 'answered';
}

async function listenToRinging(call: PhoneCall, dropped: () => Unreached): Promise<Unreached | null> {
  const byHand = { declined: false };
  const move = await call.mailbox.listen('ringing', {
    refuses: (given) => {
      // Only a person's own move is asked about here: hanging up a ringing phone declines the call.
      byHand.declined = given.kind === 'hang-up';
      return kindsOnly('pick-up', 'silence')(given);
    },
  });
  if (move.kind === 'pick-up') return null;
  if (move.kind === 'silence') return 'no-answer';
  return byHand.declined ? 'busy' : dropped();
}

type Progress = (event: ProgressEvent) => Promise<void>;

const statusWords: Record<Exclude<ProgressEvent, 'completed'>, string> = { initiated: 'initiated', ringing: 'ringing', answered: 'in-progress' };

function createProgress(network: OutboundNetwork, call: PhoneCall, callback: ProgressCallback | null): Progress {
  let sequence = -1;
  return async (event) => {
    sequence += 1;
    if (!callback) return;
    const asked = callback.events.length === 0 ? ['completed'] : callback.events;
    if (!asked.includes(event)) return;
    await network.post(callback.url, {
      ...call.common,
      CallStatus: event === 'completed' ? call.status : statusWords[event],
      SequenceNumber: String(sequence),
      CallbackSource: 'call-progress-events',
      Timestamp: network.now().toUTCString(),
      ...(event === 'completed' && { CallDuration: String(call.seconds ?? 0), Duration: '1' }),
      ...(event !== 'initiated' && call.answeredBy !== null && { AnsweredBy: call.answeredBy }),
    });
  };
}

function withResolvers<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void; reject: (reason: unknown) => void } {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Nobody may be listening any more when it is rejected.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
