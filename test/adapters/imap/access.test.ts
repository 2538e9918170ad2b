import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTokenSource } from '../../../adapters/oauth/token.ts';
import { newId } from '../../../src/core/index.ts';
import { until } from '../../../src/demo/expectations.ts';
import { mailPassword, startDovecot, type Dovecot } from '../../support/dovecot.ts';
import { startTokenProvider, type TokenProvider } from '../oauth/provider.ts';
import { mailNamed, namesOf, newIntake, untilWaiting, useMailboxes } from './reading.ts';
import { atThisPace } from '../../support/pace.ts';

const mailboxes = useMailboxes({ tls: true });
let provider: TokenProvider;
let withTokens: Dovecot;
let withoutIdle: Dovecot;

beforeAll(async () => {
  provider = await startTokenProvider('desk@example.org');
  [withTokens, withoutIdle] = await Promise.all([
    startDovecot({ introspectionUrl: provider.introspectionUrl }),
    startDovecot({ capability: 'IMAP4rev1 LITERAL+ UIDPLUS' }),
  ]);
});
afterAll(async () => {
  await Promise.all([provider.close(), withTokens.close(), withoutIdle.close()]);
});

test('a mailbox is opened over TLS, and by STARTTLS, when the certificate is believed and not otherwise', async () => {
  const { dovecot } = mailboxes;
  const ca = dovecot.ca ?? '';
  const readings = [
    mailboxes.read(mailboxes.newUser(), { tls: true, port: dovecot.tlsPort, parts: { ca } }),
    mailboxes.read(mailboxes.newUser(), { parts: { ca } }),
  ];
  await Promise.all(readings.map(untilWaiting));
  for (const port of [dovecot.tlsPort, dovecot.port]) {
    const doubting = mailboxes.read(mailboxes.newUser(), { tls: port === dovecot.tlsPort, port });
    await until('it is told', () => doubting.reader.state().kind === 'unreachable');
    expect(doubting.reader.state().detail).toMatch(/certificate/i);
    await doubting.reader.close();
  }
});

test('a login that is refused is told, tried again at its own pace, and the password is nowhere in what is told', async () => {
  let password = 'wrong-secret';
  const tries: boolean[] = [];
  const reading = mailboxes.read(mailboxes.newUser(), {
    credentials: async ({ fresh }) => {
      tries.push(fresh);
      return { password };
    },
    parts: { ca: mailboxes.dovecot.ca ?? '' },
  });
  await until('it is told', () => reading.reader.state().kind === 'login-refused');
  await until('it is tried again', () => tries.length === 2);
  expect(tries).toEqual([false, true]);
  const told = reading.faults.map((fault) => (fault instanceof Error ? [fault.message, fault.stack, JSON.stringify(fault), String(fault.cause)] : []));
  expect(JSON.stringify([told, reading.states])).not.toContain(password);
  await until('it is tried a third time', () => tries.length === 3);
  expect(reading.faults).toHaveLength(1);
  password = mailPassword;
  await untilWaiting(reading);
});

test('a folder that is not there is told, and read once it is', async () => {
  const user = mailboxes.newUser();
  const { dovecot } = mailboxes;
  const reading = mailboxes.read(user, { folder: 'Soporte', start: 'all', parts: { ca: dovecot.ca ?? '' } });
  await until('it is told', () => reading.reader.state().kind === 'no-folder');
  await dovecot.using(user, 'INBOX', async (client) => {
    await client.mailboxCreate('Soporte');
    await client.append('Soporte', mailNamed('one'));
  });
  await reading.untilTaken(1);
});

test('a server that tells nothing by itself is asked, and one without MOVE moves too', async () => {
  const reading = mailboxes.read('plain', { port: withoutIdle.port, pollSeconds: 0.3, afterwards: 'move', moveTo: 'Hecho' });
  await untilWaiting(reading);
  await withoutIdle.deliver('plain', [mailNamed('one')]);
  await reading.untilTaken(1);
  await until('it is moved', async () => (await withoutIdle.list('plain')).length === 0);
  expect(await withoutIdle.list('plain', 'Hecho')).toHaveLength(1);
});

