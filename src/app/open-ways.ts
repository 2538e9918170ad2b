import type { ChannelSwitches, OpenWay } from '../desk/switches/index.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';

/** How people reach us by other ways than this channel, of those that are set up and not closed; the quickest first. */
export type OpenWays = (otherThan: string) => OpenWay[];

export function createOpenWays(
  { channels, ownNumber, ownNumbers, desk }: Pick<DeskGround, 'channels' | 'ownNumber' | 'ownNumbers' | 'desk'>,
  { telephony, takesMail = true, mailFrom, publicUrl }: Pick<DeskParts, 'telephony' | 'takesMail' | 'mailFrom' | 'publicUrl'>,
  switches: Pick<ChannelSwitches, 'isClosed'>,
): OpenWays {
  const number = telephony === null ? null : (ownNumber ?? [...ownNumbers][0] ?? null);
  const mail = takesMail ? (mailFrom?.address ?? desk.mailboxes[0]?.address ?? null) : null;
  const entrances = [
    { channel: channels.voice.name, by: 'call', address: number },
    { channel: channels.sms.name, by: 'text', address: number },
    { channel: channels.email.name, by: 'mail', address: mail },
    { channel: channels.web.name, by: 'page', address: `${publicUrl}/help` },
  ] as const;
  return (otherThan) => entrances.flatMap(({ channel, by, address }) =>
    (address === null || channel === otherThan || switches.isClosed(channel) ? [] : [{ by, address }]));
}
