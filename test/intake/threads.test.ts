import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboundAmendment, InboundThreadMessage, WorkspacePerson } from '../../src/core/index.ts';
import { createStatusReader } from '../../adapters/postgres/status-reader.ts';
import { createTicketReader } from '../../adapters/postgres/ticket-reader.ts';
import { createSummarise } from '../../src/desk/tickets/index.ts';
import { pretendSender } from '../desk/replies/pretend-sender.ts';
import { startTestDesk, type TestDesk } from '../support/desk.ts';
import { countOf, eventsOf, giveTo, joinSeconds, landed, linksFrom, reopenSeconds, ticketOf } from './probes.ts';

const slack = pretendSender();
let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk({ slackSender: { ...slack, send: async (text) => {
    const providerId = `${text.to.includes('/') ? text.to.split('/')[0] : `D${text.to}`}/${nextMoment()}`;
    slack.sent.push({ text, providerId });
    return { kind: 'sent', providerId, ...(!text.to.includes('/') && { begins: providerId }) };
  } } });
  agentId = await desk.addAgent({ capacity: 10_000, available: false });
});
afterAll(() => desk.close());

let moments = 1_772_463_600;
const nextMoment = () => `${String(moments += 1)}.000100`;
let people = 0;
const somebody = (about: Partial<WorkspacePerson> = {}): WorkspacePerson => {
  people += 1;
  return { id: `U${people}`, name: `Persona ${people}`, email: null, ...about };
};

/** Something said: in a thread of its own in a room of several, unless told otherwise. */
function said(from: WorkspacePerson, about: Partial<InboundThreadMessage> & { moment?: string } = {}): InboundThreadMessage {
  const { moment = nextMoment(), room = 'C1', thread = moment, ...rest } = about;
  return { messageId: `${room}/${moment}`, from, room, thread, isDirect: room.startsWith('D'), text: 'no puedo navegar en internet', names: {}, files: [], receivedAt: desk.clock.now(), ...rest };
}
const take = (message: InboundThreadMessage) => desk.acceptThreadMessage(message);
const open = async (message: InboundThreadMessage) => landed(await take(message));
const below = (first: InboundThreadMessage, from = first.from, about: Partial<InboundThreadMessage> = {}) => said(from, { room: first.room, thread: first.thread, ...about });

let changes = 0;
function changed(message: InboundThreadMessage, about: Partial<InboundAmendment> = {}): InboundAmendment {
  changes += 1;
  const { messageId, from, room, thread } = message;
  return { amendmentId: `${messageId}/${changes}`, messageId, how: 'edited', from, room, thread, text: `cambio ${changes}`, names: {}, receivedAt: new Date(desk.clock.now().getTime() + changes), ...about };
}

async function viewOf(number: number) {
  const view = await createTicketReader({ db: desk.database.db, fileViews: desk.fileViews, summarise: createSummarise(desk.desk), publishEvents: async () => undefined }).read(number);
  if (!view) throw new Error('No such ticket.');
  return view;
}
const contactsOf = async (number: number) => (await viewOf(number)).timeline.filter((item) => item.kind === 'contact');

