import { randomUUID } from 'node:crypto';
import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import type pg from 'pg';
import { parseConfig } from '../../src/app/config.ts';
import { startGateway } from '../../src/app/compose.ts';
import { loadDesk } from '../../src/app/desk-file.ts';
import { createLogger } from '../../src/telemetry/index.ts';

/** Serves the gateway and, over the same pool, a bare handler that writes the same rows. Told by its environment; tells its two addresses on standard output. */
const databaseUrl = process.env['BENCH_DATABASE_URL'] ?? '';
const config = parseConfig({
  DATABASE_URL: databaseUrl,
  PORT: '0',
  PUBLIC_URL: 'http://bench.test',
  ADMIN_EMAIL: 'bench@desk.test',
  ADMIN_PASSWORD: 'bench-bench-bench',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: process.env['BENCH_AUTH_TOKEN'],
  TWILIO_API_URL: process.env['BENCH_TWILIO_URL'],
  LOG_LEVEL: 'silent',
});
const { desk } = loadDesk('./desk.yaml');
const gateway = await startGateway(config, desk, databaseUrl, createLogger({ level: 'silent' }));
const bare = Fastify();
bare.setErrorHandler((error, _request, reply) => {
  console.error(error);
  return reply.code(500).send();
});
await bare.register(formbody);
bare.post<{ Body: Record<string, string> }>('/sms', async (request, reply) => {
  await writeRows(gateway.database.pool, request.body);
  return reply.type('text/xml').send('<Response/>');
});
const bareAddress = await bare.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ gateway: gateway.address, bare: bareAddress }));
process.once('SIGTERM', () => {
  void bare.close().then(() => gateway.close()).then(() => process.exit(0));
});

/** Closed, so that the gateway beside it does not route them. Customer, address, ticket, conversation, contact and two events: what one new text leaves behind. */
async function writeRows(pool: pg.Pool, body: Record<string, string>): Promise<void> {
  const [customer, ticket, conversation, contact] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const at = new Date();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('insert into customers (id, locale, created_at) values ($1, $2, $3)', [customer, 'es', at]);
    await client.query('insert into addresses (kind, value, customer_id, created_at) values ($1, $2, $3, $4)', ['phone', body['From'], customer, at]);
    await client.query(
      `insert into tickets (id, kind, status, subject, channel, customer_id, locale, cost, opened_at, queue_key, routed_version, words)
       values ($1, 'question', 'closed', $2, 'sms', $3, 'es', 15, $4, $4, 1, to_tsvector('simple', unaccent($2)))`,
      [ticket, body['Body'], customer, at],
    );
    await client.query(
      `insert into conversations (id, ticket_id, channel, ours, theirs_kind, theirs, last_contact_at) values ($1, $2, 'sms', $3, 'phone', $4, $5)`,
      [conversation, ticket, body['To'], body['From'], at],
    );
    await client.query(
      `insert into contacts (id, channel, provider_id, conversation_id, customer_id, from_text, to_text, text, received_at)
       values ($1, 'sms', $2, $3, $4, $5, $6, $7, $8)`,
      [contact, body['MessageSid'], conversation, customer, body['From'], body['To'], body['Body'], at],
    );
    await client.query(
      `insert into events (at, effective_at, name, actor_kind, ticket_id, contact_id)
       values ($1, $1, 'ticket.opened', 'customer', $2, null), ($1, $1, 'contact.received', 'customer', $2, $3)`,
      [at, ticket, contact],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}
