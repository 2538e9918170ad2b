import { randomBytes } from 'node:crypto';
import { AppError, hashToken, type Clock } from '../../core/index.ts';
import type { Agent } from '../agents/index.ts';
import type { Passwords } from './people.ts';

export interface SessionStore {
  add(session: { tokenHash: string; agentId: string; createdAt: Date; expiresAt: Date }): Promise<void>;
  /** The active agent of a session that is neither revoked nor expired. */
  agentOf(tokenHash: string, at: Date): Promise<Agent | null>;
  /** Of these, the hashes that still hold. */
  stillValid(tokenHashes: string[], at: Date): Promise<Set<string>>;
  /** True when the agent has no other session that holds. */
  revoke(tokenHash: string, at: Date): Promise<boolean>;
  findCredentials(email: string): Promise<{ agent: Agent; passwordHash: string } | null>;
}

export interface Sessions {
  /** Throws `wrong_credentials` (401), taking as long for an unknown address as for a wrong password. */
  signIn(email: string, password: string): Promise<{ token: string; agent: Agent; expiresAt: Date }>;
  /** The agent of a token, or null when it does not hold (any more). */
  agentOf(token: string): Promise<Agent | null>;
  /** Ends the session; true when it was the last one of its agent that held. */
  signOut(token: string): Promise<boolean>;
  stillValid(tokenHashes: string[]): Promise<Set<string>>;
}

const sessionLasts = 12 * 60 * 60_000;

export function createSessions(parts: { store: SessionStore; passwords: Passwords; clock: Clock }): Sessions {
  const { store, passwords, clock } = parts;
  let decoy: Promise<string> | null = null;
  const wrong = () =>
    new AppError({ code: 'wrong_credentials', status: 401, publicMessage: 'The e-mail address or the password is wrong.' });

  return {
    signIn: async (email, password) => {
      const found = await store.findCredentials(email.trim().toLowerCase());
      decoy ??= passwords.hash(randomBytes(16).toString('hex'));
      const holds = await passwords.verify(found?.passwordHash ?? (await decoy), password);
      if (!found || !holds || !found.agent.active) throw wrong();
      const token = randomBytes(32).toString('base64url');
      const at = clock.now();
      const expiresAt = new Date(at.getTime() + sessionLasts);
      await store.add({ tokenHash: hashToken(token), agentId: found.agent.id, createdAt: at, expiresAt });
      return { token, agent: found.agent, expiresAt };
    },
    agentOf: (token) => store.agentOf(hashToken(token), clock.now()),
    signOut: (token) => store.revoke(hashToken(token), clock.now()),
    stillValid: (tokenHashes) => store.stillValid(tokenHashes, clock.now()),
  };
}
