import { z } from 'zod';
import { addressSchema, levelSchema, localeSchema } from '../../core/index.ts';
import { priorities } from '../../desk/definition/index.ts';
import { ratingScores } from '../../desk/ratings/index.ts';
import { ticketKinds, ticketStatuses } from '../../desk/tickets/index.ts';
import type { EventName } from '../../desk/events/index.ts';
import { callSchema } from './call.ts';
import { shortWaySchema } from './way-back.ts';

const namedSchema = z.object({ key: z.string(), name: z.string() });
const personSchema = z.object({ id: z.string(), name: z.string() });
const tierSchema = z.literal([1, 2, 3]);

/** `undeliverable`: why mail to it does not arrive; left out while nothing says so. */
export const addressViewSchema = addressSchema.extend({ verified: z.boolean(), undeliverable: z.string().optional() });

const summaryFields = {
  id: z.string(),
  number: z.string(),
  kind: z.enum(ticketKinds),
  status: z.enum(ticketStatuses),
  subject: z.string(),
  service: namedSchema.nullable(),
  entry: namedSchema.nullable(),
  impact: levelSchema.nullable(),
  urgency: levelSchema.nullable(),
  priority: z.enum(priorities).nullable(),
  tier: tierSchema.nullable(),
  team: namedSchema.nullable(),
  agent: personSchema.nullable(),
  channel: z.string(),
  customer: z
    .object({
      id: z.string(),
      name: z.string().nullable(),
      plan: z.string().nullable(),
      addresses: z.array(addressViewSchema),
    })
    .nullable(),
  locale: localeSchema,
  live: z.boolean(),
  call: callSchema.nullable(),
  callback: z
    .object({
      state: z.enum(['waiting', 'dialling']), askedBy: z.enum(['customer', 'agent']), number: z.string(),
      askedFor: z.string().nullable(), tries: z.number(),
    })
    .nullable(),
  abandoned: z.boolean(),
  undelivered: z.boolean(),
  triage: z.boolean(),
  waitingFor: z.enum(['customer', 'vendor']).nullable(),
  waitingUntil: z.string().nullable(),
  version: z.number(),
  tags: z.array(z.string()),
  followers: z.array(z.string()),
  following: z.boolean(),
  openedAt: z.string(),
  updatedAt: z.string(),
  lastContactAt: z.string().nullable(),
  customerWroteLast: z.boolean(),
  dueAt: z.string().nullable(),
};

const place = { seq: z.number().nullable(), at: z.string() };
const details = z.record(z.string(), z.unknown()).nullable();

const fault = { status: z.string(), code: z.string().nullable(), error: z.string().nullable(), segments: z.number().nullable() };
export const deliverySchema = z.object({
  ...fault, encoding: z.string().nullable(), attempts: z.number(),
  parts: z.array(z.object({ ...fault, part: z.number(), text: z.string() })).nullable(),
});

const fileStateSchema = z.enum(['to-fetch', 'stored', 'refused', 'lost', 'expired']);

/** `url` is a signed path that lives for an hour at most, empty unless the file is stored. */
const attachmentViewSchema = z.object({
  id: z.string(), name: z.string(), contentType: z.string(), size: z.number().nullable(), state: fileStateSchema,
  reason: z.string().nullable(), inline: z.boolean(), url: z.string(),
  preview: z.object({ url: z.string(), width: z.number(), height: z.number(), pages: z.number().nullable() }).nullable()
    .describe('a picture (PNG) of its first page, of TIFF and PDF files; null until it is drawn, and where it cannot be'),
});
const recordingViewSchema = z.object({
  id: z.string(), kind: z.enum(['voicemail', 'conversation']), seconds: z.number(), state: fileStateSchema,
  reason: z.string().nullable(), url: z.string(), transcript: z.string().nullable(),
});

