import { z } from 'zod';
import { storableText, ticketNumber } from '../../core/index.ts';
import { longestAssetName, readAssetKind, unknownAssetKind, type AssetProfile, type DowntimeView } from '../../desk/assets/index.ts';
import { seenBy } from '../../desk/tickets/index.ts';
import { line, momentSchema, text } from './fields.ts';
import { ticketSummarySchema } from './ticket.ts';

const person = z.object({ id: z.string(), name: z.string() });
const details = z.record(z.string(), z.unknown()).nullable();
const common = {
  id: z.string(), name: z.string(), kind: z.string(), owner: z.string().nullable(),
  service: z.string().nullable().describe('the key of the service that it serves'), retiredAt: z.string().nullable(),
};

/** An asset in a list; `open`: its tickets that still need work, `customers`: how many are hit when it fails. */
export const assetEntrySchema = z.object({ ...common, open: z.int(), customers: z.int() });

export const assetSchema = z
  .object({
    ...common, notes: z.string(), source: z.enum(['person', 'alarm']), createdAt: z.string(), changedAt: z.string(),
    customers: z.array(z.object({ id: z.string(), name: z.string().nullable() })).describe('who is hit when it fails'),
    tickets: z.array(ticketSummarySchema).describe('the latest 50 that name it, newest first'),
    log: z.array(z.object({
      at: z.string(), name: z.string(), actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }), before: details, after: details,
    })),
  })
  .meta({ id: 'Asset' });

export const downtimeSchema = z
  .object({
    id: z.string(), service: z.string(), asset: person.nullable(), ticket: z.string().nullable(), from: z.string(),
    to: z.string().nullable().describe('null: it still lasts'), note: z.string(), by: person.nullable().describe('who wrote it down; null: a machine told it'),
    changedAt: z.string(),
  })
  .meta({ id: 'Downtime' });

export const downtimeLineSchema = downtimeSchema
  .extend({ alarms: z.int().describe('how many downtimes of one storm this stands for, from the first beginning to the last end; 1: itself') })
  .meta({ id: 'DowntimeLine' });

const orNull = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === '' ? null : value), schema.nullable());
const kind = z.string().max(200).transform((written, context) => {
  const read = readAssetKind(written);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'must be a short word such as server or printer' });
  return z.NEVER;
});
const words = {
  name: line(longestAssetName), kind, owner: orNull(line(200)), service: orNull(z.string().max(60).transform(storableText)),
  customers: z.array(z.guid()).max(1_000).transform((ids) => [...new Set(ids.map((id) => id.toLowerCase()))]), notes: z.string().max(5_000).transform(storableText),
};

export const newAssetSchema = z.strictObject({
  ...words, kind: kind.default(unknownAssetKind), owner: words.owner.default(null), service: words.service.default(null),
  customers: words.customers.default([]), notes: words.notes.default(''),
});
export const assetChangeSchema = z
  .strictObject({ ...words, retired: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'must name something to change' });

const down = {
  service: z.string().max(60).transform(storableText), asset: orNull(z.guid()), ticket: orNull(z.string().max(20)),
  from: momentSchema, to: orNull(momentSchema), note: z.string().max(2_000).transform(storableText),
};
export const newDowntimeSchema = z.strictObject({
  ...down, asset: down.asset.default(null), ticket: down.ticket.default(null), to: down.to.default(null), note: down.note.default(''),
});
export const downtimeChangeSchema = z
  .strictObject(down)
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'must name something to change' });
export const downtimeRemovalSchema = z.strictObject({ reason: text(500) });

export function toAssetView(asset: AssetProfile, agentId: string): z.output<typeof assetSchema> {
  const { id, name, kind, owner, service, notes, source, customers } = asset;
  return {
    id, name, kind, owner, service, notes, source, customers,
    createdAt: asset.createdAt.toISOString(), changedAt: asset.changedAt.toISOString(), retiredAt: asset.retiredAt?.toISOString() ?? null,
    tickets: asset.tickets.map((ticket) => seenBy(ticket, agentId)), log: asset.log.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  };
}

export function toDowntimeView({ id, service, asset, ticket, from, to, note, by, changedAt }: DowntimeView): z.output<typeof downtimeSchema> {
  return {
    id, service, asset, ticket: ticket === null ? null : ticketNumber(ticket), from: from.toISOString(), to: to?.toISOString() ?? null, note, by,
    changedAt: changedAt.toISOString(),
  };
}
