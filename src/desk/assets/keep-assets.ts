import { AppError, demandUnchanged, invalidInput, isId, momentAfter, newId, notFound, type Clock, type Transact } from '../../core/index.ts';
import { findService, type DeskDefinition } from '../definition/index.ts';
import { agentActor, type EventLog } from '../events/index.ts';
import type { Asset } from './asset.ts';
import type { AssetStore, AssetWords } from './store.ts';

export type AssetChange = { [Field in keyof AssetWords]?: AssetWords[Field] | undefined } & {
  /** True: it is out of use from now on; false: it is in use again. */
  retired?: boolean | undefined;
};

/** What leads write down of the desk's assets. Every change is an event. */
export interface KeepAssets {
  /** Gives its id. Throws `invalid_input` (400) for a service or a customer that the desk does not have, `name_taken` (409). */
  add(words: AssetWords, by: { agentId: string }): Promise<string>;
  /** Throws also `not_found` (404), and `stale` (409) when it changed since `seen`. What is so already is no change. */
  change(id: string, change: AssetChange, by: { agentId: string; seen: Date | null }): Promise<void>;
}

type Stores = { assets: AssetStore; events: EventLog };

const fields = ['name', 'kind', 'owner', 'service', 'customerIds', 'notes', 'retiredAt'] as const satisfies (keyof Asset)[];

export function createKeepAssets({ transact, desk, clock }: { transact: Transact<Stores>; desk: DeskDefinition; clock: Clock }): KeepAssets {
  const demandKnown = async ({ assets }: Stores, { service, customerIds }: Pick<AssetWords, 'service' | 'customerIds'>, was: Asset | null) => {
    if (service !== null && service !== was?.service && !findService(desk, service)) throw invalidInput({ service: 'is no service of this desk' });
    const added = customerIds.filter((id) => !was?.customerIds.includes(id));
    if ((await assets.knownCustomers(added)).length < added.length) throw invalidInput({ customers: 'must be ids of customers' });
  };
  return {
    add: (words, { agentId }) =>
      transact(async (stores) => {
        await demandKnown(stores, words, null);
        const id = newId();
        const at = clock.now();
        if (!(await stores.assets.create({ ...words, id, source: 'person', at }))) throw nameTaken();
        await stores.events.append([{ name: 'asset.created', at, actor: agentActor(agentId), after: { assetId: id, ...words } }]);
        return id;
      }),
    change: (id, { retired, ...change }, { agentId, seen }) =>
      transact(async (stores) => {
        const was = isId(id) ? await stores.assets.lock(id) : null;
        if (!was) throw notFound('The asset');
        demandUnchanged(was.changedAt, seen);
        const at = clock.now();
        const retiredAt = retired === undefined ? was.retiredAt : retired ? (was.retiredAt ?? at) : null;
        const is: Asset = {
          ...was, name: change.name ?? was.name, kind: change.kind ?? was.kind, owner: change.owner === undefined ? was.owner : change.owner,
          service: change.service === undefined ? was.service : change.service, customerIds: change.customerIds ?? was.customerIds,
          notes: change.notes ?? was.notes, retiredAt, changedAt: momentAfter(was.changedAt, at),
        };
        await demandKnown(stores, is, was);
        const changed = fields.filter((field) => !isSame(was[field], is[field]));
        if (changed.length === 0) return;
        if (!(await stores.assets.change(is))) throw nameTaken();
        const pick = (asset: Asset) => Object.fromEntries(changed.map((field) => [field, asset[field]]));
        await stores.events.append([
          { name: 'asset.changed', at, actor: agentActor(agentId), before: { assetId: id, ...pick(was) }, after: { assetId: id, ...pick(is) } },
        ]);
      }),
  };
}

type Value = Asset[(typeof fields)[number]];

function isSame(one: Value, other: Value): boolean {
  return Array.isArray(one) && Array.isArray(other) ? one.toSorted().join() === other.toSorted().join() : one === other;
}

function nameTaken(): AppError {
  return new AppError({ code: 'name_taken', status: 409, publicMessage: 'Another asset has this name.', fields: { name: 'is taken' } });
}
