import { z } from 'zod';
import { keySchema, lengthSchema } from './fields.ts';

/** One way on for a ticket that still waits: to a named team, or to the tier above. */
export const overflowStepSchema = z
  .strictObject({
    /** Seconds since the ticket began to wait, whatever it went through meanwhile. */
    after: lengthSchema,
    team: keySchema.optional(),
    tier: z.literal('next').optional(),
  })
  .refine((step) => (step.team === undefined) !== (step.tier === undefined), { message: 'either a team or "tier: next"' });

export const overflowSchema = z
  .array(overflowStepSchema)
  .max(10)
  .refine((steps) => steps.every((step, at) => step.after > (steps[at - 1]?.after ?? 0)), {
    message: 'steps of which each comes later than the one before',
  });

/** How tickets find their agent, beyond team, skills and language. */
export const routingSchema = z.strictObject({
  /** Null: whoever served a customer last is nobody special. */
  lastAgent: z
    .strictObject({
      /** Days that a customer's last agent is remembered; 0 is never. */
      withinDays: z.int().min(0).max(3650).default(30),
      /** Seconds that a ticket is kept for that agent, who is signed in but has no room; 0 keeps it for nobody. */
      holdSeconds: z.int().min(0).max(3600).default(0),
    })
    .nullable()
    .prefault({}),
  /** For entries that say nothing of their own. */
  overflow: overflowSchema.default([]),
});
