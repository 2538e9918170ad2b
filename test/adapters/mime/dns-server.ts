import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What a name holds, by type; a name that is not here does not exist. */
export type Zone = Record<string, { TXT?: string[]; MX?: string[]; A?: string[] }>;

export interface DnsServer {
  /** `address:port` */
  address: string;
  /** Every question, such as `TXT _dmarc.example.net`. */
  asked: string[];
  zone: Zone;
  /** Says nothing to anybody while this is set. */
  isSilent: boolean;
  close(): Promise<void>;
}

const types: Record<number, 'A' | 'NS' | 'MX' | 'TXT' | 'AAAA'> = { 1: 'A', 2: 'NS', 15: 'MX', 16: 'TXT', 28: 'AAAA' };

/** A name server on UDP (RFC 1035) that knows nothing but its zone. */
export async function startDnsServer(zone: Zone = {}): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const server: DnsServer = {
    address: `127.0.0.1:${socket.address().port}`,
    asked: [],
    zone,
    isSilent: false,
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = readQuestion(query);
    server.asked.push(`${types[type] ?? type} ${name}`);
    if (!server.isSilent) socket.send(answerTo(query, end, type, server.zone[name.toLowerCase()]), port, address);
  });
  return server;
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answerTo(query: Buffer, end: number, type: number, records: Zone[string] | undefined): Buffer {
  const kind = types[type];
  const values = kind === 'TXT' || kind === 'MX' || kind === 'A' ? (records?.[kind] ?? []) : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(records ? 0x8580 : 0x8583, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(values.length, 6);
  const answers = values.map((value) => {
    const data = kind === 'TXT' ? texts(value) : kind === 'A' ? Buffer.from(value.split('.').map(Number)) : Buffer.concat([Buffer.from([0, 10]), labels(value)]);
    const about = Buffer.alloc(12);
    about.writeUInt16BE(0xc00c, 0);
    about.writeUInt16BE(type, 2);
    about.writeUInt16BE(1, 4);
    about.writeUInt32BE(300, 6);
    about.writeUInt16BE(data.length, 10);
    return Buffer.concat([about, data]);
  });
  return Buffer.concat([header, query.subarray(12, end), ...answers]);
}

function texts(value: string): Buffer {
  const pieces = value.match(/.{1,255}/gs) ?? [''];
  return Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece, 'latin1')])));
}

function labels(name: string): Buffer {
  return Buffer.concat([...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from([0])]);
}
