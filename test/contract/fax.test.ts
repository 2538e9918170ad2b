import { describe, expect, it } from 'vitest';
import { createFaxChannel } from '../../channels/fax/index.ts';
import type { InboundFax } from '../../src/core/index.ts';
import { describeChannelContract } from './channel-contract.ts';

const fax: InboundFax = {
  providerId: '000000017@fax.example.org/ttyS0:5b1c',
  from: '601 555 0100',
  to: '+576015550199',
  pages: 3,
  files: [{ url: '', contentType: 'image/tiff', name: 'fax00017.tif', file: { sha256: 'ab'.repeat(32), size: 10_254 } }],
  receivedAt: new Date('2026-03-02T13:00:00Z'),
};
const channel = createFaxChannel({ region: 'CO', locale: 'es' });

describeChannelContract({
  channel,
  samples: [{ inbound: fax, providerId: '000000017@fax.example.org/ttyS0:5b1c' }, { inbound: { ...fax, from: 'unknown', pages: null }, providerId: fax.providerId }],
  hostile: (hostile) => ({
    ...fax, providerId: hostile, from: hostile, to: hostile, fault: hostile, files: [],
  }),
  ownAddress: '+576015550199',
});

describe('a fax', () => {
  it.each([
    ['601 555 0100', 3, 'Fax de +576015550100 (3 páginas)', [{ kind: 'phone', value: '+576015550100' }]],
    ['+1 212 555 0123', 1, 'Fax de +12125550123 (1 página)', [{ kind: 'phone', value: '+12125550123' }]],
    ['unknown', null, 'Fax', []],
    ['', 2, 'Fax (2 páginas)', []],
    ['ACME S.A.', -1, 'Fax', []],
    ['+266696687', 0, 'Fax', []],
  ])('from "%s" of %s pages is called %s', (from, pages, subject, addresses) => {
    expect(channel.toContact({ ...fax, from, pages })).toMatchObject({ subject, from: addresses });
  });

  it('is told in the language of the desk, with what went wrong as its text', () => {
    const english = createFaxChannel({ region: 'CO', locale: 'en' });
    expect(english.toContact({ ...fax, fault: 'No carrier' })).toMatchObject({
      subject: 'Fax from +576015550100 (3 pages)', text: 'The fax machine told of a problem while it came in: No carrier', fromText: '+576015550100',
    });
  });
});
