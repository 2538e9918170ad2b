import { z } from 'zod';
import type { ChannelHealthReader } from '../../desk/upkeep/index.ts';
import type { WhenClosed } from '../../core/index.ts';
import type { ClosedChannel } from '../../desk/switches/index.ts';
import type { ChannelSetting } from '../deps.ts';
import { closedSchema, toClosedView, whenClosedSchema } from './channel-switch.ts';

const moment = z.string().nullable();

export const channelsSchema = z
  .object({
    channels: z.array(z.object({
      name: z.string(),
      on: z.boolean(),
      needs: z.array(z.string()).describe('Variables of the environment that would turn it on; for mail, any one of them. None for what desk.yaml turns off'),
      whenClosed: whenClosedSchema,
      closed: closedSchema.nullable().describe('Null while it is open; `on` is how it is configured'),
      sends: z.boolean(),
      sendNeeds: z.array(z.string()),
      addresses: z.array(z.string()).describe('Our numbers or mail addresses'),
      webhooks: z.array(z.string()).describe('What the provider must be told to call'),
      trouble: z.string().nullable().describe('The provider\'s own word for what keeps it from working now, as the process that answers knows it'),
      listensOn: z.string().nullable().describe('Where mail servers hand mail over'),
      mailboxes: z.array(z.object({
        key: z.string(), address: z.string(), host: z.string(), folder: z.string(),
        state: z.string().nullable(), detail: z.string().nullable(), since: moment, readAt: moment, held: z.boolean(),
      })),
      reconciles: z.boolean().describe('Whether the provider is asked for what no webhook told'),
      lastReconciledAt: moment.describe('When the provider was last asked for what no webhook told; null where nothing is asked'),
      lastContactAt: moment.describe('Null when there was none within a week'),
      contactsToday: z.number(), lastSentAt: moment, failedToday: z.number(), waiting: z.number(),
    })),
  })
  .meta({ id: 'Channels' });

export function toChannelsView(
  settings: ChannelSetting[],
  { health, closed, whenClosed }: {
    health: Awaited<ReturnType<ChannelHealthReader['read']>>; closed: ClosedChannel[]; whenClosed: (name: string) => WhenClosed;
  },
): z.output<typeof channelsSchema> {
  return {
    channels: settings.map(({ reconciles, mailboxes, trouble, ...setting }) => {
      const known = health.channels.find(({ name }) => name === setting.name);
      const turned = closed.find(({ channel }) => channel === setting.name);
      return {
        ...setting,
        trouble: trouble?.() ?? null,
        whenClosed: whenClosed(setting.name),
        closed: turned ? toClosedView(turned) : null,
        mailboxes: mailboxes.map((mailbox) => {
          const told = health.mailboxes.find(({ key }) => key === mailbox.key);
          return {
            ...mailbox, state: told?.state ?? null, detail: told?.detail ?? null, since: told?.since?.toISOString() ?? null,
            readAt: told?.readAt?.toISOString() ?? null, held: told?.isHeld ?? false,
          };
        }),
        reconciles,
        lastReconciledAt: reconciles ? (health.lastReconciledAt?.toISOString() ?? null) : null,
        lastContactAt: known?.lastContactAt?.toISOString() ?? null,
        contactsToday: known?.contactsToday ?? 0,
        lastSentAt: known?.lastSentAt?.toISOString() ?? null,
        failedToday: known?.failedToday ?? 0,
        waiting: known?.waiting ?? 0,
      };
    }),
  };
}
