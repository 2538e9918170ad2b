import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventFeed } from '../../../adapters/postgres/event-feed.ts';
import { startSlackDesk, type SlackDeskTest } from './whole-desk.ts';

let on: SlackDeskTest;
beforeAll(async () => {
  on = await startSlackDesk();
  const people = [
    { id: 'U0ANA', name: 'Ana María', email: 'ana@example.org' }, { id: 'U0BOB', name: 'Bob', email: 'bob@example.org', locale: 'en-US' },
    { id: 'U0EVA', name: 'Eva', email: 'eva@desk.test' }, { id: 'U0GUEST', name: 'Gus', email: 'eva@desk.test', flags: { is_restricted: true } },
  ];
  for (const person of people) on.pretend.people.set(person.id, person);
  on.pretend.rooms.set('C0ROOM', { name: 'general' });
  on.pretend.rooms.set('C0AWAY', { name: 'away', isMember: false });
});
afterAll(() => on.close());

const rows = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(on.desk.database.db)).rows;
const tickets = () => rows(sql<{ id: string; number: number; subject: string; service: string | null; entry: string | null; impact: string | null; status: string; channel: string }>`select * from tickets order by number`);
const latest = async () => {
  const ticket = (await tickets()).at(-1);
  if (!ticket) throw new Error('no ticket');
  return ticket;
};
const said = (user: string, text: string, channel = 'C0ROOM') => on.pretend.add({ user, text, channel });
const shown = () => JSON.stringify(on.last('chat.postEphemeral') ?? {});
const option = (value: string) => ({ type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'x' }, value } });
const typed = (value: string) => ({ type: 'plain_text_input', value });
const filled = (more: Record<string, unknown> = {}) => ({
  service: { service: option('tecnologia') }, 'entry/tecnologia': { entry: option('internet') },
  subject: { subject: typed('Sin red') }, words: { words: typed('No hay <red> & "nada"') }, impact: { impact: option('high') }, urgency: { urgency: { type: 'static_select', selected_option: null } }, ...more,
});

