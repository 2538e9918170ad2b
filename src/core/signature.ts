import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs what leaves the desk and comes back, so that it needs no storing. */
export interface Signer {
  sign(payload: Uint8Array): Buffer;
  /** Whether we signed this payload, for this purpose. */
  isSigned(payload: Uint8Array, signature: Uint8Array): boolean;
}

/**
 * Signatures are the first so many bytes of an HMAC-SHA-256 (RFC 2104) of the installation's secret; what was signed for
 * one purpose is of no use for another.
 */
export function createSigner(secret: string, purpose: string, bytes = 16): Signer {
  const sign = (payload: Uint8Array) => createHmac('sha256', secret).update(purpose).update(payload).digest().subarray(0, bytes);
  return {
    sign,
    isSigned: (payload, signature) => signature.length === bytes && timingSafeEqual(signature, sign(payload)),
  };
}
