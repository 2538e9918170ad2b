import { z } from 'zod';
import { lengthSchema } from './fields.ts';

/** The chat on web pages. */
export const chatSchema = z
  .strictObject({
    /** False: nobody is let in, and the pages show no chat. */
    enabled: z.boolean().default(true),
    /** Minutes without an open page after which a visitor is gone and the conversation goes on by mail. */
    goneAfterMinutes: z.int().min(1).max(1_440).default(5),
    /** Pages that may show the chat, such as "https://www.example.org"; none: any page, since nobody gets in without a token. */
    origins: z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)).default([]),
    /** What one process takes, in all and of one IP address (of IPv6: one network of /64). */
    limits: z
      .strictObject({
        /** Open pages of all visitors together. */
        pages: lengthSchema.default(10_000),
        pagesPerAddress: lengthSchema.default(100),
        /** Connections that are opened, whatever becomes of them; agents' screens count too. */
        connectionsPerMinute: lengthSchema.default(1_200),
        newVisitorsPerMinute: lengthSchema.default(60),
        startsPerMinute: lengthSchema.default(20),
      })
      .prefault({}),
  })
  .prefault({});
