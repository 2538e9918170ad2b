import { createMailbox } from './mailbox.ts';
import type { Mailbox } from './mailbox.ts';
import type { Parameters } from './signed-post.ts';
import { newSid } from './sids.ts';

/** The provider's words for a call's state. */
export type CallStatus = 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

/**
 * What happens when a phone rings. Picked up by somebody who follows a rule: `takes` (presses 1), `declines` (presses 2),
 * `silent` (presses nothing), `machine` (a voice box, which hears all and presses nothing). Picked up by a person whom the
 * test moves: `answers`. Never picked up: `no-answer`, `busy`, `fails`; `rings` goes on until somebody does something.
 */
export type Phone = 'takes' | 'declines' | 'silent' | 'machine' | 'answers' | 'no-answer' | 'busy' | 'fails' | 'rings';

export interface Heard {
  text: string;
  language: string;
}

/** A leg of a <Dial>, as the line that dialled it knows it. */
export interface AgentLeg {
  childCallId: string;
  /** The leg's document let it through to the caller. */
  bridged: boolean;
  heard: string[];
}

/** One call as the provider knows it. */
export interface PhoneCall {
  sid: string;
  from: string;
  to: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  parentSid: string | null;
  /** Parameters of every request of this call. */
  common: Parameters;
  status: CallStatus;
  answeredBy: string | null;
  createdAt: Date;
  endedAt: Date | null;
  seconds: number | null;
  mailbox: Mailbox;
  heard: Heard[];
  /** Every document the gateway answered with, as XML. */
  documents: string[];
  agentLegs: AgentLeg[];
  /** A rule that moves at menus in a person's place; null: the test moves. */
  pilot: 'takes' | 'declines' | 'silent' | null;
}

export function newCall(
  numbers: Pick<PhoneCall, 'from' | 'to' | 'direction'> & { parentSid?: string; accountSid: string; now: Date },
): PhoneCall {
  const { from, to, direction, parentSid = null, accountSid, now } = numbers;
  const sid = newSid('CA');
  return {
    sid, from, to, direction, parentSid,
    common: {
      CallSid: sid,
      AccountSid: accountSid,
      From: from,
      To: to,
      Caller: from,
      Called: to,
      CallStatus: 'in-progress',
      Direction: direction,
      ApiVersion: '2010-04-01',
      ...(parentSid !== null && { ParentCallSid: parentSid }),
      ...(direction === 'inbound' && undocumented),
    },
    status: direction === 'inbound' ? 'in-progress' : 'queued',
    answeredBy: null,
    createdAt: now,
    endedAt: null,
    seconds: null,
    mailbox: createMailbox(),
    heard: [],
    documents: [],
    agentLegs: [],
    pilot: null,
  };
}

/** What a real inbound call carries besides, which nobody documents. */
const undocumented: Parameters = {
  CallToken: '%7B%22parentCallInfoToken%22%3A%22x%22%7D',
  StirVerstat: 'TN-Validation-Passed-A',
  FromCountry: 'CO',
  ToCountry: 'CO',
  FromCity: '',
  ToCity: 'Bogotá',
};

/** The REST resource of a call. */
export function callResource(call: PhoneCall, accountSid: string): Record<string, unknown> {
  const isOver = call.endedAt !== null;
  return {
    sid: call.sid,
    account_sid: accountSid,
    parent_call_sid: call.parentSid,
    from: call.from,
    to: call.to,
    status: call.status,
    direction: call.direction,
    answered_by: call.answeredBy,
    date_created: call.createdAt.toUTCString(),
    date_updated: (call.endedAt ?? call.createdAt).toUTCString(),
    start_time: call.createdAt.toUTCString(),
    end_time: call.endedAt?.toUTCString() ?? null,
    duration: isOver ? String(call.seconds ?? 0) : null,
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}.json`,
  };
}
