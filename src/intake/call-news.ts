import type {
  CallFlow, CallRecording, CallStatusReport, CallTranscript, Channel, Clock, InboundCall, Transact,
} from '../core/index.ts';
import { messageLeft, tellOfCall, type Call } from '../desk/calls/index.ts';
import type { Classifier } from '../desk/catalog/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { reclassifyByWords } from '../desk/routing/index.ts';
import { menuFor } from './call-menu.ts';
import { endCall } from './end-call.ts';
import type { CallStores } from './call-stores.ts';
import { rescueCall } from './claim-call.ts';
import type { PlaceCall } from './place-call.ts';

/** Milliseconds, and calls that one run ends at most; the next run goes on. */
const silentFor = 24 * 60 * 60_000;
const mostSilent = 200;

const endedStates = new Set<CallStatusReport['state']>(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export interface CallNews {
  /** A call's state, in any order and any number of times. The end of a call that reached nobody leaves it visible as abandoned. */
  status(report: CallStatusReport): Promise<void>;
  /** The caller is gone, as a report of the call's end will tell in full. */
  callerGone(callId: string): Promise<void>;
  /** Ends calls that nothing was heard of for a day: no call is that long, the report of its end was lost. */
  endSilent(at: Date): Promise<void>;
  /** A recording is ready at the provider. One of a call we never stored (we were down) becomes a ticket of its own. */
  recording(call: InboundCall, recording: CallRecording): Promise<void>;
  /** What a message says. Where nothing else is known of the ticket, its words place it. */
  transcript(call: InboundCall, transcript: CallTranscript): Promise<void>;
}

/** What the provider tells of a call outside of its steps. */
export function createCallNews(parts: {
  transact: Transact<CallStores>;
  textCost: number;
  clock: Clock;
  flow: CallFlow;
  channel: Channel<InboundCall>;
  desk: DeskDefinition;
  placeCall: PlaceCall;
  classifier: Classifier;
}): CallNews {
  const { transact, textCost, clock, flow, channel, desk, placeCall, classifier } = parts;

  const within = (callId: string, work: (stores: CallStores, call: Call) => Promise<void>) =>
    transact(async (stores) => {
      await stores.calls.serialise(callId);
      const call = await stores.calls.find(callId);
      if (call) await work(stores, call);
    });

  const callerGone = (callId: string) => within(callId, (stores, call) => endCall(stores, call, { textCost, at: clock.now() }));

  return {
    status: async (report) => {
      // Legs of ours to agents have a parent; what counts for the ticket is the caller's own call.
      if (report.parentCallId !== null || !endedStates.has(report.state)) return;
      await within(report.callId, async (stores, call) => {
        const at = clock.now();
        const isNews = await stores.calls.noteState(call.id, report.state, report.seconds);
        if (isNews && call.ticketId !== null) {
          await tellOfCall(stores, 'call.ended', call.ticketId, {
            at, contactId: call.contactId, reason: report.state, after: { seconds: report.seconds },
          });
        }
        await endCall(stores, call, { textCost, at });
      });
    },
    callerGone,
    endSilent: async (at) => {
      const silent = await transact((stores) => stores.calls.silentSince(new Date(at.getTime() - silentFor), mostSilent));
      const ended = await Promise.allSettled(silent.map(callerGone));
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    },
    recording: (inbound, recording) =>
      transact(async (stores) => {
        await stores.calls.serialise(inbound.callId);
        const call = await callOf(stores, inbound, recording);
        if (call) await messageLeft(stores, call, recording, 'ready', clock.now());
      }),
    transcript: (inbound, transcript) =>
      transact(async (stores) => {
        await stores.calls.serialise(inbound.callId);
        const at = clock.now();
        const call = await callOf(stores, inbound, transcript.recording);
        if (!call || !(await stores.calls.noteTranscript(call.id, transcript, at)) || call.ticketId === null) return;
        const ticket = await stores.tickets.lock(call.ticketId);
        if (!ticket) return;
        const { id: recording, kind } = transcript.recording;
        await tellOfCall(stores, 'transcription.received', ticket.id, { at, contactId: call.contactId, after: { recording, kind } });
        const { text } = transcript;
        if (!(await stores.calls.giveWords(call.contactId, ticket.id, text))) return;
        // A ticket that was open before has its place.
        if (!call.joined) await reclassifyByWords(stores, desk, classifier, { ticket, text, at });
      }),
  };

  /** The call of a recording. A message of one that we never stored is taken in now; what was said with an agent had to be stored before. */
  async function callOf(stores: CallStores, inbound: InboundCall, recording: CallRecording): Promise<Call | null> {
    const known = await stores.calls.find(inbound.callId);
    if (recording.kind === 'conversation' || (known && known.ticketId !== null)) return known;
    return rescue(stores, inbound);
  }

  function rescue(stores: CallStores, inbound: InboundCall): Promise<Call> {
    const contact = channel.toContact(inbound);
    const { session } = flow(null, { kind: 'start' }, menuFor(desk, contact));
    return rescueCall(stores, inbound, contact, session, placeCall);
  }
}
