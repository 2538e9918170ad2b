import { z } from 'zod';
import { localeSchema } from '../../core/index.ts';
import { announcementChannels, announcementKinds } from '../../desk/announcements/index.ts';

const wordsSchema = z.object({ title: z.string(), text: z.string() });

/** An announcement as one reader is told it; `locale` is the language of its words. */
export const announcementInForceSchema = wordsSchema.extend({
  id: z.string(), kind: z.enum(announcementKinds), locale: localeSchema, services: z.array(z.string()),
  from: z.string(), until: z.string().nullable(),
});

/** An announcement as leads keep it; `services` empty: all. */
export const announcementSchema = z.object({
  id: z.string(), kind: z.enum(announcementKinds),
  words: z.object({ es: wordsSchema.optional(), en: wordsSchema.optional() }),
  services: z.array(z.string()), channels: z.array(z.enum(announcementChannels)),
  from: z.string(), until: z.string().nullable(),
  createdBy: z.object({ id: z.string(), name: z.string() }), createdAt: z.string(), updatedAt: z.string(),
});
