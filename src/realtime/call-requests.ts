import { z } from 'zod';
import { parseTicketNumber } from '../core/index.ts';
import type { CallActions } from '../desk/rooms/index.ts';
import type { By } from '../desk/tickets/index.ts';
import type { Ticket } from '../desk/tickets/index.ts';

/** A ticket's public number, as its plain number. */
export const numberSchema = z.string().max(20).transform((text, context) => {
  const number = parseTicketNumber(text);
  if (number !== null) return number;
  context.addIssue({ code: 'custom', message: 'must be the number of a ticket such as V-1042' });
  return z.NEVER;
});

const about = z.object({ number: numberSchema });
const consult = z.union([
  about.extend({ agentId: z.guid() }).strict(),
  about.extend({ to: z.string().max(40) }).strict(),
], 'must name an agentId, or the number to call as `to`');
const transfer = z.union([
  about.extend({ agentId: z.guid() }).strict(),
  about.extend({ to: z.string().max(40) }).strict(),
  about.extend({ team: z.string().max(60) }).strict(),
], 'must name an agentId, a team, or the number to call as `to`');
const listen = about.extend({ mode: z.enum(['listen', 'coach', 'join']).default('listen') });
const collect = about.extend({ digits: z.int().min(1).max(32) });

/** What a screen asks about a caller on the line, by name; `number` is the ticket's, `to` a telephone's. */
export const callRequestSchemas = {
  'call:hold': about,
  'call:unhold': about,
  'call:hang-up': about,
  'call:consult': consult,
  'call:consult-complete': about,
  'call:consult-cancel': about,
  'call:transfer': transfer,
  'call:listen': listen,
  'call:listen-stop': about,
  'call:collect': collect,
} as const;

export type CallRequestName = keyof typeof callRequestSchemas;

/** Registers one request: its payload is checked, its answer is the ticket. */
export type OnCallRequest = <Payload extends z.ZodType>(
  name: CallRequestName,
  schema: Payload,
  work: (payload: z.output<Payload>) => Promise<Ticket>,
) => void;

/** Registers everything that a screen may ask about a caller on the line. */
export function serveCallRequests(calls: CallActions, by: By, on: OnCallRequest): void {
  const schemas = callRequestSchemas;
  on('call:hold', schemas['call:hold'], ({ number }) => calls.hold(number, by));
  on('call:unhold', schemas['call:unhold'], ({ number }) => calls.unhold(number, by));
  on('call:hang-up', schemas['call:hang-up'], ({ number }) => calls.hangUp(number, by));
  on('call:consult', schemas['call:consult'], ({ number, ...to }) => calls.consult(number, by, 'to' in to ? { number: to.to } : to));
  on('call:consult-complete', schemas['call:consult-complete'], ({ number }) => calls.completeConsult(number, by));
  on('call:consult-cancel', schemas['call:consult-cancel'], ({ number }) => calls.cancelConsult(number, by));
  on('call:transfer', schemas['call:transfer'], ({ number, ...to }) => calls.transfer(number, by, 'to' in to ? { number: to.to } : to));
  on('call:listen', schemas['call:listen'], ({ number, mode }) => calls.listen(number, by, mode));
  on('call:listen-stop', schemas['call:listen-stop'], ({ number }) => calls.stopListening(number, by));
  on('call:collect', schemas['call:collect'], ({ number, digits }) => calls.collect(number, by, digits));
}
