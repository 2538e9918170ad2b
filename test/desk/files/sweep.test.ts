import { readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { landed, newNumber, takeIn, textFrom } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';

const day = 24 * 3600;
let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ deskFile: `${smallDeskFile}files: { retentionDays: 30 }\n` });
});
afterAll(() => desk.close());

let made = 0;
async function keep(text = `contenido ${(made += 1)}`): Promise<{ sha256: string; size: number }> {
  const kept = await desk.fileKeeper.keep(Buffer.from(text), { name: 'a.txt', claimedType: null, limits: { mostBytes: 1_000 } });
  if (kept.kind === 'refused') throw new Error(kept.reason);
  // On the disk as old as the desk's clock says.
  const { sha256 } = kept.file;
  await utimes(path.join(desk.filesFolder, sha256.slice(0, 2), sha256.slice(2)), desk.clock.now(), desk.clock.now());
  return kept.file;
}
const attach = async (...files: { sha256: string; size: number }[]) =>
  landed(await takeIn(desk, { ...textFrom(desk, newNumber()), attachments: files.map(({ sha256, size }) => ({ url: '', contentType: 'text/plain', file: { sha256, size } })) }));
const onDisk = (sha256: string) => desk.content.isWhole(sha256);
const known = async (sha256: string) => (await sql`select from files where sha256 = ${sha256}`.execute(desk.database.db)).rows.length === 1;
const sweep = () => desk.sweep(desk.clock.now());

describe('the sweep', () => {
  it('leaves what somebody refers to, and for a day what nobody does', async () => {
    const attached = await keep();
    await attach(attached);
    const orphan = await keep();
    await sweep();
    expect([await onDisk(attached.sha256), await onDisk(orphan.sha256)]).toEqual([true, true]);
    desk.clock.advance(day + 1);
    await sweep();
    expect([await onDisk(attached.sha256), await onDisk(orphan.sha256)]).toEqual([true, false]);
    expect([await known(attached.sha256), await known(orphan.sha256)]).toEqual([true, false]);
  });

  it('leaves what is kept again', async () => {
    const again = await keep('otra vez');
    desk.clock.advance(day - 10);
    await keep('otra vez');
    desk.clock.advance(20);
    await sweep();
    expect(await onDisk(again.sha256)).toBe(true);
  });

  it('removes what a crash left on the disk: contents without a row, and what was never kept', async () => {
    const crashed = await keep();
    await sql`delete from files where sha256 = ${crashed.sha256}`.execute(desk.database.db);
    const received = await desk.content.receive((async function* () { yield Buffer.from('a medias'); })(), 1_000);
    expect(received).not.toBe('too-large');
    const incoming = path.join(desk.filesFolder, 'incoming');
    for (const name of await readdir(incoming)) await utimes(path.join(incoming, name), desk.clock.now(), desk.clock.now());
    desk.clock.advance(day - 10);
    await sweep();
    expect([await onDisk(crashed.sha256), (await readdir(incoming)).length]).toEqual([true, 1]);
    desk.clock.advance(20);
    await sweep();
    expect([await onDisk(crashed.sha256), (await readdir(incoming)).length]).toEqual([false, 0]);
  });

  it('ends files whose time is over: the ticket says that they expired, and shared contents stay for the others', async () => {
    const old = await keep();
    const shared = await keep();
    const { ticketId, contactId } = await attach(old, shared);
    desk.clock.advance(29 * day);
    await attach(shared);
    desk.clock.advance(day + 1);
    await sweep();
    const { rows } = await sql<{ state: string }>`select state from attachments where contact_id = ${contactId} order by place`.execute(desk.database.db);
    expect(rows).toEqual([{ state: 'expired' }, { state: 'expired' }]);
    const events = await sql`select from events where ticket_id = ${ticketId} and name = 'attachment.expired'`.execute(desk.database.db);
    expect(events.rows).toHaveLength(2);
    expect([await onDisk(old.sha256), await onDisk(shared.sha256)]).toEqual([false, true]);
  });

  it('and keepers of the same content at the same time never lose it', async () => {
    for (let round = 0; round < 15; round += 1) {
      const text = `carrera ${round}`;
      const { sha256 } = await keep(text);
      desk.clock.advance(day + 1);
      const at = desk.clock.now();
      await Promise.all([desk.sweep(at), desk.fileKeeper.keep(Buffer.from(text), { name: null, claimedType: null, limits: { mostBytes: 1_000 } })]);
      expect([await known(sha256), await onDisk(sha256)]).toEqual([true, true]);
    }
  });
});
