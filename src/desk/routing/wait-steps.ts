import { teamClosesAt, teamIsOpen } from '../calendars/index.ts';
import { findEntry, findTeam, type DeskDefinition, type OverflowStep, type Tier } from '../definition/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { tierAbove } from './tier-above.ts';

/**
 * What time changes about a ticket that waits for an agent, once each: it is kept for nobody any more, asks for no
 * skills any more, goes on to another team.
 */
export type WaitStep =
  | { kind: 'release'; at: Date }
  | { kind: 'relax'; at: Date }
  | { kind: 'overflow'; at: Date; index: number; to: OverflowStep };

/** What a step depends on beside the ticket and the clock. */
export interface Surroundings {
  at: Date;
  /** The agent for whom it is kept takes nothing at present. */
  preferredIsGone: boolean;
  /** Teams of which somebody is signed in. */
  staffed: ReadonlySet<string>;
}

/** A step that people are told of, with the ticket before and after it. */
export interface StepTaken {
  step: Exclude<WaitStep, { kind: 'release' }>;
  reason: 'waited' | 'team-closed';
  was: Ticket;
  is: Ticket;
}

/** A step that cannot be taken at its time is looked at again after this long, in milliseconds. */
const lookAgainMs = 15_000;

/** The steps ahead of a waiting ticket in the order of their times, all counted from the start of its wait. */
export function stepsAhead(desk: DeskDefinition, ticket: Ticket): WaitStep[] {
  const since = ticket.waitsSince ?? ticket.queuedAt;
  if (since === null) return [];
  const entry = ticket.entry === null ? null : findEntry(desk, ticket.entry);
  const after = (seconds: number) => new Date(since.getTime() + seconds * 1000);
  const release: WaitStep[] = ticket.preferredUntil === null ? [] : [{ kind: 'release', at: ticket.preferredUntil }];
  const relaxAfter = ticket.skills.length === 0 ? null : entry?.relaxSkillsAfter ?? null;
  const relax: WaitStep[] = relaxAfter === null ? [] : [{ kind: 'relax', at: after(relaxAfter) }];
  const overflow = (entry?.overflow ?? desk.routing.overflow).slice(ticket.overflowStep)
    .map((to, place): WaitStep => ({ kind: 'overflow', at: after(to.after), index: ticket.overflowStep + place, to }));
  return [...release, ...relax, ...overflow].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** When a waiting ticket must be looked at next; null: time changes nothing about it. Somebody on the line goes on when their team closes, if there is a way on. */
export function nextStepAt(desk: DeskDefinition, ticket: Ticket, at: Date): Date | null {
  const steps = stepsAhead(desk, ticket);
  const mayLeave = ticket.live && steps.some(({ kind }) => kind === 'overflow');
  const team = mayLeave && ticket.team !== null ? findTeam(desk, ticket.team) : null;
  const closes = team ? teamClosesAt(desk, team, at) : null;
  const times = [...steps.map((step) => step.at), ...(closes ? [closes] : [])].map((time) => time.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** Takes every step that is due, in order. Looked at often or once, a ticket that is nobody on the line ends in the same place. */
export function takeSteps(desk: DeskDefinition, ticket: Ticket, around: Surroundings): { ticket: Ticket; taken: StepTaken[] } {
  const taken: StepTaken[] = [];
  let is = ticket;
  for (const step of stepsAhead(desk, ticket)) {
    const was = is;
    const isClosed = was.live && !isOpenTeam(desk, was.team, around.at);
    const isDue = step.at <= around.at
      || (step.kind === 'release' && around.preferredIsGone)
      || (step.kind === 'overflow' && isClosed);
    if (!isDue) continue;
    is = takeStep(desk, was, step, around);
    const isNews = is.team !== was.team || is.skills !== was.skills;
    if (isNews && step.kind !== 'release') taken.push({ step, reason: step.at <= around.at ? 'waited' : 'team-closed', was, is });
  }
  const next = nextStepAt(desk, is, around.at);
  const soonest = next !== null && next <= around.at ? new Date(around.at.getTime() + lookAgainMs) : next;
  return { ticket: { ...is, nextStepAt: soonest }, taken };
}

/** The ticket after a due step. Somebody on the line is sent only to an open team with somebody in it, and stays where they are until there is one. */
function takeStep(desk: DeskDefinition, ticket: Ticket, step: WaitStep, around: Surroundings): Ticket {
  if (step.kind === 'release') return { ...ticket, preferredUntil: null };
  if (step.kind === 'relax') return { ...ticket, skills: [] };
  const to = destinationOf(desk, ticket, step.to);
  const isReachable = to !== null && isOpenTeam(desk, to.team, around.at) && around.staffed.has(to.team);
  if (ticket.live && !isReachable) return ticket;
  return { ...ticket, ...to, overflowStep: step.index + 1 };
}

function destinationOf(desk: DeskDefinition, ticket: Ticket, step: OverflowStep): { team: string; tier: Tier } | null {
  if (step.team === undefined) return tierAbove(desk, ticket);
  const team = findTeam(desk, step.team);
  return team && { team: team.key, tier: team.tier };
}

function isOpenTeam(desk: DeskDefinition, key: string | null, at: Date): boolean {
  const team = key === null ? null : findTeam(desk, key);
  return team !== null && teamIsOpen(desk, team, at);
}
