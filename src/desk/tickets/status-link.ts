import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and reads the links under which a customer sees one ticket without signing in (DESIGN: one token, one ticket, revocable). */
export interface StatusLinks {
  urlOf(ticket: { id: string; statusKey: number }): string;
  /** The ticket and key a token was made for, or null when we did not make it. The caller compares the key with the ticket's present one. */
  read(token: string): { ticketId: string; statusKey: number } | null;
}

/** The token is the ticket's id and key under an HMAC-SHA-256 (RFC 2104) of the installation's secret, so nothing needs storing. */
export function createStatusLinks(secret: string, publicUrl: string): StatusLinks {
  const sign = (payload: Buffer) => createHmac('sha256', secret).update('status-link').update(payload).digest().subarray(0, 16);
  return {
    urlOf: ({ id, statusKey }) => {
      const payload = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), numberBytes(statusKey)]);
      return `${publicUrl.replace(/\/+$/, '')}/status/${Buffer.concat([payload, sign(payload)]).toString('base64url')}`;
    },
    read: (token) => {
      if (!/^[\w-]{48}$/.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const payload = bytes.subarray(0, 20);
      if (bytes.length !== 36 || !timingSafeEqual(bytes.subarray(20), sign(payload))) return null;
      const hex = payload.subarray(0, 16).toString('hex');
      const ticketId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return { ticketId, statusKey: payload.readUInt32BE(16) };
    },
  };
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
