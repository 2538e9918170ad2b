import { z } from 'zod';
import { localeSchema } from './locale.ts';

export const addressSchema = z.object({
  kind: z.enum(['phone', 'email', 'slack', 'visitor']),
  /** E.164 for phones, lower-cased for mail, the provider's id for the others. */
  value: z.string().min(1).max(320),
});
export type Address = z.infer<typeof addressSchema>;

/** Whether the network itself gives such addresses and tells them with what people write: nobody writes under another's, and its names are theirs. */
export function isGivenByNetwork({ kind }: Pick<Address, 'kind'>): boolean {
  return kind === 'slack';
}

export const attachmentSchema = z.object({
  url: z.string().max(2000),
  contentType: z.string().max(200),
  name: z.string().max(300).optional(),
  /** The content, when the desk has it already; then nothing is fetched from `url`. */
  file: z.object({ sha256: z.string().regex(/^[\da-f]{64}$/), size: z.int().min(1) }).optional(),
  /** Why the desk did not take it; then it is only named. */
  refused: z.string().max(40).optional(),
  /** Its Content-ID without brackets, by which the text that it came with shows it. */
  contentId: z.string().max(300).nullable().optional(),
  /** It is shown inside the text rather than beside it. */
  inline: z.boolean().optional(),
});
/** A file that came with a contact: to be fetched from its address, kept already, or refused. */
export type Attachment = z.infer<typeof attachmentSchema>;

export const levelSchema = z.enum(['low', 'medium', 'high']);
/** One level of impact or of urgency. */
export type Level = z.infer<typeof levelSchema>;

/** What a whole message asks about our texts, where its network gives that word such a meaning. */
export const consentWordSchema = z.object({
  asks: z.enum(['stop', 'start', 'help']),
  /** The network has answered the sender already. */
  answered: z.boolean(),
  /** An ordinary text unless the sender has said stop. */
  onlyWhileStopped: z.boolean(),
  /** The language of the word; left out where it is used in several. */
  locale: localeSchema.optional(),
});
export type ConsentWord = z.infer<typeof consentWordSchema>;

/**
 * ONE inbound communication, normalized. Every channel makes these and nothing else;
 * (channel, providerId) is claimed once, so a repeated delivery never counts twice.
 */
export const contactSchema = z.object({
  channel: z.string().min(1).max(40),
  providerId: z.string().min(1).max(200),
  /** The sender, best address first; empty for anonymous callers, who match nobody. */
  from: z.array(addressSchema).max(5),
  /** The sender as the provider wrote it, for people to read. */
  fromText: z.string().max(320),
  name: z.string().max(200).optional(),
  /** Our own address it came to: a number, a mailbox, the form. */
  to: z.string().max(320),
  subject: z.string().max(500).optional(),
  text: z.string().max(1_000_000),
  /** Only when the sender chose a language; otherwise the desk detects it from the text. */
  locale: localeSchema.optional(),
  attachments: z.array(attachmentSchema).max(100),
  /** What the sender chose explicitly; explicit choice wins over what the text suggests. */
  chosen: z.object({
    /** What it is, whatever the entry's own kind. */
    kind: z.enum(['alarm']).optional(),
    service: z.string().optional(),
    entry: z.string().optional(),
    /** The team that the address it came to belongs to. */
    team: z.string().optional(),
    impact: levelSchema.optional(),
    urgency: levelSchema.optional(),
    /** Nobody's words are in it, only the desk's own about it: they tell nothing. */
    wordless: z.literal(true).optional(),
  }),
  /** The id of the asset that it is about, where its sender may name it. */
  asset: z.string().max(60).optional(),
  consentWord: consentWordSchema.optional(),
  /** Where it was said outside of any thread: what its sender says there soon after belongs to the same conversation. */
  room: z.string().max(320).optional(),
  /** It changes or takes back an earlier contact of the same channel. */
  amends: z.object({ providerId: z.string().min(1).max(200), how: z.enum(['edited', 'deleted']) }).optional(),
  receivedAt: z.date(),
});
export type Contact = z.infer<typeof contactSchema>;

/** A text without what PostgreSQL cannot hold: NUL bytes removed, lone surrogates replaced by U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
