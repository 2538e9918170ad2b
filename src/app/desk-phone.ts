import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import { callbackPrompts, callFlow, roomPrompts } from '../../channels/index.ts';
import type { CallControl } from '../core/index.ts';
import {
  createAgentScript, createCustomerScript, createRequestCallback, dialableNumber, dialRules, startOutreach, type CallEnded,
} from '../desk/callbacks/index.ts';
import type { Classifier } from '../desk/catalog/index.ts';
import { createCallActions, createOnCall, createRoomScripts, createSteering, type LegScripts } from '../desk/rooms/index.ts';
import { createCalling, type Act } from '../desk/work/index.ts';
import type { ReadAnnouncements } from '../intake/announcement-board.ts';
import { createLegLine } from '../intake/answer-leg.ts';
import { createCallLine } from '../intake/call-line.ts';
import { endCall } from '../intake/end-call.ts';
import type { DeskGround } from './desk-parts.ts';

/** The telephone: callers, the telephones that the desk rings, callbacks, and what agents do with a caller on the line. */
export function composePhone(
  ground: DeskGround,
  { act, classifier, control, readAnnouncements, isClosed }: {
    act: Act; classifier: Classifier; control: CallControl | null; readAnnouncements: ReadAnnouncements; isClosed: () => boolean;
  },
) {
  const { transact, desk, clock, channels, ownNumber, ownNumbers, textCost } = ground;
  const requestCallback = createRequestCallback(desk, ownNumbers);
  const { answerCall, callNews, missCall } = createCallLine({
    transact, flow: callFlow, channel: channels.voice, desk, ownNumbers, classifier, requestCallback, textCost, clock, readAnnouncements, isClosed,
  });
  const consent = desk.recording.calls ? desk.recording.consent : null;
  const outreach = { desk, prompts: callbackPrompts, ownNumber, ownNumbers, textCost, consent };
  // What each kind of leg that the desk dials hears and means.
  const scripts: LegScripts<PostgresStores> = {
    'callback-agent': createAgentScript(outreach, clock.now),
    'callback-customer': createCustomerScript(outreach, clock.now, callEnded(textCost)),
    ...createRoomScripts({ desk, prompts: roomPrompts, textCost, clock }),
  };
  const dialable = (written: string) => dialableNumber(written, dialRules(desk, ownNumbers));
  return {
    dialable, requestCallback, answerCall, callNews, missCall,
    calling: createCalling({ act, requestCallback, outreach }),
    startOutreach: (assignmentId: string) => transact((stores) => startOutreach(stores, assignmentId, outreach, clock.now())),
    legLine: createLegLine({ transact, scripts, clock }),
    callActions: createCallActions({
      onCall: createOnCall({ transact, clock }), desk, textCost, dialable,
    }),
    steering: createSteering({ transact, control, scripts, callerGone: callNews.callerGone, clock }),
  };
}

/** Ends a call whose customer was called by the desk. */
function callEnded(textCost: number): CallEnded<PostgresStores> {
  return async (stores, callId, at) => {
    await stores.calls.serialise(callId);
    const call = await stores.calls.find(callId);
    if (call) await endCall(stores, call, { textCost, at });
  };
}
