import { describe, expect, it } from 'vitest';
import { ConfigFaults, parseConfig } from '../../src/app/config.ts';

describe('the try-it page', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing is configured', {}],
    ['only the port and the folder are', { PORT: '4000', DATA_DIR: '/tmp/x' }],
    ['it is asked for', { DEMO: 'true', HOST: '0.0.0.0', PUBLIC_URL: 'https://demo.example.org', ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: 'long-enough-1' }],
  ])('is open when %s', (_when, variables) => {
    expect(parseConfig(variables).tryIt).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['others reach the desk', { HOST: '0.0.0.0' }],
    ['it has a public address', { PUBLIC_URL: 'https://desk.example.org' }],
    ['it has an admin', { ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: 'long-enough-1' }],
    ['it has a telephone', { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'token-of-tests' }],
    ['it takes mail', { SMTP_LISTEN: '2525' }],
    ['its database is somebody\'s', { DATABASE_URL: 'postgres://a:b@127.0.0.1:5432/c' }],
    ['it is refused', { DEMO: 'false' }],
  ])('is closed when %s', (_when, variables) => {
    expect(parseConfig(variables).tryIt).toBe(false);
  });

  it('does not open beside a real telephone network, which it would silence', () => {
    expect(() => parseConfig({ DEMO: 'true', TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'token-of-tests' })).toThrow(ConfigFaults);
  });
});
