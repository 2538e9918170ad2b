import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSigner, idBytes, idOfBytes, newId } from '../../src/core/index.ts';

const signer = createSigner('secret', 'file-link');

test('a signature is of its payload, its purpose, its secret and its length, and of no other', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(), (payload, at) => {
    const signature = signer.sign(payload);
    expect(signature).toHaveLength(16);
    expect(signer.isSigned(payload, signature)).toBe(true);
    for (const other of [createSigner('secret', 'mail-link'), createSigner('another', 'file-link'), createSigner('secret', 'file-link', 6)]) {
      expect(other.isSigned(payload, signature)).toBe(false);
    }
    expect(signer.isSigned(payload, signature.subarray(0, at % 16))).toBe(false);
    const forged = Buffer.from(signature);
    forged[at % 16] = (forged[at % 16] ?? 0) ^ 1;
    expect(signer.isSigned(payload, forged)).toBe(false);
    expect(signer.isSigned(Buffer.concat([payload, Buffer.from([0])]), signature)).toBe(false);
  }));
});

test('an id survives as bytes', () => {
  const id = newId();
  expect(idBytes(id)).toHaveLength(16);
  expect(idOfBytes(idBytes(id))).toBe(id);
});
