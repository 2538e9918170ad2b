import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { logLevels } from '../telemetry/index.ts';
import { roles } from './roles.ts';

/** An empty variable is the same as none, as in a copied `.env.example`. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

function urlOf(protocols: string[], example: string) {
  const message = `an address such as ${example}`;
  return z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), { message });
}

const mailFrom = /^(?:(?<name>[^<>\r\n]*?)\s*<(?<bracketed>[^\s@<>]+@[^\s@<>]+)>|(?<bare>[^\s@<>]+@[^\s@<>]+))$/;
const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address');

const webhookSecret = z.string().min(8, 'at least 8 characters').max(1000, 'at most 1000 characters').regex(/^\S+$/, 'no blanks');

const environment = z.object({
  HOST: optional(z.string().min(1)),
  PORT: optional(z.string().regex(/^\d{1,5}$/, 'a port from 0 to 65535').transform(Number).refine((port) => port <= 65_535, 'a port from 0 to 65535')),
  PUBLIC_URL: optional(urlOf(['http:', 'https:'], 'https://desk.example.org')),
  DATABASE_URL: optional(urlOf(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/ventanilla')),
  REDIS_URL: optional(urlOf(['redis:', 'rediss:'], 'redis://host:6379')),
  DATA_DIR: optional(z.string().min(1)),
  DESK_FILE: optional(z.string().min(1)),
  ADMIN_EMAIL: optional(address),
  ADMIN_PASSWORD: optional(z.string().min(10, 'at least 10 characters').max(200, 'at most 200 characters')),
  TWILIO_ACCOUNT_SID: optional(z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'AC and 32 hexadecimal digits, as the Twilio console shows it')),
  TWILIO_AUTH_TOKEN: optional(z.string().min(8, 'the auth token that the Twilio console shows')),
  TWILIO_FROM: optional(z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number such as +576015550100')),
  TWILIO_API_KEY_SID: optional(z.string().regex(/^SK[0-9a-fA-F]{32}$/, 'SK and 32 hexadecimal digits, as the Twilio console shows it')),
  TWILIO_API_KEY_SECRET: optional(z.string().min(8, 'the secret that the Twilio console showed once')),
  TWILIO_API_URL: optional(urlOf(['http:', 'https:'], 'http://127.0.0.1:4010')),
  IMAP_URL: optional(urlOf(['imap:', 'imaps:'], 'imaps://user:password@host')),
  SMTP_URL: optional(urlOf(['smtp:', 'smtps:'], 'smtp://user:password@host:587')),
  MAIL_FROM: optional(z.string().regex(mailFrom, 'an e-mail address, or a name with one: Mesa de ayuda <mesa@example.org>')),
  SMTP_LISTEN: optional(z.string().regex(/^(?:(?:smtp|lmtp):\/\/)?(?:[^\s/]+:)?\d{1,5}$/, 'host:port or a port, such as 0.0.0.0:2525, or lmtp://127.0.0.1:2424').refine((value) => Number(value.split(':').at(-1)) <= 65_535, 'a port from 0 to 65535')),
  SMTP_TLS_CERT: optional(z.string().min(1)),
  SMTP_TLS_KEY: optional(z.string().min(1)),
  DKIM_PRIVATE_KEY: optional(z.string().min(1)),
  SLACK_SIGNING_SECRET: optional(z.string().min(8, 'the signing secret that the Slack app shows under Basic Information')),
  SLACK_BOT_TOKEN: optional(z.string().regex(/^xoxb-/, 'a bot token, which begins with xoxb-')),
  SLACK_APP_TOKEN: optional(z.string().regex(/^xapp-/, 'an app-level token, which begins with xapp-')),
  SLACK_API_URL: optional(urlOf(['http:', 'https:'], 'https://slack.com/api/')),
  FAX_SECRET: optional(z.string().regex(/^\S+$/, 'no blanks').min(16, 'at least 16 characters').max(1_000, 'at most 1000 characters')),
  ALERTMANAGER_SECRET: optional(webhookSecret),
  MONITORING_SECRET: optional(webhookSecret),
  DEMO: optional(z.enum(['true', 'false'])),
  LOG_LEVEL: optional(z.enum(logLevels)),
  ROLE: optional(z.enum(roles)),
});

/** What the process was told by its environment, checked and completed with defaults. */
export interface Config {
  host: string;
  port: number;
  publicUrl: string;
  databaseUrl: string | null;
  redisUrl: string | null;
  dataDir: string;
  deskFile: string;
  admin: { email: string; password: string } | null;
  twilio: { accountSid: string; authToken: string; apiUrl: string | undefined; from: string | null } | null;
  /** What lets browsers take calls; null: agents are rung at telephones of their own. */
  browserCalls: { accountSid: string; keySid: string; keySecret: string } | null;
  mail: MailConfig;
  slack: SlackConfig | null;
  /** What a fax server brings; null: faxes are not taken from one. */
  faxSecret: string | null;
  /** What Alertmanager and other monitoring systems bring; null: nothing is taken of them by webhook. */
  monitoring: { alertmanagerSecret: string | null; secret: string | null };
  /** The try-it page is open, with a telephone network and a mail world of its own: asked for by DEMO, or because nothing is configured and nobody else can reach us. */
  tryIt: boolean;
  /** Variables that a channel which is off still needs. */
  missing: { channels: string; variables: string[] }[];
  logLevel: (typeof logLevels)[number];
  role: (typeof roles)[number];
}

