import { AppError, hashToken, invalidInput, newId, notFound, type Clock, type Locale, type Transact } from '../../core/index.ts';
import type { Agent, AgentRole } from '../agents/index.ts';
import { agentActor, deskActor, type EventLog } from '../events/index.ts';
import type { Presence } from './presence.ts';

export interface NewPerson {
  name: string;
  email: string;
  password: string;
  role: AgentRole;
  teams: string[];
  skills?: string[] | undefined;
  locales?: Locale[] | undefined;
  capacity?: number | undefined;
  phone?: string | null | undefined;
}

export type PersonChange = Partial<NewPerson> & { active?: boolean | undefined };

export interface PeopleStore {
  /** Throws `email_taken` (409) when somebody has this address. */
  add(agent: Agent, passwordHash: string, at: Date): Promise<void>;
  /** Throws `no_capacity` (409) when the capacity would be under the present load. */
  change(agent: Agent, passwordHash: string | null): Promise<void>;
  lockPerson(agentId: string): Promise<Agent | null>;
  /** Locks every active admin, so that two of them cannot leave at once; gives their ids. */
  lockAdmins(): Promise<string[]>;
  findByEmail(email: string): Promise<{ agent: Agent; passwordHash: string } | null>;
  /** `except`: the hash of a session's token that goes on. */
  revokeSessionsOf(agentId: string, at: Date, except?: string | null): Promise<void>;
  anybody(): Promise<boolean>;
}

/** Slow, salted password hashing; verify never throws on a malformed hash. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

export interface People {
  add(person: NewPerson, by: string | null): Promise<Agent>;
  /** A deactivated person's sessions end and their work returns to the queue; offers of a team that somebody leaves are taken back. */
  change(agentId: string, change: PersonChange, by: string | null): Promise<Agent>;
  /** A new password; every session of theirs ends, but for the one whose token is kept: nobody locks themselves out. */
  setPassword(agentId: string, password: string, by: string, keptToken: string | null): Promise<Agent>;
  /** Ends every session of theirs, but for the one whose token is kept. */
  endSessions(agentId: string, by: string, keptToken: string | null): Promise<void>;
}

export function createPeople(parts: {
  transact: Transact<{ people: PeopleStore; events: EventLog }>;
  presence: Pick<Presence, 'signOff' | 'withdrawAbsent'>;
  passwords: Passwords;
  teamKeys: ReadonlySet<string>;
  clock: Clock;
}): People {
  const { transact, presence, passwords, teamKeys, clock } = parts;

  /** A team that left desk.yaml stays with whoever was in it until they leave it. */
  const demandTeams = (teams: string[], had: string[] = []) => {
    const unknown = teams.filter((team) => !teamKeys.has(team) && !had.includes(team));
    if (unknown.length > 0) throw invalidInput({ teams: `no team is called ${unknown.join(', ')}` });
  };

  const endSessionsOf = async (agentId: string, by: string, keptToken: string | null, reason: string, passwordHash: string | null) => {
    const at = clock.now();
    return transact(async (stores) => {
      const agent = await stores.people.lockPerson(agentId);
      if (!agent) throw notFound('The agent');
      if (passwordHash !== null) await stores.people.change(agent, passwordHash);
      await stores.people.revokeSessionsOf(agentId, at, keptToken === null ? null : hashToken(keptToken));
      await stores.events.append([{ name: 'agent.changed', at, actor: agentActor(by), agentId, reason }]);
      return agent;
    });
  };

  return {
    add: async (person, by) => {
      demandTeams(person.teams);
      const passwordHash = await passwords.hash(person.password);
      const at = clock.now();
      const agent: Agent = {
        id: newId(), name: person.name, email: person.email.toLowerCase(), role: person.role, active: true,
        skills: person.skills ?? [], locales: person.locales ?? ['es', 'en'], teams: person.teams,
        phone: person.phone ?? null, capacity: person.capacity ?? 100, load: 0,
        availability: 'offline', awayReason: null, idleSince: at, missedOffers: 0, wrapUpUntil: null,
      };
      await transact(async (stores) => {
        await stores.people.add(agent, passwordHash, at);
        await stores.events.append([
          { name: 'agent.changed', at, actor: by === null ? deskActor : agentActor(by), agentId: agent.id, reason: 'added' },
        ]);
      });
      return agent;
    },
    change: async (agentId, change, by) => {
      const passwordHash = change.password === undefined ? null : await passwords.hash(change.password);
      const at = clock.now();
      const is = await transact(async (stores) => {
        const was = await stores.people.lockPerson(agentId);
        if (!was) throw notFound('The agent');
        if (change.teams) demandTeams(change.teams, was.teams);
        const next = changed(was, change);
        if (next.capacity < was.load) throw stillBusy(was);
        if (isActiveAdmin(was) && !isActiveAdmin(next) && (await stores.people.lockAdmins()).length < 2) throw lastAdmin();
        if (agentId === by && isActiveAdmin(was) && !isActiveAdmin(next)) throw ownAccount();
        await stores.people.change(next, passwordHash);
        if (!next.active || passwordHash !== null) await stores.people.revokeSessionsOf(agentId, at);
        await stores.events.append([
          {
            name: 'agent.changed', at, actor: by === null ? deskActor : agentActor(by), agentId,
            reason: was.active && !next.active ? 'deactivated' : 'edited',
          },
        ]);
        return next;
      });
      if (!is.active) await presence.signOff(agentId, 'deactivated');
      else if (change.teams) await presence.withdrawAbsent();
      return is;
    },
    setPassword: async (agentId, password, by, keptToken) =>
      endSessionsOf(agentId, by, keptToken, 'password-reset', await passwords.hash(password)),
    endSessions: async (agentId, by, keptToken) => {
      await endSessionsOf(agentId, by, keptToken, 'signed-out-everywhere', null);
    },
  };
}

function isActiveAdmin(agent: Agent): boolean {
  return agent.active && agent.role === 'admin';
}

function changed(was: Agent, change: PersonChange): Agent {
  return {
    ...was,
    name: change.name ?? was.name,
    email: change.email?.toLowerCase() ?? was.email,
    role: change.role ?? was.role,
    active: change.active ?? was.active,
    skills: change.skills ?? was.skills,
    locales: change.locales ?? was.locales,
    teams: change.teams ?? was.teams,
    phone: change.phone === undefined ? was.phone : change.phone,
    capacity: change.capacity ?? was.capacity,
  };
}

function stillBusy({ load }: Agent): AppError {
  return new AppError({
    code: 'no_capacity', status: 409,
    publicMessage: `This person has work of ${load} units in hand: the capacity cannot be less.`,
    fields: { capacity: `must be at least ${load}` },
  });
}

function lastAdmin(): AppError {
  return new AppError({ code: 'last_admin', status: 409, publicMessage: 'The desk needs one active admin at least.' });
}

function ownAccount(): AppError {
  return new AppError({ code: 'own_account', status: 409, publicMessage: 'Nobody takes their own way in away: another admin can.' });
}
