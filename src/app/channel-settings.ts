import type { ChannelSetting } from '../api/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { Config } from './config.ts';
import { imapUrlKey, parseImapUrl } from './mail-settings.ts';

/** How each channel is set up, and what it lacks; `mailAddress`: where mail servers hand mail over. */
export function channelSettings(
  names: string[], about: { config: Config; desk: DeskDefinition; mailAddress: string | null; ownNumbers: readonly string[]; ownMail: readonly string[]; slackTrouble?: () => string | null },
): ChannelSetting[] {
  return names.map((name) => {
    if (name === 'voice' || name === 'sms') return telephony(name, about);
    if (name === 'email') return email(about);
    if (name === 'slack') return slack(about);
    if (name === 'fax') return fax(about);
    if (name === 'monitoring') return monitoring(about);
    if (name === 'chat') return { ...plain, name, on: about.desk.chat.enabled };
    return { ...plain, name };
  });
}

const plain: ChannelSetting = {
  name: '', on: true, needs: [], sends: true, sendNeeds: [], webhooks: [], addresses: [], mailboxes: [], listensOn: null, reconciles: false,
};

function telephony(name: 'voice' | 'sms', { config, ownNumbers }: Parameters<typeof channelSettings>[1]): ChannelSetting {
  const on = config.twilio !== null;
  const missing = config.missing.flatMap(({ channels, variables }) => (channels.split(/,\s*/).includes(name) ? variables : []));
  const paths = name === 'voice' ? ['voice', 'status'] : ['sms', 'status'];
  return {
    ...plain, name, on, needs: on ? [] : missing, sends: on, sendNeeds: on ? [] : missing, reconciles: on,
    webhooks: paths.map((path) => `${config.publicUrl}/webhooks/twilio/${path}`), addresses: [...ownNumbers],
  };
}

/** It is read by a socket that we open where there is an app token: then nothing has to reach us. */
function slack({ config, slackTrouble }: Parameters<typeof channelSettings>[1]): ChannelSetting {
  const on = config.slack !== null;
  const missing = config.missing.flatMap(({ channels, variables }) => (channels === 'slack' ? variables : []));
  const signs = on && config.slack?.signingSecret !== null;
  return {
    ...plain, name: 'slack', on, needs: on ? [] : missing, sends: on, sendNeeds: on ? [] : missing,
    webhooks: signs || !on ? [`${config.publicUrl}/webhooks/slack/events`] : [], ...(slackTrouble && { trouble: slackTrouble }),
  };
}

/** From a fax server, from gateways by mail, or both. */
function fax({ config, desk }: Parameters<typeof channelSettings>[1]): ChannelSetting {
  const rules = desk.fax.mails.map(({ from }) => from);
  const on = config.faxSecret !== null || rules.length > 0;
  return {
    ...plain, name: 'fax', on, needs: on ? [] : ['FAX_SECRET'], sends: false,
    webhooks: config.faxSecret === null ? [] : [`${config.publicUrl}/webhooks/fax`], addresses: rules,
  };
}

/** By webhooks of monitoring systems, by their mails, or both. Nobody is answered. */
function monitoring({ config: { publicUrl, monitoring: { alertmanagerSecret, secret } }, desk }: Parameters<typeof channelSettings>[1]): ChannelSetting {
  const sources = Object.keys(desk.monitoring.sources);
  const senders = desk.monitoring.mails.map(({ from }) => from);
  const needs = [...(alertmanagerSecret === null ? ['ALERTMANAGER_SECRET'] : []), ...(secret === null && sources.length > 0 ? ['MONITORING_SECRET'] : [])];
  const webhooks = [
    ...(alertmanagerSecret === null ? [] : [`${publicUrl}/webhooks/alertmanager`]),
    ...(secret === null ? [] : sources.map((source) => `${publicUrl}/webhooks/monitoring/${source}`)),
  ];
  return { ...plain, name: 'monitoring', on: webhooks.length > 0 || senders.length > 0, needs, sends: false, webhooks, addresses: senders };
}

function email({ config: { mail }, desk, mailAddress, ownMail }: Parameters<typeof channelSettings>[1]): ChannelSetting {
  const mailboxes = desk.mailboxes.flatMap(({ key, address, imap }) =>
    imap === null ? [] : [{ key, address, host: imap.host, folder: imap.folder }]);
  const fromUrl = mail.imapUrl === null ? null : parseImapUrl(mail.imapUrl).imap;
  if (fromUrl) mailboxes.push({ key: imapUrlKey, address: mail.from?.address ?? fromUrl.user, host: fromUrl.host, folder: fromUrl.folder });
  const on = mailboxes.length > 0 || mailAddress !== null;
  const sends = mail.smtpUrl !== null;
  return {
    ...plain, name: 'email', on, needs: on ? [] : ['IMAP_URL', 'SMTP_LISTEN'], sends, sendNeeds: sends ? [] : ['SMTP_URL'],
    addresses: [...ownMail], mailboxes, listensOn: mailAddress,
  };
}
