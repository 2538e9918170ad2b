import { isLead } from '../desk/agents/index.ts';
import type { ConcernedEvent } from '../desk/events/index.ts';
import type { AgentView } from './protocol.ts';

export type Viewer = Pick<AgentView, 'id' | 'role' | 'teams'>;

/** Leads see every ticket; agents those of their teams, and what is or was in this change theirs. */
export function maySeeTicket(viewer: Viewer, event: Pick<ConcernedEvent, 'teams' | 'agentIds'>): boolean {
  return isLead(viewer) || event.agentIds.includes(viewer.id) || event.teams.some((team) => viewer.teams.includes(team));
}

export function maySeeAgent(viewer: Viewer, agentId: string): boolean {
  return isLead(viewer) || viewer.id === agentId;
}

export function maySeeQueue(viewer: Viewer, team: string): boolean {
  return isLead(viewer) || viewer.teams.includes(team);
}
