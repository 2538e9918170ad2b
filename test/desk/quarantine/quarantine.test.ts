import { createHash } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQuarantineReader } from '../../../adapters/postgres/quarantine-store.ts';
import { readStoredArrival } from '../../../src/intake/mail/stored-arrival.ts';
import { createQuarantined, type QuarantineReason, type Quarantined, type TakeInAgain, type ToHold } from '../../../src/desk/quarantine/index.ts';
import { landed, newNumber, takeIn, textFrom } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

const day = 24 * 3600;
let desk: TestDesk;
let lead: { agentId: string };
/** Takes in what is replayed, as each test wants. */
let again: TakeInAgain = async () => ({ kind: 'noted' });
let quarantined: Quarantined;
beforeAll(async () => {
  desk = await startTestDesk();
  lead = { agentId: await desk.addAgent({ role: 'lead' }) };
  const { transact, content, clock, database } = desk;
  quarantined = createQuarantined({ transact, content, clock, reader: createQuarantineReader(database.db), takeIn: (...about) => again(...about) });
});
afterAll(() => desk.close());

const arrival = { source: 'smtp', mailbox: null, returnPath: '', deliveredTo: ['mesa@desk.test'], peer: null, receivedAt: new Date('2026-03-02T15:00:00Z') };

async function* piecewise(text: string | Buffer) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

const hold = (text: string | Buffer, about: Partial<ToHold> = {}) =>
  desk.quarantine.hold({
    channel: 'email', source: 'smtp', reason: 'unreadable', detail: null, fromText: 'x@remote.test', subject: 'Hola', arrival,
    content: piecewise(text), ...about,
  });

let made = 0;
const fresh = () => `From: x@remote.test\r\n\r\n${(made += 1)} \u0000\r\n`;
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

async function textOf(id: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await quarantined.openRaw(id)).content) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function eventsOf(id: string) {
  const { rows } = await sql<{ name: string; reason: string | null; ticket_id: string | null; actor_kind: string }>`
    select name, reason, ticket_id, actor_kind from events where after ->> 'quarantine' = ${id} order by id`.execute(desk.database.db);
  return rows;
}

/** Gives the bytes a ticket of their own, as taking them in would. */
const opens: TakeInAgain = async () => {
  const { contactId, number } = landed(await takeIn(desk, textFrom(desk, newNumber())));
  return { kind: 'opened', contactId, ticketNumber: number };
};

