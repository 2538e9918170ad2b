import { createSigner, idBytes, idOfBytes, type Clock } from '../../core/index.ts';

/** What a file's address stands for: one file, as a part of one ticket. */
export interface FileLink {
  attachmentId: string;
  ticketId: string;
}

/** What the address of a mail's HTML stands for: one contact, as a part of one ticket. */
export interface MailLink {
  contactId: string;
  ticketId: string;
}

/** Makes and reads the addresses under which a page loads a part of a ticket without further credentials, for an hour at most. */
export interface PartLinks<Link> {
  /** The path, such as `/files/<token>`. It stays the same for half an hour, so that a player that is asked to show the ticket again goes on. */
  pathOf(link: Link): string;
  /** Null when we did not make this token for this, or its time is over. `expiresAt` is in milliseconds of Unix time. */
  read(token: string): (Link & { expiresAt: number }) | null;
}
export type FileLinks = PartLinks<FileLink>;
export type MailLinks = PartLinks<MailLink>;

const halfHour = 30 * 60_000;
const payloadBytes = 36;

export function createFileLinks(secret: string, clock: Clock): FileLinks {
  const { tokenOf, read } = createTokens(secret, 'file-link', clock);
  return {
    pathOf: ({ attachmentId, ticketId }) => `/files/${tokenOf(attachmentId, ticketId)}`,
    read: (token) => {
      const part = read(token);
      return part && { attachmentId: part.partId, ticketId: part.ticketId, expiresAt: part.expiresAt };
    },
  };
}

export function createMailLinks(secret: string, clock: Clock): MailLinks {
  const { tokenOf, read } = createTokens(secret, 'mail-link', clock);
  return {
    pathOf: ({ contactId, ticketId }) => `/mail/${tokenOf(contactId, ticketId)}`,
    read: (token) => {
      const part = read(token);
      return part && { contactId: part.partId, ticketId: part.ticketId, expiresAt: part.expiresAt };
    },
  };
}

/** A token is both ids and the end of its time, signed. */
function createTokens(secret: string, purpose: string, clock: Clock) {
  const { sign, isSigned } = createSigner(secret, purpose);
  return {
    tokenOf: (partId: string, ticketId: string): string => {
      const endsAt = (Math.floor(clock.now().getTime() / halfHour) + 2) * halfHour;
      const end = Buffer.alloc(4);
      end.writeUInt32BE(endsAt / 1_000);
      const payload = Buffer.concat([idBytes(partId), idBytes(ticketId), end]);
      return Buffer.concat([payload, sign(payload)]).toString('base64url');
    },
    read: (token: string): { partId: string; ticketId: string; expiresAt: number } | null => {
      if (!/^[\w-]{70}$/.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const payload = bytes.subarray(0, payloadBytes);
      if (!isSigned(payload, bytes.subarray(payloadBytes))) return null;
      const expiresAt = payload.readUInt32BE(32) * 1_000;
      if (clock.now().getTime() >= expiresAt) return null;
      return { partId: idOfBytes(payload.subarray(0, 16)), ticketId: idOfBytes(payload.subarray(16, 32)), expiresAt };
    },
  };
}
