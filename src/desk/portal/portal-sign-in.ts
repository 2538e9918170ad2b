import { randomBytes } from 'node:crypto';
import { hashToken, newId, type Clock, type Locale, type Signals, type Transact } from '../../core/index.ts';
import type { PortalStore, PortalTokens } from './portal-link.ts';

/** Reads sessions of the portal, outside of any transaction. */
export interface PortalSessionReader {
  emailOf(tokenHash: string, at: Date): Promise<string | null>;
}

/** How customers show that an address is theirs: a link that is mailed to it, which opens one session. */
export interface PortalSignIn {
  /** Notes that a link was asked for. The same for every address, known or not: who is known is found out only when the mail is sent. */
  ask(email: string, locale: Locale): Promise<void>;
  /** Uses a link up and opens a session; null when it was not ours, is over or was used. */
  enter(token: string): Promise<PortalSession | null>;
  /** The address that a session stands for; null when it does not hold (any more). */
  emailOf(sessionToken: string): Promise<string | null>;
  leave(sessionToken: string): Promise<void>;
}

export interface PortalSession {
  token: string;
  email: string;
  expiresAt: Date;
}

const linkLasts = 30 * 60_000;
const sessionLasts = 12 * 60 * 60_000;

export function createPortalSignIn(parts: {
  transact: Transact<{ portal: PortalStore; signals: Signals }>;
  reader: PortalSessionReader;
  tokens: PortalTokens;
  clock: Clock;
}): PortalSignIn {
  const { transact, reader, tokens, clock } = parts;
  return {
    ask: (email, locale) =>
      transact(async ({ portal, signals }) => {
        const at = clock.now();
        const id = newId();
        await portal.addLink({ id, email: email.toLowerCase(), locale, expiresAt: new Date(at.getTime() + linkLasts) }, at);
        signals.raise({ kind: 'send-portal-link', linkId: id });
      }),
    enter: async (token) => {
      const linkId = tokens.read(token);
      if (linkId === null) return null;
      return transact(async ({ portal }) => {
        const link = await portal.lockLink(linkId);
        const at = clock.now();
        if (!link || link.usedAt !== null || link.expiresAt <= at) return null;
        await portal.setLink(linkId, { usedAt: at, at });
        const session = { token: randomBytes(32).toString('base64url'), email: link.email, expiresAt: new Date(at.getTime() + sessionLasts) };
        await portal.addSession({ tokenHash: hashToken(session.token), email: session.email, expiresAt: session.expiresAt, at });
        return session;
      });
    },
    emailOf: (sessionToken) => reader.emailOf(hashToken(sessionToken), clock.now()),
    leave: (sessionToken) => transact(({ portal }) => portal.revokeSession(hashToken(sessionToken), clock.now())),
  };
}
