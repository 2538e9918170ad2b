import { BlockList, isIP } from 'node:net';

/** The machine that a mail came from, as far as we know it. */
export interface Origin {
  address: string;
  helo: string | null;
}

/** Tells whether an address is in one of these networks, such as `10.0.0.0/8` or `2001:db8::1`. Throws for what is none. */
export function readNetworks(networks: string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', length] = network.split('/');
    const version = isIP(address);
    const bits = length === undefined ? (version === 4 ? 32 : 128) : Number(length);
    if (version === 0 || !/^\d{1,3}$/.test(length ?? String(bits)) || bits > (version === 4 ? 32 : 128)) {
      throw new Error(`email.trustedRelays: "${network}" is no IP address or network`);
    }
    list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
}

const mostRelays = 10;

/** Who handed a mail to the first machine that is not a relay of ours, by the Received lines of ours (topmost first); null when they do not tell. */
export function findOrigin(peer: Origin, received: string[], isRelay: (address: string) => boolean): Origin | null {
  let origin = peer;
  for (const line of received.slice(0, mostRelays)) {
    if (!isRelay(origin.address)) return origin;
    const told = readReceived(line);
    if (!told) return null;
    origin = told;
  }
  return isRelay(origin.address) ? null : origin;
}

/**
 * Reads whom a Received line names (RFC 5321, 4.4): the address that the server noted in parentheses comes before one that
 * stands where the client's own word does.
 */
function readReceived(line: string): Origin | null {
  const from = /^\s*from\s+(.*?)(?:\s+by\s|$)/is.exec(line.slice(0, 2_000))?.[1];
  if (from === undefined) return null;
  const said = /^\[?[^\s()[\]]+\]?/.exec(from)?.[0] ?? '';
  const noted = [...from.matchAll(/\(([^()]*)\)/g)].map((match) => match[1] ?? '');
  const helo = noted.map((note) => /\bhelo[= ]\s*([^\s)]+)/i.exec(note)?.[1]).find((name) => name !== undefined);
  for (const text of [...noted.map(bracketed), ...noted.map((note) => note.trim()), bracketed(said)]) {
    const address = text.replace(/^ipv6:/i, '').replace(/%.*$/, '');
    if (isIP(address) !== 0) return { address, helo: helo ?? (said === '' || said.startsWith('[') ? null : said) };
  }
  return null;
}

function bracketed(text: string): string {
  return /\[([^\]]*)\]/.exec(text)?.[1] ?? '';
}