describe('a thread', () => {
  test('is one conversation, whoever writes in it and however late', async () => {
    const [ana, luis] = [somebody(), somebody()];
    const first = said(ana);
    const { ticketId, number } = await open(first);
    desk.clock.advance(joinSeconds * 3);
    expect(await open(below(first))).toMatchObject({ ticketId });
    expect(await open(below(first, luis))).toMatchObject({ ticketId });
    expect((await contactsOf(number)).map(({ from }) => from)).toEqual([ana.name, ana.name, luis.name]);
    const { customer } = await viewOf(number);
    expect(customer?.addresses).toMatchObject([{ kind: 'slack', value: ana.id, verified: true }]);
    expect((await eventsOf(desk, ticketId)).filter(({ name }) => name === 'ticket.routed')).toHaveLength(0);
    // What one of them asks elsewhere is another matter.
    expect((await open(said(luis))).ticketId).not.toBe(ticketId);
  });

  test('in which many write at the same instant is one ticket', async () => {
    const before = await countOf(desk, 'tickets');
    const threads = Array.from({ length: 6 }, () => said(somebody()));
    const answers = await Promise.all([1, 2, 3, 4].flatMap((turn) => threads.map((first) => take(turn === 1 ? first : below(first, somebody())))));
    expect(answers.filter(({ kind }) => kind === 'opened')).toHaveLength(6);
    expect(answers.filter(({ kind }) => kind === 'appended')).toHaveLength(18);
    expect(await countOf(desk, 'tickets')).toBe(before + 6);
  });

  test('opens its resolved ticket again within reopenDays, and a follow-up in the same thread after', async () => {
    const first = said(somebody());
    const { ticketId, number } = await open(first);
    await giveTo(desk, ticketId, agentId);
    await desk.progress.resolve(number, { agentId }, 'Listo');
    desk.clock.advance(reopenSeconds);
    expect(await open(below(first, somebody()))).toMatchObject({ ticketId });
    expect((await ticketOf(desk, ticketId)).status).not.toBe('resolved');
    await desk.placing.assign(number, { agentId }, agentId);
    await desk.progress.resolve(number, { agentId }, 'Listo');
    desk.clock.advance(reopenSeconds + 1);
    const next = await open(below(first));
    expect(next.ticketId).not.toBe(ticketId);
    expect(await linksFrom(desk, next.ticketId)).toEqual([{ to: ticketId, kind: 'follow-up' }]);
    expect(await open(below(first, somebody()))).toMatchObject({ ticketId: next.ticketId });
    expect(await desk.isOurThread(first.room, first.thread)).toBe(true);
    expect(await desk.isOurThread(first.room, nextMoment())).toBe(false);
  });

  test('keeps away whom the desk does not want to hear, and nobody else', async () => {
    const [ana, luis] = [somebody(), somebody()];
    const first = said(ana);
    await open(first);
    await sql`insert into blocked_addresses (kind, value, reason, by, at) values ('slack', ${luis.id}, 'x', ${agentId}, now())`.execute(desk.database.db);
    expect(await take(below(first, luis))).toMatchObject({ kind: 'blocked' });
    expect(await take(below(first))).toMatchObject({ kind: 'appended' });
  });
});

