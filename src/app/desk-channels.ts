import { createChannels, type Channels } from '../../channels/index.ts';
import type { AnyChannel, ChannelCapabilities, Sender } from '../core/index.ts';
import { calendarOf, type DeskDefinition } from '../desk/definition/index.ts';
import type { ChannelOf, Outlet } from '../desk/replies/index.ts';

/** The channels, and how the desk finds one by the name that a ticket carries. */
export interface DeskChannels {
  channels: Channels;
  channelOf: ChannelOf;
  capabilitiesOf: (name: string) => ChannelCapabilities;
  outletOf: (name: string) => Outlet | null;
}

export function createDeskChannels(
  { desk, ownNumber, mailFrom, telephony, mailSender, slackSender }: {
    desk: DeskDefinition; ownNumber?: string | null; mailFrom?: { address: string } | null; telephony: Sender | null; mailSender?: Sender | null; slackSender?: Sender | null;
  },
): DeskChannels {
  const channels = createChannels({
    region: desk.phoneRegion, locale: desk.locale, from: ownNumber, templates: desk.whatsapp.template,
    mail: { mailboxes: desk.mailboxes, from: mailFrom?.address ?? null, timeZone: calendarOf(desk, null).zone },
  });
  const senders = new Map<string, Sender | null>([
    [channels.email.name, mailSender ?? null], [channels.slack.name, slackSender ?? null], [channels.sms.name, telephony], [channels.voice.name, telephony],
  ]);
  const byName = new Map<string, AnyChannel>(Object.values(channels).map((channel: AnyChannel) => [channel.name, channel]));
  return {
    channels,
    channelOf: (name) => byName.get(name) ?? null,
    capabilitiesOf: (name) => byName.get(name)?.capabilities ?? noCapabilities,
    outletOf: (name) => {
      const channel = byName.get(name);
      return channel ? { channel, sender: channel.capabilities.reply === 'send' ? (senders.get(name) ?? null) : null } : null;
    },
  };
}

/** A channel that left the program while its tickets stayed: they are read at the status page. */
const noCapabilities: ChannelCapabilities = {
  live: false, maxTextLength: null, attachments: false, html: false, threading: 'none', reply: 'shelf', reaches: null, automaticAnswers: 'free',
};
