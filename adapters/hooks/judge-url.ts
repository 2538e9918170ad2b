import { isIP } from 'node:net';
import type { HookRefusal } from '../../src/desk/hooks/index.ts';
import { isPublicAddress, networksOf } from './public-address.ts';

/** What hooks may reach. */
export interface Reach {
  /** The URL as it is called, or why it is not: by what is written in it, before any name is looked up. */
  judge(url: string): { kind: 'fine'; url: URL; host: string } | { kind: 'refused'; refusal: HookRefusal };
  /** Whether this address may be connected to for that host. */
  mayConnect(host: string, address: string): boolean;
}

/** `allow`: hosts, addresses and networks (CIDR) of desk.yaml. `publicUrl`: the desk's own, which is refused whatever is allowed. */
export function createReach(allow: readonly string[], publicUrl: string): Reach {
  const networks = allow.filter((entry) => isIP(entry.split('/', 1)[0] ?? '') !== 0);
  const hosts = new Set(allow.filter((entry) => !networks.includes(entry)).map(plainHost));
  const isInNetworks = networksOf(networks);
  const own = new URL(publicUrl);

  const mayConnect: Reach['mayConnect'] = (host, address) => isPublicAddress(address) || hosts.has(host) || isInNetworks(address);
  return {
    mayConnect,
    judge: (written) => {
      const refused = (refusal: HookRefusal) => ({ kind: 'refused' as const, refusal });
      const url = URL.canParse(written) ? new URL(written) : null;
      if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') return refused('invalid_url');
      const host = plainHost(url.hostname);
      if (host === plainHost(own.hostname) && portOf(url) === portOf(own)) return refused('own_address');
      const isAddress = isIP(host) !== 0;
      if (isAddress && !mayConnect(host, host)) return refused('private_address');
      if (url.protocol === 'http:' && !hosts.has(host) && !(isAddress && isInNetworks(host))) return refused('https_required');
      return { kind: 'fine', url, host };
    },
  };
}

/** Lower-cased, without the dot at the end of a full name and the brackets of an IPv6 address. */
function plainHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1');
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}