describe('what is put into quarantine', () => {
  it('keeps its bytes as they came, how it arrived, and is told once', async () => {
    const text = fresh();
    const { id } = await hold(text, { reason: 'too-deep', detail: '90 levels' });
    expect(await textOf(id)).toBe(text);
    expect(await quarantined.read(id)).toMatchObject({
      channel: 'email', source: 'smtp', reason: 'too-deep', detail: '90 levels', fromText: 'x@remote.test', subject: 'Hola', sha256: sha(text),
      size: Buffer.byteLength(text), isKept: true, state: 'held', heldAt: desk.clock.now(), endedAt: null, endedBy: null, contactId: null, ticket: null,
    });
    expect(await eventsOf(id)).toEqual([{ name: 'contact.quarantined', reason: 'too-deep', ticket_id: null, actor_kind: 'desk' }]);
  });

  it('is the same thing when it comes again while it is held, with the newest reason', async () => {
    const text = fresh();
    const ids = await Promise.all([hold(text), hold(text), hold(text, { reason: 'unreadable' })]);
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    const { id } = await hold(text, { reason: 'fault', detail: 'again' });
    expect(ids[0].id).toBe(id);
    expect(await quarantined.read(id)).toMatchObject({ reason: 'fault', detail: 'again' });
    expect(await eventsOf(id)).toHaveLength(1);
    expect((await hold(text, { channel: 'fax' })).id).not.toBe(id);
  });

  it.each([
    ['no bytes at all', ''], ['bytes of no type', Buffer.from(Array.from({ length: 3_000 }, (_, index) => index % 256))],
    ['a page', '<!doctype html><script>1</script>'],
  ])('may be %s', async (_what, bytes) => {
    const { id } = await hold(bytes);
    expect(await quarantined.read(id)).toMatchObject({ size: bytes.length, isKept: true });
  });

  it('takes words that no database holds', async () => {
    const { id } = await hold(fresh(), {
      fromText: 'a\u0000\ud800b', subject: '\udc00'.repeat(2_000), detail: `\u0000${'x'.repeat(9_999)}`, source: 'imap \u0000',
      arrival: { ...arrival, source: '\u0000\ud800' },
    });
    const item = await quarantined.read(id);
    expect(item).toMatchObject({ fromText: 'a\ufffdb', subject: '\ufffd'.repeat(500), source: 'imap ' });
    expect(item?.detail).toHaveLength(499);
  });

  it('is not there when its stream breaks', async () => {
    async function* broken() {
      yield Buffer.from('half of ');
      throw new Error('cut');
    }
    const before = (await quarantined.list({ states: ['held'], before: null, most: 100 })).length;
    await expect(hold('', { content: broken() })).rejects.toThrow('cut');
    expect((await quarantined.list({ states: ['held'], before: null, most: 100 })).length).toBe(before);
  });

  it('is listed newest first, a page at a time', async () => {
    for (let n = 0; n < 3; n += 1) {
      desk.clock.advance(1);
      await hold(fresh());
    }
    const page = await quarantined.list({ states: ['held'], before: null, most: 2 });
    const last = page.at(-1);
    if (!last) throw new Error('an empty page');
    const next = await quarantined.list({ states: ['held'], before: last, most: 1 });
    const times = [...page, ...next].map(({ heldAt }) => heldAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(next[0]?.heldAt.getTime()).toBe(last.heldAt.getTime() - 1_000);
  });
});

describe('a replay', () => {
  it('takes it in with its bytes and how it arrived; the ticket tells who did it', async () => {
    const text = fresh();
    const { id } = await hold(text);
    const got: { bytes: string; arrival: unknown }[] = [];
    again = async (content, stored) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of content) pieces.push(piece);
      got.push({ bytes: Buffer.concat(pieces).toString(), arrival: readStoredArrival(stored) });
      return opens(content, stored);
    };
    const { item, result } = await quarantined.replay(id, lead);
    expect(got).toEqual([{ bytes: text, arrival }]);
    if (result.kind !== 'opened') throw new Error(result.kind);
    expect(item).toMatchObject({
      state: 'replayed', contactId: result.contactId, ticket: `V-${result.ticketNumber}`, endedAt: desk.clock.now(), endedBy: { id: lead.agentId },
    });
    expect(await eventsOf(id)).toMatchObject([{}, { name: 'contact.replayed', reason: 'opened', ticket_id: expect.any(String) as unknown, actor_kind: 'agent' }]);
    await expect(quarantined.replay(id, lead)).rejects.toMatchObject({ code: 'invalid_transition' });
    await expect(quarantined.discard(id, 'x', lead)).rejects.toMatchObject({ code: 'invalid_transition' });
  });

  it('leaves what still cannot be taken in, with the new reason', async () => {
    const { id } = await hold(fresh(), { reason: 'too-large' });
    again = async () => ({ kind: 'unfit', reason: 'too-many-parts', detail: '4000' });
    expect((await quarantined.replay(id, lead)).item).toMatchObject({ state: 'held', reason: 'too-many-parts', detail: '4000', endedAt: null });
    again = async () => ({ kind: 'duplicate' });
    expect((await quarantined.replay(id, lead)).item).toMatchObject({ state: 'replayed', contactId: null, ticket: null });
  });

  it('that could not be stored leaves it for another try', async () => {
    const { id } = await hold(fresh());
    again = async () => {
      throw new Error('the database is down');
    };
    await expect(quarantined.replay(id, lead)).rejects.toThrow('down');
    again = opens;
    expect((await quarantined.replay(id, lead)).item.state).toBe('replayed');
  });

  it('is one at a time, and nobody discards what is being replayed', async () => {
    const { id } = await hold(fresh());
    let begun = 0;
    again = async (...about) => {
      begun += 1;
      await expect(quarantined.replay(id, lead)).rejects.toMatchObject({ code: 'invalid_transition' });
      await expect(quarantined.discard(id, 'x', lead)).rejects.toMatchObject({ code: 'invalid_transition' });
      return opens(...about);
    };
    const outcomes = await Promise.allSettled([quarantined.replay(id, lead), quarantined.replay(id, lead), quarantined.replay(id, lead)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(begun).toBe(1);
  });

  it('that died with its process may be tried again after five minutes', async () => {
    const { id } = await hold(fresh());
    await desk.transact((stores) => stores.quarantine.setReplaying(id, new Date(desk.clock.now().getTime() + 5 * 60_000)));
    await expect(quarantined.replay(id, lead)).rejects.toMatchObject({ status: 409 });
    desk.clock.advance(5 * 60);
    again = opens;
    expect((await quarantined.replay(id, lead)).item.state).toBe('replayed');
  });

  it('of what came again after it ended is one of its own', async () => {
    const text = fresh();
    const first = await hold(text);
    again = async () => ({ kind: 'noted' });
    await quarantined.replay(first.id, lead);
    expect((await hold(text)).id).not.toBe(first.id);
  });

  it('of nothing is not found', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    await expect(quarantined.replay(nobody, lead)).rejects.toMatchObject({ status: 404 });
    await expect(quarantined.discard(nobody, 'x', lead)).rejects.toMatchObject({ status: 404 });
    await expect(quarantined.openRaw(nobody)).rejects.toMatchObject({ status: 404 });
    expect(await quarantined.read(nobody)).toBeNull();
  });

  it('knows the way of a mail only as it was stored', () => {
    expect(() => readStoredArrival(null)).toThrow();
    expect(() => readStoredArrival({ ...arrival, receivedAt: 'yesterday' })).toThrow();
  });
});

