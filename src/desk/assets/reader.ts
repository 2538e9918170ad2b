import type { Locale } from '../../core/index.ts';
import type { TicketSummary } from '../tickets/index.ts';
import type { Asset } from './asset.ts';
import type { Downtime, NamedAsset } from './store.ts';
import type { Period } from './availability.ts';

/** An asset in a list. */
export interface AssetEntry {
  id: string;
  name: string;
  kind: string;
  owner: string | null;
  service: string | null;
  retiredAt: Date | null;
  /** Its tickets that still need work. */
  open: number;
  /** How many customers are hit when it fails. */
  customers: number;
}

export interface AssetQuery {
  /** Parts of name, owner or kind; accents and case do not matter. */
  q: string;
  kind?: string | undefined;
  service?: string | undefined;
  /** The id of a customer who is hit when it fails. */
  customer?: string | undefined;
  /** Those out of use too. */
  withRetired: boolean;
  limit: number;
  cursor?: string | undefined;
}

/** A change of an asset, as it was told of. */
export interface AssetLogEntry {
  at: Date;
  name: string;
  actor: { kind: string; id: string | null; name: string | null };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** An asset as agents see it. */
export interface AssetProfile extends Asset {
  customers: { id: string; name: string | null }[];
  /** The latest that were about it, newest first. */
  tickets: TicketSummary[];
  /** The latest changes, newest first. */
  log: AssetLogEntry[];
}

/** Reads assets for people, outside of any transaction. */
export interface AssetReader {
  read(id: string, locale?: Locale): Promise<AssetProfile | null>;
  /** By name. Throws `invalid_input` for a cursor that is none. */
  list(query: AssetQuery): Promise<{ assets: AssetEntry[]; nextCursor: string | null }>;
  /**
   * Those in use that the reader of a mailbox (in small letters) may name, by name, at most 1000: who is hit when they fail is a
   * customer whose address it is, either stated by an agent or the only one of the record. More is not proof: a form can put
   * any address beside another person's telephone.
   */
  ofMailbox(email: string): Promise<NamedAsset[]>;
  /** Kinds in use, the most used first. */
  kinds(): Promise<string[]>;
}

/** A downtime as leads see it. */
export interface DowntimeView extends Downtime {
  asset: { id: string; name: string } | null;
  /** Public number of the ticket. */
  ticket: number | null;
  /** Public number of the one that its ticket hangs on. */
  storm: number | null;
  /** Who wrote it down; null: a machine told it. */
  by: { id: string; name: string } | null;
}

export interface DowntimeReader {
  find(id: string): Promise<DowntimeView | null>;
  /** Those that touch the period, the latest first; of one service, or of all. */
  within(period: Period, service?: string): Promise<DowntimeView[]>;
}