describe('the form', () => {
  it('is opened by the command with what was typed, in the language of whoever asks', async () => {
    expect(await on.command('U0ANA', 'no abre &lt;nada&gt;')).toEqual({ status: 200, text: '' });
    expect(JSON.stringify(on.last('views.open'))).toContain('no abre <nada>');
    expect(on.last('views.open')).toMatchObject({ view: { title: { text: 'Nueva solicitud' }, callback_id: 'request_form' } });
    await on.command('U0BOB', '', '/helpme');
    expect(on.last('views.open')).toMatchObject({ view: { title: { text: 'New request' } } });
  });

  it('says so when Slack does not show it', async () => {
    on.pretend.failNext('views.open', { kind: 'error', code: 'expired_trigger_id' });
    expect((await on.command('U0ANA', 'x')).text).toContain('No pudimos abrir el formulario');
  });

  it('offers the entries of the chosen service, and keeps what was typed', async () => {
    const view = { id: 'V0A', hash: '7.x', type: 'modal', callback_id: 'request_form', state: { values: { ...filled(), service: { service: option('tecnologia') } } } };
    const user = { id: 'U0ANA', username: 'ana', team_id: 'T0DESK001' };
    const answer = await on.interact({ type: 'block_actions', user, team: { id: 'T0DESK001', domain: 'd' }, trigger_id: '1.1', view, actions: [{ type: 'static_select', action_id: 'service', block_id: 'service', selected_option: option('tecnologia').selected_option }] });
    expect(answer.status).toBe(200);
    const updated = on.last('views.update');
    expect(updated).toMatchObject({ view_id: 'V0A', hash: '7.x' });
    expect(JSON.stringify(updated)).toContain('Internet no funciona');
    expect(JSON.stringify(updated)).toContain('"initial_value":"Sin red"');
  });

  it('makes one ticket however often it is sent, answered directly to whoever sent it', async () => {
    const before = (await tickets()).length;
    const view = { id: 'V0ONE', callback_id: 'request_form', values: filled() };
    const answers = await Promise.all([on.submit('U0ANA', view), on.submit('U0ANA', view)]);
    const again = await on.submit('U0ANA', view);
    for (const answer of [...answers, again]) expect(JSON.parse(answer.text)).toMatchObject({ response_action: 'update', view: { blocks: [{ text: { text: expect.stringContaining('V-') as string } }] } });
    expect(await tickets()).toHaveLength(before + 1);
    expect(await latest()).toMatchObject({ subject: 'Sin red', channel: 'slack' });
    await on.desk.settle();
    expect(await latest()).toMatchObject({ service: 'tecnologia', entry: 'internet', impact: 'high' });
    expect(await rows(sql<{ text: string }>`select text from contacts order by received_at desc, id desc limit 1`)).toEqual([{ text: 'No hay <red> & "nada"' }]);
    expect(on.pretend.posted().at(-1)).toMatchObject({ channel: 'D0ANA', text: expect.stringContaining(`V-${(await latest()).number}`) as string });
  });

  it('shows its faults by field in the words of whoever sent it', async () => {
    const before = (await tickets()).length;
    const blank = await on.submit('U0BOB', { id: 'V0B', callback_id: 'request_form', values: filled({ words: { words: typed(' \u0000 ') } }) });
    expect(JSON.parse(blank.text)).toEqual({ response_action: 'errors', errors: { words: 'Please write what you need.' } });
    const gone = await on.submit('U0ANA', { id: 'V0C', callback_id: 'request_form', values: filled({ service: { service: option('no-such') } }) });
    expect(JSON.parse(gone.text)).toMatchObject({ errors: { service: expect.stringContaining('ya no existe') as string } });
    const foreign = await on.submit('U0ANA', { id: 'V0D', callback_id: 'request_form', values: filled({ 'entry/tecnologia': { entry: option('otra') } }) });
    expect(JSON.parse(foreign.text)).toMatchObject({ errors: { 'entry/tecnologia': expect.any(String) as string } });
    expect(await tickets()).toHaveLength(before);
  });
});

