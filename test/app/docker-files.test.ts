import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseConfig } from '../../src/app/config.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      environment: z.record(z.string(), z.string()).default({}),
      volumes: z.array(z.string()).default([]),
      deploy: z.object({ replicas: z.number() }).optional(),
      ports: z.array(z.string()).default([]),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});
const { services, volumes } = composeSchema.parse(parse(read('docker/compose.yaml'), { merge: true }));

/** What docker compose puts in for these variables of the .env file beside it. */
function filledIn(environment: Record<string, string>, variables: Record<string, string>): Record<string, string> {
  const filled = (text: string) =>
    text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_whole, name: string, kind: string | undefined, rest: string | undefined) => {
      const value = variables[name];
      if (value !== undefined) return value;
      if (kind === '?' || kind === undefined) throw new Error(`${name} is not set.`);
      return rest ?? '';
    });
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]));
}

const asked = { POSTGRES_PASSWORD: 'secret', PUBLIC_URL: 'https://desk.example.org', ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: 'a-long-password' };

test('one api and two workers, each with an environment that the gateway accepts', () => {
  expect(Object.keys(services)).toEqual(['postgres', 'redis', 'api', 'worker']);
  expect(services['worker']?.deploy?.replicas).toBe(2);
  for (const role of ['api', 'worker'] as const) {
    expect(parseConfig(filledIn(services[role]?.environment ?? {}, asked))).toMatchObject({
      role, redisUrl: 'redis://redis:6379', databaseUrl: 'postgres://ventanilla:secret@postgres:5432/ventanilla',
    });
  }
});

test('only the api is reached from outside, and only through this machine', () => {
  const ports = (services['api']?.ports ?? []).map((port) => filledIn({ port }, {})['port']);
  expect(ports).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:2525:2525']);
  expect(['postgres', 'redis', 'worker'].flatMap((name) => services[name]?.ports ?? [])).toEqual([]);
});

test('mail is set up by the same variables in both, every one that the example names', () => {
  const named = [...read('.env.example').matchAll(/^((?:IMAP|SMTP|MAIL|DKIM)_\w+)=/gm)].flatMap(([, name]) => name ?? []);
  expect(named).toContain('SMTP_URL');
  const given = Object.fromEntries(named.map((name) => [name, `of ${name}`]));
  for (const role of ['api', 'worker']) expect(filledIn(services[role]?.environment ?? {}, { ...asked, ...given })).toMatchObject(given);
  const listening = { ...asked, SMTP_LISTEN: '2525', SMTP_URL: 'smtp://relay', MAIL_PASSWORD_SMTP: 'secret' };
  expect(parseConfig({ HOST: '0.0.0.0', ...filledIn(services['api']?.environment ?? {}, listening) }).mail).toMatchObject({
    listen: { host: '0.0.0.0', port: 2525 }, smtpUrl: 'smtp://relay', imapUrl: null, secrets: { smtp: { password: 'secret' } },
  });
});

test('files that workers fetch lie where the api plays them, and every volume is declared', () => {
  const files = (name: string) => services[name]?.volumes.find((volume) => volume.endsWith(':/data'));
  expect(files('api')).toBe('files:/data');
  expect(files('worker')).toBe(files('api'));
  expect(read('docker/Dockerfile')).toContain('DATA_DIR=/data');
  expect(Object.keys(volumes)).toEqual(['postgres', 'files']);
});
