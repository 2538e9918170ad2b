import { createSigner, idBytes, idOfBytes, type Locale } from '../../core/index.ts';

/** `dropped`: never sent, because nobody wrote to us from the address or it asked too often. */
export type PortalLinkStatus = 'queued' | 'sending' | 'sent' | 'dropped' | 'failed' | 'unknown';

/** A link that was asked for by somebody who says that the address is theirs. */
export interface PortalLink {
  id: string;
  /** Lower-cased. */
  email: string;
  locale: Locale;
  status: PortalLinkStatus;
  tries: number;
  nextTryAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

/** Links and sessions of the portal, inside one transaction. */
export interface PortalStore {
  addLink(link: Pick<PortalLink, 'id' | 'email' | 'locale' | 'expiresAt'>, at: Date): Promise<void>;
  /** Locks it until the transaction ends; null when there is none. */
  lockLink(id: string): Promise<PortalLink | null>;
  setLink(id: string, to: Partial<Pick<PortalLink, 'status' | 'tries' | 'nextTryAt' | 'usedAt'>> & { reason?: string | null; at: Date }): Promise<void>;
  /** Makes everything that follows in this transaction the only one for this address. */
  serialise(email: string): Promise<void>;
  /** How many links went out to an address, or may have, since then. */
  countSent(email: string, since: Date): Promise<number>;
  /** Whether an address has any request to show. */
  knows(email: string): Promise<boolean>;
  addSession(session: { tokenHash: string; email: string; expiresAt: Date; at: Date }): Promise<void>;
  revokeSession(tokenHash: string, at: Date): Promise<void>;
}

/** The token of a link is its id, signed: nothing of it is stored, and none can be guessed. */
export interface PortalTokens {
  make(linkId: string): string;
  /** Null when we did not make it. */
  read(token: string): string | null;
}

export function createPortalTokens(secret: string): PortalTokens {
  const { sign, isSigned } = createSigner(secret, 'portal-link');
  return {
    make: (linkId) => {
      const id = idBytes(linkId);
      return Buffer.concat([id, sign(id)]).toString('base64url');
    },
    read: (token) => {
      if (!/^[\w-]{43}$/.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const id = bytes.subarray(0, 16);
      return isSigned(id, bytes.subarray(16)) ? idOfBytes(id) : null;
    },
  };
}
