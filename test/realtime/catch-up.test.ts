import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOnlineDesk, type OnlineDesk, type Screen } from './online-desk.ts';

let desk: OnlineDesk;
beforeEach(async () => {
  desk = await startOnlineDesk();
});
afterEach(() => desk.close());

function updates(screen: Screen): number[] {
  return screen.all('ticket:updated').map(({ seq }) => seq);
}

async function ticketSeqs(): Promise<number[]> {
  return (await desk.feed.eventsAfter(0, 10_000)).flatMap(({ seq, ticketId }) => (ticketId === null ? [] : [seq]));
}

test('who comes back with `since` misses nothing and hears it in order, while work pours in and across a restart', async () => {
  const lead = await desk.addAgent({ role: 'lead', teams: [], available: false });
  const token = await desk.signIn(lead);
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; n < 15; n += 1) await desk.text(`+57300${writer}${String(n).padStart(6, '0')}`);
  });
  const heard: number[] = [];
  let since = 0;
  const listenOn = async (enough: number) => {
    const screen = await desk.connect({ token, since });
    await screen.find('ticket:updated', ({ seq }) => seq > since && updates(screen).length >= enough);
    screen.close();
    const here = updates(screen);
    expect(here).toEqual(here.toSorted((a, b) => a - b));
    expect(Math.min(...here)).toBeGreaterThan(since);
    heard.push(...here);
    since = Math.max(since, ...here);
  };
  for (const enough of [5, 1, 12, 3]) await listenOn(enough);
  await desk.restart();
  await listenOn(7);
  await Promise.all(writers);
  const last = (await ticketSeqs()).at(-1) ?? 0;
  const screen = await desk.connect({ token, since });
  if (since < last) await screen.find('ticket:updated', ({ seq }) => seq === last);
  heard.push(...updates(screen));
  expect([...new Set(heard)]).toEqual(await ticketSeqs());
});

test('many screens that come while events are written each get a gapless log', async () => {
  const lead = await desk.addAgent({ role: 'admin', teams: [], available: false });
  const token = await desk.signIn(lead);
  const enough = new AbortController();
  const writer = (async () => {
    for (let n = 0; !enough.signal.aborted; n += 1) await desk.text(`+573001${String(n).padStart(6, '0')}`);
  })();
  const screens = await Promise.all(Array.from({ length: 12 }, () => desk.connect({ token, since: 0 })));
  await Promise.all(screens.map((screen) => screen.find('ticket:updated', ({ seq }) => seq > 20)));
  enough.abort();
  await writer;
  const all = await ticketSeqs();
  for (const screen of screens) {
    await screen.find('ticket:updated', ({ seq }) => seq === all.at(-1));
    expect(updates(screen)).toEqual(all);
  }
});

test('an offer made and ended while its agent was gone is told in order, after the present state', async () => {
  const ana = await desk.addAgent();
  const token = await desk.signIn(ana);
  await desk.text('+573001112233');
  desk.clock.advance(3_600 / 2);
  const { rows } = await sql<{ id: string }>`select id from offers`.execute(desk.database.db);
  await desk.offers.expire(rows[0]?.id ?? '');
  await desk.feed.publish();
  const screen = await desk.connect({ token, since: 0 });
  await screen.find('offer:withdrawn');
  const state = await screen.find('state');
  expect(state).toMatchObject({ seq: 0, offers: [] });
  const story = screen.told.map(({ name }) => name).filter((name) => name !== 'ticket:updated' && name !== 'queue:stats');
  expect(story).toEqual(['state', 'offer', 'offer:withdrawn']);
});

test('a `since` too old or from another log gets the state and a resync, then goes on live', async () => {
  const lead = await desk.addAgent({ role: 'lead', teams: [], available: false });
  const token = await desk.signIn(lead);
  await sql`insert into events (at, effective_at, name, actor_kind, agent_id)
    select now(), now(), 'agent.changed', 'desk', ${lead} from generate_series(1, 5001)`.execute(desk.database.db);
  await desk.feed.publish();
  for (const since of [0, 9_999_999]) {
    const screen = await desk.connect({ token, since });
    expect(await screen.find('resync')).toEqual({ seq: await desk.feed.lastSeq() });
    expect(screen.told.map(({ name }) => name).slice(0, 2)).toEqual(['state', 'resync']);
    await desk.text(`+57300111${since}`.slice(0, 12).padEnd(13, '1'));
    expect((await screen.find('ticket:updated')).seq).toBeGreaterThan(5_001);
    expect(screen.all('agent:changed')).toEqual([]);
  }
  const screen = await desk.connect({ token, since: 1 + (await desk.feed.lastSeq()) - 5_000 });
  await screen.find('agent:changed');
  expect(screen.all('resync')).toEqual([]);
});
