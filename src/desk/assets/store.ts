import type { Asset, AssetSource } from './asset.ts';

/** An asset as a ticket names it. */
export interface NamedAsset {
  id: string;
  name: string;
  kind: string;
}

export type AssetWords = Pick<Asset, 'name' | 'kind' | 'owner' | 'service' | 'customerIds' | 'notes'>;

/** Assets inside one transaction. */
export interface AssetStore {
  find(id: string): Promise<Asset | null>;
  /** Whatever its case, also one that is retired. */
  findByName(name: string): Promise<Asset | null>;
  /** In the order of the names, each as `findByName` does. */
  findByNames(names: readonly string[]): Promise<(Asset | null)[]>;
  /** Those whose names nobody has are stored, in one order whatever that of these is; gives their ids. */
  createAll(assets: readonly (Omit<AssetWords, 'customerIds'> & { id: string; source: AssetSource; at: Date })[]): Promise<Set<string>>;
  /** The asset, which nobody else changes until the transaction ends; nobody adds or renames one until then either. */
  lock(id: string): Promise<Asset | null>;
  /** False when another has its name; nothing is stored then. */
  create(asset: AssetWords & { id: string; source: AssetSource; at: Date }): Promise<boolean>;
  /** Stores every field of a locked asset. False when another has its name; nothing is stored then. */
  change(asset: Asset): Promise<boolean>;
  /** Notes since when a locked asset is out of use; null: it is in use again. */
  retire(id: string, change: { retiredAt: Date | null; at: Date }): Promise<void>;
  /** Of these customers, those who exist and were not merged away. */
  knownCustomers(customerIds: readonly string[]): Promise<string[]>;
  /** False when it was linked already. */
  linkToTicket(link: { assetId: string; ticketId: string; at: Date }): Promise<boolean>;
  /** Gives those that were not there before. */
  linkAll<Link extends { assetId: string; ticketId: string; at: Date }>(links: readonly Link[]): Promise<Link[]>;
  /** False when it was not linked. */
  unlink(link: { assetId: string; ticketId: string }): Promise<boolean>;
  /** By the moment they were linked. */
  ofTicket(ticketId: string): Promise<NamedAsset[]>;
  /** Links to another ticket what is linked to this one. */
  carryOver(fromTicketId: string, toTicketId: string): Promise<void>;
}

/** A time in which a service was down; while `to` is null it still is. */
export interface Downtime {
  id: string;
  service: string;
  assetId: string | null;
  ticketId: string | null;
  from: Date;
  to: Date | null;
  /** What a lead wrote about it; '' when nothing. */
  note: string;
  changedAt: Date;
}

/** Downtimes inside one transaction. At most one of a ticket is open. */
export interface DowntimeStore {
  /**
   * Gives the id of a new one; null when one of this ticket is open already, which stays as it is. One that a lead removed
   * while it was open counts as open until it is ended: what repeats does not bring it back.
   */
  begin(downtime: { service: string; assetId: string | null; ticketId: string; at: Date }): Promise<string | null>;
  /** Ends the open one of this ticket at `at`, or when it began if that is later; null when none is open, or it was removed. */
  end(about: { ticketId: string; at: Date }): Promise<Downtime | null>;
  /** Locks the row until the transaction ends; null when there is none, or it was removed. */
  lock(id: string): Promise<Downtime | null>;
  /** Stores one that a lead writes down. False when its ticket has an open one and this is open too. */
  record(downtime: Downtime & { by: string }): Promise<boolean>;
  /** Stores every field of a locked one. False when its ticket has another open one and this is open too. */
  change(downtime: Downtime): Promise<boolean>;
  remove(id: string, about: { by: string; at: Date; reason: string }): Promise<void>;
}
