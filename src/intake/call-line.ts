import type { CallFlow, Channel, Clock, InboundCall, Transact } from '../core/index.ts';
import type { RequestCallback } from '../desk/callbacks/index.ts';
import type { Classifier } from '../desk/catalog/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { onCustomerWrote } from '../desk/work/index.ts';
import { createAnnouncementBoard, type ReadAnnouncements } from './announcement-board.ts';
import { createAnswerCall, type AnswerCall } from './answer-call.ts';
import { createCallInputs } from './call-input.ts';
import { createCallNews, type CallNews } from './call-news.ts';
import type { CallStores } from './call-stores.ts';
import { createFollowTurn } from './follow-turn.ts';
import { createJoinOpenTicket } from './join-open-ticket.ts';
import { createPlaceCall } from './place-call.ts';
import { createMissCall, type MissCall } from './reconcile/missed-calls.ts';
import { createServeTurn } from './serve-turn.ts';

export interface CallLine {
  answerCall: AnswerCall;
  callNews: CallNews;
  missCall: MissCall;
}

/** The telephone as intake has it: what answers a call's webhooks, and what takes in the news of it. */
export function createCallLine<Stores extends CallStores>(parts: {
  transact: Transact<Stores>;
  flow: CallFlow;
  channel: Channel<InboundCall>;
  desk: DeskDefinition;
  /** Every number of ours, in E.164. */
  ownNumbers: ReadonlySet<string>;
  classifier: Classifier;
  requestCallback: RequestCallback;
  readAnnouncements: ReadAnnouncements;
  /** The line is closed: new callers are told, and may leave a message. */
  isClosed: () => boolean;
  /** What work without anybody on the line costs, in capacity units. */
  textCost: number;
  clock: Clock;
}): CallLine {
  const { channel, clock } = parts;
  const announcements = createAnnouncementBoard(parts.readAnnouncements, clock);
  const placeCall = createPlaceCall({ ...parts, capabilities: channel.capabilities });
  const joinOpenTicket = createJoinOpenTicket({ ...parts, placeCall, onCustomerWrote });
  const answerCall = createAnswerCall({
    ...parts, placeCall,
    inputs: createCallInputs({ ...parts, announcements }),
    serveTurn: createServeTurn({ ...parts, placeCall, announcements }),
    followTurn: createFollowTurn({ ...parts, joinOpenTicket, placeCall, onCustomerWrote }),
  });
  return { answerCall, callNews: createCallNews({ ...parts, placeCall }), missCall: createMissCall({ ...parts, placeCall }) };
}
