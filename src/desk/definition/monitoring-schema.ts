import { z } from 'zod';
import { levelSchema } from '../../core/index.ts';
import { keySchema, lengthSchema } from './fields.ts';

const mostRules = 200;

/** A regular expression between slashes, such as `/^web-\d+$/` or `/down/i`; or null when the text is none, and undefined when it cannot be read. */
function regexOf(written: string): RegExp | null | undefined {
  const parts = /^\/(.*)\/([imsu]*)$/s.exec(written);
  if (!parts) return null;
  try {
    return new RegExp(parts[1] ?? '', parts[2]);
  } catch {
    return undefined;
  }
}

const readable = (written: string) => regexOf(written) !== undefined;
const wrongRegex = { message: 'a regular expression that can be read between the slashes' };

/** What a label must be: exactly this text, or what the expression between slashes finds something in. */
const matcherSchema = z
  .string()
  .min(1)
  .max(500)
  .refine(readable, wrongRegex)
  .transform((written): string | RegExp => regexOf(written) ?? written);

const labelSchema = z.string().trim().min(1).max(100);
const levels = { impact: levelSchema.optional(), urgency: levelSchema.optional() };
const afterwardsSchema = z.enum(['close', 'confirm']);

const ruleSchema = z.strictObject({
  /** Labels of the alarm, and beside them `source`, `severity`, `title`, `asset` and `group`; all of them must fit. */
  match: z.record(labelSchema, matcherSchema),
  entry: keySchema.optional(),
  ...levels,
  /** The label that names the thing which it is about. */
  assetLabel: labelSchema.optional(),
  /** The service of the entry is down for as long as it lasts. */
  downtime: z.boolean().optional(),
  afterwards: afterwardsSchema.optional(),
  /** What may fail together, for systems that group nothing by themselves. */
  group: z.string().trim().min(1).max(200).optional(),
});

/** The way to a value in a JSON document: names and places in lists with dots between them; `$.` begins at the document where `each` names a list. */
const pathSchema = z
  .string()
  .max(200)
  .regex(/^(?:\$\.)?[^.\s$]+(?:\.[^.\s$]+)*$/, 'a path of names with dots between them, such as "alert.status"');

const meaningSchema = z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).min(1).max(50);

const statusSchema = z
  .strictObject({ path: pathSchema, firing: meaningSchema, resolved: meaningSchema })
  .refine(({ firing, resolved }) => firing.every((value) => !resolved.includes(value)), { message: 'each value once: it means firing or resolved' });

/** Where a JSON document of some monitoring system says what the desk needs to know. */
const sourceSchema = z.strictObject({
  /** What people call the system; left out: its key with capitals. */
  name: z.string().trim().min(1).max(100).optional(),
  /** The list whose items are one alarm each; left out: the whole document is one. */
  each: pathSchema.optional(),
  fingerprint: pathSchema,
  status: statusSchema,
  severity: pathSchema.optional(),
  title: pathSchema.optional(),
  text: pathSchema.optional(),
  asset: pathSchema.optional(),
  /** ISO 8601, or seconds or milliseconds since 1970. */
  startedAt: pathSchema.optional(),
  group: pathSchema.optional(),
  url: pathSchema.optional(),
  /** A map of further words, for rules. */
  labels: pathSchema.optional(),
});

const subjectSchema = z
  .string()
  .max(500)
  .refine((written) => ['nagios', 'icinga', 'zabbix'].includes(written) || regexOf(written) instanceof RegExp, {
    message: 'nagios, icinga, zabbix, or a regular expression between slashes with the named groups status and title, and if there are any host, service and severity',
  })
  .transform((written): 'nagios' | 'icinga' | 'zabbix' | RegExp =>
    written === 'nagios' || written === 'icinga' || written === 'zabbix' ? written : (regexOf(written) ?? /(?!)/));

const mailSchema = z.strictObject({
  /** Whose mail it is: an address, or a whole domain. */
  from: z.string().trim().max(254).regex(/^(?:[^\s@<>,;"]+@)?[\w-]+(?:\.[\w-]+)*$/, 'an address such as "nagios@example.org", or a domain such as "example.org"').transform((from) => from.toLowerCase()),
  subject: subjectSchema,
  /** `proven`: SPF or DKIM has shown that it is from there. `unless-forged`: also what nobody could check, for mailboxes that only machines of the house can write to. */
  believe: z.enum(['proven', 'unless-forged']).default('proven'),
});

const severitySchema = z.strictObject(levels);
const severityName = z.string().trim().min(1).max(60).transform((name) => name.toLowerCase());

/** Words that monitoring systems use, from Prometheus to Nagios, Icinga and Zabbix. */
const defaultSeverities = {
  critical: { impact: 'high', urgency: 'high' }, disaster: { impact: 'high', urgency: 'high' }, down: { impact: 'high', urgency: 'high' },
  page: { impact: 'high', urgency: 'high' }, high: { impact: 'high', urgency: 'medium' }, error: { impact: 'medium', urgency: 'high' },
  unreachable: { impact: 'medium', urgency: 'high' }, average: { impact: 'medium', urgency: 'medium' }, warning: { impact: 'medium', urgency: 'medium' },
  unknown: { impact: 'low', urgency: 'medium' }, info: { impact: 'low', urgency: 'low' }, information: { impact: 'low', urgency: 'low' },
} as const;

/** What machines report, and what becomes of it. */
export const monitoringSchema = z
  .strictObject({
    /** Where alarms go that no rule sends elsewhere; null: to the first entry of kind alarm. */
    entry: keySchema.nullable().default(null),
    /** Seconds after which the same alarm counts as told again. */
    repeatSeconds: lengthSchema.default(60),
    /** What becomes of a ticket whose alarm is over. */
    afterwards: afterwardsSchema.default('close'),
    /** The label that names the thing which an alarm is about, where no rule says another; null: none. */
    assetLabel: labelSchema.nullable().default(null),
    severities: z.record(severityName, severitySchema).prefault(defaultSeverities),
    /** All that fit count; what several say, the first one decides. */
    rules: z.array(ruleSchema).max(mostRules).default([]),
    /** More than `alarms` of one group within `seconds` become one ticket with theirs hanging on it. */
    storm: z.strictObject({ alarms: z.int().min(1).max(10_000).default(10), seconds: z.int().min(1).max(3600).default(60) }).prefault({}),
    /** Systems that post JSON of their own shape to /webhooks/monitoring/<key>. */
    sources: z.record(keySchema, sourceSchema).default({}),
    mails: z.array(mailSchema).max(mostRules).default([]),
  })
  .prefault({});
