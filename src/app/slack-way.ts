import { createHomeOutlet, createOfferOutlet, slackListeners, type ReadHome, type SlackWaysIn } from '../../adapters/slack/index.ts';
import { systemClock, type Whispers } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { ContentStore } from '../desk/files/index.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import type { DeskServices } from './desk-services.ts';
import { consoleUrlOf, createSlackDesk } from './slack-desk.ts';
import { openSlack, shareChangedPeople, takeInSlack } from './slack-in.ts';

/** Everything of Slack that a gateway uses. Loading this file loads Slack's libraries. Nothing is asked of Slack yet. */
export function openSlackWay(config: NonNullable<Config['slack']>, parts: {
  desk: DeskDefinition;
  publicUrl: string;
  openFile: ContentStore['open'];
  logger: Pick<Logger, 'warn' | 'info'>;
}) {
  const { desk, publicUrl } = parts;
  const slack = openSlack(config, parts);
  const { client, people, sender, fileSource } = slack;
  return {
    sender, fileSource,
    offerOutlet: createOfferOutlet({ client, people, clock: systemClock, locale: desk.locale, urlOf: (number) => consoleUrlOf(publicUrl, number) }),
    homeOutlet: (read: ReadHome) => createHomeOutlet({ client, people, locale: desk.locale }, read),
    shareChangedPeople: (sharing: { whispers: Whispers; closers: Closers }) => shareChangedPeople(slack, sharing),
    takeIn: ({ findAgent, ...taking }: {
      services: DeskServices;
      findAgent: Parameters<typeof createSlackDesk>[0]['findAgent'];
      metrics: Pick<Metrics, 'contactAccepted' | 'webhookFault'>;
      personChanged: (userId: string) => void;
      onFault: (error: unknown) => void;
    }): SlackWaysIn => {
      const { services, metrics } = taking;
      const onHandedOver = (outcome: string) => metrics.contactAccepted({ channel: 'slack', outcome });
      return takeInSlack(slack, { ...taking, register: slackListeners(createSlackDesk({ services, desk, findAgent, publicUrl, onHandedOver })) });
    },
  };
}
