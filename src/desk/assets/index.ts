/**
 * What the desk looks after, and when a service was down. A way in that knows both calls, inside its own transaction and with
 * the ticket locked: `nameAsset(stores, { ticket, asset: { id } | { name, kind? }, actor, at })` and, to take it back,
 * `unnameAsset`; `beginDowntime(stores, { ticket, service, assetId, from, actor, at })` and
 * `endDowntime(stores, { ticket, to, actor, at })`. All four may be called again with the same and then change nothing.
 */
export * from './asset.ts';
export * from './store.ts';
export * from './name-asset.ts';
export * from './name-assets.ts';
export * from './tell-downtime.ts';
export * from './availability.ts';
export * from './keep-assets.ts';
export * from './keep-downtimes.ts';
export * from './gather-downtimes.ts';
export type * from './reader.ts';
