import { newId } from '../../core/index.ts';
import type { Actor } from '../events/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { readAssetName, unknownAssetKind, type Asset } from './asset.ts';
import type { NamingStores } from './name-asset.ts';

/** An asset that a machine names on a locked ticket that is about no other of these. */
export interface NamedByMachine {
  ticket: Pick<Ticket, 'id' | 'agentId' | 'service'>;
  name: string;
}

/**
 * Links each of these tickets to the asset that a machine says it is about, as `nameAsset` does for one: all of them in a few
 * statements. Gives the asset of each in their order; null for a name that says nothing.
 */
export async function nameAssets(stores: NamingStores, named: readonly NamedByMachine[], { actor, at }: { actor: Actor; at: Date }): Promise<(Asset | null)[]> {
  const names = named.map(({ name }) => readAssetName(name));
  const assets = await findOrMake(stores, named.flatMap(({ ticket }, place) => {
    const name = names[place] ?? null;
    return name === null ? [] : [{ name, service: ticket.service }];
  }), { actor, at });
  const found = names.map((name) => (name === null ? null : assets.get(name) ?? null));
  const links = named.flatMap(({ ticket }, place) => {
    const asset = found[place];
    return asset ? [{ ticket, asset, ticketId: ticket.id, assetId: asset.id, at }] : [];
  });
  if (links.length === 0) return found;
  const made = await stores.assets.linkAll(links);
  await stores.events.append(made.map(({ ticket, asset: { id: assetId, name, kind } }) => (
    { name: 'asset.linked', at, actor, ticketId: ticket.id, agentId: ticket.agentId, after: { assetId, asset: name, kind } }
  )));
  return found;
}

async function findOrMake(
  { assets, events }: NamingStores, wanted: readonly { name: string; service: string | null }[], { actor, at }: { actor: Actor; at: Date },
): Promise<Map<string, Asset>> {
  const services = new Map([...wanted].reverse().map(({ name, service }) => [name, service]));
  const known = new Map<string, Asset>();
  const look = async (names: string[]) => {
    for (const [place, asset] of (await assets.findByNames(names)).entries()) if (asset) known.set(names[place] ?? '', asset);
  };
  if (services.size === 0) return known;
  await look([...services.keys()]);
  const missing = [...services].filter(([name]) => !known.has(name));
  if (missing.length === 0) return known;
  const made = missing.map(([name, service]) => ({ id: newId(), name, kind: unknownAssetKind, owner: null, service, notes: '', source: 'alarm' as const, at }));
  const created = await assets.createAll(made);
  await events.append(made.filter(({ id }) => created.has(id)).map(({ id, name, kind, service }) => (
    { name: 'asset.created' as const, at, actor, reason: 'alarm', after: { assetId: id, name, kind, service } }
  )));
  await look(missing.map(([name]) => name));
  return known;
}
