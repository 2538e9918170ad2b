import { Resolver } from 'node:dns/promises';

/** What a name server holds for a name; MX records come as objects, which the checks know and their types leave out. */
export type DnsAnswer = string[] | string[][];

/** Asks for the records of one type; rejects with a `code` as node:dns has them, such as `ENOTFOUND`. */
export type DnsLookup = (name: string, type: string) => Promise<DnsAnswer>;

/** Asks these servers (`address:port`), or else the machine's own; a server that says nothing is asked once more. */
export function createDnsLookup(servers: string[] = []): DnsLookup {
  const resolver = new Resolver({ timeout: 500, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  return async (name, type) => {
    const answer: unknown = await resolver.resolve(name, type);
    if (!isAnswer(answer)) throw dnsError('EBADRESP');
    return answer;
  };
}

function isAnswer(answer: unknown): answer is DnsAnswer {
  return Array.isArray(answer);
}

/** An error as node:dns has it. */
export function dnsError(code: string): Error & { code: string } {
  return Object.assign(new Error(`DNS: ${code}`), { code });
}

/** The code of a failed lookup. */
export function dnsCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN';
}
