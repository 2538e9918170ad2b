import { z } from 'zod';
import { localeSchema } from '../../core/index.ts';
import { keySchema, lengthSchema, textSchema } from './fields.ts';

const addressSchema = z
  .string()
  .max(254)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'an e-mail address such as "soporte@example.org"')
  .transform((address) => address.toLowerCase());

const domainSchema = z.string().max(253).regex(/^[\w-]+(\.[\w-]+)*$/, 'a domain such as "example.org"').transform((domain) => domain.toLowerCase());

/** How to get a token of a mail provider (RFC 6749); secrets come from the environment. */
const oauthSchema = z.strictObject({
  tokenUrl: z.url({ protocol: /^https?$/ }),
  clientId: z.string().trim().min(1),
  scope: z.string().trim().min(1).optional(),
});

export const imapSchema = z
  .strictObject({
    host: z.string().trim().min(1),
    port: z.int().min(1).max(65_535).optional(),
    /** TLS from the first byte; without it STARTTLS, which only a server on this machine need not offer. */
    tls: z.boolean().default(true),
    user: z.string().trim().min(1),
    oauth: oauthSchema.optional(),
    folder: z.string().trim().min(1).default('INBOX'),
    /** What of the mail that is there already is taken in: none, all, or what came since a day. */
    start: z.union([z.enum(['now', 'all']), z.iso.date()]).default('now'),
    /** What is done with a mail that was taken in. */
    afterwards: z.enum(['keep', 'seen', 'flag', 'move']).default('seen'),
    moveTo: z.string().trim().min(1).optional(),
    /** Seconds between looks where the server tells nothing by itself. */
    pollSeconds: lengthSchema.default(60),
  })
  .refine(({ afterwards, moveTo }) => afterwards !== 'move' || moveTo !== undefined, {
    message: 'moveTo: the folder that mail is moved to', path: ['moveTo'],
  });

/** An address of ours, and what mail to it is about. */
export const mailboxSchema = z.strictObject({
  key: keySchema,
  address: addressSchema,
  /** Further addresses whose mail arrives here. */
  aliases: z.array(addressSchema).default([]),
  /** The name in From; null: the desk's. */
  name: z.string().trim().min(1).nullable().default(null),
  service: keySchema.nullable().default(null),
  entry: keySchema.nullable().default(null),
  team: keySchema.nullable().default(null),
  /** Null: found in the words. */
  locale: localeSchema.nullable().default(null),
  /** Where it is read; null: mail to it comes by SMTP only. */
  imap: imapSchema.nullable().default(null),
});

export const mailboxesSchema = z.array(mailboxSchema).default([]);

/** What the desk does with mail as a whole. */
export const emailSchema = z
  .strictObject({
    /** Answers have a signed tag in their address (`soporte+t.…@`), which finds the ticket again whatever else is lost. */
    replyTags: z.boolean().default(true),
    /** Every new ticket is acknowledged, machines and lists excepted. */
    acknowledge: z.boolean().default(true),
    /** An answer quotes what it answers. */
    quote: z.boolean().default(true),
    /** Below every answer; null: the desk's name. */
    signature: textSchema.nullable().default(null),
    /** Answers that no person wrote: above these numbers they are parked for somebody to look at. */
    automatic: z
      .strictObject({ perAddressPerDay: z.int().min(0).max(10_000).default(20), perTicketPerHour: z.int().min(0).max(1_000).default(3) })
      .prefault({}),
    /** Of one mail with everything in it. */
    maxMegabytes: z.int().min(1).max(200).default(35),
    /** Mail servers of ours that hand mail on to us, by IP address or network: what they noted of the sender counts. */
    trustedRelays: z.array(z.string().regex(/^[\da-fA-F.:]+(\/\d{1,3})?$/, 'an IP address or a network such as "10.0.0.0/8"')).default([]),
    /** Names of mail servers whose Authentication-Results (RFC 8601) count, such as "mx.google.com". */
    trustedAuthentication: z.array(domainSchema).default([]),
    /** Signs what goes out (RFC 6376); the private key comes from the environment. */
    dkim: z.strictObject({ domain: domainSchema, selector: z.string().regex(/^[\w.-]{1,63}$/, 'a selector such as "desk"') }).nullable().default(null),
    /** The outgoing server takes a token instead of a password. */
    oauth: oauthSchema.nullable().default(null),
  })
  .prefault({});
