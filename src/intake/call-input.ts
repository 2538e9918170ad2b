import type { CallInput, CallPoint, CallRequest, CallSession, Clock, Contact } from '../core/index.ts';
import { dialTargetOf, isAnsweredByPerson } from '../desk/agents/index.ts';
import type { Call, MovedPlace, Screened } from '../desk/calls/index.ts';
import type { Classifier } from '../desk/catalog/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { countedSince, screenCall } from '../desk/screening/index.ts';
import { findEntry, serviceOfEntry } from '../desk/definition/index.ts';
import { waitsAsCall } from '../desk/tickets/index.ts';
import type { AnnouncementBoard } from './announcement-board.ts';
import type { CallStores } from './call-stores.ts';
import { isGone } from './follow-turn.ts';
import { knownCaller } from './known-caller.ts';
import { deskZone } from './serving-hours.ts';
import { guessEntries, keptWords } from './spoken-words.ts';

/** Says in the IVR's words what a request means; where that needs the desk's knowledge, with that. */
export interface CallInputs {
  /** Of a call not seen before: new, or in the middle of something we lost. */
  ofNewcomer(stores: CallStores, request: CallRequest, contact: Contact): Promise<{ input: CallInput; screened: Screened | null }>;
  ofCall(stores: CallStores, call: Call, request: CallRequest): Promise<CallInput>;
}

export function createCallInputs(parts: {
  desk: DeskDefinition;
  ownNumbers: ReadonlySet<string>;
  classifier: Classifier;
  announcements: AnnouncementBoard;
  isClosed: () => boolean;
  clock: Clock;
}): CallInputs {
  const { desk, classifier, announcements, isClosed, clock } = parts;

  const ofNewcomer: CallInputs['ofNewcomer'] = async (stores, request, contact) => {
    const address = contact.from.find(({ kind }) => kind === 'phone');
    const at = clock.now();
    const record = address ? await stores.calls.recognise(address, countedSince(at)) : null;
    const screened = address && record ? screenCall(parts, { number: address.value, ...record }) : null;
    if (screened !== null) return { input: { kind: 'start', toVoicemail: screened }, screened };
    if (isClosed()) return { input: { kind: 'start', toVoicemail: 'line-closed' }, screened };
    if (request.point !== 'menu' || answered(request)) return { input: { kind: 'keys', digits: '' }, screened };
    return { input: { kind: 'start', caller: record && knownCaller(record, { at, zone: deskZone(desk) }) }, screened };
  };

  const ofCall: CallInputs['ofCall'] = async (stores, call, request) => {
    // Nobody waits without a ticket: whatever the turn, the call goes on in its menu.
    if (call.ticketId === null && !worksWithoutTicket(call, request.point)) return { kind: 'start' };
    switch (request.point) {
      case 'menu':
        return answerAtMenu(call.session, request);
      case 'wait':
        return waiting(stores, call, request);
      case 'queue-left':
        return { kind: 'left-queue', result: request.queueResult ?? 'failed' };
      case 'recorded':
        return { kind: 'recorded', seconds: request.recording?.seconds ?? 0, digits: request.digits };
      case 'bridge':
        return bridging(stores, call, request.assignmentId);
      case 'agent-leg':
        return agentLeg(stores, call, request);
      case 'dial-ended': {
        if (call.place !== null) return movedTo(call.place);
        const assignment = request.assignmentId === null ? null : await stores.assignments.find(request.assignmentId);
        const ticket = call.ticketId === null ? null : await stores.tickets.lock(call.ticketId);
        // Whose agent hung up after the ticket went on to others waits for one of these.
        const waitsOn = ticket !== null && waitsAsCall(ticket) && !isGone(request);
        return { kind: 'dial-ended', answered: (assignment?.answeredAt ?? null) !== null && !waitsOn };
      }
      case 'moved':
        // Keys that come when nothing is asked any more are late, and so is a move that something newer has undone.
        if (call.place?.to === 'collect' && request.digits !== null) return { kind: 'collected', digits: request.digits };
        return call.place ? movedTo(call.place) : { kind: 'start' };
      case 'room-left':
        // Still placed in the room: nobody moved them, the conversation is over.
        return call.place ? movedTo(call.place.to === 'room' ? { ...call.place, to: 'end' } : call.place) : { kind: 'start' };
    }
  };

  /** Keys win over words that came with them. */
  function answerAtMenu(session: CallSession, { digits, speech }: CallRequest): CallInput {
    const words = speech === null || digits ? null : keptWords(speech.words);
    if (words !== null) return { kind: 'said', words, guesses: guessEntries(desk, classifier, words, session.service) };
    return digits === null && speech === null ? { kind: 'start' } : { kind: 'keys', digits: digits ?? '' };
  }

  async function waiting(stores: CallStores, { ticketId, session }: Call, { digits }: CallRequest): Promise<CallInput> {
    const place = ticketId === null ? unknownPlace : await stores.calls.placeInLine(ticketId, clock.now());
    // Nobody will come: the ticket was merged, cancelled or solved. The caller is asked for a message instead.
    if (!place) return { kind: 'waiting-keys', digits: leaveMessageKey, ...unknownPlace };
    if (digits) return { kind: 'waiting-keys', digits, ...place };
    return { kind: 'waiting', ...place, announcements: announcements({ service: serviceOf(desk, session), locale: session.locale }) };
  }

  return { ofNewcomer, ofCall };
}

