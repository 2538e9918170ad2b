import type { Clock, Signals, Transact } from '../../core/index.ts';
import type { AgentStore } from '../agents/index.ts';
import { findTeam, type DeskDefinition } from '../definition/index.ts';
import { agentActor, deskActor, type EventLog } from '../events/index.ts';

/** How long people have after a call to write down what it was about. */
export interface WrapUpRules {
  /** Seconds, 0 for none; without a team, or for one that the desk does not have, the desk's own length. */
  secondsFor(team: string | null): number;
}

export interface WrapUpStores {
  agents: AgentStore;
  events: EventLog;
  signals: Signals;
  wrapUp: WrapUpRules;
}

export function createWrapUpRules(desk: DeskDefinition): WrapUpRules {
  return { secondsFor: (team) => (team === null ? null : findTeam(desk, team))?.wrapUpSeconds ?? desk.agents.wrapUpSeconds };
}

/** An agent's call is over: they are offered nothing until their wrap-up is. `team` is that of the call's ticket, which may have a length of its own. */
export async function startWrapUp(stores: WrapUpStores, agentId: string, at: Date, team: string | null = null): Promise<void> {
  const seconds = stores.wrapUp.secondsFor(team);
  if (seconds === 0 || !(await stores.agents.lock(agentId))) return;
  const wrapUpUntil = new Date(at.getTime() + seconds * 1000);
  await stores.agents.setWrapUp(agentId, wrapUpUntil);
  await stores.events.append([
    { name: 'agent.changed', at, actor: deskActor, agentId, reason: 'wrap-up', after: { wrapUpUntil: wrapUpUntil.toISOString() } },
  ]);
}

export interface WrapUps {
  /** The agent is done early; false when they were not at it. */
  done(agentId: string): Promise<boolean>;
  /** Ends a wrap-up whose time is over; false when it goes on or has ended. */
  expire(agentId: string): Promise<boolean>;
}

/** The end of a wrap-up, told once, whoever comes first; the agent is offered work again. */
export function createWrapUps(parts: { transact: Transact<WrapUpStores>; clock: Clock }): WrapUps {
  const { transact, clock } = parts;
  const end = (agentId: string, by: 'agent' | 'desk') =>
    transact(async (stores) => {
      const at = clock.now();
      const was = (await stores.agents.lock(agentId))?.wrapUpUntil ?? null;
      if (was === null || (by === 'desk' && was > at)) return false;
      await stores.agents.setWrapUp(agentId, null);
      await stores.events.append([
        {
          name: 'agent.changed', at, agentId, reason: 'wrap-up-ended', actor: by === 'agent' ? agentActor(agentId) : deskActor,
          before: { wrapUpUntil: was.toISOString() }, after: { wrapUpUntil: null },
        },
      ]);
      stores.signals.raise({ kind: 'match-agent', agentId });
      return true;
    });
  return { done: (agentId) => end(agentId, 'agent'), expire: (agentId) => end(agentId, 'desk') };
}
