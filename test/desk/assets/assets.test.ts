import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { beginDowntime, endDowntime, nameAsset, readAssetKind, readAssetName, unnameAsset } from '../../../src/desk/assets/index.ts';
import { agentActor, deskActor, providerActor, type Actor } from '../../../src/desk/events/index.ts';
import { newId } from '../../../src/core/index.ts';
import type { Ticket } from '../../../src/desk/tickets/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
let ticket: Ticket;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

let forms = 0;
const openTicket = async (): Promise<Ticket> => {
  forms += 1;
  const form = { requestId: newId(), subject: 'No puedo navegar', description: 'Nada', name: 'Ana', email: `ana${forms}@example.com`, receivedAt: desk.clock.now() };
  const accepted = await desk.accept(desk.channels.web.toContact(form), desk.channels.web.capabilities);
  const landed = 'landed' in accepted ? accepted.landed : accepted;
  if (!landed) throw new Error('no ticket');
  const opened = await desk.transact((stores) => stores.tickets.lock(landed.ticketId));
  if (!opened) throw new Error('no ticket');
  return opened;
};
beforeEach(async () => {
  ticket = await openTicket();
});

const name = (asset: { id: string } | { name: string; kind?: string }, actor: Actor = providerActor, about = ticket) =>
  desk.transact((stores) => nameAsset(stores, { ticket: about, asset, actor, at: desk.clock.now() }));
const eventsOf = async (about = ticket) => {
  const { rows } = await sql<{ name: string; after: Record<string, unknown> | null }>`select name, after from events
    where ticket_id = ${about.id} and (name like 'asset.%' or name like 'downtime.%') order by id`.execute(desk.database.db);
  return rows;
};

describe('an asset that is named', () => {
  test('is linked once, told once, and made when a machine names one that nobody knows', async () => {
    const made = await name({ name: '  web-01\u0000 ', kind: 'Web Server!' });
    expect(made).toMatchObject({ name: 'web-01', kind: 'web-server', source: 'alarm', service: ticket.service, retiredAt: null });
    expect(await name({ name: 'WEB-01' })).toMatchObject({ id: made?.id });
    expect(await name({ id: made?.id ?? '' }, deskActor)).toMatchObject({ id: made?.id });
    expect(await eventsOf()).toEqual([{ name: 'asset.linked', after: { assetId: made?.id, asset: 'web-01', kind: 'web-server' } }]);
    expect(await desk.transact(({ assets }) => assets.ofTicket(ticket.id))).toEqual([{ id: made?.id, name: 'web-01', kind: 'web-server' }]);
  });

  test('is not made up by people, nor out of nothing', async () => {
    expect(await name({ name: 'la impresora de abajo' }, agentActor(newId()))).toBeNull();
    expect(await name({ name: ' \u0000\n ' })).toBeNull();
    expect(await name({ id: newId() })).toBeNull();
    expect(await name({ id: 'x' })).toBeNull();
    expect(await eventsOf()).toEqual([]);
  });

  test('is one, however many name it first at the same moment', async () => {
    const other = await openTicket();
    const [one, two] = await Promise.all([name({ name: 'Router Ñ' }), name({ name: 'router ñ' }, deskActor, other)]);
    expect(one?.id).toBe(two?.id);
    expect(one).not.toBeNull();
  });

  test('is taken off again, once', async () => {
    const made = await name({ name: 'db-07' });
    const takeOff = () => desk.transact((stores) => unnameAsset(stores, { ticket, assetId: made?.id ?? '', actor: deskActor, at: desk.clock.now() }));
    expect([await takeOff(), await takeOff()]).toEqual([true, false]);
    expect((await eventsOf()).map((event) => event.name)).toEqual(['asset.linked', 'asset.unlinked']);
  });

  test('has a name that can be stored, whatever a machine calls it', () => {
    expect(readAssetName(`a\u0007\n\tb \ud800 ${'x'.repeat(500)}`)).toHaveLength(200);
    expect(readAssetName('😀'.repeat(300))).toBe('😀'.repeat(200));
    expect(readAssetKind('--Conmutador de Red--')).toBe('conmutador-de-red');
    expect(readAssetKind('!!!')).toBeNull();
  });
});

describe('the downtime of a ticket', () => {
  const begin = (from: Date, about = ticket) => desk.transact((stores) => beginDowntime(stores, { ticket: about, service: 'tecnologia', assetId: null, from, actor: providerActor, at: desk.clock.now() }));
  const end = (to: Date) => desk.transact((stores) => endDowntime(stores, { ticket, to, actor: providerActor, at: desk.clock.now() }));
  const moment = (minute: number) => new Date(desk.clock.now().getTime() + minute * 60_000);

  test('begins once and ends once, however often it is told; another may follow', async () => {
    expect([await begin(moment(-10)), await begin(moment(-5))]).toEqual([true, false]);
    expect([await end(moment(-1)), await end(moment(0))]).toEqual([true, false]);
    expect(await begin(moment(0))).toBe(true);
    const after = { downtimeId: expect.any(String) as string, service: 'tecnologia', since: moment(-10).toISOString() };
    expect(await eventsOf()).toMatchObject([
      { name: 'downtime.began', after }, { name: 'downtime.ended', after: { ...after, until: moment(-1).toISOString() } }, { name: 'downtime.began' },
    ]);
  });

  test('never ends before it began, and is one when two begin it at the same moment', async () => {
    expect((await Promise.all([begin(moment(0)), begin(moment(0))])).toSorted()).toEqual([false, true]);
    await end(moment(-60));
    expect((await eventsOf()).at(-1)?.after).toMatchObject({ since: moment(0).toISOString(), until: moment(0).toISOString() });
  });

  test('that a lead took away does not come back while the alarm goes on', async () => {
    const lead = await desk.addAgent({ role: 'lead' });
    await begin(moment(-10));
    const { rows } = await sql<{ id: string }>`select id from downtimes where ticket_id = ${ticket.id}`.execute(desk.database.db);
    await desk.transact(({ downtimes }) => downtimes.remove(rows[0]?.id ?? '', { by: lead, at: desk.clock.now(), reason: 'Mantenimiento' }));
    expect([await begin(moment(-5)), await end(moment(-1)), await begin(moment(0))]).toEqual([false, false, true]);
  });
});
