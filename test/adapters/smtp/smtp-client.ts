import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that says exactly what it is told to: bytes out, whole replies in. */
export interface RawClient {
  socket: Socket;
  /** The next reply, all of its lines; rejects when the connection ends first. */
  reply(): Promise<string>;
  send(bytes: string | Buffer): void;
  /** Sends one line and waits for its reply. */
  say(line: string): Promise<string>;
  /** Resolves with what was left unread once the other side has ended. */
  ended(): Promise<string>;
}

export async function rawClient(port: number, localAddress = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.setEncoding('latin1');
  let text = '';
  let over = false;
  socket.on('data', (piece: string) => {
    text += piece;
    socket.emit('more');
  });
  socket.on('close', () => {
    over = true;
    socket.emit('more');
  });
  socket.on('error', () => {});
  await once(socket, 'connect');

  const reply = async (): Promise<string> => {
    for (;;) {
      const match = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/.exec(text);
      if (match) {
        text = text.slice(match[0].length);
        return match[0].trimEnd();
      }
      if (over) throw new Error(`The connection ended: ${text}`);
      await once(socket, 'more');
    }
  };
  const send = (bytes: string | Buffer): void => {
    socket.write(bytes);
  };
  return {
    socket,
    reply,
    send,
    say: (line) => {
      send(`${line}\r\n`);
      return reply();
    },
    ended: async () => {
      while (!over) await once(socket, 'more');
      return text;
    },
  };
}

/** Greets, and names a sender and recipients; the next is DATA. */
export async function introduced(port: number, from = 'ana@example.net', to = ['soporte@desk.example']): Promise<RawClient> {
  const client = await rawClient(port);
  await client.reply();
  await client.say('EHLO client.example');
  await client.say(`MAIL FROM:<${from}>`);
  for (const address of to) await client.say(`RCPT TO:<${address}>`);
  return client;
}
