import { createSigner, idBytes, idOfBytes } from '../../core/index.ts';

/** Makes and reads the links under which a customer sees one ticket without signing in (DESIGN: one token, one ticket, revocable). */
export interface StatusLinks {
  urlOf(ticket: { id: string; statusKey: number }): string;
  /** The ticket and key a token was made for, or null when we did not make it. The caller compares the key with the ticket's present one. */
  read(token: string): { ticketId: string; statusKey: number } | null;
}

/** The token is the ticket's id and key, signed. */
export function createStatusLinks(secret: string, publicUrl: string): StatusLinks {
  const { sign, isSigned } = createSigner(secret, 'status-link');
  return {
    urlOf: ({ id, statusKey }) => {
      const payload = Buffer.concat([idBytes(id), numberBytes(statusKey)]);
      return `${publicUrl.replace(/\/+$/, '')}/status/${Buffer.concat([payload, sign(payload)]).toString('base64url')}`;
    },
    read: (token) => {
      if (!/^[\w-]{48}$/.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const payload = bytes.subarray(0, 20);
      if (!isSigned(payload, bytes.subarray(20))) return null;
      return { ticketId: idOfBytes(payload.subarray(0, 16)), statusKey: payload.readUInt32BE(16) };
    },
  };
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
