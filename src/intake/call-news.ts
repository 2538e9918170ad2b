import type {
  CallFlow, CallRecording, CallStatusReport, Channel, Clock, InboundCall, Transact,
} from '../core/index.ts';
import { leaveLine, messageLeft, tellOfCall, type Call } from '../desk/calls/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { menuFor } from './call-menu.ts';
import { rescueCall, type CallStores, type PlaceCall } from './place-call.ts';

const endedStates = new Set<CallStatusReport['state']>(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export interface CallNews {
  /** A call's state, in any order and any number of times. The end of a call that reached nobody leaves it visible as abandoned. */
  status(report: CallStatusReport): Promise<void>;
  /** The caller is gone: the same as a report of the call's end. */
  callerGone(callId: string): Promise<void>;
  /** A recording is ready at the provider. One of a call we never stored (we were down) becomes a ticket of its own. */
  recording(call: InboundCall, recording: CallRecording): Promise<void>;
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
}): CallNews {
  const { transact, textCost, clock, flow, channel, desk, placeCall } = parts;

  const end = (callId: string, state: string, seconds: number | null) =>
    transact(async (stores) => {
      await stores.calls.serialise(callId);
      const call = await stores.calls.find(callId);
      if (!call) return;
      const at = clock.now();
      if (!(await stores.calls.end(callId, state, seconds, at))) return;
      await stores.calls.save({ ...call, session: { ...call.session, phase: 'ended' } });
      await conclude(stores, call, { state, seconds, at });
    });

  async function conclude(stores: CallStores, call: Call, how: { state: string; seconds: number | null; at: Date }): Promise<void> {
    if (call.ticketId === null) return stores.calls.setOutcome(call.contactId, 'abandoned-in-menu');
    const { at } = how;
    const ticket = await stores.tickets.lock(call.ticketId);
    if (!ticket) return;
    await tellOfCall(stores, 'call.ended', ticket.id, {
      at, contactId: call.contactId, reason: how.state, after: { seconds: how.seconds },
    });
    const assignment = await stores.assignments.openOfTicket(ticket.id);
    const talked = assignment?.answeredAt !== null && assignment?.answeredAt !== undefined;
    const hungUpWaiting = ticket.live && !talked;
    const leftNoMessage = call.session.phase === 'voicemail' && !(await stores.calls.hasRecording(call.id));
    const abandoned = hungUpWaiting || leftNoMessage;
    if (abandoned) await stores.calls.setOutcome(call.contactId, 'abandoned');
    if (ticket.live || abandoned) {
      await leaveLine(stores, ticket, { abandoned, reason: talked ? 'call-ended' : 'caller-hung-up', textCost, at });
    }
  }

  return {
    status: async (report) => {
      // Legs of ours to agents have a parent; what counts for the ticket is the caller's own call.
      if (report.parentCallId !== null || !endedStates.has(report.state)) return;
      await end(report.callId, report.state, report.seconds);
    },
    callerGone: (callId) => end(callId, 'completed', null),
    recording: (inbound, recording) =>
      transact(async (stores) => {
        await stores.calls.serialise(inbound.callId);
        const known = await stores.calls.find(inbound.callId);
        const call = known && known.ticketId !== null ? known : await rescue(stores, inbound);
        await messageLeft(stores, call, recording, 'ready', clock.now());
      }),
  };

  function rescue(stores: CallStores, inbound: InboundCall): Promise<Call> {
    const contact = channel.toContact(inbound);
    const { session } = flow(null, { kind: 'start' }, menuFor(desk, contact.to));
    return rescueCall(stores, inbound, contact, session, placeCall);
  }
}
