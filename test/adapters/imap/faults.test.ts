import { connect, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { until } from '../../../src/demo/expectations.ts';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { mailNamed, namesOf, newIntake, untilWaiting, useMailboxes } from './reading.ts';

const mailboxes = useMailboxes();
const proxies: TcpProxy[] = [];
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

async function proxied(): Promise<TcpProxy> {
  const proxy = await startTcpProxy(mailboxes.dovecot.port);
  proxies.push(proxy);
  return proxy;
}

function mails(names: string[]): string[] {
  return names.map((name) => mailNamed(name));
}

test('a connection that is cut while it waits, and while mails are read, is made anew and loses nothing', async () => {
  const user = mailboxes.newUser();
  const proxy = await proxied();
  const reading = mailboxes.read(user, { port: proxy.port });
  await untilWaiting(reading);
  proxy.leadTo(null);
  await until('it is told', () => reading.states.some(({ kind }) => kind === 'unreachable'));
  await mailboxes.dovecot.deliver(user, mails(namesOf(60)));
  let cut = false;
  reading.intake.after = (subject) => {
    if (subject !== 'm20' || cut) return;
    cut = true;
    proxy.leadTo(mailboxes.dovecot.port);
  };
  proxy.leadTo(mailboxes.dovecot.port);
  await reading.untilTaken(60);
  expect(cut).toBe(true);
  expect([...reading.intake.taken].sort()).toEqual(namesOf(60).sort());
  expect((await mailboxes.dovecot.list(user)).every(({ flags }) => flags.includes('\\Seen'))).toBe(true);
  expect(await reading.checkpoint()).toMatchObject({ uid: 60 });
});

test('a long mail whose connection is cut in its middle comes again, whole', async () => {
  const user = mailboxes.newUser();
  const proxy = await proxied();
  const sizes: number[] = [];
  let cut = false;
  const reading = mailboxes.read(user, {
    port: proxy.port, start: 'all',
    parts: {
      receive: async (stream) => {
        let size = 0;
        for await (const chunk of stream) {
          size += chunk.length;
          if (size < 2_000_000 || cut) continue;
          cut = true;
          proxy.leadTo(mailboxes.dovecot.port);
        }
        sizes.push(size);
        return { kind: 'noted' };
      },
    },
  });
  const mail = mailNamed('long', 5_000_000);
  await mailboxes.dovecot.deliver(user, [mail]);
  await until('it is read', async () => (await reading.checkpoint())?.uid === 1);
  expect(sizes).toEqual([mail.length]);
});

test('a server that tells nothing of new mail, though it should, is asked; one that has gone silent is left', async () => {
  const user = mailboxes.newUser();
  let passes = (line: string) => !/^\* \d+ (EXISTS|RECENT)\r\n/.test(line);
  const deaf = createServer((incoming) => {
    const outgoing = connect(mailboxes.dovecot.port, '127.0.0.1');
    incoming.pipe(outgoing);
    outgoing.on('data', (chunk: Buffer) => {
      const left = chunk.toString('latin1').split(/(?<=\r\n)/).filter((line) => passes(line));
      incoming.write(Buffer.from(left.join(''), 'latin1'));
    });
    incoming.on('error', () => undefined).on('close', () => outgoing.destroy());
    outgoing.on('error', () => undefined).on('close', () => incoming.destroy());
  });
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  const address = deaf.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const reading = mailboxes.read(user, { port, pollSeconds: 0.3, parts: { pace: { answer: 300 } } });
  await untilWaiting(reading);
  await mailboxes.dovecot.deliver(user, mails(['one']));
  await reading.untilTaken(1);
  const asBefore = passes;
  passes = () => false;
  await until('it is told', () => reading.reader.state().kind === 'unreachable');
  passes = asBefore;
  await mailboxes.dovecot.deliver(user, mails(['two']));
  await reading.untilTaken(2);
  await reading.reader.close();
  deaf.close();
});

test('a server that is stopped, or killed, is waited for', async () => {
  const user = mailboxes.newUser();
  const { dovecot } = mailboxes;
  const reading = mailboxes.read(user);
  await untilWaiting(reading);
  await dovecot.stop();
  await until('it is told', () => reading.reader.state().kind === 'unreachable');
  await dovecot.deliver(user, mails(['one']));
  await dovecot.start();
  await reading.untilTaken(1);
  await dovecot.kill();
  await until('it is told again', () => reading.reader.state().kind === 'unreachable');
  await dovecot.deliver(user, mails(['two']));
  await dovecot.start();
  await reading.untilTaken(2);
  expect(reading.intake.seen).toEqual(['one', 'two']);
});

test('while a mail cannot be stored the mailbox stops there; then every mail is taken in once', async () => {
  const user = mailboxes.newUser();
  const intake = newIntake();
  let tries = 0;
  intake.before = (subject) => {
    if (subject === 'm3' && (tries += 1) <= 3) throw new Error('The storage is away.');
  };
  await mailboxes.dovecot.deliver(user, mails(namesOf(30)));
  const reading = mailboxes.read(user, { start: 'all', intake });
  await until('it is told', () => reading.reader.state().kind === 'held-up');
  await until('what comes before is passed', async () => (await reading.checkpoint())?.uid === 2);
  expect((await mailboxes.dovecot.list(user)).filter(({ flags }) => flags.length > 0).map(({ uid }) => uid)).toEqual([1, 2]);
  await reading.untilTaken(30);
  expect(tries).toBe(4);
  expect([...intake.seen].sort()).toEqual(namesOf(30).sort());
  expect((await mailboxes.dovecot.list(user)).filter(({ flags }) => flags.includes('\\Seen'))).toHaveLength(30);
});

test('one after the other fails for a while, and they still come in their order', async () => {
  const user = mailboxes.newUser();
  const failed = new Set<string>();
  const intake = newIntake();
  // All of them, so that none overtakes another.
  intake.before = (subject) => {
    if (failed.size < 8) {
      failed.add(subject);
      throw new Error('The storage is away.');
    }
  };
  await mailboxes.dovecot.deliver(user, mails(namesOf(20)));
  const reading = mailboxes.read(user, { start: 'all', intake });
  await reading.untilTaken(20);
  expect(intake.seen).toEqual(namesOf(20));
});

test('a checkpoint that cannot be stored holds the mailbox up like a mail that cannot', async () => {
  const user = mailboxes.newUser();
  const { checkpoints } = mailboxes;
  let failing = 3;
  const advance: typeof checkpoints.advance = async (...to) => {
    if ((failing -= 1) >= 0) throw new Error('The storage is away.');
    await checkpoints.advance(...to);
  };
  await mailboxes.dovecot.deliver(user, mails(namesOf(3)));
  const reading = mailboxes.read(user, { start: 'all', parts: { checkpoints: { ...checkpoints, advance } } });
  await reading.untilTaken(3);
  await until('it is passed', async () => (await reading.checkpoint())?.uid === 3);
  expect(reading.intake.taken).toEqual(namesOf(3));
});

test('a process that dies between taking a mail in and passing it takes in none twice, and the mark is made up for', async () => {
  const user = mailboxes.newUser();
  const intake = newIntake();
  await mailboxes.dovecot.deliver(user, mails(namesOf(3)));
  const dies = new Promise<void>(() => {});
  intake.after = (subject) => (subject === 'm2' ? dies : undefined);
  const first = mailboxes.read(user, { start: 'all', intake, afterwards: 'flag' });
  await until('all three are taken in', () => intake.taken.length === 3);
  await first.reader.close();
  expect(await mailboxes.checkpoints.read(user)).toMatchObject({ uid: 0 });
  // Its lease has run out by the time that another process looks.
  await mailboxes.database.pool.query('update mailbox_checkpoints set held_until = now() where mailbox = $1', [user]);
  intake.after = () => {};
  const second = mailboxes.read(user, { start: 'all', intake, afterwards: 'flag' });
  await untilWaiting(second);
  expect(intake.taken).toEqual(namesOf(3));
  expect(await second.checkpoint()).toMatchObject({ uid: 3 });
  expect((await mailboxes.dovecot.list(user)).map(({ flags }) => flags)).toEqual([['\\Flagged'], ['\\Flagged'], ['\\Flagged']]);
});

test('under another UIDVALIDITY only what is not known is taken in, and nothing older than the beginning', async () => {
  const user = mailboxes.newUser();
  const { dovecot } = mailboxes;
  await dovecot.deliver(user, mails(['ancient']), new Date('2020-01-01T00:00:00Z'));
  const intake = newIntake();
  const first = mailboxes.read(user, { intake });
  await untilWaiting(first);
  await dovecot.deliver(user, mails(['one', 'two']));
  await first.untilTaken(2);
  const before = await first.checkpoint();
  await first.reader.close();
  await dovecot.deliver(user, mails(['three']));
  await dovecot.renumber(user);
  const second = mailboxes.read(user, { intake });
  await second.untilTaken(3);
  expect(intake.seen).toEqual(['one', 'two', 'three']);
  const after = await second.checkpoint();
  expect(after).toMatchObject({ uid: 4, begunAt: before?.begunAt });
  expect(after?.uidValidity).not.toBe(before?.uidValidity);
  await dovecot.deliver(user, mails(['four']));
  await second.untilTaken(4);
  expect((await dovecot.list(user)).map(({ flags }) => flags.join())).toEqual(['', '\\Seen', '\\Seen', '\\Seen', '\\Seen']);
});

test('a mailbox that was moved to another server is begun again like that, however its numbers look', async () => {
  const user = mailboxes.newUser();
  const intake = newIntake();
  await mailboxes.dovecot.deliver(user, mails(namesOf(2)));
  const first = mailboxes.read(user, { intake, start: 'all' });
  await first.untilTaken(2);
  await first.reader.close();
  await mailboxes.dovecot.deliver(user, mails(['m3']));
  const second = mailboxes.read(user, { intake, start: 'all', host: 'localhost' });
  await second.untilTaken(3);
  expect(intake.seen).toEqual(namesOf(3));
  expect(await second.checkpoint()).toMatchObject({ uid: 3, place: `${user}@localhost/INBOX` });
});

test('a mail that the server cannot give is told and left, and those around it are taken in', async () => {
  const user = mailboxes.newUser();
  const { dovecot } = mailboxes;
  await dovecot.deliver(user, mails(namesOf(4)));
  await dovecot.damage(user, 2);
  const reading = mailboxes.read(user, { start: 'all', parts: { pace: { firstRetry: 10, lastRetry: 20 } } });
  await reading.untilTaken(3);
  expect(reading.intake.taken).toEqual(['m1', 'm3', 'm4']);
  expect(reading.faults.map(String).join()).toContain('does not give the mail');
});
