import { randomUUID } from 'node:crypto';

/** A new unguessable id (RFC 9562 version 4), used as primary key of everything the desk stores. */
export function newId(): string {
  return randomUUID();
}

/** Whether this could be an id of the desk's: what comes back in a URL may be anything. */
export function isId(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

/** An id as its 16 bytes, for what must be short. */
export function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** The id of which these are the 16 bytes. */
export function idOfBytes(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The public number of a ticket, such as `V-1042`. */
export function ticketNumber(sequence: number): string {
  return `V-${sequence}`;
}

/** Reads a public ticket number in any case, with or without its dash; null when it is not one. */
export function parseTicketNumber(text: string): number | null {
  const match = /^v-?(\d{1,9})$/i.exec(text.trim());
  return match ? Number(match[1]) : null;
}
