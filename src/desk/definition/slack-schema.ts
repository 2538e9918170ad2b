import { z } from 'zod';

/** Slack, beside what the environment says of it. */
export const slackSchema = z
  .strictObject({
    /** Minutes in which what somebody writes to the desk directly, without answering in a thread, belongs to what they wrote before; 0: each message is a request of its own. */
    joinMinutes: z.int().min(0).max(1_440).default(10),
    /** The emoji, without colons, with which anybody makes a ticket of a message; null: none does. */
    reaction: z.string().regex(/^[\p{L}\p{N}_+'-]{1,100}$/u, { message: 'the name of an emoji without colons, such as "ticket"' }).nullable().default('ticket'),
  })
  .prefault({});
