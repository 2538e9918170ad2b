import { z } from 'zod';
import { maybe } from './fields.ts';

/** Somebody on the line for a ticket. */
export const callSchema = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'ringing', 'talking', 'held', 'consulting']),
    since: z.string(),
    room: z.string().nullable(),
    legs: z.array(
      z.object({
        id: z.string(), role: z.enum(['agent', 'customer', 'consult', 'supervisor']), who: z.string(),
        agentId: z.string().nullable(), state: z.enum(['wanted', 'placing', 'ringing', 'joined']),
      }),
    ),
  })
  .meta({ id: 'Call' });

const targets = { agentId: maybe(z.guid()), number: maybe(z.string().max(40)) };

/** A colleague, or a number as people write it: one of the two. */
export const consultSchema = z.object(targets).transform(({ agentId, number }, context) => {
  if (agentId !== undefined && number === undefined) return { to: { agentId } };
  if (number !== undefined && agentId === undefined) return { to: { number } };
  context.addIssue({ code: 'custom', path: ['agentId'], message: 'must name either an agentId or a number' });
  return z.NEVER;
});

/** The same, or a team. */
export const transferCallSchema = z.object({ ...targets, team: maybe(z.string().max(60)) }).transform(({ agentId, number, team }, context) => {
  const given = [agentId, number, team].filter((one) => one !== undefined).length;
  if (given === 1 && agentId !== undefined) return { to: { agentId } };
  if (given === 1 && number !== undefined) return { to: { number } };
  if (given === 1 && team !== undefined) return { to: { team } };
  context.addIssue({ code: 'custom', path: ['agentId'], message: 'must name one of agentId, number and team' });
  return z.NEVER;
});

export const listenSchema = z.object({ mode: z.enum(['listen', 'coach', 'join']).default('listen') });

/** The most keys that the caller types. */
export const collectSchema = z.object({ digits: z.int().min(1).max(32) });
