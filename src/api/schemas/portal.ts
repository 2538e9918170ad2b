import { z } from 'zod';
import { localeSchema } from '../../core/index.ts';
import { requestSteps } from '../../desk/portal/index.ts';
import { ratingScores } from '../../desk/ratings/index.ts';
import { openWaySchema } from './channel-switch.ts';

const states = ['received', 'queued', 'assigned', 'waitingForCustomer', 'waitingForVendor', 'resolved', 'closed', 'cancelled'] as const;

/** How far a request is, as its customer sees it; `reached` are the steps that are behind it. */
const progressSchema = z.object({ state: z.enum(states), reached: z.array(z.enum(requestSteps)), dueAt: z.string().nullable() });

/** One of somebody's requests; `token` is that of its status page. */
export const ownRequestSchema = progressSchema.extend({
  number: z.string(), subject: z.string(), token: z.string(), openedAt: z.string(),
  /** The desk's latest words, their beginning; null before the first. */
  lastAnswer: z.object({ at: z.string(), text: z.string() }).nullable(),
  /** When either side last wrote. */
  lastAt: z.string(),
});

/** Something the desk looks after that its customer can name. */
export const ownAssetSchema = z.object({ id: z.string(), name: z.string() });

/** What the holder of a status link sees; `writing` is what their next words do. */
export const statusSchema = progressSchema.extend({
  number: z.string(), subject: z.string(), locale: localeSchema, openedAt: z.string(),
  writing: z.enum(['adds', 'reopens', 'none']), confirmable: z.boolean(),
  /** Whether they may say now how they found it; `rating`: what they said, from 1, the best, to 5. */
  rateable: z.boolean(), rating: z.object({ score: z.literal(ratingScores), comment: z.string().nullable() }).nullable(),
  messages: z.array(z.object({
    from: z.enum(['customer', 'desk']), at: z.string(), text: z.string(),
    /** `url` null: it cannot be loaded (any more, or yet). */
    files: z.array(z.object({ id: z.string(), name: z.string().nullable(), size: z.number().nullable(), url: z.string().nullable() })),
  })),
});

/** What the portal must know before anybody says who they are. */
export const portalSchema = z.object({
  deskName: z.string(), locale: localeSchema,
  /** Whether a link to one's requests can be mailed. */
  mail: z.boolean(),
  files: z.object({ most: z.number(), mostBytes: z.number() }),
  /** Whether requests are taken here now, and the other ways that are open. */
  form: z.object({ open: z.boolean(), ways: z.array(openWaySchema) }),
  /** Of a comment on a request. */
  commentFiles: z.object({ most: z.number(), mostBytes: z.number() }),
});