/** What the environment says of mail; addresses and mailboxes are in desk.yaml. */
export interface MailConfig {
  /** Whom answers come from where a mailbox says nothing else; the address is lower-cased. */
  from: { name: string | null; address: string } | null;
  /** A mailbox beside those of desk.yaml, as a URL with its credentials. */
  imapUrl: string | null;
  smtpUrl: string | null;
  /** Where mail servers hand mail to us. */
  listen: { host: string; port: number; lmtp: boolean } | null;
  /** Files of a certificate and its key in PEM. */
  tls: { certFile: string; keyFile: string } | null;
  /** A file with the private key in PEM, or the key itself. */
  dkimPrivateKey: string | null;
  /** By a mailbox's key, and `smtp` for the outgoing server: from MAIL_PASSWORD_<KEY>, MAIL_CLIENT_SECRET_<KEY> and MAIL_REFRESH_TOKEN_<KEY>. */
  secrets: Readonly<Record<string, MailSecrets>>;
}

export interface MailSecrets {
  password?: string;
  clientSecret?: string;
  refreshToken?: string;
}

/** How Slack reaches us: by HTTP where it signs, by a socket that we open where there is an app token, or both. */
export interface SlackConfig {
  botToken: string;
  signingSecret: string | null;
  appToken: string | null;
  /** Where its Web API is; null: Slack's own. */
  apiUrl: string | null;
}

/** The environment has faults; the message lists every one of them. */
export class ConfigFaults extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`The environment has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigFaults';
    this.faults = faults;
  }
}

/** Reads the process's environment, and before it a `.env` file in the working folder. Throws ConfigFaults. */
export function readConfig(): Config {
  if (existsSync('.env')) loadEnvFile('.env');
  return parseConfig(process.env);
}

/** The desk file that `readConfig` would name, whatever else is wrong or missing. */
export function readDeskFileName(): string {
  if (existsSync('.env')) loadEnvFile('.env');
  return process.env['DESK_FILE'] || 'desk.yaml';
}

export function parseConfig(variables: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(variables);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: expected ${issue.message}`);
  const known = parsed.success ? parsed.data : {};
  faults.push(...crossFaults(known));
  if (!parsed.success || faults.length > 0) throw new ConfigFaults(faults);

  const env = parsed.data;
  const host = env.HOST ?? '127.0.0.1';
  const port = env.PORT ?? 3000;
  return {
    host,
    port,
    publicUrl: env.PUBLIC_URL ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    dataDir: env.DATA_DIR ?? './data',
    deskFile: env.DESK_FILE ?? './desk.yaml',
    admin: env.ADMIN_EMAIL && env.ADMIN_PASSWORD ? { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD } : null,
    twilio:
      env.TWILIO_ACCOUNT_SID && env.TWILIO_AUTH_TOKEN
        ? { accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN, apiUrl: env.TWILIO_API_URL, from: env.TWILIO_FROM ?? null }
        : null,
    browserCalls:
      env.TWILIO_ACCOUNT_SID && env.TWILIO_API_KEY_SID && env.TWILIO_API_KEY_SECRET
        ? { accountSid: env.TWILIO_ACCOUNT_SID, keySid: env.TWILIO_API_KEY_SID, keySecret: env.TWILIO_API_KEY_SECRET }
        : null,
    mail: mailOf(env, variables, host),
    slack: slackOf(env),
    faxSecret: env.FAX_SECRET ?? null,
    monitoring: { alertmanagerSecret: env.ALERTMANAGER_SECRET ?? null, secret: env.MONITORING_SECRET ?? null },
    tryIt: isTried(env, host),
    missing: missingOf(env),
    logLevel: env.LOG_LEVEL ?? 'info',
    role: env.ROLE ?? 'all',
  };
}

type Environment = z.infer<typeof environment>;

const secretNames = { PASSWORD: 'password', CLIENT_SECRET: 'clientSecret', REFRESH_TOKEN: 'refreshToken' } as const;

