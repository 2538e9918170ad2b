import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is not the open internet: IANA's special-purpose registry (RFC 6890), multicast and what is reserved. */
const closedIPv4 = listOf('ipv4', [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24',
  '224.0.0.0/4', '240.0.0.0/4',
]);
/** Of IPv6 only global unicast is open (RFC 4291) … */
const openIPv6 = listOf('ipv6', ['2000::/3']);
/** … but for what is special in it: protocol assignments and Teredo, documentation, 6to4, which leads to any IPv4. */
const closedIPv6 = listOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48']);
/** Another way to write an IPv4 address: mapped (RFC 4291), or translated by the network (RFC 6052). */
const carriesIPv4 = listOf('ipv6', ['::ffff:0:0/96', '64:ff9b::/96']);

/** Whether this address belongs to the open internet; anything that is no IP address does not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closedIPv4.check(address, 'ipv4');
  // An address with a zone is of this link alone.
  if (isIP(address) !== 6 || address.includes('%')) return false;
  if (carriesIPv4.check(address, 'ipv6')) return isPublicAddress(lastFourBytes(address));
  return openIPv6.check(address, 'ipv6') && !closedIPv6.check(address, 'ipv6');
}

/** Whether an address lies in one of these networks; an IPv4 address that is written as IPv6 counts as what it is. */
export function networksOf(cidrs: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const cidr of cidrs) add(list, cidr);
  return (address) => {
    const family = isIP(address);
    if (family === 0 || address.includes('%')) return false;
    if (family === 6 && carriesIPv4.check(address, 'ipv6')) return list.check(lastFourBytes(address), 'ipv4');
    return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}

function listOf(family: 'ipv4' | 'ipv6', cidrs: string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', bits = ''] = cidr.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

/** A single address is a network of one. */
function add(list: BlockList, cidr: string): void {
  const [network = '', bits] = cidr.split('/');
  const isFour = isIPv4(network);
  list.addSubnet(network, bits === undefined ? (isFour ? 32 : 128) : Number(bits), isFour ? 'ipv4' : 'ipv6');
}

/** The IPv4 address at the end of one that carries it, in either way of writing. */
function lastFourBytes(address: string): string {
  // The URL parser writes every IPv6 address in its one short form, without dots.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').slice(-2);
  return groups.map((group) => Number.parseInt(group || '0', 16)).flatMap((group) => [group >> 8, group & 255]).join('.');
}
