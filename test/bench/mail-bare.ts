import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';

/** The least that a mail server with a database can do: says 250 when the mail stands in one row. Told by its environment; tells its port on standard output. */
const pool = new pg.Pool({ connectionString: process.env['BENCH_DATABASE_URL'] ?? '', max: 16 });
await pool.query('create table if not exists bench_mails (id uuid primary key, raw bytea not null)');
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false, disableReverseLookup: true,
  onData: (stream, _session, answer) => {
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    stream.on('end', () => {
      pool.query('insert into bench_mails values ($1, $2)', [randomUUID(), Buffer.concat(pieces)]).then(() => answer(), answer);
    });
  },
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.server.address() as AddressInfo).port })));
process.once('SIGTERM', () => server.close(() => void pool.end().then(() => process.exit(0))));