describe('a message', () => {
  test('that comes three ways at once, and again later, is one contact', async () => {
    const ana = somebody();
    const message = said(ana);
    const ways = [message, { ...message, text: '<@U9> no puedo' }, { ...message, broughtBy: somebody() }];
    const answers = await Promise.all([...ways, ...ways].map(take));
    expect(answers.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'duplicate')).toHaveLength(5);
    expect(new Set(answers.map((answer) => landed(answer).ticketId)).size).toBe(1);
  });

  test('is from the customer whom the desk knows by mail, and stays theirs without it', async () => {
    const form = landed(await desk.accept(
      { ...desk.channels.sms.toContact({ providerId: 'SMmail', from: '', to: '', text: 'x', media: [], receivedAt: desk.clock.now() }), from: [{ kind: 'email', value: 'ana@x.org' }] },
      desk.channels.sms.capabilities,
    ));
    const ana = somebody({ email: 'Ana@X.org' });
    const one = await open(said(ana));
    const other = await open(said({ ...ana, email: null }));
    const ids = await Promise.all([form, one, other].map(async ({ ticketId }) => (await ticketOf(desk, ticketId)).customerId));
    expect(new Set(ids).size).toBe(1);
    // Whom the network could not name in time is named later, and nobody is named anew.
    const late = somebody({ name: null });
    const { number } = await open(said(late));
    await open(said({ ...late, name: 'Eva' }));
    await open(said({ ...late, name: 'Otra' }));
    expect((await viewOf(number)).customer?.name).toBe('Eva');
    // An address that belongs to somebody stays theirs.
    const luis = somebody();
    const { customerId } = await ticketOf(desk, (await open(said(luis))).ticketId);
    expect((await ticketOf(desk, (await open(said({ ...luis, email: 'ana@x.org' }))).ticketId)).customerId).toBe(customerId);
  });

  test('to the desk alone belongs to what was said there within joinMinutes, and begins something new after', async () => {
    const ana = somebody();
    const direct = (about: Partial<InboundThreadMessage> = {}) => said(ana, { room: 'D1', ...about });
    const first = direct();
    const { ticketId } = await open(first);
    desk.clock.advance(600);
    const second = direct();
    expect(await open(second)).toMatchObject({ ticketId });
    desk.clock.advance(601);
    const { ticketId: later } = await open(direct());
    expect(later).not.toBe(ticketId);
    // An answer in the thread of any of them goes where that one went.
    expect(await open(below(second))).toMatchObject({ ticketId });
    expect(await open(below(first))).toMatchObject({ ticketId });
    // Theirs alone: of somebody else in that room nothing is joined.
    expect((await open(said(somebody(), { room: 'D1' }))).ticketId).not.toBe(later);
  });

  test('to the desk alone, many at once, is one request', async () => {
    const ana = somebody();
    const answers = await Promise.all(Array.from({ length: 10 }, () => take(said(ana, { room: 'D2' }))));
    expect(answers.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
  });

  test('of a form is always a request of its own, and its answers begin a thread', async () => {
    const ana = somebody();
    const form = (id: string) => said(ana, { messageId: id, room: ana.id, thread: '', chosen: { entry: 'internet', urgency: 'high' }, subject: 'Internet' });
    const { ticketId, number } = await open(form('modal.1'));
    expect((await open(form('modal.2'))).ticketId).not.toBe(ticketId);
    await desk.settle();
    expect((await viewOf(number)).entry?.key).toBe('internet');
    const told = slack.sent.filter(({ text }) => text.body.includes(`V-${number}`));
    expect(told.map(({ text }) => text.to)).toEqual([ana.id]);
    const [, begun = ''] = told[0]?.providerId.split('/') ?? [];
    expect(await open(said(ana, { room: `D${ana.id}`, thread: begun }))).toMatchObject({ ticketId });
    desk.clock.advance(1);
    await desk.progress.reply(number, { agentId }, 'Reinicie el equipo.');
    await desk.settle();
    expect(slack.sent.at(-1)?.text).toMatchObject({ to: `D${ana.id}/${begun}`, body: 'Reinicie el equipo.' });
  });
});

