import { createHash } from 'node:crypto';
import type { HeaderField } from './header-fields.ts';

/** What servers write on the way, beside the fields that begin with `x-`, of which they write most. */
const trace =
  /^(?:x-.*|received(?:-spf)?|return-path|delivered-to|envelope-to|envelope-from|delivery-date|authentication-results|dkim-signature|domainkey-.*|dkim-filter|arc-.*|ironport-.*|msip_labels|status|lines|content-length|bytes|old-.*|resent-.*|spamdiagnostic.*|feedback-id|auto-submitted-by|apparently-to|original-recipient|cc-dest|nntp-.*|path|xref)$/;

/**
 * The fingerprint of a mail's content: of its header without what servers add, and of its body without regard to how
 * lines end, so that one mail has the same however it came.
 */
export function createContentHash(fields: HeaderField[]): { add(body: Uint8Array): void; end(): string } {
  const hash = createHash('sha256');
  for (const { name, value } of fields) {
    if (!trace.test(name)) hash.update(`${name}:${value.replaceAll(/\s+/g, ' ')}\n`, 'latin1');
  }
  hash.update('\n');
  const body = createLineFolder();
  return {
    add: (bytes) => void hash.update(body(bytes)),
    end: () => hash.digest('hex'),
  };
}

/** Leaves out carriage returns, and empty lines until something follows them. */
function createLineFolder(): (bytes: Uint8Array) => Uint8Array {
  const mostLines = 1_000;
  let lines = 0;
  return (bytes) => {
    const folded = Buffer.allocUnsafe(bytes.length + mostLines);
    let length = 0;
    for (const byte of bytes) {
      if (byte === 10) lines = Math.min(lines + 1, mostLines);
      else if (byte !== 13) {
        for (; lines > 0; lines -= 1) folded[length++] = 10;
        folded[length++] = byte;
      }
    }
    return folded.subarray(0, length);
  };
}