function mailOf(env: Environment, variables: Record<string, string | undefined>, host: string): MailConfig {
  const secrets: Record<string, MailSecrets> = {};
  for (const [name, value] of Object.entries(variables)) {
    const match = /^MAIL_(PASSWORD|CLIENT_SECRET|REFRESH_TOKEN)_(\w+)$/.exec(name);
    const kind = match?.[1];
    if (kind !== 'PASSWORD' && kind !== 'CLIENT_SECRET' && kind !== 'REFRESH_TOKEN') continue;
    if (!value || match?.[2] === undefined) continue;
    const key = match[2].toLowerCase().replaceAll('_', '-');
    secrets[key] = { ...secrets[key], [secretNames[kind]]: value };
  }
  const from = env.MAIL_FROM === undefined ? null : mailFrom.exec(env.MAIL_FROM)?.groups;
  const listen = env.SMTP_LISTEN === undefined ? null : /^(?:(?<protocol>\w+):\/\/)?(?:(?<host>.+):)?(?<port>\d+)$/.exec(env.SMTP_LISTEN)?.groups;
  return {
    from: from ? { name: from['name']?.replaceAll('"', '').trim() || null, address: (from['bracketed'] ?? from['bare'] ?? '').toLowerCase() } : null,
    imapUrl: env.IMAP_URL ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    listen: listen ? { host: listen['host']?.replace(/^\[|\]$/g, '') ?? host, port: Number(listen['port']), lmtp: listen['protocol'] === 'lmtp' } : null,
    tls: env.SMTP_TLS_CERT && env.SMTP_TLS_KEY ? { certFile: env.SMTP_TLS_CERT, keyFile: env.SMTP_TLS_KEY } : null,
    dkimPrivateKey: env.DKIM_PRIVATE_KEY ?? null,
    secrets,
  };
}

function slackOf(env: Environment): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret = null, SLACK_APP_TOKEN: appToken = null } = env;
  if (botToken === undefined || (signingSecret === null && appToken === null)) return null;
  return { botToken, signingSecret, appToken, apiUrl: env.SLACK_API_URL ?? null };
}

/** What a real telephone network or real mail needs: whoever sets any of it is not trying. */
const realWorld = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'IMAP_URL', 'SMTP_URL', 'SMTP_LISTEN'] as const;
const configuring = [...realWorld, 'MAIL_FROM', 'ADMIN_EMAIL', 'PUBLIC_URL', 'DATABASE_URL', 'ROLE', 'SLACK_BOT_TOKEN', 'ALERTMANAGER_SECRET', 'MONITORING_SECRET'] as const;
const loopback = ['127.0.0.1', 'localhost', '::1'];

function isTried(env: Environment, host: string): boolean {
  if (env.DEMO !== undefined) return env.DEMO === 'true';
  const isConfigured = configuring.some((name) => env[name] !== undefined);
  return !isConfigured && loopback.includes(host);
}

function crossFaults(env: Partial<Environment>): string[] {
  const faults: string[] = [];
  if (env.ADMIN_EMAIL && !env.ADMIN_PASSWORD) faults.push('ADMIN_PASSWORD: expected, since ADMIN_EMAIL is set');
  if (env.ADMIN_PASSWORD && !env.ADMIN_EMAIL) faults.push('ADMIN_EMAIL: expected, since ADMIN_PASSWORD is set');
  if (env.SMTP_TLS_CERT && !env.SMTP_TLS_KEY) faults.push('SMTP_TLS_KEY: expected, since SMTP_TLS_CERT is set');
  if (env.SMTP_TLS_KEY && !env.SMTP_TLS_CERT) faults.push('SMTP_TLS_CERT: expected, since SMTP_TLS_KEY is set');
  if (env.TWILIO_API_KEY_SID && !env.TWILIO_API_KEY_SECRET) faults.push('TWILIO_API_KEY_SECRET: expected, since TWILIO_API_KEY_SID is set');
  if (env.TWILIO_API_KEY_SECRET && !env.TWILIO_API_KEY_SID) faults.push('TWILIO_API_KEY_SID: expected, since TWILIO_API_KEY_SECRET is set');
  if (env.ROLE && env.ROLE !== 'all' && !env.REDIS_URL) {
    faults.push(`REDIS_URL: expected, since ROLE is ${env.ROLE}: without Redis the gateway is one process`);
  }
  if (env.ROLE && env.ROLE !== 'all' && !env.DATABASE_URL) {
    faults.push(`DATABASE_URL: expected, since ROLE is ${env.ROLE}: several processes share one database`);
  }
  const real = realWorld.filter((name) => env[name]);
  if (env.DEMO === 'true' && real.length > 0) faults.push(`DEMO: expected to be left out, since ${real.join(', ')} would be ignored: who tries has a world of their own`);
  return faults;
}

function missingOf(env: Environment): Config['missing'] {
  const telephony = (['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'] as const).filter((name) => !env[name]);
  const ways = env.SLACK_SIGNING_SECRET || env.SLACK_APP_TOKEN ? [] : ['SLACK_SIGNING_SECRET'];
  const slack = [...(env.SLACK_BOT_TOKEN ? [] : ['SLACK_BOT_TOKEN']), ...ways];
  return [{ channels: 'voice, sms', variables: telephony }, { channels: 'slack', variables: slack }].filter(({ variables }) => variables.length > 0);
}
