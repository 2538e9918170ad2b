import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey, isLoopback } from '../../src/core/index.ts';

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

describe('this machine', () => {
  it.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])('is %s', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each(['128.0.0.1', '10.0.0.1', '::', '::2', '::ffff:128.0.0.1', 'fe80::1', '127', ''])('is not %s', (address) => {
    expect(isLoopback(address)).toBe(false);
  });
});
