import type { DialTarget, Locale } from '../../core/index.ts';

export const agentRoles = ['agent', 'lead', 'admin'] as const;
export type AgentRole = (typeof agentRoles)[number];

export const availabilities = ['available', 'away', 'offline'] as const;
export type Availability = (typeof availabilities)[number];

/** A person of the desk. `load` is the cost of their open offers and assignments, never over `capacity`. */
export interface Agent {
  id: string;
  name: string;
  email: string;
  role: AgentRole;
  active: boolean;
  skills: string[];
  locales: Locale[];
  teams: string[];
  phone: string | null;
  capacity: number;
  load: number;
  availability: Availability;
  awayReason: string | null;
  idleSince: Date;
  missedOffers: number;
  /** Writing down what the last call was about: no offers until then. Null: not at it. */
  wrapUpUntil: Date | null;
}

/** Where an agent's leg rings: their number, SIP address or `client:` name, else the browser they sit at. */
export function dialTargetOf(agent: Pick<Agent, 'id' | 'phone'>): DialTarget {
  if (agent.phone === null) return { kind: 'client', value: browserNameOf(agent) };
  if (agent.phone.startsWith('sip:')) return { kind: 'sip', value: agent.phone };
  if (agent.phone.startsWith('client:')) return { kind: 'client', value: agent.phone.slice('client:'.length) };
  return { kind: 'number', value: agent.phone };
}

/** By which name an agent's browser takes calls: letters and digits only, as the telephone network asks. */
export function browserNameOf({ id }: Pick<Agent, 'id'>): string {
  return id.replaceAll('-', '');
}

/** A browser is answered by a person at a screen: nobody needs to press 1 there, as against a mailbox. */
export function isAnsweredByPerson(target: DialTarget): boolean {
  return target.kind === 'client';
}

export function isLead(agent: Pick<Agent, 'role'>): boolean {
  return agent.role === 'lead' || agent.role === 'admin';
}
