import { readFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { ticketNumber } from '../../src/core/index.ts';
import type { MailArrival, MailReceipt, ReceiveMail } from '../../src/intake/mail/receiving.ts';
import { countConnections, isLoopback, smtpLimits, type SmtpLimits } from './listener-limits.ts';
import { followTransfer, type Transfer } from './listener-transfer.ts';

export interface SmtpListenerOptions {
  host: string;
  /** 0: any that is free. */
  port: number;
  /** The name in the greeting; the machine's own when it is not given. */
  name?: string;
  /** Files of a certificate and its key in PEM for STARTTLS; null: one that proves nothing, which keeps passive listeners out. */
  tls: { certFile: string; keyFile: string } | null;
  /** LMTP (RFC 2033) in place of SMTP: one reply for each recipient. */
  lmtp?: boolean;
  /** Of one mail. */
  mostBytes: number;
  /** Whether mail to this lower-cased address is ours; `postmaster` without a domain is asked for, too (RFC 5321, 4.5.1). */
  accepts(address: string): boolean;
  receive: ReceiveMail;
  /** While it says so every mail is put off with 451, so that senders keep it and come back; left out: never. */
  isClosed?: () => boolean;
  /** Told what `receive` rejects with and what goes wrong with the listener itself, but not what senders do. */
  onFault(error: unknown): void;
  now(): Date;
  limits?: Partial<SmtpLimits>;
}

export interface SmtpListener {
  address: { host: string; port: number };
  /** Takes no further connection or command, lets mails that are on their way in end within `limits.closing`, then cuts. */
  close(): Promise<void>;
}

type Session = Parameters<SMTPServer['onData']>[1];

/**
 * Takes mail in by SMTP (RFC 5321), as the MX or from a mail server beside it. A sender is told 250 only once `receive`
 * resolved, and 451 whenever it rejects; a mail that is not whole is never taken in. Rejects when the port cannot be had.
 */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const limits = { ...smtpLimits, ...options.limits };
  const running = new Map<string, { transfer: Transfer; done: Promise<void> }>();
  let closing = false;

  const drop = (id: string, text: string): void => {
    for (const connection of server.connections) if (connection.id === id) connection.send(421, text);
  };
  const takeIn = async (session: Session, transfer: Transfer): Promise<string> => {
    const slow = setTimeout(() => {
      transfer.end('The mail took too long to come.');
      drop(session.id, 'Error: the mail took too long');
    }, limits.transfer);
    try {
      return replyTo(await options.receive(transfer.bytes, arrivalOf(session, options.now())));
    } catch (error) {
      if (transfer.isTooLarge()) throw smtpError(552, 'Error: the mail is too large');
      if (!transfer.isBroken()) options.onFault(error);
      throw smtpError(451, 'Error: the mail could not be stored, please try again later');
    } finally {
      clearTimeout(slow);
      transfer.drain(() => drop(session.id, 'Error: far too much data'));
    }
  };
  const onData: NonNullable<SMTPServerOptions['onData']> = (stream, session, callback) => {
    const transfer = followTransfer(stream, options.mostBytes);
    const done = takeIn(session, transfer)
      .finally(() => running.delete(session.id))
      .then((reply) => callback(null, reply), (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))))
      .then(() => {
        if (closing) drop(session.id, 'Server shutting down');
      });
    running.set(session.id, { transfer, done });
  };

  const server = new SMTPServer({ ...(await serverOptions(options, limits)), ...checkEnvelopes(options, limits), onData });
  guardConnections(server, limits);
  // What a sender does wrong carries its address.
  server.on('error', (error: Error) => {
    if (!('remoteAddress' in error)) options.onFault(error);
  });
  const address = await listen(server, options);

  const close = async (): Promise<void> => {
    closing = true;
    const cut = delay(limits.closing, undefined, { ref: false });
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const connection of server.connections) if (!running.has(connection.id)) connection.send(421, 'Server shutting down');
    await closed;
    await Promise.race([cut, Promise.all([...running.values()].map(({ done }) => done))]);
    for (const { transfer } of running.values()) transfer.end('The listener is closing.');
  };
  let ended: Promise<void> | null = null;
  return { address, close: () => (ended ??= close()) };
}

