import { z } from 'zod';
import { lengthSchema } from './fields.ts';

/** What keeps nuisance from filling the desk's lines and lists. */
export const screeningSchema = z
  .strictObject({
    /** Calls of one number within an hour that are answered with the menu; those above leave a message. */
    callsPerHour: lengthSchema.default(20),
    /** Web forms of one IP address (of IPv6: one network of /64) within a minute, in each process; this machine itself may send any number. */
    requestsPerMinute: lengthSchema.default(60),
  })
  .prefault({});
