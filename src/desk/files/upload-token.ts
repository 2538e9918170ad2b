import { z } from 'zod';
import { createSigner, type Clock } from '../../core/index.ts';
import type { StoredFile } from './keeper.ts';

/** Makes and reads the tokens by which whoever uploaded a file says that it belongs to what they write. */
export interface UploadTokens {
  make(file: StoredFile, agentId: string): string;
  /** Null when we did not make it, for this agent, within the last 23 hours: a content to which nobody refers stays for a day. */
  read(token: string, agentId: string): StoredFile | null;
}

const lasts = 23 * 60 * 60_000;
const signatureBytes = 16;

const payloadSchema = z.object({
  sha256: z.string(), size: z.int(), type: z.string(), name: z.string().nullable(), agentId: z.string(), expiresAt: z.number(),
});

/** The token is all of it, signed. */
export function createUploadTokens(secret: string, clock: Clock): UploadTokens {
  const { sign, isSigned } = createSigner(secret, 'upload-token', signatureBytes);
  return {
    make: ({ sha256, size, type, name }, agentId) => {
      const payload = Buffer.from(JSON.stringify({ sha256, size, type, name, agentId, expiresAt: clock.now().getTime() + lasts }));
      return Buffer.concat([sign(payload), payload]).toString('base64url');
    },
    read: (token, agentId) => {
      const bytes = Buffer.from(token, 'base64url');
      const payload = bytes.subarray(signatureBytes);
      if (!isSigned(payload, bytes.subarray(0, signatureBytes))) return null;
      const { expiresAt, agentId: owner, ...file } = payloadSchema.parse(JSON.parse(payload.toString()));
      return owner === agentId && clock.now().getTime() < expiresAt ? file : null;
    },
  };
}
