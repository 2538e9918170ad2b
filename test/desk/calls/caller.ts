import { sql } from 'kysely';
import type { CallRequest, CallResponse, CallStatusReport, Prompt } from '../../../src/core/index.ts';
import type { Ticket } from '../../../src/desk/tickets/index.ts';
import { newNumber, ticketOf } from '../../intake/probes.ts';
import type { TestDesk } from '../../support/desk.ts';

export const ourNumber = '+576015550100';
let calls = 0;

/** The keys that lead through the small desk's menus to an entry. */
export const toLetter = ['1', '1', '2'];
export const toInternet = ['1', '1', '1', '1', '1'];

/** Somebody on the telephone: makes the requests that the provider would make for them. */
export function newCaller(desk: TestDesk, from = newNumber()) {
  calls += 1;
  const callId = `CA${calls}`;
  const request = (point: CallRequest['point'], step: string, more: Partial<CallRequest> = {}): CallRequest => ({
    call: { callId, from, to: ourNumber, receivedAt: desk.clock.now() }, point, step, assignmentId: null, digits: null,
    speech: null, legCallId: null, queueResult: null, recording: null, dialStatus: null, dialSeconds: null, ...more,
  });
  const ask = (...about: Parameters<typeof request>) => desk.answerCall(request(...about));
  const start = () => ask('menu', 'start');

  /** Presses these keys one after the other, from the beginning of the call; gives the last answer. */
  const press = async (keys: string[]): Promise<CallResponse> => {
    let last = await start();
    for (const digits of keys) last = await ask('menu', last.nextStep, { digits });
    return last;
  };
  const report = (state: CallStatusReport['state'] = 'completed', more: Partial<CallStatusReport> = {}) =>
    desk.callNews.status({ callId, state, seconds: 42, sequence: 0, parentCallId: null, ...more });
  const recording = (id = `RE${callId}`) => ({ id, url: `https://api.example.org/${id}`, seconds: 9, kind: 'voicemail' as const });

  const row = async () => {
    const { rows } = await sql<{ ticket_id: string | null; phase: string; outcome: string; contacts: number; ended: boolean; seconds: number | null; locale: string }>`
      select c.ticket_id, c.session ->> 'phase' as phase, c.session ->> 'locale' as locale, k.outcome, c.ended_at is not null as ended, c.seconds,
        (select count(*)::int from contacts where channel = 'voice' and provider_id = ${callId}) as contacts
      from calls c join contacts k on k.id = c.contact_id where c.id = ${callId}`.execute(desk.database.db);
    return rows[0] ?? null;
  };
  const ticket = async (): Promise<Ticket> => {
    const { ticket_id: id } = (await row()) ?? { ticket_id: null };
    if (id === null) throw new Error('The call has no ticket.');
    return ticketOf(desk, id);
  };
  return { callId, from, request, ask, start, press, report, recording, row, ticket };
}

export type Caller = ReturnType<typeof newCaller>;

export function verbsOf(response: CallResponse): string[] {
  return response.prompts.map((prompt) => prompt.verb);
}

/** Everything said, also while listening. */
export function wordsOf(response: CallResponse): string {
  const said = (prompt: Prompt): string =>
    prompt.verb === 'say' ? prompt.text : prompt.verb === 'ask' ? prompt.say.map(said).join(' ') : '';
  return response.prompts.map(said).join(' ');
}

/** The caller waits, the agent accepts: gives the assignment, with the signal that rings the agent. */
export async function acceptedBy(desk: TestDesk, caller: Caller, agentId: string): Promise<string> {
  await desk.settle();
  const { id } = await caller.ticket();
  const offer = await desk.transact((stores) => stores.offers.openOfTicket(id));
  if (offer?.agentId !== agentId) throw new Error('The call was not offered to this agent.');
  await desk.offers.accept(offer.id, agentId);
  const assignment = await desk.transact((stores) => stores.assignments.openOfTicket(id));
  return assignment?.id ?? '';
}

/** The caller is redirected to the agent: gives the answer that dials. */
export async function ring(caller: Caller, assignmentId: string): Promise<CallResponse> {
  return caller.ask('bridge', assignmentId, { assignmentId });
}

export async function availabilityOf(desk: TestDesk, agentId: string): Promise<string | undefined> {
  return (await desk.transact((stores) => stores.agents.find(agentId)))?.availability;
}
