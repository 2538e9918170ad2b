import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTicketReader } from '../../adapters/postgres/ticket-reader.ts';
import { createEventFeed } from '../../adapters/postgres/event-feed.ts';
import { parseTicketNumber, type InboundAlarm } from '../../src/core/index.ts';
import { createSummarise, type TicketReader, type TicketView } from '../../src/desk/tickets/index.ts';
import type { AlarmOutcome } from '../../src/intake/alarms/alarm-stores.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../support/desk.ts';

const deskFile = `${smallDeskFile}
      - key: servidores
        digit: "3"
        name: { es: Servidores, en: Servers }
        kind: alarm
        impact: low
        urgency: low
        tier: 3
        examples: { es: [Se cayó el servidor], en: [The server is down] }
mailboxes:
  - { key: mesa, address: mesa@desk.test }
email: { trustedAuthentication: [mx.desk.test] }
monitoring:
  mails:
    - { from: nagios@machines.example, subject: nagios }
  assetLabel: instance
  storm: { alarms: 3, seconds: 60 }
  rules:
    - { match: { job: confirmed }, afterwards: confirm }
    - { match: { instance: "/^core-/", severity: critical }, downtime: true, impact: high, urgency: high }
`;

let desk: TestDesk;
let reader: TicketReader;
let made = 0;

beforeAll(async () => {
  desk = await startTestDesk({ deskFile });
  const feed = createEventFeed({ db: desk.database.db, url: desk.database.url });
  reader = createTicketReader({ db: desk.database.db, fileViews: desk.fileViews, summarise: createSummarise(desk.desk), publishEvents: feed.publish });
});
afterAll(() => desk.close());

/** Something wrong with a thing of its own, in a group of its own. */
function trouble(about: Partial<InboundAlarm> = {}): InboundAlarm {
  made += 1;
  const name = `disk-${made}`;
  return {
    source: 'alertmanager', fingerprint: name, status: 'firing', severity: 'warning', title: `Disco lleno ${made}`, text: 'Queda 1 %',
    labels: { instance: name }, asset: null, group: `group ${made}`, startedAt: desk.clock.now(), endedAt: null, url: null, receivedAt: desk.clock.now(), ...about,
  };
}

function over(alarm: InboundAlarm): InboundAlarm {
  return { ...alarm, status: 'resolved', endedAt: desk.clock.now(), receivedAt: desk.clock.now() };
}

function again(alarm: InboundAlarm): InboundAlarm {
  return { ...alarm, receivedAt: desk.clock.now() };
}

async function report(...alarms: InboundAlarm[]): Promise<AlarmOutcome[]> {
  const outcomes = await desk.acceptAlarms(alarms);
  await desk.settle();
  return outcomes;
}

function numberIn(outcome: AlarmOutcome | undefined): number {
  if (!outcome || outcome.kind === 'ignored') throw new Error(`Not taken in: ${JSON.stringify(outcome)}`);
  return outcome.ticketNumber;
}

async function open(alarm: InboundAlarm): Promise<number> {
  return numberIn((await report(alarm))[0]);
}

async function view(number: number): Promise<TicketView> {
  const ticket = await reader.read(number);
  if (!ticket) throw new Error(`No ticket ${number}`);
  return ticket;
}

async function contactsOf(number: number): Promise<number> {
  return (await view(number)).timeline.filter(({ kind }) => kind === 'contact').length;
}

async function offerOf(number: number): Promise<{ id: string; agentId: string } | null> {
  const { rows } = await sql<{ id: string; agentId: string }>`select o.id, o.agent_id as "agentId" from offers o join tickets t on t.id = o.ticket_id
    where t.number = ${number} and o.ended_at is null`.execute(desk.database.db);
  return rows[0] ?? null;
}

async function loadOf(agentId: string): Promise<number | undefined> {
  const { rows } = await sql<{ load: number }>`select load from agents where id = ${agentId}`.execute(desk.database.db);
  return rows[0]?.load;
}

/** Somebody who takes what comes for as long as the work lasts. */
async function withAgent(work: (agentId: string) => Promise<void>): Promise<void> {
  const agentId = await desk.addAgent({ teams: ['proveedor'], capacity: 1000 });
  try {
    await work(agentId);
  } finally {
    await sql`update agents set availability = 'offline' where id = ${agentId}`.execute(desk.database.db);
  }
}

