import { withoutTag, type Locale } from '../../src/core/index.ts';

/** An address of ours and what mail to it is about. */
export interface Mailbox {
  key: string;
  address: string;
  aliases: string[];
  service: string | null;
  entry: string | null;
  team: string | null;
  locale: Locale | null;
}

export interface EmailOptions {
  mailboxes: Mailbox[];
  /** Our address where a conversation has none of its own. */
  from: string | null;
  /** IANA name of the zone that dates are told in. */
  timeZone: string;
}

/** The addresses that are ours, and what each is about. */
export interface OwnAddresses {
  /** Our address as it stands in the desk, without the tag it was written with; null when it is not ours. */
  read(address: string): string | null;
  mailboxOf(address: string): Mailbox | null;
  /** Ours where a mail tells none. */
  fallback: string;
  domains: ReadonlySet<string>;
}

/** Letter case does not matter, nor does a tag (RFC 5233). */
export function createOwnAddresses(options: EmailOptions): OwnAddresses {
  const owners = new Map<string, Mailbox | null>();
  if (options.from !== null) owners.set(options.from.toLowerCase(), null);
  for (const mailbox of options.mailboxes) {
    for (const address of [mailbox.address, ...mailbox.aliases]) owners.set(address.toLowerCase(), mailbox);
  }
  const read = (address: string): string | null => {
    const written = address.trim().toLowerCase();
    if (owners.has(written)) return written;
    const plain = withoutTag(written);
    return owners.has(plain) ? plain : null;
  };
  return {
    read,
    mailboxOf: (address) => owners.get(read(address) ?? '') ?? null,
    fallback: (options.from ?? options.mailboxes[0]?.address ?? '').toLowerCase(),
    domains: new Set([...owners.keys()].map(domainOf)),
  };
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
