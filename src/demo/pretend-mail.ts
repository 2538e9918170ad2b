import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { until } from './expectations.ts';

/** A mail as it came out of the desk: its envelope, and what is in it. */
export interface SentMail {
  returnPath: string;
  recipients: string[];
  raw: string;
  mail: ParsedMail;
}

/** The mail world around a gateway: a server that takes what the desk sends, and people who write to it. */
export interface PretendMail {
  /** For SMTP_URL. */
  smtpUrl: string;
  /** All that the desk sent, in order. */
  sent: SentMail[];
  /** Writes to the desk's own SMTP listener; gives what it answered. */
  send(mail: SendMailOptions): Promise<{ messageId: string; response: string }>;
  /** Waits for a mail to this address that meets the condition. */
  received(address: string, condition?: (mail: ParsedMail) => boolean): Promise<SentMail>;
  /** Says where the gateway listens. */
  connect(port: number): void;
  close(): Promise<void>;
}

/** `keep: false` takes everything and remembers nothing. */
export async function startPretendMail({ keep = true } = {}): Promise<PretendMail> {
  const sent: SentMail[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
    onData: (stream, session, answer) => {
      if (!keep) {
        stream.on('end', () => answer()).resume();
        return;
      }
      const { mailFrom, rcptTo } = session.envelope;
      void takeIn(stream).then(
        ({ raw, mail }) => {
          sent.push({ raw, mail, returnPath: mailFrom === false ? '' : mailFrom.address, recipients: rcptTo.map(({ address }) => address) });
          answer();
        },
        (error: unknown) => answer(error instanceof Error ? error : new Error('unreadable')),
      );
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let gatewayPort = 0;
  return {
    smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    sent,
    send: async (mail) => {
      const transport = createTransport({ host: '127.0.0.1', port: gatewayPort, secure: false, ignoreTLS: true });
      const { messageId, response } = await transport.sendMail(mail);
      transport.close();
      return { messageId, response };
    },
    received: (address, condition = () => true) =>
      until(`mail reaches ${address}`, () => sent.find(({ recipients, mail }) => recipients.includes(address) && condition(mail))),
    connect: (port) => {
      gatewayPort = port;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function takeIn(stream: AsyncIterable<Buffer>): Promise<{ raw: string; mail: ParsedMail }> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  const raw = Buffer.concat(pieces);
  return { raw: raw.toString('latin1'), mail: await simpleParser(raw) };
}
