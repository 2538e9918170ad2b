import { storableText } from '../../core/index.ts';

/** Characters of an asset's name. */
export const longestAssetName = 200;

/** Who told of it first. */
export type AssetSource = 'person' | 'alarm';

/** A thing the desk looks after: a configuration item. Its name is nobody else's, whatever the case. */
export interface Asset {
  id: string;
  name: string;
  /** A free key such as `server`, `printer` or `application`. */
  kind: string;
  /** Who is responsible for it, in free words. */
  owner: string | null;
  /** The key of the service that it serves. */
  service: string | null;
  /** Customers who are hit when it fails. */
  customerIds: string[];
  /** '' when nothing is noted. */
  notes: string;
  source: AssetSource;
  createdAt: Date;
  changedAt: Date;
  /** Since when it is no longer in use; null: it is. */
  retiredAt: Date | null;
}

/** The kind of an asset of which nobody said it. */
export const unknownAssetKind = 'other';

/** A name as it is stored: one space between words, no control characters, cut to 200 characters. Null for one that says nothing. */
export function readAssetName(written: string): string | null {
  const name = [...cleaned(written)].slice(0, longestAssetName).join('').trim();
  return name === '' ? null : name;
}

/** A kind as it is stored, such as `network-switch`: small letters and digits with dashes between them, at most 40. Null for what leaves nothing. */
export function readAssetKind(written: string): string | null {
  const kind = cleaned(written).toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  return [...kind].slice(0, 40).join('').replaceAll(/^-+|-+$/g, '') || null;
}

function cleaned(written: string): string {
  return storableText(written).normalize('NFC').replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}
