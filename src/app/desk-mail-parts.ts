import type { DnsLookup } from '../../adapters/mime/index.ts';

/** What mail needs of its surroundings. */
export interface MailParts {
  /** The folder that files are kept in; made when it is first needed. */
  filesFolder: string;
  /** Asks the DNS about senders; left out: the machine's own name servers. */
  dnsLookup?: DnsLookup;
  /** Runs what stores a mail, before other work of the process; left out: at once. */
  intakeTurn?: <Result>(takeIn: () => Promise<Result>) => Promise<Result>;
  /** Told of what cannot be taken in. */
  onFault?: (error: unknown) => void;
}
