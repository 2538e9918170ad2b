import { expect, test } from 'vitest';
import { ConfigFaults, parseConfig } from '../../src/app/config.ts';
import { mailboxesToRead, parseImapUrl } from '../../src/app/mail-settings.ts';
import { parseDesk } from '../../src/desk/definition/index.ts';
import { smallDeskFile, testClock } from '../support/desk.ts';

function read(mailboxes: string, variables: Record<string, string>) {
  const { desk } = parseDesk(`${smallDeskFile}\nmailboxes:${mailboxes}\n`, 'desk.yaml');
  return mailboxesToRead(desk, parseConfig(variables).mail, { fetch, now: testClock().now });
}

function faultsOf(mailboxes: string, variables: Record<string, string>): string {
  try {
    read(mailboxes, variables);
    return '';
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults.join('\n');
    throw error;
  }
}

const soporte = (imap: string) => `\n  - { key: soporte, address: soporte@example.org, imap: ${imap} }`;

test('an IMAP address says everything of a mailbox', () => {
  expect(parseImapUrl('imaps://ana%40example.org:p%2Fss%3Aw@imap.example.org:1993/Buz%C3%B3n%2FDos?afterwards=move&moveTo=Procesados&start=2026-11-01&pollSeconds=30')).toEqual({
    imap: {
      host: 'imap.example.org', port: 1993, tls: true, user: 'ana@example.org', folder: 'Buzón/Dos', start: '2026-11-01',
      afterwards: 'move', moveTo: 'Procesados', pollSeconds: 30,
    },
    password: 'p/ss:w', faults: [],
  });
});

test('or nearly nothing', () => {
  expect(parseImapUrl('imap://ana@[::1]')).toEqual({
    imap: { host: '::1', tls: false, user: 'ana', folder: 'INBOX', start: 'now', afterwards: 'seen', pollSeconds: 60 },
    password: null, faults: [],
  });
});

test.each([
  ['imaps://host/INBOX', 'IMAP_URL: user:'],
  ['imaps://ana:1%@host', 'IMAP_URL: a % that is meant must be written as %25'],
  ['imaps://ana:p@host?afterwards=move', 'moveTo: the folder that mail is moved to'],
  ['imaps://ana:p@host?afterwards=burn', 'IMAP_URL: afterwards:'],
  ['imaps://ana:p@host?start=yesterday', 'IMAP_URL: start:'],
  ['imaps://ana:p@host?pollSeconds=often', 'IMAP_URL: pollSeconds:'],
  ['imaps://ana:p@host?sart=all', 'IMAP_URL: Unrecognized key'],
  ['not an address', 'IMAP_URL: expected'],
])('%s is told as a fault', (url, fault) => {
  const { imap, faults } = parseImapUrl(url);
  expect(imap).toBeNull();
  expect(faults.join('\n')).toContain(fault);
  expect(faults.join('\n')).not.toContain('ana:p');
});

test('the mailbox of IMAP_URL belongs to MAIL_FROM, else to its user, else to the first of desk.yaml', async () => {
  const [mailbox] = read(' []', { IMAP_URL: 'imaps://Ana%40Example.org:pw@host', MAIL_FROM: 'Mesa <mesa@example.org>' });
  expect(mailbox).toMatchObject({ address: 'mesa@example.org', settings: { key: 'imap', port: 993, user: 'Ana@Example.org', moveTo: null } });
  expect(await mailbox?.credentials({ fresh: false })).toEqual({ password: 'pw' });
  expect(read(' []', { IMAP_URL: 'imap://Ana%40Example.org:pw@host' })[0]).toMatchObject({ address: 'ana@example.org', settings: { port: 143 } });
  expect(faultsOf(' []', { IMAP_URL: 'imaps://ana:pw@host' })).toContain('MAIL_FROM: expected');
  const named = read('\n  - { key: mesa, address: mesa@example.org }', { IMAP_URL: 'imaps://ana:pw@host' });
  expect(named[0]?.address).toBe('mesa@example.org');
});

test('a mailbox of desk.yaml is opened by its password from the environment', async () => {
  const [mailbox, ...others] = read(`${soporte('{ host: h, user: u, tls: false, start: 2026-01-31 }')}\n  - { key: otra, address: otra@example.org }`, {
    MAIL_PASSWORD_SOPORTE: 'pw',
  });
  expect(others).toEqual([]);
  expect(mailbox).toMatchObject({ address: 'soporte@example.org', settings: { key: 'soporte', host: 'h', port: 143, start: '2026-01-31' } });
  expect(await mailbox?.credentials({ fresh: false })).toEqual({ password: 'pw' });
});

test('what is missing or makes no sense is told, all of it at once', () => {
  const withToken = '{ host: h, user: u, oauth: { tokenUrl: "https://example.org/token", clientId: c } }';
  expect(faultsOf(soporte('{ host: h, user: u }'), {})).toContain('MAIL_PASSWORD_SOPORTE: expected');
  expect(faultsOf(soporte(withToken), { MAIL_PASSWORD_SOPORTE: 'pw' })).toContain('MAIL_CLIENT_SECRET_SOPORTE or MAIL_REFRESH_TOKEN_SOPORTE: expected');
  expect(read(soporte(withToken), { MAIL_REFRESH_TOKEN_SOPORTE: 'r' })).toHaveLength(1);
  const twice = faultsOf(`${soporte('{ host: h, user: u }')}\n  - { key: mesa, address: mesa@example.org, imap: { host: H, user: u, afterwards: move, moveTo: INBOX } }`, {
    MAIL_PASSWORD_SOPORTE: 'pw', MAIL_PASSWORD_MESA: 'pw', IMAP_URL: 'imaps://:pw@host',
  });
  expect(twice).toContain('mesa: the mailbox soporte reads the same folder');
  expect(twice).toContain('mesa: mail is moved to the folder that it is read from');
  expect(twice).toContain('IMAP_URL: user:');
});