describe('a message', () => {
  it('becomes one ticket of its writer, by a shortcut, by emojis of two people and by a mention', async () => {
    const before = (await tickets()).length;
    const mention = on.events.mentions({ user: 'U0ANA', text: '<@U0DESKBOT> se cayó todo', channel: 'C0ROOM' });
    const { ts } = mention.event as { ts: string };
    const shortcut = () => on.messageShortcut('U0BOB', 'C0ROOM', { user: 'U0ANA', text: '<@U0DESKBOT> se cayó todo', ts });
    const answers = await Promise.all([on.reacts('U0BOB', 'C0ROOM', ts, 'ticket::skin-tone-2'), on.reacts('U0EVA', 'C0ROOM', ts), shortcut(), on.event(mention)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await tickets()).toHaveLength(before + 1);
    await on.reacts('U0BOB', 'C0ROOM', ts);
    expect(shown()).toContain('already belongs to ticket');
    expect(await tickets()).toHaveLength(before + 1);
    expect(await rows(sql<{ value: string }>`select a.value from tickets t join addresses a on a.customer_id = t.customer_id and a.kind = 'slack' where t.id = ${(await latest()).id}::uuid`)).toEqual([{ value: 'U0ANA' }]);
  });

  it('names who brought it, and is answered in its thread', async () => {
    const { ts } = said('U0ANA', 'El proyector no prende');
    await on.reacts('U0BOB', 'C0ROOM', ts);
    expect(shown()).toMatch(/We opened ticket V-\d+ /);
    // The link to somebody else's request is theirs.
    expect(shown()).not.toContain('/status/');
    expect(on.last('chat.postEphemeral')).toMatchObject({ channel: 'C0ROOM', user: 'U0BOB' });
    expect(await rows(sql<{ from_text: string; ours: string }>`select c.from_text, v.ours from contacts c join conversations v on v.id = c.conversation_id where v.ticket_id = ${(await latest()).id}::uuid`))
      .toEqual([{ from_text: 'Ana María (Bob)', ours: `C0ROOM/${ts}` }]);
  });

  it('of a bot, one that Slack does not show, and another emoji make none', async () => {
    const before = (await tickets()).length;
    const { ts } = on.pretend.add({ user: 'U0ANA', text: 'soy un robot', channel: 'C0ROOM', bot_id: 'B1' });
    await on.reacts('U0ANA', 'C0ROOM', ts);
    expect(shown()).toContain('aplicación');
    await on.reacts('U0ANA', 'C0ROOM', '1700000000.000001');
    expect(shown()).toContain('No pudimos leer');
    await on.reacts('U0ANA', 'C0ROOM', said('U0ANA', 'hola').ts, 'eyes');
    // Slack does not know now what it may know in a minute.
    on.pretend.failNext('conversations.replies', { kind: 'error', code: 'internal_error' });
    expect((await on.reacts('U0ANA', 'C0ROOM', said('U0ANA', 'hola otra vez').ts)).status).toBe(503);
    expect(on.faults.pop()).toMatchObject({ code: 'unavailable' });
    expect(await tickets()).toHaveLength(before);
  });

  it('in a room where the desk is not becomes a ticket all the same, answered directly', async () => {
    const { ts } = said('U0ANA', 'Ayuda por favor', 'C0AWAY');
    expect((await on.messageShortcut('U0BOB', 'C0AWAY', { user: 'U0ANA', text: 'Ayuda por favor', ts })).status).toBe(200);
    expect(await rows(sql<{ ours: string; theirs: string }>`select ours, theirs from conversations where ticket_id = ${(await latest()).id}::uuid`)).toEqual([{ ours: 'U0ANA', theirs: 'U0ANA' }]);
    await on.desk.settle();
    expect(on.pretend.posted().at(-1)?.channel).toBe('D0ANA');
  });
});

describe('the Home tab', () => {
  it('shows each person their own requests and what is announced', async () => {
    await on.submit('U0BOB', { id: 'V0BOB', callback_id: 'request_form', values: filled({ subject: { subject: typed('Only of Bob & co') } }) });
    const by = await on.desk.addAgent({ role: 'lead', available: false });
    await on.desk.announcements.publish({ kind: 'outage', words: { es: { title: 'Sin correo', text: '' }, en: { title: 'No mail', text: '' } }, services: [], channels: ['web'], from: on.clock.now(), until: null }, by);
    const open = (user: string) => on.event(on.events.envelope({ type: 'app_home_opened', user, channel: 'D0X', tab: 'home', event_ts: '1.1' }));
    expect((await open('U0BOB')).status).toBe(200);
    expect(on.last('views.publish')).toMatchObject({ user_id: 'U0BOB', view: { type: 'home' } });
    const bob = JSON.stringify(on.last('views.publish'));
    for (const word of ['Only of Bob &amp; co', 'Outage: No mail', 'New request']) expect(bob).toContain(word);
    expect(bob).not.toContain('El proyector');
    await open('U0ANA');
    const ana = JSON.stringify(on.last('views.publish'));
    expect(ana).toContain('El proyector no prende');
    expect(ana).toContain('Interrupción: Sin correo');
    expect(ana).not.toContain('Only of Bob');
  });

  it('is shown anew when something changes there, to whoever opened it, once for what happens together, and as slowly as Slack asks', async () => {
    const { desk, clock } = on;
    await on.submit('U0LIA', { id: 'V0LIA', callback_id: 'request_form', values: filled({ subject: { subject: typed('Silla rota') } }) });
    const { number } = await latest();
    await desk.settle();
    const agentId = await desk.addAgent({ available: false });
    const { publish } = createEventFeed({ db: desk.database.db, url: '' });
    const shown = () => on.pretend.calls.filter(({ method, given }) => method === 'views.publish' && given['user_id'] === 'U0LIA').length;
    const pass = async (seconds: number) => {
      await publish();
      await desk.followHomes();
      clock.advance(seconds);
      for (const signal of await desk.backlog.lateSignals(clock.now(), 1_000)) if (signal.kind === 'show-home') await desk.showHome(signal.person);
      return shown();
    };
    const before = await pass(4);
    await desk.placing.assign(number, { agentId }, agentId);
    expect(await pass(4)).toBe(before);

    await on.event(on.events.envelope({ type: 'app_home_opened', user: 'U0LIA', channel: 'D0X', tab: 'home', event_ts: '1.1' }));
    expect(await pass(4)).toBe(before + 1);
    await desk.progress.reply(number, { agentId }, 'Ya vamos.');
    await desk.progress.resolve(number, { agentId }, 'Es otra silla.');
    expect(await pass(2)).toBe(before + 1);
    on.pretend.failNext('views.publish', { kind: 'rate-limited', seconds: 40 });
    expect(await pass(2)).toBe(before + 2);
    expect(await pass(39)).toBe(before + 2);
    expect(await pass(1)).toBe(before + 3);
    expect(JSON.stringify(on.last('views.publish'))).toContain('Resuelta');
    expect(await pass(120)).toBe(before + 3);
  });
});

describe('a solution', () => {
  /** A ticket of Ana’s, begun in a room, resolved; with the message that told her of it. */
  const resolved = async (text: string) => {
    const mention = on.events.mentions({ user: 'U0ANA', text: `<@U0DESKBOT> ${text}`, channel: 'C0ROOM' });
    await on.event(mention);
    const { number } = await latest();
    await on.desk.settle();
    const agentId = await on.desk.addAgent({ available: false });
    await on.desk.placing.assign(number, { agentId }, agentId);
    await on.desk.progress.resolve(number, { agentId }, 'Se cambió el cable <b>');
    await on.desk.settle();
    const message = on.pretend.posted().at(-1);
    const [reply] = await rows(sql<{ id: string }>`select r.id from replies r join tickets t on t.id = r.ticket_id where r.kind = 'resolution' and t.number = ${number}`);
    if (!message || !reply) throw new Error('nothing was told');
    const press = (user: string, id: string) => on.press(user, { id, value: reply.id, channel: message.channel, ts: message.ts });
    const status = async () => (await tickets()).find((one) => one.number === number)?.status;
    return { number, message, replyId: reply.id, press, status, blocks: () => JSON.stringify(on.pretend.messages.find(({ ts }) => ts === message.ts)?.blocks) };
  };
  const rating = (number: number) => rows(sql<{ score: number; comment: string | null }>`select score, comment from ratings r join tickets t on t.id = r.ticket_id where t.number = ${number}`);

  it('is told in the thread with buttons; who made the request confirms and rates it', async () => {
    const { message, press, status, blocks, number, replyId } = await resolved('sin red 1');
    expect(message).toMatchObject({ channel: 'C0ROOM', thread_ts: expect.any(String) as string });
    expect(blocks()).toContain('Se cambió el cable &lt;b&gt;');
    expect(blocks()).toContain('resolution_not_solved');
    expect((await press('U0ANA', 'resolution_solved')).status).toBe(200);
    expect(await status()).toBe('closed');
    await expect.poll(blocks).toContain('resolution_rate_1');
    await press('U0ANA', 'resolution_rate_2');
    await expect.poll(blocks).toContain('Su calificación: Buena');
    const place = JSON.stringify({ replyId, channel: message.channel, ts: message.ts });
    const values = { score: { score: option('1') }, comment: { comment: typed('Muy rápidos') } };
    await on.submit('U0ANA', { id: 'V0R', callback_id: 'resolution_rating', private_metadata: place, values });
    expect(await rating(number)).toEqual([{ score: 1, comment: 'Muy rápidos' }]);
    on.clock.advance(8 * 24 * 3600);
    await press('U0ANA', 'resolution_rate_5');
    expect(await rating(number)).toEqual([{ score: 1, comment: 'Muy rápidos' }]);
  });

  it('is answered by nobody else', async () => {
    const { press, status, replyId, message, number } = await resolved('sin red 2');
    await press('U0BOB', 'resolution_solved');
    await expect.poll(shown).toContain('Only whoever made the request');
    await press('U0BOB', 'resolution_not_solved');
    const place = JSON.stringify({ replyId, channel: message.channel, ts: message.ts });
    await on.submit('U0BOB', { id: 'V0S', callback_id: 'resolution_reopen', private_metadata: place });
    await on.submit('U0BOB', { id: 'V0T', callback_id: 'resolution_rating', private_metadata: place, values: { score: { score: option('5') } } });
    expect(await status()).toBe('resolved');
    expect(await rating(number)).toEqual([]);
  });

  it('does not hold: the ticket opens again with the reason, once', async () => {
    const { press, status, replyId, message, number, blocks } = await resolved('sin red 3');
    await press('U0ANA', 'resolution_not_solved');
    expect(on.last('views.open')).toMatchObject({ view: { callback_id: 'resolution_reopen' } });
    const place = JSON.stringify({ replyId, channel: message.channel, ts: message.ts });
    const view = { id: 'V0U', callback_id: 'resolution_reopen', private_metadata: place, values: { reason: { reason: typed('Sigue igual') } } };
    await Promise.all([on.submit('U0ANA', view), on.submit('U0ANA', view)]);
    expect(await status()).toBe('queued');
    expect(await rows(sql<{ reason: string }>`select e.reason from events e join tickets t on t.id = e.ticket_id where e.name = 'ticket.reopened' and t.number = ${number}`)).toEqual([{ reason: 'Sigue igual' }]);
    await expect.poll(blocks).toContain('Abrimos de nuevo');
    // Late: what is pressed on the old message changes nothing.
    await press('U0ANA', 'resolution_solved');
    expect(await status()).toBe('queued');
  });

  it('pressed by two hands at once, and forged, harms nothing', async () => {
    const { press, status, message } = await resolved('sin red 4');
    const answers = await Promise.all([press('U0ANA', 'resolution_solved'), press('U0ANA', 'resolution_solved')]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(await status()).toBe('closed');
    for (const value of ['', '00000000-0000-4000-8000-000000000000', "'; drop table tickets", '\u0000', 'x'.repeat(2000)]) {
      for (const id of ['resolution_solved', 'resolution_not_solved', 'resolution_rate_1', 'resolution_comment', 'offer_accept', 'offer_decline']) {
        expect((await on.press('U0ANA', { id, value, channel: message.channel, ts: message.ts })).status).toBe(200);
      }
    }
    expect((await on.submit('U0ANA', { id: 'V', callback_id: 'resolution_reopen', private_metadata: '{"replyId":3}' })).status).toBe(200);
    expect((await on.press('U0ANA', { id: 'of_another_time', value: '1', channel: 'C0ROOM', ts: message.ts })).status).toBe(200);
    expect(on.ignored).toContain('unknown_action');
  });
});

describe('an offer', () => {
  const offered = async () => {
    const [agent] = await rows(sql<{ id: string }>`select id from agents where email = 'eva@desk.test'`);
    const agentId = agent?.id ?? (await on.desk.addAgent({ capacity: 10_000 }));
    await sql`update agents set email = 'eva@desk.test', offers_in_slack = true, availability = 'available' where id = ${agentId}`.execute(on.desk.database.db);
    await sql`update agents set availability = 'offline' where id <> ${agentId}`.execute(on.desk.database.db);
    await on.event(on.events.mentions({ user: 'U0BOB', text: '<@U0DESKBOT> no internet', channel: 'C0ROOM' }));
    const { number, id } = await latest();
    await on.desk.settle();
    const [offer] = await rows(sql<{ id: string }>`select id from offers where ticket_id = ${id}::uuid order by offered_at desc limit 1`);
    const message = on.pretend.posted().findLast(({ channel }) => channel === 'D0EVA');
    if (!offer || !message) throw new Error('nothing was offered');
    const press = (user: string, what: string) => on.press(user, { id: what, value: offer.id, channel: message.channel, ts: message.ts });
    const status = async () => (await tickets()).find((one) => one.number === number)?.status;
    return { agentId, number, offerId: offer.id, message, press, status, blocks: () => JSON.stringify(on.pretend.messages.find(({ ts }) => ts === message.ts)?.blocks) };
  };

  it('is told to its agent once, who alone accepts it there', async () => {
    const { number, offerId, message, press, status, blocks } = await offered();
    expect(blocks()).toContain(`http://desk.test/tickets/V-${number}`);
    const told = on.pretend.posted().length;
    await on.desk.tellOffer(offerId);
    expect(on.pretend.posted()).toHaveLength(told);
    for (const user of ['U0BOB', 'U0GUEST']) await press(user, 'offer_accept');
    expect(await status()).toBe('offered');
    await Promise.all([press('U0EVA', 'offer_accept'), press('U0EVA', 'offer_accept')]);
    expect(await status()).toBe('assigned');
    await on.desk.settle();
    expect(blocks()).toContain('Usted aceptó');
    expect(message.channel).toBe('D0EVA');
    await press('U0EVA', 'offer_decline');
    expect(await status()).toBe('assigned');
  });

  it('is declined there, or says that it expired', async () => {
    const first = await offered();
    await first.press('U0EVA', 'offer_decline');
    await on.desk.settle();
    expect(first.blocks()).toContain('rechazó');
    on.clock.advance(120);
    const second = await offered();
    on.clock.advance(120);
    await on.desk.offers.expire(second.offerId);
    // The signal was lost: the relay finds it.
    on.desk.signals.splice(0);
    on.clock.advance(5);
    const late = await on.desk.backlog.lateSignals(on.clock.now(), 100);
    expect(late).toContainEqual({ kind: 'tell-offer', offerId: second.offerId });
    await on.desk.tellOffer(second.offerId);
    expect(second.blocks()).toContain('venció');
    expect(second.blocks()).not.toContain('offer_accept');
    await second.press('U0EVA', 'offer_accept');
    await expect.poll(shown).toContain('ya terminó');
  });

  it('is not told again where it is not known whether it was', async () => {
    on.clock.advance(120);
    on.pretend.failNext('chat.postMessage', { kind: 'reset-after' }, 3);
    await offered();
    const told = await rows(sql<{ offer_id: string; status: string; reason: string | null }>`select offer_id, status, reason from told_offers order by updated_at`);
    expect(told).toContainEqual(expect.objectContaining({ status: 'untold', reason: 'unknown' }));
    expect(told.filter(({ status }) => status === 'queued' || status === 'sending')).toEqual([]);
    for (const { offer_id: id } of told) await on.desk.tellOffer(id);
    for (const { offer_id: id } of told) expect(on.pretend.posted().filter(({ blocks }) => JSON.stringify(blocks ?? []).includes(id)).length).toBeLessThanOrEqual(1);
  });
});

it('what nobody can read is refused: another try cannot help', async () => {
  const about = { user: { id: 'U0ANA', team_id: 'T0DESK001' }, team: { id: 'T0DESK001' } };
  const faults = on.faults.length;
  const answers = [
    await on.event(on.events.envelope({ type: 'reaction_added', user: 'U0ANA', reaction: 3, item: { type: 'message', channel: 'C0ROOM', ts: '1.1' } })),
    await on.event(on.events.envelope({ type: 'reaction_added', user: 'U0ANA', reaction: 'ticket' })),
    await on.interact({ ...about, type: 'message_action', callback_id: 'open_ticket', message: { type: 'message', user: 'U0ANA', text: 'hola', ts: '1.1' } }),
    await on.interact({ ...about, type: 'shortcut', callback_id: 'new_request', trigger_id: {} }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  expect(on.faults).toHaveLength(faults);
});

it('leaves no fault and asks Slack for nothing wrongly', () => {
  expect(on.pretend.violations).toEqual([]);
});
