import { expect, test } from 'vitest';
import { withoutTag } from '../../src/core/index.ts';

test.each([
  ['Mesa+t.abc@Desk.test', 'mesa@desk.test'], ['mesa+a+b@desk.test', 'mesa@desk.test'], ['mesa@desk.test', 'mesa@desk.test'],
  ['+mesa@desk.test', '+mesa@desk.test'], ['mesa@desk+x.test', 'mesa@desk+x.test'], ['', ''],
])('%s is mail to %s', (written, plain) => {
  expect(withoutTag(written)).toBe(plain);
});