const numbers = (outcomes: AlarmOutcome[]) => outcomes.map(numberIn);
const numberOf = (text: string | null) => parseTicketNumber(text ?? '') ?? 0;

describe('an alarm', () => {
  it('is one ticket of kind alarm while it lasts, by rule and severity, and names what it is about', async () => {
    const alarm = trouble({ url: 'https://prom.example/graph?g0' });
    const number = await open(alarm);
    expect(await view(number)).toMatchObject({
      kind: 'alarm', channel: 'monitoring', status: 'queued', entry: { key: 'servidores' }, impact: 'medium', urgency: 'medium', tier: 3, customer: null,
      alarm: { source: 'alertmanager', sourceName: 'Alertmanager', fingerprint: alarm.fingerprint, severity: 'warning', endedAt: null, repeats: 0, url: 'https://prom.example/graph?g0' },
      parent: null, children: [], assets: [{ name: alarm.fingerprint }],
    });
    expect(await report(alarm)).toEqual([{ kind: 'ignored' }]);
    desk.clock.advance(61);
    expect(await report(again(alarm))).toEqual([{ kind: 'repeated', ticketNumber: number }]);
    expect(await contactsOf(number)).toBe(1);
    desk.clock.advance(3600);
    await report(again(alarm));
    expect(await contactsOf(number)).toBe(2);
    expect((await report({ ...again(alarm), severity: 'critical' }))[0]).toMatchObject({ kind: 'repeated' });
    expect(await contactsOf(number)).toBe(3);
    expect((await view(number)).alarm).toMatchObject({ repeats: 3, severity: 'critical', lastSeenAt: desk.clock.now().toISOString() });
    await report(over(alarm));
  });

  it('raises its ticket when it becomes worse, and leaves it where it is when it becomes better or people judged higher', () =>
    withAgent(async (agentId) => {
      const alarm = trouble();
      const number = await open(alarm);
      await desk.placing.classify(number, { agentId }, { impact: 'high', urgency: 'low' });
      await desk.settle();
      await report({ ...again(alarm), severity: 'info' });
      expect(await view(number)).toMatchObject({ status: 'offered', impact: 'high', urgency: 'low' });
      const before = await view(number);
      await report({ ...again(alarm), severity: 'error' });
      const worse = await view(number);
      expect(worse).toMatchObject({ status: 'offered', impact: 'high', urgency: 'high', alarm: { severity: 'error' } });
      expect([before.priority, worse.priority]).toEqual(['P3', 'P1']);
      expect(worse.timeline).toContainEqual(expect.objectContaining({ name: 'ticket.classified', reason: 'alarm-worse', actor: expect.objectContaining({ kind: 'provider' }) as unknown }));
      await desk.offers.accept((await offerOf(number))?.id ?? '', agentId);
      await report({ ...again(alarm), severity: 'info' });
      await report({ ...again(alarm), severity: 'critical' });
      expect(await view(number)).toMatchObject({ status: 'assigned', agent: { id: agentId }, priority: 'P1' });
      await report(over(alarm));
    }));

  it('ends its ticket when it is over, and frees who has it', () =>
    withAgent(async (agentId) => {
      const alarm = trouble();
      const number = await open(alarm);
      const offer = await offerOf(number);
      await desk.offers.accept(offer?.id ?? '', agentId);
      expect(await loadOf(agentId)).toBeGreaterThan(0);
      expect(await report(over(alarm))).toEqual([{ kind: 'ended', ticketNumber: number }]);
      const ended = await view(number);
      expect(ended).toMatchObject({ status: 'closed', kind: 'alarm', solution: 'La alarma terminó por sí sola.', alarm: { endedAt: desk.clock.now().toISOString() } });
      expect(ended.timeline.flatMap((item) => (item.kind === 'event' ? [item.name] : []))).toEqual(expect.arrayContaining(['alarm.raised', 'alarm.ended', 'ticket.closed']));
      expect(await loadOf(agentId)).toBe(0);
      expect(await report(over(alarm))).toEqual([{ kind: 'ignored' }]);
    }));

  it('that ends before anybody took it withdraws its offer', () =>
    withAgent(async (agentId) => {
      const alarm = trouble();
      const number = await open(alarm);
      const offer = await offerOf(number);
      expect(offer).toMatchObject({ agentId });
      await report(over(alarm));
      expect(await offerOf(number)).toBeNull();
      expect(await loadOf(agentId)).toBe(0);
      await expect(desk.offers.accept(offer?.id ?? '', agentId)).rejects.toMatchObject({ code: 'offer_ended' });
    }));

  it('that ends in the moment in which it is accepted ends once, whoever is first', () =>
    withAgent(async (agentId) => {
      for (let round = 0; round < 5; round += 1) {
        const alarm = trouble();
        const number = await open(alarm);
        const offer = await offerOf(number);
        await Promise.allSettled([desk.offers.accept(offer?.id ?? '', agentId), desk.acceptAlarms([over(alarm)])]);
        await desk.settle();
        expect((await view(number)).status).toBe('closed');
        expect(await loadOf(agentId)).toBe(0);
      }
    }));

  it('that ends before it was ever routed is closed as what it was', async () => {
    const alarm = trouble();
    const [outcome] = await desk.acceptAlarms([alarm]);
    await report(over(alarm));
    expect(await view(numberIn(outcome))).toMatchObject({ status: 'closed', kind: 'alarm', team: { key: 'proveedor' } });
  });

  it('waits for a confirmation where a rule says so, and opens the same ticket when it is back', async () => {
    const alarm = trouble({ labels: { job: 'confirmed' } });
    const number = await open(alarm);
    await report(over(alarm));
    expect((await view(number)).status).toBe('resolved');
    desk.clock.advance(5);
    expect(await open(again({ ...alarm, startedAt: desk.clock.now() }))).toBe(number);
    expect(await view(number)).toMatchObject({ status: 'queued', alarm: { endedAt: null } });
  });

  it('that is back after its ticket was closed opens another that is linked to it', async () => {
    const alarm = trouble();
    const number = await open(alarm);
    await report(over(alarm));
    desk.clock.advance(5);
    const next = await open(again({ ...alarm, startedAt: desk.clock.now() }));
    expect(next).not.toBe(number);
    expect((await view(next)).links).toEqual([{ kind: 'follow-up', from: `V-${next}`, to: `V-${number}` }]);
  });

  it('is taken in once when it comes from everywhere at the same time', async () => {
    const alarm = trouble();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => desk.acceptAlarms([alarm])));
    await desk.settle();
    const kinds = outcomes.flat().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'ignored')).toHaveLength(7);
    expect((await report(...[alarm, alarm, over(alarm), over(alarm)])).map(({ kind }) => kind)).toEqual(['ignored', 'ignored', 'ended', 'ignored']);
  });

  it('that comes late or out of order changes nothing', async () => {
    const alarm = trouble();
    expect(await report(over(alarm))).toEqual([{ kind: 'ignored' }]);
    await open(alarm);
    await report(over(alarm));
    expect(await report(alarm)).toEqual([{ kind: 'ignored' }]);
    desk.clock.advance(30);
    const next = { ...again(alarm), startedAt: desk.clock.now() };
    const number = await open(next);
    expect(await report({ ...over(alarm), endedAt: alarm.startedAt })).toEqual([{ kind: 'ignored' }]);
    expect((await view(number)).status).toBe('queued');
    await report(over(next));
    desk.clock.advance(601);
    // The system still says so ten minutes later: it was over only for lack of news.
    expect((await report(again(next)))[0]).toMatchObject({ kind: 'opened' });
    expect(await report(again(alarm))).toEqual([{ kind: 'ignored' }]);
  });

  it('that still lasts opens the ticket again that an agent resolved, but not in the same minute', () =>
    withAgent(async (agentId) => {
      const alarm = trouble();
      const number = await open(alarm);
      await desk.offers.accept((await offerOf(number))?.id ?? '', agentId);
      desk.clock.advance(100);
      await desk.progress.resolve(number, { agentId }, 'Se liberó espacio');
      desk.clock.advance(30);
      await report(again(alarm));
      expect((await view(number)).status).toBe('resolved');
      desk.clock.advance(61);
      await report(again(alarm));
      expect((await view(number)).status).toBe('offered');
      await report(over(alarm));
    }));

  it('goes along when its ticket is merged, and does not end what was a customer\'s', async () => {
    const alarm = trouble();
    const number = await open(alarm);
    const form = { requestId: `form-${made}`, subject: 'No funciona', description: 'Nada funciona', name: 'Ana', email: 'ana@example.org', receivedAt: desk.clock.now() };
    const accepted = await desk.accept(desk.channels.web.toContact(form), desk.channels.web.capabilities);
    await desk.settle();
    const customers = 'number' in accepted ? accepted.number : 0;
    const agentId = await desk.addAgent({ available: false });
    await desk.joining.merge(number, { agentId }, customers);
    expect((await report(over(alarm)))[0]).toEqual({ kind: 'ended', ticketNumber: customers });
    expect(await view(customers)).toMatchObject({ status: 'queued', kind: 'question', alarm: { endedAt: desk.clock.now().toISOString() } });
  });

  it('records how long a service was down, where a rule says that it is', async () => {
    const alarm = trouble({ labels: { instance: 'core-1' }, severity: 'CRITICAL' });
    await open(alarm);
    desk.clock.advance(90);
    await report(over(alarm));
    const { rows } = await sql<{ service: string; seconds: number; asset: string }>`select d.service, extract(epoch from d.ended_at - d.began_at)::int as seconds, a.name as asset
      from downtimes d join assets a on a.id = d.asset_id`.execute(desk.database.db);
    expect(rows).toEqual([{ service: 'tecnologia', seconds: 90, asset: 'core-1' }]);
  });
});