async function serverOptions({ tls, lmtp, mostBytes, name }: SmtpListenerOptions, limits: SmtpLimits): Promise<SMTPServerOptions> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(tls ? { cert: await readFile(tls.certFile), key: await readFile(tls.keyFile) } : {}),
    lmtp: lmtp === true,
    size: mostBytes,
    rejectOversized: true,
    maxRecipients: limits.recipients,
    maxCommandLength: 4_096,
    socketTimeout: limits.idle,
    closeTimeout: limits.closing,
    hideENHANCEDSTATUSCODES: false,
    disabledCommands: ['AUTH', 'WIZ', 'SHELL', 'KILL'],
    disableReverseLookup: true,
    logger: false,
  };
}

/** Who may send here, and to whom. */
function checkEnvelopes({ accepts, isClosed = () => false }: SmtpListenerOptions, limits: SmtpLimits): SMTPServerOptions {
  const counts = new Map<string, { mails: number; unknown: number }>();
  const countOf = (id: string): { mails: number; unknown: number } => {
    const count = counts.get(id) ?? { mails: 0, unknown: 0 };
    counts.set(id, count);
    return count;
  };
  return {
    onMailFrom: (_address, session, callback) => {
      if (isClosed()) return callback(smtpError(451, 'Error: no mail is taken at the moment, please try again later'));
      const count = countOf(session.id);
      count.mails += 1;
      if (count.mails <= limits.mails || isLoopback(session.remoteAddress)) return callback();
      callback(smtpError(421, 'Error: too many mails in one connection'));
    },
    onRcptTo: ({ address }, session, callback) => {
      if (accepts(address.toLowerCase())) return callback();
      const count = countOf(session.id);
      count.unknown += 1;
      if (count.unknown <= limits.unknown || isLoopback(session.remoteAddress)) return callback(smtpError(550, 'Error: no such recipient here'));
      callback(smtpError(421, 'Error: too many unknown recipients'));
    },
    onClose: (session) => {
      counts.delete(session.id);
    },
  };
}

/** Bounds connections, and greets senders on this machine at once: the library makes everybody wait 100 ms, to catch those who talk first. */
function guardConnections(server: SMTPServer, limits: SmtpLimits): void {
  const { admit } = countConnections(limits);
  const connect = server.connect.bind(server);
  server.connect = (socket, about) => {
    if (!admit(socket)) return refuse(socket);
    connect(socket, about);
    if (!isLoopback(socket.remoteAddress ?? '')) return;
    const connection = [...server.connections].at(-1);
    const greet = connection?.connectionReady.bind(connection);
    if (!connection || !greet) return;
    connection.connectionReady = () => {};
    greet();
  };
}

function refuse(socket: Socket): void {
  socket.on('error', () => {});
  socket.setTimeout(2_000, () => socket.destroy());
  socket.resume();
  socket.end('421 4.7.0 Too many connections, please try again later\r\n');
}

function listen(server: SMTPServer, { host, port }: SmtpListenerOptions): Promise<SmtpListener['address']> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      const bound: AddressInfo | string | null = server.server.address();
      resolve({ host, port: bound !== null && typeof bound === 'object' ? bound.port : port });
    });
  });
}

function arrivalOf(session: Session, receivedAt: Date): MailArrival {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    source: 'smtp',
    mailbox: null,
    returnPath: mailFrom === false ? '' : mailFrom.address.toLowerCase(),
    deliveredTo: rcptTo.map(({ address }) => address.toLowerCase()),
    peer: { address: session.remoteAddress, helo: session.hostNameAppearsAs || null },
    receivedAt,
  };
}

function replyTo(receipt: MailReceipt): string {
  switch (receipt.kind) {
    case 'opened':
    case 'appended':
      return `Ok: ${ticketNumber(receipt.ticketNumber)}`;
    case 'duplicate':
      return 'Ok: seen before';
    case 'noted':
      return 'Ok: noted';
    case 'quarantined':
      return 'Ok: kept for review';
  }
}

function smtpError(responseCode: number, message: string): Error & { responseCode: number } {
  return Object.assign(new Error(message), { responseCode });
}
