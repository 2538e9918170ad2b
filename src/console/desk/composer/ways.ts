import type { Way, WayBack } from '../../../api/contract.ts';

/** A way as an answer asks for it. */
export interface WishedWay {
  channel: string;
  to: string | null;
  from: string;
}

/** The ways to choose from; one that reaches nobody is none where there are others. */
export function offeredWays({ ways }: Pick<WayBack, 'ways'>): Way[] {
  const reaching = ways.filter(({ way }) => way !== 'none');
  return reaching.length > 0 ? reaching : ways;
}

/** The way that was wished for while there is such a one, else the first. */
export function chosenWay(wayBack: Pick<WayBack, 'ways'>, wished: WishedWay | null): Way | undefined {
  const offered = offeredWays(wayBack);
  return offered.find((way) => wished !== null && isSameWay(wishOf(way), wished)) ?? offered[0];
}

/** What the desk is asked for so that an answer goes this way; null: it goes there by itself. */
export function wishToSend({ ways }: Pick<WayBack, 'ways'>, way: Way): WishedWay | null {
  return way === ways[0] ? null : wishOf(way);
}

export function wishOf({ channel, to, from }: Way): WishedWay | null {
  return channel === null ? null : { channel, to: to?.value ?? null, from };
}

function isSameWay(one: WishedWay | null, other: WishedWay): boolean {
  return one !== null && one.channel === other.channel && one.to === other.to && one.from === other.from;
}

/** Whether an answer from this side of ours goes to a room that others read; rooms of one person and the desk have ids that begin with D. */
export function isSlackThread(from: string): boolean {
  return from.includes('/') && !from.startsWith('D');
}
