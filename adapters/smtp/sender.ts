import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { unavailable, type MailPerson, type OutboundMail, type SendOutcome, type Sender } from '../../src/core/index.ts';
import type { ByteStream } from '../../src/desk/files/index.ts';
import { outcomeOfFault, outcomeOfSent, type Progress } from './send-outcome.ts';

export interface MailSenderOptions {
  /** `smtp:` (STARTTLS where the server offers it) or `smtps:`, with user and password where they are asked for. */
  smtpUrl: string;
  /** Gives a token to log in with instead of the password; `fresh`: the one given last was refused. */
  accessToken?: ((how: { fresh: boolean }) => Promise<string>) | null;
  /** Signs what goes out (RFC 6376); the key in PEM. */
  dkim: { domain: string; selector: string; privateKey: string } | null;
  /** The bytes of a file of ours; null when they are gone. */
  openFile: (sha256: string) => Promise<ByteStream | null>;
  /** Milliseconds after which a silent server is given up. */
  patience?: { connecting: number; silence: number; whole: number };
}

export interface MailSender extends Sender {
  /** Lets go of the connections that are idle; those that are sending end first. */
  close(): void;
}

const usualPatience = { connecting: 20_000, silence: 5 * 60_000, whole: 10 * 60_000 };

/**
 * Hands mail to a mail server, over a few connections that are kept. `providerId` is the Message-ID. A mail whose main
 * recipient is refused is refused, though copies may have gone out; who was refused a copy is told of a mail that was sent.
 */
export function createMailSender(options: MailSenderOptions): MailSender {
  const patience = options.patience ?? usualPatience;
  const transport = createTransport(transportOptions(options, patience));
  const { accessToken } = options;
  if (accessToken) {
    transport.set('oauth2_provision_cb', (_user, renew, done) => void accessToken({ fresh: renew }).then((token) => done(null, token), (error: unknown) => done(asError(error))));
  }
  // By the envelope of each mail that is under way: how far it has come.
  const underWay = new WeakMap<object, () => Progress>();
  transport.use('stream', (mail, done) => {
    const { message, data } = mail;
    const makeStream = message.createReadStream.bind(message);
    let bytes: Readable | null = null;
    message.createReadStream = (...how) => (bytes = makeStream(...how));
    const main = [message.getEnvelope().to].flat()[0] ?? '';
    if (data.envelope) underWay.set(data.envelope, () => ({ begun: bytes?.readableDidRead ?? false, main }));
    done();
  });

  const send = async (mail: OutboundMail, files: Readable[]): Promise<SendOutcome> => {
    const envelope = { from: mail.returnPath, to: recipientsOf(mail) };
    if (!envelope.to.every((address) => /^[^\s<>]+@[^\s<>@]+$/.test(address))) {
      return { kind: 'refused', code: 'bad_address', message: 'An address of this mail cannot be written to.' };
    }
    const progress = () => underWay.get(envelope)?.() ?? { begun: false, main: '' };
    try {
      const sent = await transport.sendMail({ ...messageOf(mail, files), envelope, signal: AbortSignal.timeout(patience.whole) });
      return outcomeOfSent({ messageId: mail.messageId, rejectedErrors: sent.rejectedErrors }, progress().main);
    } catch (error) {
      return outcomeOfFault(error, progress());
    }
  };

  return {
    patience: 'long',
    send: async ({ mail }) => {
      if (!mail) return { kind: 'refused', code: 'not_a_mail', message: 'This text was not shaped as a mail.' };
      const opened: Readable[] = [];
      try {
        for (const { sha256 } of mail.files) {
          const bytes = await options.openFile(sha256).catch((error: unknown) => {
            throw unavailable('The storage of files', error);
          });
          if (!bytes) return { kind: 'refused', code: 'file_gone', message: 'A file of this mail is gone.' };
          opened.push(bytes instanceof Readable ? bytes : Readable.from(bytes, { objectMode: false }));
        }
        return await send(mail, opened);
      } finally {
        for (const bytes of opened) bytes.destroy();
      }
    },
    // A mail server cannot be asked what became of a mail.
    find: () => Promise.resolve(null),
    close: () => transport.close(),
  };
}

function transportOptions({ smtpUrl, accessToken, dkim }: MailSenderOptions, patience: { connecting: number; silence: number }) {
  const url = new URL(smtpUrl);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const user = decodeURIComponent(url.username);
  const pass = decodeURIComponent(url.password);
  const auth = accessToken ? { auth: { type: 'OAuth2' as const, user } } : pass === '' ? {} : { auth: { user, pass } };
  return {
    pool: true as const,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    secure: url.protocol === 'smtps:',
    ...(url.port !== '' && { port: Number(url.port) }),
    ...auth,
    // Credentials go to another machine over TLS only (RFC 8314, 3). On this machine a certificate says nothing.
    requireTLS: 'auth' in auth && !isHere,
    ...(isHere && { tls: { rejectUnauthorized: false } }),
    maxConnections: 5,
    // The bytes of files can be read once, so a mail that was begun is never begun again on another connection.
    maxRequeues: 0,
    idleTimeout: 30_000,
    connectionTimeout: patience.connecting,
    greetingTimeout: patience.connecting,
    socketTimeout: patience.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey } }),
  };
}

function messageOf(mail: OutboundMail, files: Readable[]) {
  return {
    from: named(mail.from), to: mail.to.map(named), cc: mail.cc.map(named), replyTo: mail.replyTo, subject: mail.subject,
    text: mail.text, html: mail.html, messageId: mail.messageId, ...(mail.inReplyTo !== null && { inReplyTo: mail.inReplyTo }),
    references: mail.references, headers: mail.headers, xMailer: false as const,
    attachments: mail.files.map(({ name, type }, place) => ({ filename: name, contentType: type, content: files[place] })),
  };
}

function named({ name, address }: MailPerson) {
  return { name: name ?? '', address };
}

/** The main recipient first, each once. */
function recipientsOf({ to, cc }: OutboundMail): string[] {
  return [...new Map([...to, ...cc].map(({ address }) => [address.toLowerCase(), address])).values()];
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('No access token could be had.', { cause: error });
}