test('mail is not moved to the folder that it is read from, whatever that is called', async () => {
  const user = mailboxes.newUser();
  await mailboxes.dovecot.deliver(user, [mailNamed('one')]);
  const reading = mailboxes.read(user, { start: 'all', afterwards: 'move', moveTo: 'Inbox', parts: { ca: mailboxes.dovecot.ca ?? '' } });
  await until('it is told', () => reading.reader.state().kind === 'no-folder');
  expect(reading.intake.seen).toEqual([]);
});

test('of two readers one reads; the other goes on when the first is closed, or its lease runs out', async () => {
  const user = mailboxes.newUser();
  const intake = newIntake();
  const options = { intake, parts: { ca: mailboxes.dovecot.ca ?? '', pace: { leaseSeconds: 1 } } };
  const first = mailboxes.read(user, options);
  await untilWaiting(first);
  const second = mailboxes.read(user, options);
  await until('it stands by', () => second.reader.state().kind === 'standby');
  await mailboxes.dovecot.deliver(user, [mailNamed('one')]);
  await first.untilTaken(1);
  expect(second.states.every(({ kind }) => kind === 'standby')).toBe(true);
  await first.reader.close();
  await untilWaiting(second);

  // Another process took it, as after a long pause of ours, and died.
  await mailboxes.database.pool.query('update mailbox_checkpoints set holder = $2 where mailbox = $1', [user, newId()]);
  await until('it lets go', () => second.reader.state().kind === 'standby');
  await untilWaiting(second);
  await mailboxes.dovecot.deliver(user, [mailNamed('two')]);
  await second.untilTaken(2);
  expect(intake.seen).toEqual(['one', 'two']);
});

test('two readers at once that know nothing of each other take in every mail once', async () => {
  const user = mailboxes.newUser();
  const intake = newIntake();
  const ca = mailboxes.dovecot.ca ?? '';
  const checkpoints = { ...mailboxes.checkpoints, take: async () => true, renew: async () => true };
  await mailboxes.dovecot.deliver(user, namesOf(100).map((name) => mailNamed(name)));
  const readings = [1, 2].map(() => mailboxes.read(user, { intake, start: 'all', parts: { checkpoints, ca } }));
  await Promise.all(readings.map((reading) => reading.untilTaken(100)));
  expect([...intake.taken].sort()).toEqual(namesOf(100).sort());
  expect(await readings[0]?.checkpoint()).toMatchObject({ uid: 100 });
});

test('a reader ends at once while it waits, while it connects and while a mail is being taken in', async () => {
  const ca = mailboxes.dovecot.ca ?? '';
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const intake = newIntake();
  const never = new Promise<void>(() => {});
  intake.before = () => never;
  const user = mailboxes.newUser();
  await mailboxes.dovecot.deliver(user, [mailNamed('one')]);
  const waiting = mailboxes.read(mailboxes.newUser(), { parts: { ca } });
  const connecting = mailboxes.read(mailboxes.newUser(), { port: typeof address === 'object' && address ? address.port : 0 });
  const taking = mailboxes.read(user, { start: 'all', intake, parts: { ca } });
  await untilWaiting(waiting);
  await until('a mail is being taken in', () => intake.open === 1);
  for (const [reading, within] of [[waiting, 500], [connecting, 500], [taking, 2_500]] as const) {
    const began = Date.now();
    await reading.reader.close();
    expect(Date.now() - began).toBeLessThan(atThisPace(within));
    expect(reading.reader.state().kind).toBe('closed');
  }
  silent.close();
});

test('a mailbox is opened by a token, and one that is refused is replaced', async () => {
  const user = 'desk@example.org';
  const getToken = createTokenSource({ tokenUrl: provider.tokenUrl, clientId: 'desk', refreshToken: 'r' }, fetch, () => new Date());
  await withTokens.deliver(user, [mailNamed('one')]);
  const reading = mailboxes.read(user, {
    port: withTokens.port, start: 'all', credentials: async (how) => ({ accessToken: await getToken(how) }),
  });
  await reading.untilTaken(1);
  provider.good.clear();
  await withTokens.stop();
  await withTokens.start();
  await until('the old one is refused', () => reading.states.some(({ kind }) => kind === 'login-refused'));
  await untilWaiting(reading);
  expect(provider.asked).toHaveLength(2);
  expect(JSON.stringify([reading.states, reading.faults.map(String)])).not.toContain('token-1');
});