/** The service that a caller chose, by itself or with an entry of it; null when neither is chosen. */
export function serviceOf(desk: DeskDefinition, session: Pick<CallSession, 'service' | 'entry'>): string | null {
  const entry = session.entry === null ? null : findEntry(desk, session.entry);
  return entry ? serviceOfEntry(desk, entry.key)?.key ?? null : session.service;
}

/** Whether the request answers a question of a menu, by keys, words or silence. */
export function answered(request: Pick<CallRequest, 'digits' | 'speech'>): boolean {
  return request.digits !== null || request.speech !== null;
}

/** The key by which a waiting caller leaves the line for a message. */
const leaveMessageKey = '1';
const unknownPlace = { position: 1, estimateSeconds: null };

/** A screened caller leaves a message without any ticket. */
function worksWithoutTicket(call: Call, point: CallPoint): boolean {
  return point === 'menu' || point === 'agent-leg' || (point === 'recorded' && call.session.phase === 'voicemail');
}

function movedTo({ to, room, record, keys }: MovedPlace): CallInput {
  return { kind: 'moved', to, room, record, ...(keys ? { keys } : {}) };
}

/** An assignment that ended before the caller was sent to it leaves them waiting in their place. */
async function bridging(stores: CallStores, call: Call, assignmentId: string | null): Promise<CallInput> {
  const assignment = await openAssignment(stores, call, assignmentId);
  const agent = assignment ? await stores.agents.find(assignment.agentId) : null;
  return assignment && agent
    ? { kind: 'bridge', assignmentId: assignment.id, target: dialTargetOf(agent) }
    : { kind: 'dial-ended', answered: false };
}

/** An agent is spoken to in their own first language. Who picks up in the browser has taken the call by that. */
async function agentLeg(stores: CallStores, call: Call, { assignmentId, digits }: CallRequest): Promise<CallInput> {
  const assignment = await openAssignment(stores, call, assignmentId);
  const known = assignment ?? (assignmentId === null ? null : await stores.assignments.find(assignmentId));
  const agent = known ? await stores.agents.find(known.agentId) : null;
  const locale = agent?.locales[0] ?? call.session.locale;
  if (!assignment) return { kind: 'agent-leg-keys', digits: '', locale };
  if (digits === null && agent && isAnsweredByPerson(dialTargetOf(agent))) return { kind: 'agent-leg-keys', digits: '1', locale };
  return digits === null ? { kind: 'agent-leg', locale } : { kind: 'agent-leg-keys', digits, locale };
}

/** The assignment that this URL was made for, if it still holds the call's ticket. */
async function openAssignment(stores: CallStores, call: Call, assignmentId: string | null) {
  const assignment = assignmentId === null ? null : await stores.assignments.find(assignmentId);
  return assignment?.endedAt === null && assignment.ticketId === call.ticketId ? assignment : null;
}
