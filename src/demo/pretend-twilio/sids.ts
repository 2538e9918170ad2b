import { randomBytes } from 'node:crypto';

/** A provider's id: two letters for the kind, 32 hexadecimal digits. */
export function newSid(kind: 'CA' | 'SM' | 'MM' | 'RE' | 'QU' | 'CF' | 'ME' | 'TR'): string {
  return `${kind}${randomBytes(16).toString('hex')}`;
}
