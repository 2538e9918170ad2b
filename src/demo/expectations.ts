import { isDeepStrictEqual } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';

/** Something did not come true; the message says what. */
export class Unmet extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Unmet';
  }
}

export type Probe<Value> = () => Value | null | undefined | false | Promise<Value | null | undefined | false>;

/** Waits until the probe finds something and gives it. Throws Unmet after `seconds`. */
export async function until<Value>(what: string, probe: Probe<Value>, seconds = 15): Promise<Value> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Unmet(`${what}: not within ${seconds} s`);
    await delay(20);
  }
}

/** Throws Unmet when the fields named in `expected` are not so. */
export function demandThat<Actual extends object>(what: string, actual: Actual, expected: Partial<Actual>): void {
  const wrong = Object.entries(expected).flatMap(([field, wanted]) => {
    const is: unknown = Reflect.get(actual, field);
    return isDeepStrictEqual(is, wanted) ? [] : [`${field} is ${JSON.stringify(is)}, expected ${JSON.stringify(wanted)}`];
  });
  if (wrong.length > 0) throw new Unmet(`${what}: ${wrong.join('; ')}`);
}
