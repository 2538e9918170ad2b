import { Writable } from 'node:stream';
import { fastify } from 'fastify';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/telemetry/index.ts';
import { redact } from '../../src/telemetry/redaction.ts';

function capture(level: 'info' | 'warn' = 'info') {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { lines, log: createLogger({ level, destination }) };
}

test('tokens, passwords, texts and addresses are hidden at any depth', () => {
  const { lines, log } = capture();
  log.info({ request: { headers: { Authorization: 'Bearer s3cr3t', cookie: 's3cr3t' }, body: 's3cr3t' } }, 'asked');
  log.info({ session: { token: 's3cr3t' }, person: [{ password: 's3cr3t', password_hash: 's3cr3t' }] });
  log.info({ contact: { text: 's3cr3t', from: [{ kind: 'phone', value: 's3cr3t' }], channel: 'sms' } });
  log.child({ email: 's3cr3t', ticket: 'V-1042' }).info('s');
  expect(lines.join('')).not.toContain('s3cr3t');
  expect(lines.join('')).toContain('sms');
  expect(lines.join('')).toContain('V-1042');
});

test('what slips into strings is scrubbed, in messages and in errors with their causes', () => {
  const { lines, log } = capture();
  const cause = Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(ana@example.org) exists', code: '23505' });
  log.error(
    { err: new Error('postgres://desk:s3cr3t@db/desk is down, told +57 300 123 4567', { cause }) },
    'ana@example.org called, see /status/AbCd-123',
  );
  log.error(new Error('mail from ana@example.org'));
  const text = lines.join('');
  expect(text).not.toMatch(/s3cr3t|example\.org|300 123|AbCd-123/);
  expect(text).toContain('23505');
  expect(text).toContain('is down');
});

test('of a request only its method and path are told', async () => {
  const { lines, log } = capture();
  const app = fastify({ loggerInstance: log });
  app.post('/status/:token', () => ({ ok: true }));
  await app.inject({ method: 'POST', url: '/status/s3cr3t?key=s3cr3t', headers: { cookie: 's3cr3t' }, payload: { text: 's3cr3t' } });
  await app.close();
  expect(lines.join('')).toContain('POST');
  expect(lines.join('')).toContain('"statusCode":200');
  expect(lines.join('')).not.toContain('s3cr3t');
});

test('a level above is heard, one below is not', () => {
  const { lines, log } = capture('warn');
  log.info('quiet');
  log.warn('loud');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', msg: 'loud' });
});

test('anything can be logged, and a hidden value is never there', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 4 }), fc.constantFrom('token', 'text', 'pass_word', 'Email'), (about, key) => {
      const shown = JSON.stringify(redact({ about: { ...about, [key.replace('_', '')]: 'zq-secret-zq' } }));
      expect(shown).not.toContain('zq-secret-zq');
    }),
  );
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  const { lines, log } = capture();
  log.info(loop, 'loop');
  expect(lines).toHaveLength(1);
});