describe('a storm', () => {
  const group = () => ({ group: `storm ${made}` });
  const many = (count: number, about: Partial<InboundAlarm>) => Array.from({ length: count }, () => trouble(about));

  it('becomes one ticket that is offered, with theirs hanging on it, and ends with the last of them', () =>
    withAgent(async () => {
      const room = String(made);
      const about = { group: `{}/{team="red"}:{alertname="PowerCut", room="${room}"}` };
      const first = many(2, about);
      const early = numbers(await report(...first));
      expect(await offerOf(early[0] ?? 0)).not.toBeNull();
      const rest = many(58, { ...about, severity: 'critical' });
      const late = numbers(await report(...rest));
      const { parent } = await view(late[0] ?? 0);
      const storm = await view(numberOf(parent));
      expect(storm).toMatchObject({ kind: 'alarm', status: 'offered', subject: `60 alarmas de Alertmanager: PowerCut, ${room}`, impact: 'high', alarm: null });
      expect(storm.children).toHaveLength(60);
      expect(new Set(storm.children.map(({ status }) => status))).toEqual(new Set(['new']));
      for (const number of [...early, late.at(-1) ?? 0]) {
        expect(await offerOf(number)).toBeNull();
        expect(await view(number)).toMatchObject({ status: 'new', kind: 'alarm', tier: 3, parent, alarm: { endedAt: null } });
      }
      // Nothing is owed to what hangs there, however long the relay looks.
      desk.clock.advance(300);
      expect((await desk.backlog.lateSignals(desk.clock.now(), 100)).filter(({ kind }) => kind === 'route-ticket')).toEqual([]);
      const all = [...first, ...rest];
      await report(...all.slice(1).map(over));
      expect((await view(numberOf(parent))).status).toBe('offered');
      await report(...all.slice(0, 1).map(over));
      expect(await view(numberOf(parent))).toMatchObject({ status: 'closed', solution: 'Todas las alarmas de este grupo terminaron.' });
      const [next] = many(1, about);
      expect((await view(numberIn((await report(next ?? trouble()))[0]))).parent).toBeNull();
    }));

  it('is one however it comes', async () => {
    const about = group();
    const [one, other] = [many(20, about), many(20, about)];
    const outcomes = await Promise.all([desk.acceptAlarms(one), desk.acceptAlarms(other), desk.acceptAlarms([...one].reverse())]);
    await desk.settle();
    const opened = outcomes.flat().filter(({ kind }) => kind === 'opened');
    expect(opened).toHaveLength(40);
    const parents = new Set(await Promise.all(numbers(opened).map(async (number) => (await view(number)).parent)));
    expect(parents.size).toBe(1);
    expect((await view(numberOf([...parents][0] ?? null))).children).toHaveLength(40);
  });

  it('leaves an agent what they have, and settles the rest with its ticket', () =>
    withAgent(async (agentId) => {
      const about = group();
      const kept = trouble(about);
      const mine = await open(kept);
      await desk.offers.accept((await offerOf(mine))?.id ?? '', agentId);
      const rest = many(6, about);
      const hanging = numbers(await report(...rest));
      const { parent } = await view(hanging[0] ?? 0);
      expect(await view(mine)).toMatchObject({ status: 'assigned', agent: { id: agentId }, parent });
      const storm = numberOf(parent);
      await desk.offers.accept((await offerOf(storm))?.id ?? '', agentId);
      await desk.progress.note(hanging[1] ?? 0, { agentId }, 'Es el mismo disco');
      expect((await view(hanging[1] ?? 0)).status).toBe('new');
      await desk.progress.resolve(storm, { agentId }, 'Se cambió el arreglo de discos');
      expect((await view(mine)).status).toBe('assigned');
      for (const number of hanging) expect(await view(number)).toMatchObject({ status: 'resolved', solution: 'Se cambió el arreglo de discos' });
      // One of them goes on: it is work of its own from here on.
      desk.clock.advance(61);
      const [stubborn] = rest;
      if (stubborn) await report(again(stubborn));
      expect((await view(hanging[0] ?? 0)).status).toBe('offered');
      expect((await view(storm)).status).toBe('resolved');
      await report(...rest.map(over), over(kept));
      expect(new Set(await Promise.all([mine, ...hanging].map(async (number) => (await view(number)).status)))).toEqual(new Set(['closed', 'resolved']));
    }));

  it('that was merged into a customer\'s ticket goes along with it', async () => {
    const about = group();
    const [number = 0] = numbers(await report(...many(5, about)));
    const storm = numberOf((await view(number)).parent);
    const agentId = await desk.addAgent({ available: false });
    const into = await open(trouble());
    await desk.joining.merge(storm, { agentId }, into);
    expect((await view(number)).parent).toBe(`V-${into}`);
    const [late = trouble()] = many(1, about);
    expect((await view(await open(late))).parent).toBe(`V-${into}`);
  });

  it('takes back what hangs on it when it is cancelled', async () => {
    const about = group();
    const hanging = numbers(await report(...many(5, about)));
    const agentId = await desk.addAgent({ available: false });
    await desk.progress.cancel(numberOf((await view(hanging[0] ?? 0)).parent), { agentId }, 'Simulacro');
    expect(new Set(await Promise.all(hanging.map(async (number) => (await view(number)).status)))).toEqual(new Set(['cancelled']));
  });
});

