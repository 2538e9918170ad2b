import { createSigner, idBytes, idOfBytes, newId } from '../../core/index.ts';

/** Whoever holds a visitor's token is that visitor. It says nothing about them. */
export interface VisitorTokens {
  /** A visitor whom nobody has seen before. */
  create(): { visitorId: string; token: string };
  tokenOf(visitorId: string): string;
  /** Null when we did not make it. */
  read(token: string): string | null;
}

/** The first letters of every token, so that another kind can be told apart later. */
const version = 'v1.';
const idLength = 16;
const signatureBytes = 16;

/** A token is a random id and its signature; nothing needs storing, and none can be guessed. */
export function createVisitorTokens(secret: string): VisitorTokens {
  const { sign, isSigned } = createSigner(secret, 'chat-visitor 1', signatureBytes);
  const tokenOf = (visitorId: string) => {
    const id = idBytes(visitorId);
    return `${version}${Buffer.concat([id, sign(id)]).toString('base64url')}`;
  };
  return {
    tokenOf,
    create: () => {
      const visitorId = newId();
      return { visitorId, token: tokenOf(visitorId) };
    },
    read: (token) => {
      if (!/^v1\.[\w-]{43}$/.test(token)) return null;
      const bytes = Buffer.from(token.slice(version.length), 'base64url');
      const id = bytes.subarray(0, idLength);
      if (!isSigned(id, bytes.subarray(idLength))) return null;
      const visitorId = idOfBytes(id);
      // The last letter has bits to spare: only one way of writing counts.
      return tokenOf(visitorId) === token ? visitorId : null;
    },
  };
}
