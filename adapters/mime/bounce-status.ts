import type { BounceReport } from '../../src/core/index.ts';
import { cleanAddress } from './addresses.ts';
import { firstOf, parseFields, type HeaderField } from './header-fields.ts';
import { headerLine } from './header-text.ts';

const mostReports = 100;
const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/** The reports in a message/delivery-status (RFC 3464), at most a hundred; fields that are missing are made out from the others. */
export function readDeliveryStatus(content: string): BounceReport[] {
  const blocks = content.replaceAll('\r', '').split(/\n[ \t]*\n/).slice(0, 2 * mostReports);
  return blocks.flatMap((block) => {
    const fields = parseFields(Buffer.from(block.trim(), 'latin1'));
    const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(firstOf(fields, 'status') ?? '')?.[0] ?? null;
    const recipient = recipientOf(fields);
    const given = (firstOf(fields, 'action') ?? '').toLowerCase();
    const action = actions.find((known) => given.startsWith(known)) ?? (status === null ? null : actionOf(status));
    if (action === null && recipient === null) return [];
    const diagnostic = headerLine((firstOf(fields, 'diagnostic-code') ?? '').replace(/^[\w-]{1,40}\s*;\s*/, ''), 1_000);
    return [{ action: action ?? 'failed', recipient, status: exactStatus(status, diagnostic), diagnostic: diagnostic === '' ? null : diagnostic }];
  }).slice(0, mostReports);
}

/** Where the status tells no more than its class, what the other server said may tell more. */
function exactStatus(status: string | null, diagnostic: string): string | null {
  if (status !== null && !status.endsWith('.0.0')) return status;
  const told = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(diagnostic)?.[0] ?? null;
  return told !== null && (status === null || told[0] === status[0]) ? told : status;
}

function actionOf(status: string): BounceReport['action'] {
  return status.startsWith('2') ? 'delivered' : status.startsWith('4') ? 'delayed' : 'failed';
}

/** Whom we wrote to; where it was passed on to only when that is not told. */
function recipientOf(fields: HeaderField[]): string | null {
  for (const name of ['original-recipient', 'final-recipient', 'x-actual-recipient']) {
    const value = firstOf(fields, name);
    const address = value === null ? null : cleanAddress(value.replace(/^[\w-]{1,40}\s*;\s*/, '').replaceAll(/[<>]|\(.*$/g, ''));
    if (address !== null) return address;
  }
  return null;
}
