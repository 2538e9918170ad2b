import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBacklog } from '../../../adapters/postgres/backlog.ts';
import type { MediaAnswer } from '../../support/twilio-network.ts';
import { eventsOf } from '../../intake/probes.ts';
import { startMediaDesk, type MediaDesk } from './media-desk.ts';
import { exe, pdf, png } from './samples.ts';

/** A text of this shape. */
const like = (shape: RegExp): unknown => expect.stringMatching(shape);

let media: MediaDesk;
beforeAll(async () => {
  media = await startMediaDesk();
});
afterAll(() => media.close());
afterEach(async () => {
  expect(media.network.violations).toEqual([]);
  // Nothing of one test is due in the next.
  await sql`update attachments set state = 'lost', next_try_at = null where state = 'to-fetch'`.execute(media.desk.database.db);
  media.desk.signals.length = 0;
});

const picture = { contentType: 'image/png', bytes: png, name: 'a.png' };
const answering = (answer: MediaAnswer) => ({ ...picture, answer });

describe('media of a message', () => {
  it('are shown at once as what they claim to be, and soon as what they are', async () => {
    const ticket = await media.text([picture, { contentType: 'application/pdf', bytes: pdf }]);
    expect(await media.attachments(ticket)).toMatchObject([
      { name: '1.png', contentType: 'image/png', size: null, state: 'to-fetch', reason: null, url: '' },
      { name: '2.pdf', contentType: 'application/pdf', state: 'to-fetch', url: '' },
    ]);
    await media.desk.settle();
    expect(await media.attachments(ticket)).toMatchObject([
      { name: '1.png', contentType: 'image/png', size: png.length, state: 'stored', reason: null, url: like(/^\/files\/[\w-]{70}$/) },
      { name: '2.pdf', contentType: 'application/pdf', size: pdf.length, state: 'stored' },
    ]);
  });

  it('are told of when they are there', async () => {
    const ticket = await media.text([picture]);
    await media.desk.settle();
    const events = (await media.timeline(ticket)).filter((item) => item.kind === 'event' && item.name === 'attachment.stored');
    expect(events).toHaveLength(1);
  });

  it.each<[string, string, Parameters<MediaDesk['text']>[0][number]]>([
    ['larger than the desk takes', 'too-large', answering({ kind: 'endless', megabytes: 200 })],
    ['empty', 'empty', answering({ kind: 'bytes', bytes: Buffer.alloc(0) })],
    ['a page', 'unknown-type', answering({ kind: 'bytes', bytes: Buffer.from('<!doctype html><script>alert(1)</script>'), contentType: 'image/png' })],
    ['a program', 'unknown-type', answering({ kind: 'bytes', bytes: exe })],
    ['of another kind than was claimed', 'type-mismatch', answering({ kind: 'bytes', bytes: pdf })],
  ])('that are %s are named and not kept', async (_what, reason, file) => {
    const ticket = await media.text([file, picture]);
    await media.desk.settle();
    expect(await media.attachments(ticket)).toMatchObject([
      { name: '1.png', contentType: 'image/png', state: 'refused', reason, url: '' }, { state: 'stored' },
    ]);
  });

  it('that come late are asked for again', async () => {
    const late = answering({ kind: 'missing' });
    const ticket = await media.text([late]);
    await media.desk.settle();
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'to-fetch', reason: 'not-found' }]);
    late.answer = { kind: 'bytes' };
    await media.pass(3);
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'to-fetch' }]);
    await media.pass(5);
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'stored', reason: null }]);
  });

  it('that never come are lost after ten minutes, and the ticket says so', async () => {
    const ticket = await media.text([answering({ kind: 'missing' })]);
    await media.desk.settle();
    for (let minute = 0; minute < 20; minute += 1) await media.pass(60);
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'lost', reason: 'not-found' }]);
    const { rows } = await sql<{ tries: number }>`select tries from attachments order by first_try_at desc nulls last limit 1`.execute(media.desk.database.db);
    expect(rows[0]?.tries).toBeGreaterThan(3);
    expect((await media.timeline(ticket)).some((item) => item.kind === 'event' && item.name === 'attachment.lost')).toBe(true);
  });

  it.each<MediaAnswer>([{ kind: 'hangs' }, { kind: 'cut' }])('that break off (%o) are tried for a day and then lost', async (answer) => {
    const broken = answering(answer);
    const ticket = await media.text([broken]);
    await media.desk.settle();
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'to-fetch', reason: 'unreachable' }]);
    await media.pass(24 * 3600);
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'lost', reason: 'unreachable' }]);
  });

  it('are fetched once by many who try at the same time', async () => {
    const ticket = await media.text([picture]);
    const [signal] = media.desk.signals.filter(({ kind }) => kind === 'fetch-file');
    if (signal?.kind !== 'fetch-file') throw new Error('Nothing is to be fetched.');
    await Promise.all(Array.from({ length: 8 }, () => media.desk.fetching.fetchFile(signal.attachmentId)));
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'stored' }]);
    const { rows } = await sql<{ tries: number }>`select tries from attachments where id = ${signal.attachmentId}`.execute(media.desk.database.db);
    expect(rows).toEqual([{ tries: 1 }]);
  });

  it('whose worker died are taken up by another', async () => {
    const ticket = await media.text([picture]);
    // Its try was counted, and then nothing was heard of it.
    await sql`update attachments set tries = 1, first_try_at = ${media.desk.clock.now()}, next_try_at = ${new Date(media.desk.clock.now().getTime() + 90_000)}
      where state = 'to-fetch'`.execute(media.desk.database.db);
    await media.desk.settle();
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'to-fetch' }]);
    await media.pass(93);
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'stored' }]);
  });

  it('are tried again when our own disk fails, and that is told', async () => {
    const ticket = await media.text([picture]);
    const incoming = path.join(media.desk.filesFolder, 'incoming');
    await rm(incoming, { recursive: true, force: true });
    await writeFile(incoming, 'no folder');
    await expect(media.desk.settle()).rejects.toThrow();
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'to-fetch', reason: 'not-kept' }]);
    await rm(incoming);
    await media.pass(8);
    expect(await media.attachments(ticket)).toMatchObject([{ state: 'stored', reason: null }]);
  });

  it('are found by the relay when their signal was lost', async () => {
    await media.text([picture]);
    const [signal] = media.desk.signals.filter(({ kind }) => kind === 'fetch-file');
    media.desk.signals.length = 0;
    media.desk.clock.advance(3);
    const backlog = createBacklog(media.desk.database.db, { declined: 60, expired: 5 });
    expect(await backlog.lateSignals(media.desk.clock.now(), 10)).toContainEqual(signal);
  });

  it('without an address, or with one that is not the provider\'s, are never asked for', async () => {
    const contact = media.desk.channels.sms.toContact({
      providerId: 'SMforged', from: '+573009999999', to: '+576015550100', text: 'x', receivedAt: media.desk.clock.now(),
      media: ['http://169.254.169.254/latest/meta-data/', 'file:///etc/passwd', 'x', ''].map((url) => ({ url, contentType: 'image/png' })),
    });
    const accepted = await media.desk.accept(contact, media.desk.channels.sms.capabilities);
    await media.desk.settle();
    const ticketId = 'ticketId' in accepted ? accepted.ticketId : '';
    expect((await eventsOf(media.desk, ticketId, 'attachment.refused')).map((event) => event.reason)).toEqual([...Array<string>(3).fill('foreign-address'), 'not-found']);
  });
});
