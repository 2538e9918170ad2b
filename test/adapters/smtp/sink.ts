import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Taken {
  from: string;
  to: string[];
  raw: Buffer;
  isSecure: boolean;
  user: string | undefined;
}

export interface Sink {
  url: string;
  taken: Taken[];
  close(): Promise<void>;
}

/** A mail server that takes everything, unless the options say otherwise. */
export async function startSink(options: SMTPServerOptions = {}): Promise<Sink> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, closeTimeout: 100,
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw: Buffer.concat(pieces),
          isSecure: session.secure, user: typeof session.user === 'string' ? session.user : undefined,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { url: `smtp://127.0.0.1:${portOf(server.server.address())}`, taken, close: () => new Promise((done) => server.close(done)) };
}

/** What a scripted server does when a command comes, or the end of the data: an answer, `silence`, or `hang-up`. */
export type Script = Partial<Record<'CONNECT' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'BODY' | 'END', string>>;

const usual: Required<Script> = {
  CONNECT: '220 ready', EHLO: '250 here', MAIL: '250 2.1.0 ok', RCPT: '250 2.1.5 ok', DATA: '354 go on', BODY: 'silence', END: '250 2.0.0 taken',
};

/** A mail server that says just what the script says, at each stage. */
export async function startScripted(script: Script): Promise<Sink & { connections: () => number }> {
  const steps = { ...usual, ...script };
  const sockets = new Set<Socket>();
  const taken: Taken[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    let inData = false;
    let held = '';
    const step = (name: keyof Script) => {
      const act = steps[name];
      if (act === 'hang-up') socket.destroy();
      else if (act !== 'silence') socket.write(`${act}\r\n`);
    };
    step('CONNECT');
    socket.on('data', (bytes: Buffer) => {
      held += bytes.toString('latin1');
      if (inData) {
        if (held.includes('\r\n.\r\n')) {
          inData = false;
          held = '';
          step('END');
        } else if (steps.BODY !== 'silence') step('BODY');
        return;
      }
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        const name = stepOf(held.slice(0, 4).toUpperCase());
        held = held.slice(end + 2);
        if (name === 'DATA' && steps.DATA.startsWith('354')) inData = true;
        if (name) step(name);
        else socket.write('250 ok\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${portOf(server.address())}`, taken, connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function stepOf(command: string): keyof Script | null {
  return command === 'EHLO' || command === 'MAIL' || command === 'RCPT' || command === 'DATA' ? command : null;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