describe('what becomes of a message', () => {
  const status = createStatusReader;

  test('is shown beside its first words, found by search, and newest at the status page', async () => {
    const ana = somebody();
    const message = said(ana, { room: 'D3' });
    const place = await open(message);
    const edit = changed(message, { text: 'se cayó la impresora &amp; el ratón' });
    expect(await Promise.all([desk.acceptAmendment(edit), desk.acceptAmendment(edit)]).then((all) => all.map(({ kind }) => kind).sort())).toEqual(['amended', 'duplicate']);
    expect(await contactsOf(place.number)).toMatchObject([{ text: message.text, amended: { how: 'edited', text: 'se cayó la impresora & el ratón' } }]);
    const { rows } = await sql`select from tickets where id = ${place.ticketId} and words @@ to_tsquery('simple', 'impresora')`.execute(desk.database.db);
    expect(rows).toHaveLength(1);
    expect((await status(desk.database.db).read(place))?.messages).toMatchObject([{ text: 'se cayó la impresora & el ratón' }]);
    expect(await desk.acceptAmendment(changed(message, { how: 'deleted' }))).toMatchObject({ kind: 'amended' });
    expect(await contactsOf(place.number)).toMatchObject([{ text: message.text, amended: { how: 'deleted' } }]);
    expect((await status(desk.database.db).read(place))?.messages).toEqual([]);
    expect(await desk.acceptAmendment(changed(message))).toEqual({ kind: 'unchanged' });
  });

  test('counts as writing where its words changed: who waits is woken, what is resolved opens again', async () => {
    const message = said(somebody());
    const { ticketId, number } = await open(message);
    await giveTo(desk, ticketId, agentId);
    await desk.progress.wait(number, { agentId }, { for: 'customer', reason: 'x', until: null });
    const first = changed(message);
    expect(await desk.acceptAmendment(changed(message, { text: message.text }))).toEqual({ kind: 'unchanged' });
    expect((await ticketOf(desk, ticketId)).status).toBe('waiting');
    expect(await desk.acceptAmendment(first)).toMatchObject({ kind: 'amended' });
    expect((await ticketOf(desk, ticketId)).status).toBe('assigned');
    await desk.progress.resolve(number, { agentId }, 'Listo');
    expect(await desk.acceptAmendment(changed(message, { text: first.text }))).toEqual({ kind: 'unchanged' });
    // Of several changes the latest counts, in whichever order they come.
    expect(await desk.acceptAmendment(changed(message, { receivedAt: new Date(first.receivedAt.getTime() - 1) }))).toEqual({ kind: 'unchanged' });
    expect(await desk.acceptAmendment(changed(message, { how: 'deleted', messageId: message.messageId }))).toMatchObject({ kind: 'amended' });
    expect((await ticketOf(desk, ticketId)).status).toBe('resolved');
    const other = said(somebody());
    const resolved = await open(other);
    await giveTo(desk, resolved.ticketId, agentId);
    await desk.progress.resolve(resolved.number, { agentId }, 'Listo');
    await desk.acceptAmendment(changed(other));
    expect((await ticketOf(desk, resolved.ticketId)).status).not.toBe('resolved');
  });

  test('waits for the message where both come at once, and is not kept of what the desk never took in', async () => {
    const messages = Array.from({ length: 8 }, () => said(somebody()));
    const both = await Promise.all(messages.map(async (message) => {
      const [, amended] = await Promise.all([take(message), desk.acceptAmendment(changed(message))]);
      return amended.kind;
    }));
    // Whichever is first: it is either known by then, or nobody told us of it.
    for (const kind of both) expect(['amended', 'unknown']).toContain(kind);
    const stranger = said(somebody());
    expect(await desk.acceptAmendment(changed(stranger))).toEqual({ kind: 'unknown' });
    const { rows } = await sql`select from amendments where provider_id like ${`${stranger.messageId}%`}`.execute(desk.database.db);
    expect(rows).toEqual([]);
  });

  test('follows its ticket where that was merged, is kept on one that has ended, and not of whom is blocked', async () => {
    const [one, other] = [said(somebody()), said(somebody())];
    const [from, into] = [await open(one), await open(other)];
    await desk.joining.merge(from.number, { agentId }, into.number);
    expect(await desk.acceptAmendment(changed(one))).toMatchObject({ kind: 'amended', ticketId: into.ticketId });
    await desk.progress.cancel(into.number, { agentId }, 'x');
    expect(await desk.acceptAmendment(changed(one))).toMatchObject({ kind: 'amended' });
    expect((await ticketOf(desk, into.ticketId)).status).toBe('cancelled');
    await sql`insert into blocked_addresses (kind, value, reason, by, at) values ('slack', ${one.from.id}, 'x', ${agentId}, now())`.execute(desk.database.db);
    expect(await desk.acceptAmendment(changed(one))).toEqual({ kind: 'blocked' });
  });
});

