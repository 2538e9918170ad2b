import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRange } from '../../src/api/byte-range.ts';

describe('the part of a file that is asked for', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 0 }], ['bytes=0-', { start: 0, end: 99 }], ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }], ['bytes=-10', { start: 90, end: 99 }], ['bytes=-500', { start: 0, end: 99 }],
    ['BYTES=5-6', { start: 5, end: 6 }], ['bytes=100-', 'unsatisfiable'], ['bytes=-0', 'unsatisfiable'], ['bytes=100-200', 'unsatisfiable'],
  ])('%s of 100 bytes', (header, part) => {
    expect(readRange(header, 100)).toEqual(part);
  });

  it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=5-4', 'bytes=0-1,3-4', 'items=0-1', 'bytes=-1-2', 'bytes=0x1-2', 'bytes=9999999999999999-'])(
    'is the whole for %j',
    (header) => {
      expect(readRange(header, 100)).toBeNull();
    },
  );

  it('never leaves the file', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.tuple(fc.nat(), fc.option(fc.nat())).map(([a, b]) => `bytes=${a}-${b ?? ''}`)), fc.integer({ min: 1, max: 1_000 }), (header, size) => {
      const part = readRange(header, size);
      if (part === null || part === 'unsatisfiable') return true;
      return part.start >= 0 && part.start <= part.end && part.end < size;
    }));
  });
});
