import { z } from 'zod';
import { ticketNumber, type Locale } from '../../core/index.ts';
import { agentRoles, availabilities } from '../../desk/agents/index.ts';
import { findTeam, priorities, type DeskDefinition } from '../../desk/definition/index.ts';
import type { Wall } from '../../desk/wall/index.ts';

const priority = z.enum(priorities).nullable();
/** `retired`: no longer in desk.yaml. */
const teamSchema = z.object({ key: z.string(), name: z.string(), retired: z.boolean() });
const personSchema = z.object({ id: z.string(), name: z.string() });

export const wallSchema = z
  .object({
    at: z.string(),
    /** The desk's last midnight, from which the numbers of today count. */
    midnight: z.string(),
    waiting: z.array(z.object({
      team: teamSchema, tier: z.literal([1, 2, 3]).nullable(), priority, count: z.number(), late: z.number(), oldestAt: z.string(),
    })),
    people: z.array(z.object({
      ...personSchema.shape, role: z.enum(agentRoles), teams: z.array(z.string()), availability: z.enum(availabilities),
      awayReason: z.string().nullable(), since: z.string(), wrapUpUntil: z.string().nullable(), capacity: z.number(), load: z.number(),
      connected: z.boolean(), assignments: z.number(), offers: z.number(),
      call: z.object({ ticket: z.string(), customer: z.string().nullable(), since: z.string(), answered: z.boolean() }).nullable(),
    })),
    offers: z.array(z.object({
      id: z.string(), agent: personSchema, ticket: z.string(), subject: z.string(), priority, team: teamSchema.nullable(),
      channel: z.string(), live: z.boolean(), offeredAt: z.string(), expiresAt: z.string(),
    })),
    callers: z.array(z.object({
      ticket: z.string(), subject: z.string(), priority, team: teamSchema.nullable(), customer: z.string().nullable(), since: z.string(),
      onLine: z.boolean().describe('False: a callback, nobody holds the line'), offeredTo: z.string().nullable(),
    })),
    today: z.object({
      opened: z.number(), resolved: z.number(), resolvedPromised: z.number(), resolvedInTime: z.number(),
      answerDue: z.number(), answeredInTime: z.number(), calls: z.number(), callsAnswered: z.number(), callsAbandoned: z.number(),
    }),
  })
  .meta({ id: 'Wall' });

export function toWallView(
  wall: Wall, { desk, locale, at, midnight }: { desk: DeskDefinition; locale: Locale; at: Date; midnight: Date },
): z.output<typeof wallSchema> {
  const team = (key: string) => {
    const known = findTeam(desk, key);
    return { key, name: known?.name[locale] ?? key, retired: known === null };
  };
  const teamOrNone = (key: string | null) => (key === null ? null : team(key));
  return {
    at: at.toISOString(),
    midnight: midnight.toISOString(),
    waiting: wall.waiting.map((cell) => ({ ...cell, team: team(cell.team), oldestAt: cell.oldestAt.toISOString() })),
    people: wall.people.map(({ isConnected, ...person }) => ({
      ...person, connected: isConnected, since: person.since.toISOString(), wrapUpUntil: person.wrapUpUntil?.toISOString() ?? null,
      call: person.call && {
        ticket: ticketNumber(person.call.ticket), customer: person.call.customer, since: person.call.since.toISOString(),
        answered: person.call.isAnswered,
      },
    })),
    offers: wall.offers.map((offer) => ({
      ...offer, ticket: ticketNumber(offer.ticket), team: teamOrNone(offer.team),
      offeredAt: offer.offeredAt.toISOString(), expiresAt: offer.expiresAt.toISOString(),
    })),
    callers: wall.callers.map(({ isOnLine, ...caller }) => ({
      ...caller, ticket: ticketNumber(caller.ticket), team: teamOrNone(caller.team), since: caller.since.toISOString(), onLine: isOnLine,
    })),
    today: wall.today,
  };
}
