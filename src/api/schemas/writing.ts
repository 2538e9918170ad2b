import { z } from 'zod';
import { longText, maybe, text } from './fields.ts';

const idSchema = z.guid().transform((id) => id.toLowerCase());

/** How a writer makes sure that it is written once, and that nothing was written meanwhile. */
export const writingFields = {
  id: maybe(idSchema).describe('your own id of it: the same again is answered with the same and sends nothing twice'),
  seenSeq: maybe(z.int().min(0)).describe('the highest `seq` you have read on the ticket: 409 `customer_wrote` when the customer wrote since'),
};

/** A letter that went by post; `to`: the postal address, in as many lines as it has. */
export const letterSchema = z.object({ text: longText, to: maybe(text(1_000)), ...writingFields });

/** A note for colleagues; `mentions` are the ids of those it names. */
export const noteSchema = z.object({ text: longText, mentions: maybe(z.array(idSchema).max(20).transform((ids) => [...new Set(ids)])), ...writingFields });
