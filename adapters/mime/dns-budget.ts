import { dnsError, type DnsLookup } from './dns-lookup.ts';

/**
 * Lookups that together keep their asker waiting no longer than this, in milliseconds: time counts once however many wait,
 * and not while none does. Past it a lookup fails with `ETIMEOUT` unless its answer is known already; what was asked goes
 * on in the background, so that a later mail finds it in the cache.
 */
export function limitDnsTime(lookup: DnsLookup, most: number): DnsLookup {
  let spent = 0;
  let waiting = 0;
  let since = 0;
  const used = (): number => spent + (waiting > 0 ? performance.now() - since : 0);

  return async (name, type) => {
    const left = Math.max(most - used(), 0);
    if (waiting === 0) since = performance.now();
    waiting += 1;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(dnsError('ETIMEOUT')), left);
    });
    try {
      return await Promise.race([lookup(name, type), late]);
    } finally {
      clearTimeout(timer);
      waiting -= 1;
      if (waiting === 0) spent += performance.now() - since;
    }
  };
}
