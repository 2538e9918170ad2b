import type { Channel, InboundCall, InboundChat, InboundFax, InboundForm, InboundText, Locale } from '../src/core/index.ts';
import type { Region } from './phone-number.ts';
import { createChatChannel } from './chat/index.ts';
import { createEmailChannel, type EmailChannel, type EmailOptions } from './email/index.ts';
import { createFaxChannel } from './fax/index.ts';
import { createMonitoringChannel, type MonitoringChannel } from './monitoring/index.ts';
import { createSlackChannel, type SlackChannel } from './slack/index.ts';
import { createSmsChannel, type SmsOptions } from './sms/index.ts';
import { createVoiceChannel } from './voice/index.ts';
import { createWebChannel } from './web/index.ts';

export { callbackPrompts, callFlow, roomPrompts } from './voice/index.ts';
export type { EmailChannel, EmailOptions } from './email/index.ts';
export { readAlarmMail } from './monitoring/index.ts';
export type { MonitoringChannel } from './monitoring/index.ts';
export type { SlackChannel } from './slack/index.ts';
export type { Region } from './phone-number.ts';

export interface Channels {
  voice: Channel<InboundCall>;
  sms: Channel<InboundText>;
  web: Channel<InboundForm>;
  chat: Channel<InboundChat>;
  email: EmailChannel;
  slack: SlackChannel;
  fax: Channel<InboundFax>;
  monitoring: MonitoringChannel;
}

/** Every way people reach the desk: a new channel is a folder here and a line below. */
export function createChannels(options: { region: Region; locale?: Locale; mail?: EmailOptions } & SmsOptions): Channels {
  return {
    voice: createVoiceChannel(options),
    sms: createSmsChannel(options),
    web: createWebChannel(options),
    chat: createChatChannel(),
    email: createEmailChannel(options.mail ?? { mailboxes: [], from: null, timeZone: 'UTC' }),
    slack: createSlackChannel(),
    fax: createFaxChannel({ region: options.region, locale: options.locale ?? 'es' }),
    monitoring: createMonitoringChannel(),
  };
}
