import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { levelSchema, localeSchema } from '../../core/index.ts';
import { calendarSchema } from './calendar-schema.ts';
import { callbacksSchema } from './callbacks-schema.ts';
import { chatSchema } from './chat-schema.ts';
import { emailSchema, mailboxesSchema } from './email-schema.ts';
import { faxSchema } from './fax-schema.ts';
import { monitoringSchema } from './monitoring-schema.ts';
import { slackSchema } from './slack-schema.ts';
import { screeningSchema } from './screening-schema.ts';
import { filesSchema, recordingSchema } from './recording-schema.ts';
import {
  defaultAwayReasons, defaultCalendarKey, defaultCalendars, defaultCosts, defaultMatrix, defaultPriorityOffsets, defaultSlaKey, defaultSlas,
} from './defaults.ts';
import {
  descriptionSchema, digitSchema, keySchema, lengthSchema, perPriority, phrasesSchema, prioritySchema, synonymsSchema, textSchema, tierSchema,
} from './fields.ts';
import { usualThreshold } from '../understanding/index.ts';
import { webhooksSchema } from './webhooks-schema.ts';
import { whatsappSchema } from './whatsapp-schema.ts';
import { planSchema } from './plan-schema.ts';
import { overflowSchema, routingSchema } from './routing-schema.ts';

const numberSchema = z.strictObject({
  /** A called number of ours in E.164. */
  number: z
    .unknown()
    .refine((value) => typeof value === 'string' && parsePhoneNumberFromString(value)?.number === value, {
      message: 'a telephone number in quotes with its country, such as "+576015550100"',
    })
    .transform(String),
  /** Null: the caller is asked. */
  locale: localeSchema.nullable().default(null),
  /** Null: all services. */
  service: keySchema.nullable().default(null),
  /** Null: the desk's own greeting. */
  greeting: textSchema.nullable().default(null),
  /** When callers of this number are served, whatever their team's hours; null: the team's hours decide. */
  calendar: keySchema.nullable().default(null),
});

/** Seconds; 0 is none. */
const wrapUpSchema = z.int().min(0).max(3600);

const awayReasonsSchema = z
  .array(z.strictObject({ key: keySchema, name: textSchema }))
  .max(20)
  .refine((reasons) => new Set(reasons.map(({ key }) => key)).size === reasons.length, { message: 'each key once' });

const teamSchema = z.strictObject({
  key: keySchema,
  name: textSchema,
  tier: tierSchema,
  /** Null: the team serves all services. */
  service: keySchema.nullable().default(null),
  /** Null: the desk's calendar. */
  calendar: keySchema.nullable().default(null),
  /** Seconds without offers after a call; null: the desk's. */
  wrapUpSeconds: wrapUpSchema.nullable().default(null),
});

const entrySchema = z.strictObject({
  key: keySchema,
  digit: digitSchema,
  name: textSchema,
  kind: z.enum(['incident', 'request', 'problem', 'complaint', 'question', 'alarm']),
  impact: levelSchema.default('low'),
  urgency: levelSchema.default('medium'),
  /** The tier in which its tickets start. */
  tier: tierSchema.default(1),
  /** Teams per tier; a tier left out goes to the service's own team of that tier, else to one that serves all. */
  teams: z.strictObject({ 1: keySchema.optional(), 2: keySchema.optional(), 3: keySchema.optional() }).default({}),
  /** Null: the desk's promise. */
  sla: keySchema.nullable().default(null),
  skills: z.array(keySchema).default([]),
  /** Seconds of waiting after which any agent of the team will do, skilled or not; null: never. */
  relaxSkillsAfter: lengthSchema.nullable().default(null),
  /** Where its tickets go on to while nobody takes them; null: what the desk says for all. */
  overflow: overflowSchema.nullable().default(null),
  /** The agent must speak the customer's language. */
  language: z.boolean().default(false),
  /** A caller is asked whether others are affected. */
  asksImpact: z.boolean().default(false),
  /** What it is for, in a sentence. Null: the name says it. */
  description: descriptionSchema.nullable().default(null),
  /** Words that people have for what it is about. */
  synonyms: synonymsSchema.prefault({}),
  examples: phrasesSchema.prefault({}),
});