describe('answers', () => {
  test('go to the thread; what the desk writes by itself holds the link only where nobody else reads it', async () => {
    const ana = somebody();
    const [shared, direct] = [said(ana), said(ana, { room: 'D4' })];
    const places = [await open(shared), await open(direct)];
    await desk.settle();
    const told = (number: number) => slack.sent.filter(({ text }) => text.body.includes(`V-${number}`)).map(({ text }) => text);
    expect(told(places[0]?.number ?? 0)).toMatchObject([{ to: `C1/${shared.thread}`, body: expect.not.stringContaining('http') as string }]);
    expect(told(places[1]?.number ?? 0)).toMatchObject([{ to: `D4/${direct.thread}`, body: expect.stringContaining('http://desk.test/status/') as string }]);
  });

  test('carry their layout and files, under a name by which each text is looked up', async () => {
    const message = said(somebody());
    const { number } = await open(message);
    desk.clock.advance(1);
    const kept = await desk.fileKeeper.keep(Buffer.from('Pasos para reiniciar'), { name: 'guía.txt', claimedType: 'text/plain', limits: { mostBytes: 1_000 } });
    if (kept.kind !== 'kept') throw new Error('The file was not kept.');
    const file = { name: 'guía.txt', type: 'text/plain', size: kept.file.size, sha256: kept.file.sha256 };
    await desk.progress.reply(number, { agentId }, 'Vea **aquí** & <!channel>', { html: '<p>Vea <b>aquí</b> &amp; &lt;!channel&gt;</p>', files: [file] });
    await desk.progress.reply(number, { agentId }, `${'palabra '.repeat(600)}fin`, { html: `<p>${'palabra '.repeat(600)}fin</p>`, files: [file] });
    await desk.settle();
    const sent = slack.sent.map(({ text }) => text).filter((text) => text.to === `C1/${message.thread}` && !text.body.includes('V-'));
    expect(sent[0]).toMatchObject({ body: 'Vea *aquí* &amp; &lt;!channel&gt;', files: [file] });
    expect(sent.slice(1).map(({ files, reference }) => [files?.length ?? 0, reference?.split('.')[1]])).toEqual([[0, '1'], [1, '2']]);
    expect(sent.at(-1)?.body).toMatch(/palabra fin$/);
  });

  test('begin with the customer whom the desk knows in Slack, and what they say below comes back', async () => {
    const ana = somebody({ email: 'ana.slack@x.org' });
    await open(said(ana));
    const texted = landed(await desk.accept(
      { ...desk.channels.web.toContact({ requestId: 'w1', subject: 'x', description: 'x', name: 'Ana', email: 'ana.slack@x.org', receivedAt: desk.clock.now() }), from: [{ kind: 'email', value: 'ana.slack@x.org' }] },
      desk.channels.sms.capabilities,
    ));
    const back = await desk.findWayBack(texted.number);
    const way = back?.ways.find(({ channel }) => channel === 'slack');
    expect(way).toMatchObject({ way: 'sent', to: { kind: 'slack', value: ana.id }, from: '', carries: { html: true, files: true } });
    desk.clock.advance(1);
    await desk.progress.reply(texted.number, { agentId }, 'Hola', { way: { channel: 'slack', to: ana.id } });
    await desk.settle();
    const [sent] = slack.sent.filter(({ text }) => text.to === ana.id);
    const [room = '', thread = ''] = sent?.providerId.split('/') ?? [];
    desk.clock.advance(joinSeconds * 2);
    expect(await open(said(ana, { room, thread }))).toMatchObject({ ticketId: texted.ticketId });
    expect((await desk.findWayBack(texted.number))?.ways.filter(({ channel }) => channel === 'slack').map(({ from }) => from)).toEqual([`${room}/${thread}`]);
  });

  test('that leave at the same moment, before there is a thread: the second goes into the one that the first begins', async () => {
    const ana = somebody();
    const { ticketId, number } = await open(said(ana, { messageId: 'modal.3', room: ana.id, thread: '' }));
    await desk.settle();
    await sql`update conversations set ours = ${ana.id} where ticket_id = ${ticketId}`.execute(desk.database.db);
    desk.clock.advance(1);
    for (const text of ['Uno', 'Dos']) await desk.progress.reply(number, { agentId }, text);
    const leaving = desk.signals.flatMap((signal) => (signal.kind === 'deliver-reply' ? [signal.deliveryId] : []));
    desk.signals.length = 0;
    const sentBefore = slack.sent.length;
    await Promise.all(leaving.map((id) => desk.deliveries.deliver(id)));
    await desk.settle();
    const left = slack.sent.slice(sentBefore);
    expect(left.map(({ text: { to, body } }) => [to, body])).toEqual([[ana.id, 'Uno'], [left[0]?.providerId, 'Dos']]);
    for (const [room, thread] of left.map(({ providerId }) => providerId.split('/'))) expect(await open(said(ana, { ...(room && { room }), ...(thread && { thread }) }))).toMatchObject({ ticketId });
  });

  test('go privately beside a thread that others read, where that is asked for', async () => {
    const ana = somebody();
    const [shared, direct] = [await open(said(ana)), await open(said(ana, { room: 'D5' }))];
    const froms = async (number: number) => (await desk.findWayBack(number))?.ways.map(({ from }) => from.split('/')[0]);
    expect(await froms(shared.number)).toEqual(['C1', '']);
    expect(await froms(direct.number)).toEqual(['D5']);
  });
});
