import type { LegRole } from '../../src/core/index.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** What the URL of a leg's turn carries. `role` tells what to say while the desk cannot remember the leg. */
export interface TurnOfLeg {
  legId: string;
  step: string;
  role: LegRole;
  /** Somebody was listened to and pressed nothing. */
  silent?: boolean;
}

export interface LegUrls {
  turn(turn: TurnOfLeg): string;
  /** Asked for when a leg comes out of its room. */
  left(turn: TurnOfLeg): string;
  status(legId: string): string;
}

/** Absolute addresses of a leg's webhooks, beside those of a caller's call. */
export function legUrls(urls: Pick<WebhookUrls, 'status'>): LegUrls {
  const base = urls.status.replace(/\/status$/, '/voice');
  const query = ({ legId, step, role, silent }: TurnOfLeg) =>
    new URLSearchParams({ leg: legId, step, role, ...(silent ? { silent: '1' } : {}) }).toString();
  return {
    turn: (turn) => `${base}/leg?${query(turn)}`,
    left: (turn) => `${base}/leg-left?${query(turn)}`,
    status: (legId) => `${base}/leg-status?${new URLSearchParams({ leg: legId }).toString()}`,
  };
}
