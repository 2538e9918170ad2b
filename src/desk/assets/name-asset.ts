import { isId, newId } from '../../core/index.ts';
import type { Actor, EventLog } from '../events/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { readAssetKind, readAssetName, unknownAssetKind, type Asset } from './asset.ts';
import type { AssetStore } from './store.ts';

export type WhichAsset = { id: string } | { name: string; kind?: string | undefined };

export interface NamingStores {
  assets: AssetStore;
  events: EventLog;
}

type NamedTicket = Pick<Ticket, 'id' | 'agentId' | 'service'>;

/**
 * Links the asset to a locked ticket and tells of it (`asset.linked`), once; gives the asset. A name that nobody gave one
 * before makes an asset of the ticket's service when a machine says it (actor `desk` or `provider`). Null when there is no
 * such asset. The ticket's row is not touched: who shows it as changed saves it.
 */
export async function nameAsset(
  stores: NamingStores,
  { ticket, asset: which, actor, at }: { ticket: NamedTicket; asset: WhichAsset; actor: Actor; at: Date },
): Promise<Asset | null> {
  const asset = 'id' in which ? (isId(which.id) ? await stores.assets.find(which.id) : null) : await byName(stores, which, { ticket, actor, at });
  if (!asset) return null;
  if (await stores.assets.linkToTicket({ assetId: asset.id, ticketId: ticket.id, at })) {
    const { id: assetId, name, kind } = asset;
    await stores.events.append([{ name: 'asset.linked', at, actor, ticketId: ticket.id, agentId: ticket.agentId, after: { assetId, asset: name, kind } }]);
  }
  return asset;
}

/** Takes the link away and tells of it (`asset.unlinked`); false when there was none. */
export async function unnameAsset(
  stores: NamingStores,
  { ticket, assetId, actor, at }: { ticket: NamedTicket; assetId: string; actor: Actor; at: Date },
): Promise<boolean> {
  const asset = isId(assetId) ? await stores.assets.find(assetId) : null;
  if (!asset || !(await stores.assets.unlink({ assetId: asset.id, ticketId: ticket.id }))) return false;
  const { id, name, kind } = asset;
  await stores.events.append([{ name: 'asset.unlinked', at, actor, ticketId: ticket.id, agentId: ticket.agentId, before: { assetId: id, asset: name, kind } }]);
  return true;
}

async function byName(
  { assets, events }: NamingStores,
  which: { name: string; kind?: string | undefined },
  { ticket, actor, at }: { ticket: NamedTicket; actor: Actor; at: Date },
): Promise<Asset | null> {
  const name = readAssetName(which.name);
  if (name === null) return null;
  const known = await assets.findByName(name);
  if (known || (actor.kind !== 'desk' && actor.kind !== 'provider')) return known;
  const made = {
    id: newId(), name, kind: readAssetKind(which.kind ?? '') ?? unknownAssetKind, owner: null, service: ticket.service, customerIds: [], notes: '',
    source: 'alarm' as const, at,
  };
  if (await assets.create(made)) {
    await events.append([{ name: 'asset.created', at, actor, reason: 'alarm', after: { assetId: made.id, name, kind: made.kind, service: made.service } }]);
  }
  return assets.findByName(name);
}