describe('the bytes', () => {
  const age = async (sha256: string) =>
    utimes(path.join(desk.filesFolder, sha256.slice(0, 2), sha256.slice(2)), desk.clock.now(), desk.clock.now());
  const sweep = () => desk.sweep(desk.clock.now());

  it('are kept while it is held, and for 30 days after', async () => {
    const texts = [fresh(), fresh(), fresh()] as const;
    const [held, replayed, discarded] = [await hold(texts[0]), await hold(texts[1]), await hold(texts[2])];
    for (const text of texts) await age(sha(text));
    again = async () => ({ kind: 'noted' });
    await quarantined.replay(replayed.id, lead);
    const item = await quarantined.discard(discarded.id, 'publicidad', lead);
    expect(item).toMatchObject({ state: 'discarded', endedReason: 'publicidad', endedBy: { id: lead.agentId } });
    expect((await eventsOf(discarded.id)).at(-1)).toMatchObject({ name: 'contact.discarded', reason: 'publicidad' });
    desk.clock.advance(30 * day - 60);
    await sweep();
    expect(await Promise.all(texts.map((text) => desk.content.isWhole(sha(text))))).toEqual([true, true, true]);
    desk.clock.advance(120);
    await sweep();
    expect(await Promise.all(texts.map((text) => desk.content.isWhole(sha(text))))).toEqual([true, false, false]);
    expect(await quarantined.read(held.id)).toMatchObject({ isKept: true });
    expect(await quarantined.read(discarded.id)).toMatchObject({ isKept: false });
    await expect(quarantined.openRaw(discarded.id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('words', () => {
  it('are there for every reason', async () => {
    const { quarantineReasons, quarantineWords } = await import('../../../src/desk/quarantine/index.ts');
    const reasons: readonly QuarantineReason[] = quarantineReasons;
    for (const reason of reasons) expect([quarantineWords.es[reason], quarantineWords.en[reason]].every((words) => words.length > 10)).toBe(true);
  });
});
