import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradicts, decideType, downloadName, fileTypeOf, safeName } from '../../../src/desk/files/index.ts';

const anyText = fc.string({ unit: 'binary' });

describe('whatever a file is called', () => {
  it('its name has no folder, no control character and no end of line, and is short', () => {
    fc.assert(fc.property(anyText, (given) => {
      const name = safeName(given);
      if (name === null) return true;
      return !/[\\/\p{Cc}\p{Cf}"]/u.test(name) && !/^[. ]/.test(name) && [...name].length <= 150 && name.isWellFormed() && safeName(name) === name;
    }));
  });

  it('it is saved with an ending of its type', () => {
    const types = ['image/png', 'text/plain', 'application/pdf', 'audio/mpeg'] as const;
    fc.assert(fc.property(fc.option(anyText), fc.constantFrom(...types), (given, type) => {
      const ending = downloadName(safeName(given), type, '1').split('.').at(-1)?.toLowerCase() ?? '';
      return fileTypeOf(type)?.endings.includes(ending) === true;
    }));
  });
});

describe('whatever is in a file', () => {
  it('it is never taken for what browsers run', () => {
    const runs = /html|svg|script|xml$/;
    fc.assert(fc.property(fc.option(fc.oneof(anyText, fc.constantFrom('text/html', 'image/svg+xml', 'text/javascript', 'application/xhtml+xml'))), fc.uint8Array({ maxLength: 200 }), (sniffed, head) => {
      const type = decideType(sniffed, head);
      return type === null || (!runs.test(type.type) && !(type.inline && type.type.startsWith('text/')));
    }));
  });

  it('any claim is understood or ignored', () => {
    const png = fileTypeOf('image/png');
    if (!png) throw new Error('no png');
    fc.assert(fc.property(fc.option(anyText), (claim) => typeof contradicts(claim, png) === 'boolean'));
    expect(contradicts('IMAGE/JPEG; q=1', png)).toBe(false);
    expect(contradicts('audio/mpeg', png)).toBe(true);
  });
});
