import { randomInt } from 'node:crypto';

/** Nothing that is mistaken for something else when it is read out. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password of 79 bits in four groups, such as `k7wq-m2xr-…`, to be shown once and changed by nobody who must remember it. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
