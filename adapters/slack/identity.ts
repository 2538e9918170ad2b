import type { webApi } from '@slack/bolt';
import type { Clock } from '../../src/core/index.ts';
import { refusalCode } from './web-api.ts';
import { within } from './within.ts';

/** Who we are in the workspace that our token is of. */
export interface OurSelf {
  teamId: string;
  /** Null for a token of the whole organisation's. */
  enterpriseId: string | null;
  userId: string;
  botId: string | null;
}

/** Whether Slack takes our token; `unknown` until it has answered. `code` is Slack's own word. */
export type SlackHealth = { state: 'unknown' | 'well' } | { state: 'refused'; code: string };

export interface Identity {
  /** Never later than `withinMs`, 800 unless said, after Slack was asked; null while it does not tell us who we are. */
  ask(withinMs?: number): Promise<OurSelf | null>;
  /** Slack says that our token, or the app, is gone: it is asked whether that is so, and again every so often until it takes us back. */
  doubt(): void;
  health(): SlackHealth;
}

/** How soon Slack is asked again after it did not tell. */
const pauseMs = 10_000;

/** Asks Slack once who we are, when that is first needed, and again later if it did not say. `onHealth` is told of each change. */
export function createIdentity(client: webApi.WebClient, clock: Clock, onHealth: (health: SlackHealth) => void): Identity {
  let known: OurSelf | null = null;
  let asking: { answer: Promise<OurSelf | null>; began: number } | null = null;
  let askAgainAt = 0;
  let health: SlackHealth = { state: 'unknown' };

  const turn = (next: SlackHealth) => {
    const isNews = JSON.stringify(next) !== JSON.stringify(health);
    health = next;
    if (isNews) onHealth(next);
  };
  const askSlack = async (): Promise<OurSelf | null> => {
    try {
      const { team_id: teamId, user_id: userId, bot_id: botId = null, enterprise_id: enterpriseId = null } = await client.auth.test();
      if (teamId === undefined || userId === undefined) return null;
      turn({ state: 'well' });
      return (known = { teamId, userId, botId, enterpriseId });
    } catch (error) {
      const code = refusalCode(error);
      if (code !== null) turn({ state: 'refused', code });
      return null;
    } finally {
      askAgainAt = clock.now().getTime() + pauseMs;
      asking = null;
    }
  };

  const askOnce = () => (asking ??= { answer: askSlack(), began: performance.now() });

  return {
    ask: async (withinMs = 800) => {
      const isDue = (!known || health.state === 'refused') && clock.now().getTime() >= askAgainAt;
      if (isDue) askOnce();
      if (known) return known;
      return asking ? within(asking.answer, Math.max(0, asking.began + withinMs - performance.now()), null) : null;
    },
    doubt: () => void askOnce(),
    health: () => health,
  };
}
