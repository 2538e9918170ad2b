import { domainToASCII } from 'node:url';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import type { AuthenticationResult } from '../../src/core/index.ts';
import type { SignatureResult } from './authenticate-dkim.ts';
import type { DnsLookup } from './dns-lookup.ts';

/** What SPF came to, and for which domain, lower-cased; a null domain: nobody could tell whom to judge. */
export interface SenderResult {
  domain: string | null;
  result: AuthenticationResult;
}

/** A mail in the name of more domains than this is nobody's. */
const mostDomains = 4;

/**
 * Judges by DMARC (RFC 7489) whether a mail comes from each domain in From; the worst counts. What could not be asked in
 * time is 'temperror', but only where it could have made the mail pass.
 */
export async function judgeDomains(from: string[], spf: SenderResult, dkim: SignatureResult[], lookup: DnsLookup): Promise<AuthenticationResult> {
  if (from.length === 0) return 'permerror';
  if (from.length > mostDomains) return 'fail';
  const results = await Promise.all(from.map((domain) => judgeDomain(domain, spf, dkim, lookup)));
  const order: AuthenticationResult[] = ['fail', 'temperror', 'none'];
  return order.find((result) => results.includes(result)) ?? 'pass';
}

/** Has the policies of these domains looked up, so that they are known when the rest is. */
export function preparePolicies(from: string[], lookup: DnsLookup): void {
  for (const domain of from.slice(0, mostDomains)) dmarc({ headerFrom: domain, spfDomains: [], dkimDomains: [], resolver: lookup }).catch(() => {});
}

async function judgeDomain(domain: string, spf: SenderResult, dkim: SignatureResult[], lookup: DnsLookup): Promise<AuthenticationResult> {
  const proven = await judge(domain, domainsWith(['pass'], spf, dkim), lookup);
  if (proven !== 'fail') return proven;
  const possible = await judge(domain, domainsWith(['pass', 'temperror'], spf, dkim), lookup);
  if (possible === 'pass') return 'temperror';
  // Without the sender's machine only a signature can tell, and that it is missing tells nothing.
  return spf.domain === null ? 'none' : 'fail';
}

interface Domains {
  spf: string[];
  dkim: string[];
}

function domainsWith(results: AuthenticationResult[], spf: SenderResult, dkim: SignatureResult[]): Domains {
  return {
    spf: spf.domain !== null && results.includes(spf.result) ? [spf.domain] : [],
    dkim: dkim.filter(({ result }) => results.includes(result)).map((signature) => signature.domain),
  };
}

async function judge(domain: string, { spf, dkim }: Domains, lookup: DnsLookup): Promise<'pass' | 'fail' | 'none' | 'temperror'> {
  const verdict = await dmarc({ headerFrom: domain, spfDomains: spf, dkimDomains: dkim.map((name) => ({ domain: name })), resolver: lookup });
  const result = verdict === false ? 'none' : verdict.status.result;
  if (result === 'none' || result === 'temperror') return result;
  if (result !== 'pass' || verdict === false) return 'fail';
  // The library tells of strict alignment but does not ask for it.
  const bySpf = isAligned(verdict.alignment.spf, spf, domain);
  const byDkim = isAligned(verdict.alignment.dkim, dkim, domain);
  return bySpf || byDkim ? 'pass' : 'fail';
}

function isAligned(alignment: { result?: unknown; strict?: boolean } | undefined, domains: string[], from: string): boolean {
  if (!alignment?.result) return false;
  return alignment.strict !== true || domains.some((domain) => domainToASCII(domain) === domainToASCII(from));
}
