import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { until } from '../../../src/demo/expectations.ts';
import { mailNamed, namesOf, untilWaiting, useMailboxes } from './reading.ts';
import { atThisPace } from '../../support/pace.ts';

const mailboxes = useMailboxes();

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** What is in use, without what is only waiting to be swept out: the second round waits until the sweepers of the first are done. */
function bytesHeld(): number {
  for (let round = 0; round < 2; round += 1) if (typeof collectGarbage === 'function') Reflect.apply(collectGarbage, undefined, []);
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('a mailbox that holds 2,000 old mails begins with what comes from now on, and fetches none of them', async () => {
  const user = mailboxes.newUser();
  await mailboxes.dovecot.deliver(user, namesOf(2_000).map((name) => mailNamed(name)));
  const reading = mailboxes.read(user);
  await untilWaiting(reading);
  expect(await reading.checkpoint()).toMatchObject({ uid: 2_000 });
  await mailboxes.dovecot.deliver(user, [mailNamed('new')]);
  await reading.untilTaken(1);
  expect(reading.intake.seen).toEqual(['new']);
  expect(await reading.checkpoint()).toMatchObject({ uid: 2_001 });
});

test('a mail is taken in within a second or two of its arrival, and is marked as seen', async () => {
  const user = mailboxes.newUser();
  const reading = mailboxes.read(user);
  await untilWaiting(reading);
  const began = Date.now();
  await mailboxes.dovecot.deliver(user, [mailNamed('one')]);
  await reading.untilTaken(1);
  expect(Date.now() - began).toBeLessThan(atThisPace(3_000));
  expect(await mailboxes.dovecot.list(user)).toEqual([{ uid: 1, flags: ['\\Seen'] }]);
  expect(reading.intake.arrivals[0]).toMatchObject({ source: `imap ${user}`, mailbox: user, returnPath: null, deliveredTo: [], peer: null });
  expect(reading.faults).toEqual([]);
});

test('where all is wanted, old mails are taken in too, in their order, eight at a time', async () => {
  const user = mailboxes.newUser();
  const names = namesOf(120);
  await mailboxes.dovecot.deliver(user, names.map((name) => mailNamed(name)));
  const reading = mailboxes.read(user, { start: 'all' });
  await reading.untilTaken(120);
  expect(reading.intake.seen).toEqual(names);
  expect(reading.intake.most).toBe(8);
  expect(await reading.checkpoint()).toMatchObject({ uid: 120 });
});

test('where mail since a day is wanted, what is older stays out, and the rest comes once', async () => {
  const user = mailboxes.newUser();
  const { dovecot } = mailboxes;
  await dovecot.deliver(user, [mailNamed('young')], new Date('2026-11-05T12:00:00Z'));
  await dovecot.deliver(user, [mailNamed('old')], new Date('2026-10-05T12:00:00Z'));
  await dovecot.deliver(user, [mailNamed('younger')], new Date('2026-11-06T12:00:00Z'));
  const reading = mailboxes.read(user, { start: '2026-11-01' });
  await reading.untilTaken(2);
  expect(reading.intake.seen).toEqual(['young', 'younger']);
  expect(reading.intake.arrivals[0]?.receivedAt).toEqual(new Date('2026-11-05T12:00:00Z'));
  expect(await reading.checkpoint()).toMatchObject({ uid: 3 });
});

test('mails are flagged, or moved to a folder that is made for it, and those are not read again', async () => {
  const { dovecot } = mailboxes;
  const [flagging, moving] = [mailboxes.newUser(), mailboxes.newUser()];
  for (const user of [flagging, moving]) await dovecot.deliver(user, namesOf(3).map((name) => mailNamed(name)));
  const flagged = mailboxes.read(flagging, { start: 'all', afterwards: 'flag' });
  const moved = mailboxes.read(moving, { start: 'all', afterwards: 'move', moveTo: 'Procesados' });
  await Promise.all([flagged.untilTaken(3), moved.untilTaken(3)]);
  expect(await dovecot.list(flagging)).toEqual([1, 2, 3].map((uid) => ({ uid, flags: ['\\Flagged'] })));
  expect(await dovecot.list(moving)).toEqual([]);
  expect(await dovecot.list(moving, 'Procesados')).toHaveLength(3);
  await dovecot.deliver(moving, [mailNamed('later')]);
  await moved.untilTaken(4);
  expect(moved.intake.seen).toEqual(['m1', 'm2', 'm3', 'later']);
});

test('nothing is marked where nothing is wanted, and a folder beside INBOX may be read, by its use as well', async () => {
  const { dovecot } = mailboxes;
  const user = mailboxes.newUser();
  await dovecot.using(user, 'INBOX', async (client) => {
    await client.mailboxCreate('Todo');
    await client.append('Todo', mailNamed('one'));
    await client.append('Todo', mailNamed('draft'), ['\\Draft']);
  });
  const reading = mailboxes.read(user, { start: 'all', afterwards: 'keep', folder: '\\All' });
  await reading.untilTaken(1);
  expect(reading.intake.seen).toEqual(['one']);
  expect(await reading.checkpoint()).toMatchObject({ uid: 2 });
  expect((await dovecot.list(user, 'Todo'))[0]).toEqual({ uid: 1, flags: [] });
});

test('mails that were removed in between are passed over', async () => {
  const { dovecot } = mailboxes;
  const user = mailboxes.newUser();
  await dovecot.deliver(user, namesOf(5).map((name) => mailNamed(name)));
  await dovecot.using(user, 'INBOX', (client) => client.messageDelete('2,5', { uid: true }));
  const reading = mailboxes.read(user, { start: 'all' });
  await reading.untilTaken(3);
  expect(reading.intake.seen).toEqual(['m1', 'm3', 'm4']);
});

test('mails that another client removes while they are being read keep none of the others', async () => {
  const { dovecot } = mailboxes;
  const user = mailboxes.newUser();
  await dovecot.deliver(user, namesOf(60).map((name) => mailNamed(name)));
  const reading = mailboxes.read(user, { start: 'all' });
  // In the second batch, while the first one is taken in; and in the first one before it is marked.
  const remove = () => dovecot.using(user, 'INBOX', (client) => client.messageDelete('3,55', { uid: true }));
  let removed: Promise<boolean> | undefined;
  reading.intake.before = async () => {
    await (removed ??= remove());
  };
  await reading.untilTaken(59);
  expect(reading.intake.seen).toEqual(namesOf(60).filter((name) => name !== 'm55'));
  expect(await dovecot.list(user)).toHaveLength(58);
  expect((await dovecot.list(user)).every(({ flags }) => flags.includes('\\Seen'))).toBe(true);
});

test('a mail of 25 MB is read as a stream, one at a time, with little of it in memory', async () => {
  const { dovecot } = mailboxes;
  const user = mailboxes.newUser();
  await dovecot.deliver(user, [mailNamed('small'), mailNamed('long1', 25_000_000), mailNamed('long2', 25_000_000), mailNamed('last')]);
  let [bytes, open, mostOpen] = [0, 0, 0];
  const held = [bytesHeld()];
  const reading = mailboxes.read(user, {
    start: 'all',
    parts: {
      receive: async (stream) => {
        open += 1;
        for await (const chunk of stream) {
          mostOpen = Math.max(mostOpen, open);
          if (Math.floor(bytes / 5e6) < Math.floor((bytes += chunk.length) / 5e6)) held.push(bytesHeld());
        }
        open -= 1;
        return { kind: 'noted' };
      },
    },
  });
  await until('all of it is read', async () => (await reading.checkpoint())?.uid === 4);
  expect(bytes).toBeGreaterThan(50_000_000);
  expect(mostOpen).toBe(1);
  expect(held).toHaveLength(1 + 10);
  // What earlier tests left may go at any moment: only what comes on top of the lowest level so far is the mail's.
  const rises = held.map((level, at) => level - Math.min(...held.slice(0, at + 1)));
  expect(Math.max(...rises)).toBeLessThan(16_000_000);
});
