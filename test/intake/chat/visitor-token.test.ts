import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey } from '../../../src/intake/chat/ip-address.ts';
import { createHolding, createRateLimit } from '../../../src/intake/chat/limits.ts';
import { createVisitorTokens } from '../../../src/intake/chat/visitor-token.ts';
import { testClock } from '../../support/desk.ts';

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

describe('who counts as one', () => {
  const of = (address: string, forwarded?: string) => addressKey({ address, forwarded });
  it.each([
    ['an IPv4 address', of('203.0.113.7'), '203.0.113.7'],
    ['an IPv4 address inside IPv6', of('::ffff:203.0.113.7'), '203.0.113.7'],
    ['the network of an IPv6 address', of('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64'],
    ['the same, written short', of('2001:0DB8:1:2::6'), '2001:db8:1:2::/64'],
    ['the same, with zeros in front', of('2001:db8::1'), '2001:db8:0:0::/64'],
    ['whom a proxy on this machine names', of('127.0.0.1', '198.51.100.9'), '198.51.100.9'],
    ['the last one named, whatever they wrote before it', of('127.0.0.1', '1.1.1.1, 198.51.100.9'), '198.51.100.9'],
    ['whoever connects, when they are not on this machine', of('203.0.113.7', '1.1.1.1'), '203.0.113.7'],
    ['a proxy with nobody behind it', of('::1'), '0:0:0:0::/64'],
    ['nobody who can be made out', of('127.0.0.1', '<script>'), 'unknown'],
  ])('is %s', (_name, key, expected) => {
    expect(key).toBe(expected);
  });

  it('is somebody whatever is written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (address, forwarded) => {
      expect(addressKey({ address, forwarded }).length).toBeLessThan(60);
    }));
  });
});

describe('limits', () => {
  it('let through so many in each time, for each one by itself', () => {
    const clock = testClock();
    const limit = createRateLimit(clock, 2, 1_000);
    expect(['a', 'a', 'a', 'b'].map((key) => limit.allows(key))).toEqual([true, true, false, true]);
    clock.advance(1);
    expect(limit.allows('a')).toBe(true);
  });

  it('remember only so many', () => {
    const limit = createRateLimit(testClock(), 1, 1_000);
    for (let count = 0; count < 200_000; count += 1) limit.allows(`key ${count}`);
    expect(limit.remembered()).toBeLessThanOrEqual(50_000);
  });

  it('give back what is held', () => {
    const holding = createHolding(1);
    expect([holding.take('a'), holding.take('a')]).toEqual([true, false]);
    holding.give('a');
    expect(holding.take('a')).toBe(true);
  });
});
