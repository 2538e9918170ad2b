import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { HookRefusal } from '../../src/desk/hooks/index.ts';
import { isPublicAddress, networksOf } from './public-address.ts';

/** What hooks may reach. */
export interface Reach {
  /** The URL as it is called, or why it is not: by what is written in it, before any name is looked up. */
  judge(url: string): { kind: 'fine'; url: URL; host: string } | { kind: 'refused'; refusal: HookRefusal };
  /** Why this address must not be connected to for that URL; null where it may. */
  refusalOf(url: URL, address: string): Extract<HookRefusal, 'own_address' | 'private_address'> | null;
}

/**
 * `allow`: hosts, addresses and networks (CIDR) of desk.yaml. Whatever is allowed, the desk itself is refused: its
 * `publicUrl`, and where it listens at `ownPort`, by every address of this machine.
 */
export function createReach(allow: readonly string[], publicUrl: string, ownPort?: number): Reach {
  const networks = allow.filter((entry) => isIP(entry.split('/', 1)[0] ?? '') !== 0);
  const hosts = new Set(allow.filter((entry) => !networks.includes(entry)).map(plainHost));
  const isInNetworks = networksOf(networks);
  const own = new URL(publicUrl);

  const refusalOf: Reach['refusalOf'] = (url, address) => {
    if (portOf(url) === String(ownPort) && isOfThisMachine(address)) return 'own_address';
    return isPublicAddress(address) || hosts.has(plainHost(url.hostname)) || isInNetworks(address) ? null : 'private_address';
  };
  return {
    refusalOf,
    judge: (written) => {
      const refused = (refusal: HookRefusal) => ({ kind: 'refused' as const, refusal });
      const url = URL.canParse(written) ? new URL(written) : null;
      if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') return refused('invalid_url');
      const host = plainHost(url.hostname);
      if (host === plainHost(own.hostname) && portOf(url) === portOf(own)) return refused('own_address');
      const isAddress = isIP(host) !== 0;
      const refusal = isAddress ? refusalOf(url, host) : null;
      if (refusal !== null) return refused(refusal);
      if (url.protocol === 'http:' && !hosts.has(host) && !(isAddress && isInNetworks(host))) return refused('https_required');
      return { kind: 'fine', url, host };
    },
  };
}

/** The unspecified address leads here, too. */
const here = ['127.0.0.0/8', '0.0.0.0/8', '::1', '::'];

function isOfThisMachine(address: string): boolean {
  const interfaces = Object.values(networkInterfaces()).flatMap((those = []) => those.map((one) => one.address));
  return networksOf([...here, ...interfaces])(address);
}

/** Lower-cased, without the dot at the end of a full name and the brackets of an IPv6 address. */
function plainHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1');
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}
