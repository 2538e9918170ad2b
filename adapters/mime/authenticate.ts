import { domainToASCII } from 'node:url';
import { spf } from 'mailauth/lib/spf/index.js';
import type { AuthenticationResult, MailAuthentication } from '../../src/core/index.ts';
import type { ByteStream } from '../../src/desk/files/index.ts';
import type { AuthenticateMail, MailArrival, RawMail } from '../../src/intake/mail/receiving.ts';
import { parseAddresses } from './addresses.ts';
import { bestOf, verifySignatures } from './authenticate-dkim.ts';
import { judgeDomains, preparePolicies, type SenderResult } from './authenticate-dmarc.ts';
import { findOrigin, readNetworks, type Origin } from './authenticate-origin.ts';
import { readAuthenticationResults } from './authenticate-results.ts';
import { limitDnsTime } from './dns-budget.ts';
import { cacheDns } from './dns-cache.ts';
import { createDnsLookup, type DnsLookup } from './dns-lookup.ts';
import { allOf, firstOf, parseFields, type HeaderField } from './header-fields.ts';
import { takeHead, type HeadAndBody } from './mail-head.ts';

/** All the time that one mail may wait for the DNS, in milliseconds. */
const mostDnsTime = 1_500;

export interface AuthenticateMailOptions {
  /** Machines of ours that hand mail on: addresses and networks. What the topmost Received line tells counts in their place. */
  trustedRelays: string[];
  /** Names of mail servers whose Authentication-Results count in mail that was read from a mailbox, or that a relay of ours brought. */
  trustedAuthentication: string[];
  /** Asks the DNS; the machine's own name servers when it is not given. */
  lookup?: DnsLookup;
  now(): Date;
}

/**
 * Checks SPF, DKIM and DMARC, or believes a mail server of ours that did. Never rejects; waits 1.5 seconds for the DNS at
 * most, and what was not answered by then is 'temperror'. Where SPF cannot be judged (mail from a mailbox), DMARC is never 'fail'.
 * Throws for a relay that is no address.
 */
export function createAuthenticateMail(options: AuthenticateMailOptions): AuthenticateMail {
  const cached = cacheDns(options.lookup ?? createDnsLookup(), options.now);
  const isRelay = readNetworks(options.trustedRelays);
  const trusted = new Set(options.trustedAuthentication.map((name) => name.toLowerCase()));

  const check = async (mail: HeadAndBody, arrival: MailArrival): Promise<MailAuthentication> => {
    const fields = parseFields(mail.head);
    const from = fromDomains(fields);
    const domain = from[0] ?? null;
    const isOurs = arrival.peer === null || isRelay(arrival.peer.address);
    const told = isOurs ? believed(fields, from, trusted) : null;
    if (told) return { ...told, domain };

    const lookup = limitDnsTime(cached, mostDnsTime);
    preparePolicies(from, lookup);
    const origin = arrival.peer && findOrigin(arrival.peer, allOf(fields, 'received'), isRelay);
    const [sender, signatures] = await Promise.all([judgeSender(origin, arrival.returnPath, lookup), verifySignatures(mail, lookup, options.now())]);
    const dmarc = await judgeDomains(from, sender, signatures, lookup);
    return { spf: sender.result, dkim: bestOf(signatures), dmarc, domain, by: null };
  };

  return async (raw, arrival) => {
    const source = bytesOf(raw);
    try {
      const mail = await takeHead(source);
      return mail ? await check(mail, arrival) : allOfThem('permerror');
    } catch {
      // What breaks here, such as the disk, breaks for whoever reads the mail next, and that is where it is told.
      return allOfThem('temperror');
    } finally {
      await source.return(undefined).catch(() => {});
    }
  };
}

/** A generator, so that the bytes are let go wherever reading stops. */
async function* bytesOf(raw: RawMail): AsyncGenerator<Uint8Array, void, undefined> {
  const stream: ByteStream = raw.open();
  yield* stream;
}

function allOfThem(result: AuthenticationResult): MailAuthentication {
  return { spf: result, dkim: result, dmarc: result, domain: null, by: null };
}

/** Every domain in whose name a mail says to come; several From lines count, too. */
function fromDomains(fields: HeaderField[]): string[] {
  const addresses = allOf(fields, 'from').flatMap((value) => parseAddresses(value).map(({ address }) => address));
  return [...new Set(addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
}

/** Only the topmost header counts: a server of ours puts its own above everything it was given. */
function believed(fields: HeaderField[], from: string[], trusted: Set<string>): Omit<MailAuthentication, 'domain'> | null {
  const value = firstOf(fields, 'authentication-results');
  const told = value === null ? null : readAuthenticationResults(value);
  if (!told || !trusted.has(told.by)) return null;
  const { by, spf: bySpf, dkim } = told;
  // A result for another domain, or for one of several, says nothing of this mail.
  const isAboutIt = from.length === 1 && (told.from === null || isSameOrAbove(told.from, from[0] ?? ''));
  return { by, spf: bySpf, dkim, dmarc: isAboutIt || told.dmarc !== 'pass' ? told.dmarc : 'none' };
}

function isSameOrAbove(above: string, domain: string): boolean {
  const name = domainToASCII(above);
  return name !== '' && (domain === name || domain.endsWith(`.${name}`));
}

async function judgeSender(origin: Origin | null, returnPath: string | null, lookup: DnsLookup): Promise<SenderResult> {
  if (!origin) return { domain: null, result: 'none' };
  const sender = returnPath === null || returnPath === '' ? `postmaster@${origin.helo ?? ''}` : returnPath;
  const at = sender.lastIndexOf('@') + 1;
  const domain = domainToASCII(sender.slice(at));
  if (domain === '') return { domain: '', result: 'none' };
  const judged = await spf({ sender: sender.slice(0, at) + domain, ip: origin.address, helo: origin.helo ?? domain, mta: 'desk', resolver: lookup });
  return { domain, result: resultOf(judged.status.result) };
}

function resultOf(result: string): AuthenticationResult {
  switch (result) {
    case 'pass':
    case 'fail':
    case 'softfail':
    case 'neutral':
    case 'none':
    case 'permerror':
      return result;
    default:
      return 'temperror';
  }
}
