import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from '../../src/desk/staffing/index.ts';

/** Argon2id (2 in the package's list) with 19 MiB, 2 passes and 1 lane: the first choice of OWASP's Password Storage Cheat Sheet. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function createPasswords(): Passwords {
  return {
    hash: (password) => hash(password, parameters),
    verify: (stored, password) => verify(stored, password).catch(() => false),
  };
}
