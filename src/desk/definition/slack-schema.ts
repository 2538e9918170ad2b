import { z } from 'zod';

/** Slack, beside what the environment says of it. */
export const slackSchema = z
  .strictObject({
    /** Minutes in which what somebody writes to the desk directly, without answering in a thread, belongs to what they wrote before; 0: each message is a request of its own. */
    joinMinutes: z.int().min(0).max(1_440).default(10),
  })
  .prefault({});
