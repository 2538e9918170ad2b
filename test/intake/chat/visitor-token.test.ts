import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVisitorTokens } from '../../../src/intake/chat/visitor-token.ts';

const tokens = createVisitorTokens('secret');

describe('a visitor\'s token', () => {
  it('is that visitor and nobody else', () => {
    const { visitorId, token } = tokens.create();
    expect(tokens.read(token)).toBe(visitorId);
    expect(tokens.tokenOf(visitorId)).toBe(token);
    expect(createVisitorTokens('other').read(token)).toBeNull();
    expect(tokens.create().visitorId).not.toBe(visitorId);
  });

  it('counts in one writing only', () => {
    const { token } = tokens.create();
    for (const other of [`${token}=`, ` ${token}`, token.toUpperCase(), token.slice(0, -1), `v2.${token.slice(3)}`, '']) {
      if (other !== token) expect(tokens.read(other)).toBeNull();
    }
  });

  it('is not made by changing a letter of one', () => {
    const { token } = tokens.create();
    fc.assert(fc.property(fc.nat(token.length - 4), fc.constantFrom('A', 'B', 'C', 'Z', 'a', 'b', 'z', '0', '9', '-', '_'), (place, letter) => {
      const at = place + 3;
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      if (changed !== token) expect(tokens.read(changed)).toBeNull();
    }), { examples: [[token.length - 4, 'A'], [token.length - 4, 'B'], [token.length - 4, 'C']] });
  });

  it('is never found by chance', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(tokens.read(text)).toBeNull();
    }));
  });
});