const serviceSchema = z.strictObject({
  key: keySchema,
  digit: digitSchema,
  name: textSchema,
  /** Percent of the time that it is promised to be there, such as 99.9; null: nothing is promised. */
  availability: z.number().gt(0).max(100).nullable().default(null),
  entries: z.array(entrySchema).min(1).max(9),
});

const urgencyRow = z.strictObject({ high: prioritySchema, medium: prioritySchema, low: prioritySchema });

const targetSchema = z
  .strictObject({ respond: lengthSchema, resolve: lengthSchema })
  .refine((target) => target.respond <= target.resolve, { message: 'respond no longer than resolve' });

const raisingWordsSchema = z.strictObject({ high: phrasesSchema.prefault({}), medium: phrasesSchema.prefault({}) });

/** The whole of desk.yaml; unknown keys are faults, and what has a sensible default may be left out. */
export const deskSchema = z.strictObject({
  name: z.string().trim().min(1),
  locale: localeSchema.default('es'),
  greeting: textSchema.prefault({ es: 'Bienvenido a la ventanilla única.', en: 'Welcome to the service desk.' }),
  /** The ISO 3166 country whose local telephone numbers are understood without a country code. */
  phoneRegion: z.custom<CountryCode>((value) => typeof value === 'string' && isSupportedCountry(value), {
    message: 'a country of two capital letters such as "CO"',
  }),
  numbers: z.array(numberSchema).default([]),
  calendars: z.record(keySchema, calendarSchema).prefault(defaultCalendars),
  calendar: keySchema.default(defaultCalendarKey),
  teams: z.array(teamSchema).min(1),
  triageTeam: keySchema,
  services: z.array(serviceSchema).min(1).max(9),
  matrix: z.strictObject({ high: urgencyRow, medium: urgencyRow, low: urgencyRow }).prefault(defaultMatrix),
  priorityOffsets: perPriority(z.int().min(0).max(1_000_000)).prefault(defaultPriorityOffsets),
  slas: z
    .record(keySchema, z.strictObject({
      /** Null: the desk's calendar. */
      calendar: keySchema.nullable().default(null),
      targets: perPriority(targetSchema),
    }))
    .prefault(defaultSlas),
  sla: keySchema.default(defaultSlaKey),
  plans: z.array(planSchema).default([]),
  routing: routingSchema.prefault({}),
  costs: z
    .record(keySchema, z.int().min(1).max(100_000))
    .default({})
    .transform((costs): Record<string, number> => ({ ...defaultCosts, ...costs })),
  offers: z
    .strictObject({
      liveSeconds: lengthSchema.default(30),
      otherSeconds: lengthSchema.default(60),
      missedBeforeAway: lengthSchema.default(2),
      declineCooldownSeconds: lengthSchema.default(60),
      expiredCooldownSeconds: lengthSchema.default(5),
      reserveAfterSeconds: lengthSchema.default(30),
    })
    .prefault({}),
  callbacks: callbacksSchema,
  chat: chatSchema,
  mailboxes: mailboxesSchema,
  email: emailSchema,
  fax: faxSchema,
  whatsapp: whatsappSchema,
  monitoring: monitoringSchema,
  screening: screeningSchema,
  slack: slackSchema,
  webhooks: webhooksSchema,
  recording: recordingSchema,
  files: filesSchema,
  agents: z
    .strictObject({
      graceSeconds: lengthSchema.default(50),
      wrapUpSeconds: wrapUpSchema.default(0),
      /** What agents can say when they go away. */
      awayReasons: awayReasonsSchema.default(defaultAwayReasons),
    })
    .prefault({}),
  conversations: z
    .strictObject({ joinHours: lengthSchema.default(72), reopenDays: lengthSchema.default(7) })
    .prefault({}),
  classification: z
    .strictObject({
      /** Under this confidence (0 to 1: how often that is right) a text is not placed by its words. */
      threshold: z.number().min(0).max(1).default(usualThreshold),
      /** From this confidence on an entry is worth a question while none is sure. */
      ask: z.number().min(0).max(1).default(0.1),
      /** What people write that no entry is for. */
      unrelated: phrasesSchema.prefault({}),
    })
    .prefault({}),
  words: z
    .strictObject({ urgency: raisingWordsSchema.prefault({}), impact: raisingWordsSchema.prefault({}) })
    .prefault({}),
});
