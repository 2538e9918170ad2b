import { z } from 'zod';
import { localeSchema } from '../../core/index.ts';
import { agentRoles, availabilities, type Agent } from '../../desk/agents/index.ts';
import { emailSchema, line, maybe } from './fields.ts';

/** A person of the desk as others see them; nothing of their password. */
export const agentSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(agentRoles),
    active: z.boolean(),
    teams: z.array(z.string()),
    skills: z.array(z.string()),
    locales: z.array(localeSchema),
    phone: z.string().nullable(),
    capacity: z.number(),
    load: z.number(),
    availability: z.enum(availabilities),
    awayReason: z.string().nullable(),
    wrapUpUntil: z.string().nullable(),
  })
  .meta({ id: 'Agent' });

export function toAgentView(agent: Agent): z.output<typeof agentSchema> {
  const { id, name, email, role, active, teams, skills, locales, phone, capacity, load, availability, awayReason } = agent;
  const wrapUpUntil = agent.wrapUpUntil?.toISOString() ?? null;
  return { id, name, email, role, active, teams, skills, locales, phone, capacity, load, availability, awayReason, wrapUpUntil };
}

/** As much of a person as everybody at the desk needs to hand work over. */
export const colleagueSchema = z
  .object({ id: z.string(), name: z.string(), teams: z.array(z.string()), availability: z.enum(availabilities) })
  .meta({ id: 'Colleague' });

export function toColleague({ id, name, teams, availability }: Agent): z.output<typeof colleagueSchema> {
  return { id, name, teams, availability };
}

const keys = z.array(line(60)).max(100).transform((values) => [...new Set(values)]);

/** A number, a SIP address or a Twilio client where the agent's leg rings. */
const phoneSchema = z
  .string()
  .max(200)
  .transform((value) => (/^(sip|client):/.test(value) ? value.trim() : value.replaceAll(/[\s().-]/g, '')))
  .refine((value) => /^(\+?\d{3,15}|sips?:[^\s@]+@\S+|client:[\w-]{1,120})$/.test(value), {
    message: 'must be a telephone number, a sip: address or a client: name',
  });

const person = {
  name: line(200),
  email: emailSchema,
  password: z.string().min(8).max(1_000),
  role: z.enum(agentRoles),
  teams: keys,
  skills: keys.optional(),
  locales: z.array(localeSchema).min(1).optional(),
  capacity: z.int().min(1).max(100_000).optional(),
  phone: z.preprocess((value) => (value === '' ? null : value), phoneSchema.nullish()).optional(),
};

/** Without a password one is made, which the answer shows this once. */
export const newAgentSchema = z.object({ ...person, password: person.password.optional(), teams: keys.default([]) });

/** An empty one is made. */
export const newPasswordSchema = z.object({ password: person.password.optional() }).nullish();

export const forcedPresenceSchema = z.object({ availability: z.enum(availabilities), reason: maybe(line(200)) });

export const agentChangeSchema = z
  .object({ ...person, active: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'must name something to change' });