describe('everything at once', () => {
  it('loses nothing, leaves nobody holding what is over, and nothing waits for what waits for it', () =>
    withAgent((one) => withAgent(async (other) => {
      const name = `at once ${made}`;
      const assets = ['red', 'green', 'blue'].map((colour) => `${colour}-${made}`);
      const alarms = Array.from({ length: 16 }, (_, place) => trouble({ group: `${name} ${place < 8 ? place : place % 2}`, asset: assets[place % 3] ?? null, labels: {} }));
      const offered = async () => (await sql<{ id: string; agentId: string }>`select id, agent_id as "agentId" from offers
        where agent_id in (${one}, ${other}) and ended_at is null`.execute(desk.database.db)).rows;
      const answerWhatIsOffered = async (answers = ['accept', 'decline', 'accept']) => {
        await Promise.allSettled((await offered()).map(async ({ id, agentId }, place) => {
          const answer = answers[place % answers.length];
          if (answer === 'accept') await desk.offers.accept(id, agentId);
          if (answer === 'decline') await desk.offers.decline(id, agentId, 'ahora no');
        }));
      };
      const resolveWhatIsTheirs = async () => {
        const { rows } = await sql<{ number: number; agentId: string }>`select number, agent_id as "agentId" from tickets
          where agent_id in (${one}, ${other}) and status = 'assigned'`.execute(desk.database.db);
        await Promise.allSettled(rows.map(({ number, agentId }) => desk.progress.resolve(number, { agentId }, 'Listo')));
      };
      const swapWhatIsTheirs = async () => {
        const { rows } = await sql<{ number: number; agentId: string }>`select number, agent_id as "agentId" from tickets
          where agent_id in (${one}, ${other}) and status = 'assigned'`.execute(desk.database.db);
        await Promise.allSettled(rows.map(({ number, agentId }) => desk.placing.transfer(number, { agentId }, { agentId: agentId === one ? other : one }, null)));
      };
      for (let round = 0; round < 2; round += 1) {
        const firing = alarms.map((alarm) => ({ ...again(alarm), startedAt: desk.clock.now() }));
        await Promise.all([
          desk.acceptAlarms(firing.slice(0, 10)), desk.acceptAlarms([...firing].reverse()), desk.settle(), answerWhatIsOffered(), desk.acceptAlarms(firing.slice(6)),
        ]);
        await desk.settle();
        await Promise.all([answerWhatIsOffered(['accept', 'wait', 'wait']), swapWhatIsTheirs()]);
        desk.clock.advance(61);
        await Promise.all([
          resolveWhatIsTheirs(), desk.acceptAlarms(firing.slice(0, 7).map(over)), answerWhatIsOffered(), swapWhatIsTheirs(), desk.acceptAlarms(firing.slice(3).map(again)), desk.acceptAlarms([...firing].reverse().map(over)),
        ]);
        await report(...firing.map(over));
        desk.clock.advance(61);
      }
      const ofThese = sql`group_key like ${`${name} %`}`;
      const { rows: lasting } = await sql`select from alarms where ended_at is null and ${ofThese}`.execute(desk.database.db);
      expect(lasting).toHaveLength(0);
      const { rows: open } = await sql`select t.number, t.status from alarms a join contacts c on c.id = a.contact_id join conversations v on v.id = c.conversation_id
        join tickets t on t.id = v.ticket_id where ${ofThese} and t.status not in ('closed', 'resolved')`.execute(desk.database.db);
      expect(open).toEqual([]);
      const { rows: storms } = await sql`select from alarm_storms s join tickets t on t.id = s.ticket_id
        where ${ofThese} and t.status not in ('closed', 'resolved')`.execute(desk.database.db);
      expect(storms).toHaveLength(0);
      // What other tests left in the queue may be theirs still; nothing that is over is.
      const held = sql`(select ticket_id, agent_id, cost from offers where ended_at is null union all select ticket_id, agent_id, cost from assignments where ended_at is null)`;
      const { rows: stale } = await sql`select t.number from ${held} h join tickets t on t.id = h.ticket_id where t.status in ('closed', 'resolved')`.execute(desk.database.db);
      expect(stale).toEqual([]);
      const { rows: wrong } = await sql`select a.id from agents a where a.load <> (select coalesce(sum(h.cost), 0) from ${held} h where h.agent_id = a.id)`.execute(desk.database.db);
      expect(wrong).toEqual([]);
      expect(await deadlocks()).toBe(0);
    })));

  it('does not hold an agent while it waits for a ticket', () =>
    withAgent(async (agentId) => {
      const [first, second] = [trouble(), trouble()];
      const numbers = [await open(first), await open(second)];
      const isWaiting = async () => (await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(desk.database.db)).rows.length > 0;
      let runs = 0;
      let ending: Promise<AlarmOutcome[]> | undefined;
      await desk.transact(async (stores) => {
        runs += 1;
        // As whoever accepts the second does it.
        await stores.tickets.lockNumber(numbers[1] ?? 0);
        ending ??= desk.acceptAlarms([over(first), over(second)]);
        await expect.poll(isWaiting).toBe(true);
        await stores.agents.forgetMissed(agentId);
      });
      expect((await ending)?.map(({ kind }) => kind)).toEqual(['ended', 'ended']);
      expect([runs, await deadlocks()]).toEqual([1, 0]);
    }));

  /** How often PostgreSQL had to end a transaction that waited in a circle. Its sessions count once they have ended. */
  async function deadlocks(): Promise<number | undefined> {
    const others = sql`from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    await sql`select pg_terminate_backend(pid) ${others}`.execute(desk.database.db);
    await expect.poll(async () => (await sql`select ${others}`.execute(desk.database.db)).rows.length).toBe(0);
    const { rows } = await sql<{ deadlocks: number }>`select pg_stat_force_next_flush(), deadlocks::int from pg_stat_database
      where datname = current_database()`.execute(desk.database.db);
    return rows[0]?.deadlocks;
  }
});

describe('the mail of a machine', () => {
  let mails = 0;
  async function* bytesOf(text: string) {
    yield new TextEncoder().encode(text);
  }
  const mailOf = (subject: string, about: { dmarc?: 'pass' | 'fail' | 'none'; from?: string } = {}) => {
    const { dmarc = 'pass', from = 'nagios@machines.example' } = about;
    mails += 1;
    return [
      `Authentication-Results: mx.desk.test; dmarc=${dmarc} header.from=machines.example`, `From: Nagios <${from}>`, 'To: mesa@desk.test', `Subject: ${subject}`,
      `Message-ID: <nagios-${mails}@machines.example>`, `Date: ${desk.clock.now().toUTCString()}`, '', 'Info: no route to host', '',
    ].join('\r\n');
  };
  const receive = async (mail: string) => {
    const receipt = await desk.receiveMail(bytesOf(mail), { source: 'imap mesa', mailbox: 'mesa', returnPath: null, deliveredTo: [], peer: null, receivedAt: desk.clock.now() });
    await desk.settle();
    return receipt;
  };
  const ticketsOn = async (subject: string) => {
    const { tickets } = await reader.list({ q: subject, status: ['new', 'queued', 'offered', 'resolved', 'closed'], limit: 10 });
    return tickets.map(({ channel, status }) => ({ channel, status }));
  };

  it('is an alarm by rule, once for all its copies, until the mail that says it is over', async () => {
    const problem = mailOf('** PROBLEM Host Alert: router-9 is DOWN **');
    expect(await receive(problem)).toEqual({ kind: 'noted' });
    expect(await ticketsOn('router-9')).toEqual([{ channel: 'monitoring', status: 'queued' }]);
    await receive(problem);
    desk.clock.advance(120);
    await receive(mailOf('** RECOVERY Host Alert: router-9 is UP **'));
    expect(await ticketsOn('router-9')).toEqual([{ channel: 'monitoring', status: 'closed' }]);
    // The mailbox is read again from its beginning.
    desk.clock.advance(3600);
    await receive(problem);
    expect(await ticketsOn('router-9')).toEqual([{ channel: 'monitoring', status: 'closed' }]);
    const { rows } = await sql`select from replies r join tickets t on t.id = r.ticket_id where t.channel = 'monitoring'`.execute(desk.database.db);
    expect(rows).toHaveLength(0);
  });

  it('is a letter where a check says that it is forged, where its sender is another, and where it tells of no alarm', async () => {
    await receive(mailOf('** PROBLEM Host Alert: router-10 is DOWN **', { dmarc: 'fail' }));
    await receive(mailOf('** PROBLEM Host Alert: router-10 is DOWN **', { from: 'mallory@machines.example' }));
    await receive(mailOf('** ACKNOWLEDGEMENT Host Alert: router-10 is DOWN **'));
    await receive(mailOf('** PROBLEM Host Alert: router-10 is DOWN **', { dmarc: 'none' }));
    expect(await ticketsOn('router-10')).toEqual([1, 2, 3, 4].map(() => ({ channel: 'email', status: 'queued' })));
  });

  it('ends no alarm where nobody could check whose it is', async () => {
    await receive(mailOf('** PROBLEM Host Alert: router-11 is DOWN **'));
    desk.clock.advance(120);
    await receive(mailOf('** RECOVERY Host Alert: router-11 is UP **', { dmarc: 'none' }));
    expect(await ticketsOn('router-11')).toContainEqual({ channel: 'monitoring', status: 'queued' });
  });

  it('waits in quarantine while the channel of machines is closed, whatever becomes of other mail', async () => {
    const leadId = await desk.addAgent({ role: 'lead', available: false });
    await desk.switches.turn('monitoring', { open: false, reason: null }, leadId);
    expect(await receive(mailOf('** PROBLEM Host Alert: router-12 is DOWN **'))).toMatchObject({ kind: 'quarantined', reason: 'channel-closed' });
    expect(await receive(mailOf('Cambio de guardia'))).toMatchObject({ kind: 'opened' });
    await desk.switches.turn('monitoring', { open: true, reason: null }, leadId);
  });
});