const authenticationResult = z.enum(['pass', 'fail', 'softfail', 'neutral', 'policy', 'none', 'temperror', 'permerror']);
/** `htmlUrl` is a signed path that lives for an hour at most, empty when there is no HTML to show. */
const mailViewSchema = z.object({
  to: z.array(z.string()), cc: z.array(z.string()), landed: z.object({ code: z.string(), words: z.string() }),
  authentication: z.object({
    spf: authenticationResult, dkim: authenticationResult, dmarc: authenticationResult, domain: z.string().nullable(), by: z.string().nullable(),
  }),
  automatic: z.string().nullable(), fullText: z.string().nullable(), htmlUrl: z.string(), remoteImages: z.boolean(),
});

const timelineItemSchema = z.discriminatedUnion('kind', [
  z.object({
    ...place, kind: z.literal('contact'), id: z.string(), channel: z.string(), from: z.string(),
    subject: z.string().nullable(), text: z.string(), attachments: z.array(attachmentViewSchema), outcome: z.string(),
    mail: mailViewSchema.nullable(),
    amended: z.object({ how: z.enum(['edited', 'deleted']), at: z.string(), text: z.string().optional() }).optional()
      .describe('what became of it after it came, and what it says now; its first words stay in text'),
  }),
  z.object({
    ...place, kind: z.literal('reply'), id: z.string(), agent: personSchema.nullable(), text: z.string(), html: z.string().nullable(),
    way: z.object({ channel: z.string(), to: z.string().nullable() }).nullable().describe('by which way it went; null where that is not known'),
    cc: z.array(z.object({ name: z.string().nullable(), address: z.string() })), attachments: z.array(attachmentViewSchema), delivery: deliverySchema,
  }),
  z.object({ ...place, kind: z.literal('note'), id: z.string(), agent: personSchema.nullable(), text: z.string(), mentions: z.array(personSchema) }),
  z.object({
    ...place, kind: z.literal('letter'), id: z.string(), agent: personSchema.nullable(), text: z.string(),
    to: z.string().nullable().describe('the postal address'),
  }),
  z.object({
    ...place, kind: z.literal('event'), name: z.custom<EventName>((value) => typeof value === 'string'),
    actor: z.object({
      kind: z.enum(['customer', 'agent', 'desk', 'provider']), id: z.string().nullable(), name: z.string().nullable(),
    }),
    agent: personSchema.nullable(), reason: z.string().nullable(), before: details, after: details, recording: recordingViewSchema.optional(),
  }),
]);

export const ticketSummarySchema = z.object(summaryFields).meta({ id: 'TicketSummary' });

export const ticketSchema = z
  .object({
    ...summaryFields,
    alarm: z.object({
      source: z.string(), sourceName: z.string(), fingerprint: z.string(), severity: z.string().nullable(), startedAt: z.string(), endedAt: z.string().nullable(),
      repeats: z.number(), lastSeenAt: z.string(), url: z.string().nullable(),
    }).nullable().describe('what a machine reports; endedAt is null while it lasts'),
    parent: z.string().nullable().describe('the ticket that it hangs on, which is worked on in its place'),
    children: z.array(z.object({ number: z.string(), subject: z.string(), status: z.enum(ticketStatuses) })).describe('what hangs on it, at most a hundred'),
    solution: z.string().nullable(),
    rating: z.object({ score: z.literal(ratingScores), comment: z.string().nullable(), at: z.string() }).nullable()
      .describe('how the customer found what was done, from 1, the best, to 5'),
    optedOut: z.boolean(),
    ways: z.array(shortWaySchema).describe('ways that an answer may go, first the one that it goes unless another is asked for'),
    doubt: z.array(z.object({ entry: z.string(), name: z.string(), confidence: z.number() }))
      .describe('what a ticket in triage may be about, likeliest first, at most three; confidence from 0 to 1'),
    targets: z.array(z.object({ kind: z.enum(['response', 'resolution']), dueAt: z.string(), metAt: z.string().nullable() })),
    links: z.array(
      z.object({
        kind: z.enum(['parent', 'duplicate', 'follow-up', 'split', 'caused-by']), from: z.string(), to: z.string(),
      }),
    ),
    assets: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
    timeline: z.array(timelineItemSchema),
  })
  .meta({ id: 'Ticket' });
