import type { DeskDefinition, Fault } from '../desk/definition/index.ts';
import type { Gateway } from './compose.ts';
import type { Config } from './config.ts';

/** Tells the person who started it where it is, who can sign in, and what is on and off. */
export function announce(about: {
  config: Config;
  desk: DeskDefinition;
  warnings: Fault[];
  gateway: Gateway;
  databaseIs: 'embedded' | 'yours';
}): void {
  const { config, desk, warnings, gateway, databaseIs } = about;
  const entries = desk.services.reduce((sum, service) => sum + service.entries.length, 0);
  const lines = [
    '',
    `Ventanilla: ${desk.name}`,
    `  listening    ${gateway.address ?? 'no (worker)'}   public address ${config.publicUrl}`,
    `  desk         ${config.deskFile}: ${desk.services.length} services, ${entries} entries, ${desk.teams.length} teams`,
    `  database     ${databaseIs === 'embedded' ? `embedded PostgreSQL in ${config.dataDir}` : 'DATABASE_URL'}`,
    `  jobs         ${config.redisUrl === null ? 'PostgreSQL' : 'Redis'}`,
    '  channels     web      on',
    ...chatLines(about),
    ...(gateway.tryIt
      ? ['               voice, sms, email: on, in a telephone network and a mail world of their own, for trying']
      : [...(config.twilio ? ['               voice    on', '               sms      on'] : []), ...emailLines(about)]),
    ...(config.slack ? [`               slack    on, ${slackWays(config.slack)}`] : []),
    ...machineLines(about),
    ...(gateway.tryIt ? config.missing.filter(({ channels }) => channels === 'slack') : config.missing).map(({ channels, variables }) => `               ${channels}: off, needs ${variables.join(' and ')}`),
    ...warnings.map((warning) => `  warning      ${warning.file}:${warning.line}: ${warning.message}`),
    ...(gateway.tryIt ? [`  try it       ${config.publicUrl}/try   (a telephone in your browser; no account anywhere)`] : []),
    `  pages        ${config.publicUrl}/ (the desk), /help (its customers), /docs (the API)`,
    ...demoLines(gateway),
    '',
  ];
  console.log(lines.join('\n'));
}

/** What to put on a page, ready to be copied. */
function chatLines({ config, desk }: Parameters<typeof announce>[0]): string[] {
  if (!desk.chat.enabled) return ['               chat     off, turned off in desk.yaml'];
  return [`               chat     on: put this on your pages: <script src="${new URL('widget.js', withSlash(config.publicUrl)).href}" async></script>`];
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function emailLines({ config: { mail }, desk, gateway }: Parameters<typeof announce>[0]): string[] {
  const mailboxes = desk.mailboxes.filter(({ imap }) => imap !== null).length + (mail.imapUrl === null ? 0 : 1);
  const ways = [
    ...(mailboxes > 0 ? [`reads ${mailboxes} ${mailboxes === 1 ? 'mailbox' : 'mailboxes'}`] : []),
    ...(gateway.mailAddress === null ? [] : [`takes mail for ${[...gateway.ownMail].slice(0, 5).join(', ')} on ${gateway.mailAddress}`]),
  ];
  if (ways.length === 0) return ['               email: off, needs IMAP_URL or SMTP_LISTEN'];
  return [`               email    on: ${ways.join('; ')}${mail.smtpUrl === null ? '; answers need SMTP_URL' : ''}`];
}

function slackWays({ signingSecret, appToken }: NonNullable<Config['slack']>): string {
  return [...(signingSecret === null ? [] : ['by HTTP']), ...(appToken === null ? [] : ['by a socket'])].join(' and ');
}

/** What nobody writes by hand. */
function machineLines({ config: { faxSecret, monitoring }, desk }: Parameters<typeof announce>[0]): string[] {
  const fax = faxSecret !== null || desk.fax.mails.length > 0;
  const alarms = monitoring.alertmanagerSecret !== null || monitoring.secret !== null || desk.monitoring.mails.length > 0;
  return [
    fax ? '               fax      on' : '               fax: off, needs FAX_SECRET',
    alarms ? '               alarms   on' : '               alarms: off, needs ALERTMANAGER_SECRET or MONITORING_SECRET',
  ];
}

function demoLines({ demoPeople }: Gateway): string[] {
  if (demoPeople.length === 0) return [];
  const rows = demoPeople.map(
    (person) => `    ${person.role.padEnd(6)} ${person.email.padEnd(18)} ${person.password}   ${person.teams.join(', ')}`,
  );
  return ['', '  Nobody was here yet, so these demo people were made. Their passwords are shown only now:', ...rows];
}
