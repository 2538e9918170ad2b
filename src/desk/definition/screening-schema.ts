import { z } from 'zod';
import { lengthSchema } from './fields.ts';

/** What keeps nuisance from filling the desk's lines. */
export const screeningSchema = z
  .strictObject({
    /** Calls of one number within an hour that are answered with the menu; those above leave a message. */
    callsPerHour: lengthSchema.default(20),
  })
  .prefault({});
