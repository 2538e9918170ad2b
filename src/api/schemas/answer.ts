import { z } from 'zod';
import { invalidInput } from '../../core/index.ts';
import type { DeskDefinition } from '../../desk/definition/index.ts';
import type { StoredFile, UploadTokens } from '../../desk/files/index.ts';
import { safeOutgoingHtml } from '../../desk/mails/index.ts';
import type { AnswerExtras } from '../../desk/work/index.ts';
import { emailSchema, longText, maybe } from './fields.ts';
import { wishedWaySchema } from './way-back.ts';

const mostFiles = 10;

/** In a mail three bytes become four (RFC 2045, 6.8). */
function mostTogether({ email }: Pick<DeskDefinition, 'email'>): number {
  return email.maxMegabytes * 1024 * 1024 * 0.75;
}

/** What files an answer may have, in bytes. */
export function fileLimitsOf(desk: Pick<DeskDefinition, 'email' | 'files'>): { most: number; maxBytes: number; maxBytesTogether: number } {
  return { most: mostFiles, maxBytes: desk.files.maxMegabytes * 1024 * 1024, maxBytesTogether: Math.floor(mostTogether(desk)) };
}

/** What an agent answers: `html` and `cc` on channels that have them, `attachments` by the tokens of `POST /api/files`, `way` where it is not to go to the first of the ticket's `ways`. */
export const answerSchema = z.object({
  text: longText,
  html: maybe(z.string().max(500_000)),
  cc: maybe(z.array(emailSchema.transform((address) => address.toLowerCase()).refine((address) => /^[^\s<>"(),:;]+$/.test(address), { message: 'must be an e-mail address' })).max(20)),
  attachments: maybe(z.array(z.string().max(4_000)).max(mostFiles)),
  way: maybe(wishedWaySchema).describe('one of the ticket’s `ways`, by its `channel` and `to`, and by `from` where two differ in that; left out: the first'),
});

/** Reads what goes with the words. Throws `invalid_input` (400). */
export function readExtras(
  answer: z.infer<typeof answerSchema>,
  about: { agentId: string; uploadTokens: UploadTokens; email: DeskDefinition['email'] },
): AnswerExtras {
  const html = answer.html === undefined ? null : safeOutgoingHtml(answer.html);
  if (answer.html !== undefined && html === null) throw invalidInput({ html: 'holds nothing that can be shown, or too much' });
  const files = (answer.attachments ?? []).map((token, place) => readToken(token, place, about));
  const most = mostTogether(about);
  if (files.reduce((sum, { size }) => sum + size, 0) > most) throw invalidInput({ attachments: `may have at most ${Math.floor(most / 1024 / 1024)} MB together` });
  const cc = answer.cc && [...new Set(answer.cc)].map((address) => ({ name: null, address }));
  return { ...(html !== null && { html }), ...(cc && { cc }), ...(files.length > 0 && { files }) };
}

function readToken(token: string, place: number, { agentId, uploadTokens }: { agentId: string; uploadTokens: UploadTokens }): StoredFile {
  const file = uploadTokens.read(token, agentId);
  if (!file) throw invalidInput({ [`attachments.${place}`]: 'is no file that you uploaded within the last 23 hours' });
  return file;
}
