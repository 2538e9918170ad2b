import { BlockList, isIPv6, type Socket } from 'node:net';

/** What a sender may ask of the listener; senders on this machine are bound by `loopback`, `recipients` and the times only. */
export interface SmtpLimits {
  /** Connections at a time from one remote address. */
  perAddress: number;
  /** Connections at a time from all remote addresses together. */
  remote: number;
  /** Connections at a time from this machine, beside all others. */
  loopback: number;
  /** Mails in one connection. */
  mails: number;
  /** Recipients of one mail. */
  recipients: number;
  /** Unknown recipients in one connection. */
  unknown: number;
  /** How long nothing may come; RFC 5321, 4.5.3.2 asks for five minutes. */
  idle: number;
  /** How long one mail may take to come. */
  transfer: number;
  /** How long transfers may go on once the listener closes. */
  closing: number;
}

const minute = 60_000;

export const smtpLimits: SmtpLimits = {
  perAddress: 20,
  remote: 400,
  loopback: 1_000,
  mails: 200,
  recipients: 100,
  unknown: 20,
  idle: 5 * minute,
  transfer: 30 * minute,
  closing: 10_000,
};

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Counts open connections; `admit` tells whether one more is let in, and counts it until it is closed. */
export function countConnections(limits: SmtpLimits): { admit(socket: Socket): boolean } {
  const open = new Map<string, number>();
  let remote = 0;
  let own = 0;
  return {
    admit: (socket) => {
      const address = socket.remoteAddress;
      if (address === undefined) return false;
      const local = isLoopback(address);
      const already = open.get(address) ?? 0;
      if (local ? own >= limits.loopback : remote >= limits.remote || already >= limits.perAddress) return false;
      const change = (by: 1 | -1): void => {
        if (local) own += by;
        else remote += by;
        const left = (open.get(address) ?? 0) + by;
        if (left > 0) open.set(address, left);
        else open.delete(address);
      };
      change(1);
      socket.once('close', () => change(-1));
      return true;
    },
  };
}
