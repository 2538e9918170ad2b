/** What a connection tells of where it comes from. */
interface Origin {
  /** The other end of the connection. */
  address: string;
  /** `X-Forwarded-For`, which counts only from a proxy on this machine. */
  forwarded: string | undefined;
}

/** Who counts as one for limits: an IPv4 address, or the /64 network of an IPv6 address (RFC 6177: one site has that much at least). */
export function addressKey({ address, forwarded }: Origin): string {
  const steps = [...(forwarded?.slice(0, 2_000).split(',') ?? []), address].map((step) => plain(step.trim()));
  // From the end: each proxy of ours tells who stands before it.
  const ours = steps.findLast((step, place) => place === 0 || !isLoopback(step)) ?? address;
  if (/^[\d.]{7,15}$/.test(ours)) return ours;
  return /^[\da-f:.]{2,45}(%[\w.-]+)?$/i.test(ours) && ours.includes(':') ? networkOf(ours) : 'unknown';
}

function plain(written: string): string {
  return written.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** Whether this is the machine itself. */
export function isLoopback(address: string): boolean {
  const written = plain(address);
  return written === '::1' || written.startsWith('127.');
}

/** The first four groups, written out. */
function networkOf(address: string): string {
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
