import { z } from 'zod';
import { createSlack, type Slack, type SlackInOptions, type SlackWaysIn } from '../../adapters/slack/index.ts';
import type { Whispers } from '../core/index.ts';
import type { ContentStore } from '../desk/files/index.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import type { DeskServices } from './desk-services.ts';

/** Slack as the environment names it. Nothing is asked of Slack yet. */
export function openSlack(config: NonNullable<Config['slack']>, parts: { openFile: ContentStore['open']; logger: Pick<Logger, 'warn' | 'info'> }): Slack {
  return createSlack({
    config,
    openFile: (sha256) => parts.openFile(sha256),
    onHealth: (health) => {
      if (health.state === 'refused') parts.logger.warn({ channel: 'slack', code: health.code }, 'Slack does not take SLACK_BOT_TOKEN');
      else parts.logger.info({ channel: 'slack' }, 'Slack takes SLACK_BOT_TOKEN');
    },
  });
}

const topic = 'slack-person-changed';

/** Whose profile changed is forgotten by all processes, whichever was told; after ten minutes they ask anew anyway. Gives what tells the others. */
export function shareChangedPeople(slack: Slack, { whispers, closers }: { whispers: Whispers; closers: Closers }): (userId: string) => void {
  const stopHearing = whispers.hear(topic, (words) => {
    const told = z.object({ userId: z.string() }).safeParse(words);
    if (told.success) slack.people.forget(told.data.userId);
  });
  closers.push(async () => stopHearing());
  return (userId) => whispers.tell(topic, { userId });
}

/** What people say in Slack becomes contacts, and what becomes of it later is noted. */
export function takeInSlack(slack: Slack, parts: {
  services: Pick<DeskServices, 'acceptThreadMessage' | 'acceptAmendment' | 'isOurThread'>;
  metrics: Pick<Metrics, 'contactAccepted' | 'webhookFault'>;
  register?: SlackInOptions['register'];
  personChanged: (userId: string) => void;
  onFault: (error: unknown) => void;
}): SlackWaysIn {
  const { services, metrics, register = [], onFault } = parts;
  const count = (fault: string) => metrics.webhookFault({ provider: 'slack', fault });
  return slack.takeIn({
    register,
    handlers: {
      message: async (inbound) => {
        const { kind } = await services.acceptThreadMessage(inbound);
        metrics.contactAccepted({ channel: 'slack', outcome: kind });
      },
      amendment: async (inbound) => {
        await services.acceptAmendment(inbound);
      },
      isOurThread: services.isOurThread,
      personChanged: parts.personChanged,
    },
    onIgnored: count,
    onFault: (error) => {
      count('failed');
      onFault(error);
    },
  });
}
