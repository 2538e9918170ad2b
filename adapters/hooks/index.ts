import { lookup as lookUp } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { HookRefusal, HookSender } from '../../src/desk/hooks/index.ts';
import { createReach } from './judge-url.ts';
import { EndedTry, postOnce } from './post.ts';

export { isPublicAddress, networksOf } from './public-address.ts';

interface ResolvedAddress {
  address: string;
  family: number;
}

/** Milliseconds of one try in all, from the look-up of the name to the answer. */
const tryLasts = 10_000;
/** Milliseconds for the look-up when a URL is given. */
const lookUpLasts = 5_000;

/**
 * Posts to other systems by HTTP. A name is looked up once for each try, each of its addresses is judged, and the
 * connection goes to those very addresses: a name that leads elsewhere a moment later gains nothing.
 */
export function createHookSender(parts: {
  /** Of desk.yaml: hosts, addresses and networks beside the open internet. */
  allow: readonly string[];
  publicUrl: string;
  /** Where the desk itself listens; left out where it does not. */
  ownPort?: number;
  /** All addresses of a name; left out: as the machine resolves it. */
  resolve?: (host: string) => Promise<ResolvedAddress[]>;
  /** Milliseconds; left out: ten seconds. */
  timeLimit?: number;
}): HookSender {
  const { allow, publicUrl, timeLimit = tryLasts } = parts;
  const resolve = parts.resolve ?? ((host: string) => lookUp(host, { all: true, verbatim: true }));
  const reach = createReach(allow, publicUrl, parts.ownPort);

  /** One address that must not be reached is enough: nobody's name leads both out and in by honest means. */
  const addressesOf = async ({ url, host }: { url: URL; host: string }) => {
    const found = await resolve(host);
    for (const { address } of found) {
      const refusal = reach.refusalOf(url, address);
      if (refusal !== null) throw new EndedTry(refusal);
    }
    if (found.length === 0) throw new EndedTry('host_not_found');
    return found;
  };
  const lookup = (judged: { url: URL; host: string }): LookupFunction => (_name, options, answer) => {
    addressesOf(judged).then(
      (found) => {
        const fit = found.filter(({ family }) => options.family === undefined || options.family === 0 || Number(options.family) === family);
        const [first] = fit.length > 0 ? fit : found;
        if (options.all === true) answer(null, fit.length > 0 ? fit : found);
        else answer(null, first?.address ?? '', first?.family);
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };

  return {
    check: async (written) => {
      const judged = reach.judge(written);
      if (judged.kind === 'refused') return judged.refusal;
      if (isIP(judged.host) !== 0) return null;
      const late = AbortSignal.timeout(lookUpLasts);
      const ended = new Promise<never>((_resolve, reject) => {
        late.addEventListener('abort', () => reject(new EndedTry('host_not_found')), { once: true });
      });
      return Promise.race([addressesOf(judged), ended]).then(() => null, refusalIn);
    },
    post: async ({ url, headers, body, signal }) => {
      signal.throwIfAborted();
      const judged = reach.judge(url);
      if (judged.kind === 'refused') return { kind: 'fault', fault: judged.refusal };
      return postOnce({ url: judged.url, headers, body, lookup: lookup(judged), timeLimit, signal });
    },
  };
}

function refusalIn(error: unknown): HookRefusal {
  const fault = error instanceof EndedTry ? error.fault : null;
  return fault === 'private_address' || fault === 'own_address' ? fault : 'host_not_found';
}
