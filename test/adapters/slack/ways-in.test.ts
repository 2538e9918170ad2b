import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { AppError, unavailable } from '../../../src/core/index.ts';
import { bot, createEvents, signatureOf, startPretendSlack, team, type PretendSlack } from '../../../src/demo/pretend-slack/index.ts';
import { asForm, openSlackIn, type SlackInParts } from './desk-stub.ts';
import { atThisPace } from '../../support/pace.ts';

/** As if our own workspace had sent them. */
const samples = JSON.parse(readFileSync(new URL('../../fixtures/slack/payloads.json', import.meta.url), 'utf8').replaceAll('T111', team)) as Record<string, Record<string, unknown>>;
const form = 'application/x-www-form-urlencoded';

let pretend: PretendSlack;
let events: ReturnType<typeof createEvents>;

beforeAll(async () => {
  pretend = await startPretendSlack();
  events = createEvents(pretend);
  pretend.people.set('U0ANA', { id: 'U0ANA', name: 'Ana María', email: 'ana@example.org' });
  pretend.people.set('U0GUEST', { id: 'U0GUEST', name: 'Gus', email: 'ana@example.org', flags: { is_restricted: true } });
  pretend.people.set('U0OTHER', { id: 'U0OTHER', name: 'Otto', email: 'ana@example.org', team: 'T0OTHER' });
  pretend.people.set('U0UNPROVEN', { id: 'U0UNPROVEN', name: 'Uma', email: 'ana@example.org', flags: { is_email_confirmed: false } });
  pretend.rooms.set('C0ROOM', { name: 'general' });
});
afterAll(() => pretend.close());

const open = async (parts?: SlackInParts) => {
  const slackIn = await openSlackIn(pretend, parts);
  onTestFinished(() => slackIn.close());
  return slackIn;
};
const direct = (text = 'No puedo navegar') => events.says({ user: 'U0ANA', text, channel: 'D0ANA' });

describe('who may deliver', () => {
  it('only what Slack signed for this app within five minutes', async () => {
    const { post, messages, ignored } = await open();
    const event = direct();
    const text = JSON.stringify(event);
    const old = new Date(Date.now() - 6 * 60_000);
    const ahead = new Date(Date.now() + 6 * 60_000);
    const forged = [
      { 'x-slack-signature': '' }, { 'x-slack-request-timestamp': '' }, { 'x-slack-signature': 'v0=00' }, { 'x-slack-signature': 'v1=00' }, { 'x-slack-request-timestamp': 'soon' },
      signatureOf(text, 'another-secret'), signatureOf(`${text} `, pretend.tokens.signingSecret), signatureOf(text, pretend.tokens.signingSecret, old), signatureOf(text, pretend.tokens.signingSecret, ahead),
    ];
    for (const headers of forged) {
      const answer = await post(event, { headers });
      expect(answer).toMatchObject({ status: 403, headers: { 'x-slack-no-retry': '1' } });
      expect(answer.json()).toMatchObject({ error: { code: 'bad_signature', message: expect.any(String) as string, requestId: expect.any(String) as string } });
    }
    expect(messages).toEqual([]);
    expect(ignored).toEqual(forged.map(() => 'bad_signature'));
    expect((await post(event)).status).toBe(200);
    expect(messages).toHaveLength(1);
  });

  it('bodies that cannot be read get a clear refusal, and no retries', async () => {
    const { post, faults } = await open();
    for (const [body, type] of [['{', 'application/json'], ['[]', 'application/json'], ['null', 'application/json'], ['', 'application/json'], ['payload={', form], ['payload=3', form], ['{"type":3}', 'application/json'], ['{}', 'application/json'], ['a=b', form]] as const) {
      const answer = await post(body, { type });
      expect([body, answer.status, answer.headers['x-slack-no-retry']]).toEqual([body, 400, '1']);
    }
    expect((await post('<xml/>', { type: 'text/xml' })).status).toBe(415);
    const large = await post({ type: 'event_callback', padding: 'x'.repeat(1024 * 1024) });
    expect(large.status).toBe(413);
    expect(large.json()).toMatchObject({ error: { code: 'too_large' } });
    expect(faults).toEqual([]);
  });

  it('answers the challenge, and the check of the certificate', async () => {
    const { post } = await open();
    expect((await post({ type: 'url_verification', challenge: 'abc', token: 'x' })).json()).toEqual({ challenge: 'abc' });
    expect((await post('ssl_check=1&token=x', { type: form })).status).toBe(200);
  });

  it('another workspace is ignored and counted', async () => {
    const { post, messages, ignored } = await open();
    const event = direct();
    const foreign = { ...event, team_id: 'T0OTHER', authorizations: [{ enterprise_id: null, team_id: 'T0OTHER', user_id: 'U1', is_bot: true }] };
    expect((await post(foreign)).status).toBe(200);
    expect((await post(asForm({ type: 'shortcut', callback_id: 'a', trigger_id: '1', user: { id: 'U1', team_id: 'T0OTHER' }, team: { id: 'T0OTHER' } }), { type: form })).status).toBe(200);
    const ofAnOrganisation = { ...event, team_id: null, enterprise_id: 'E0OTHER', authorizations: [{ enterprise_id: 'E0OTHER', team_id: null, user_id: 'U1', is_bot: true }] };
    expect((await post(ofAnOrganisation)).status).toBe(200);
    expect(ignored).toEqual(['foreign_workspace', 'foreign_workspace', 'foreign_workspace']);
    expect(messages).toEqual([]);
  });
});

describe('what is taken in', () => {
  it('a direct message, with who says it', async () => {
    const { post, messages } = await open();
    const event = direct('Hola <@U0GUEST> de <#C0ROOM>');
    expect(await post(event)).toMatchObject({ status: 200, text: '' });
    expect(messages).toEqual([{
      messageId: `D0ANA/${event.event.ts}`, from: { id: 'U0ANA', name: 'Ana María', email: 'ana@example.org', locale: 'es' }, room: 'D0ANA', thread: event.event.ts,
      isDirect: true, text: 'Hola <@U0GUEST> de <#C0ROOM>', names: { U0GUEST: 'Gus', C0ROOM: 'general' }, files: [], deskId: bot.user, receivedAt: expect.any(Date) as Date,
    }]);
  });

  it('mail addresses only of full members of our own workspace who proved it', async () => {
    const { post, messages } = await open();
    for (const user of ['U0GUEST', 'U0OTHER', 'U0NOBODY', 'U0UNPROVEN']) await post(events.says({ user, text: 'hola', channel: 'D0X' }));
    expect(messages.map(({ from }) => from.email)).toEqual([null, null, null, null]);
    expect(messages.map(({ from }) => from.name)).toEqual(['Gus', 'Otto', null, 'Uma']);
  });

  it('of rooms only what mentions us, and what is said in our threads', async () => {
    const mention = events.mentions({ user: 'U0ANA', text: `<@${bot.user}> ayuda`, channel: 'C0ROOM' });
    const thread = mention.event.ts;
    const { post, messages } = await open({ ourThreads: [`C0ROOM/${thread}`] });
    await post(mention);
    await post(events.says({ user: 'U0ANA', text: 'otra cosa', channel: 'C0ROOM' }));
    await post(events.says({ user: 'U0ANA', text: 'en otro hilo', channel: 'C0ROOM', thread: '1700000000.000100' }));
    await post(events.says({ user: 'U0ANA', text: 'sigo', channel: 'C0ROOM', thread }));
    expect(messages.map(({ text, thread: in_ }) => [text, in_])).toEqual([[`<@${bot.user}> ayuda`, thread], ['sigo', thread]]);
    expect(messages.every(({ isDirect }) => !isDirect)).toBe(true);
  });

  it('nothing that an app says, ourselves among them, and nothing that nobody wrote', async () => {
    const { post, messages, amendments } = await open();
    const { event, ...about } = direct();
    const others = [
      { bot_id: 'B1' }, { user: bot.user }, { subtype: 'bot_message', user: undefined }, { bot_profile: { id: 'B1' } }, { user: 'USLACKBOT' }, { subtype: 'channel_join' }, { subtype: 'channel_topic' },
      { subtype: 'message_changed', message: { type: 'message', user: bot.user, text: 'b', ts: event.ts, edited: { ts: event.ts } }, previous_message: { text: 'a', user: bot.user, ts: event.ts } },
      // An unfurled link: nobody changed the words.
      { subtype: 'message_changed', message: { type: 'message', user: 'U0ANA', text: 'a', ts: event.ts, attachments: [{}] }, previous_message: { text: 'a', user: 'U0ANA', ts: event.ts } },
      { subtype: 'message_changed', message: { type: 'message', user: 'U0ANA', text: 'a', ts: event.ts, edited: { ts: event.ts } }, previous_message: { text: 'a', user: 'U0ANA', ts: event.ts } },
      { subtype: 'message_deleted', deleted_ts: event.ts, previous_message: { text: 'a', bot_id: 'B1', user: bot.user, ts: event.ts } },
    ];
    for (const change of others) expect((await post({ ...about, event: { ...event, ...change } })).status).toBe(200);
    expect([messages, amendments]).toEqual([[], []]);
  });

  it('changes and deletions, each under its own name', async () => {
    const { post, amendments } = await open();
    const said = direct('Se cayó');
    await post(events.changes(said, 'Se cayó la red'));
    await post(events.deletes(said));
    const messageId = `D0ANA/${said.event.ts}`;
    expect(amendments).toMatchObject([
      { messageId, how: 'edited', text: 'Se cayó la red', room: 'D0ANA', thread: said.event.ts, from: { id: 'U0ANA' } },
      { messageId, how: 'deleted', text: '' },
    ]);
    expect(new Set(amendments.map(({ amendmentId }) => amendmentId)).size).toBe(2);
  });

  it('files by their addresses; one that is gone is only named', async () => {
    const { post, messages } = await open();
    await post(events.says({
      user: 'U0ANA', text: '', channel: 'D0ANA', files: [
        { id: 'F1', name: 'foto.png', mimetype: 'image/png', size: 10, url_private: 'https://files.slack.com/a', url_private_download: 'https://files.slack.com/a/download' },
        { id: 'F2', mode: 'tombstone' }, { id: 'F3', file_access: 'check_file_info', name: 'compartido' },
      ],
    }));
    expect(messages[0]?.files).toEqual([
      { url: 'https://files.slack.com/a/download', name: 'foto.png', contentType: 'image/png', size: 10 },
      { url: '', name: 'F2', contentType: 'application/octet-stream', size: null },
      { url: 'slack-file:F3', name: 'compartido', contentType: 'application/octet-stream', size: null },
    ]);
  });
});

describe('when it is acknowledged', () => {
  it('an event only after it was stored; a retry is told as one and changes nothing', async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => (store = resolve));
    const order: string[] = [];
    const { post } = await open({ handlers: { message: async () => {
      order.push('begun');
      await stored;
      order.push('stored');
    } } });
    const answer = post(direct(), { retry: 1 }).then(({ status }) => order.push(`answered ${status}`));
    await expect.poll(() => order).toEqual(['begun']);
    // Whatever is answered without waiting for the store is answered by now.
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    expect(order).toEqual(['begun']);
    store();
    await answer;
    expect(order).toEqual(['begun', 'stored', 'answered 200']);
  });

  it('what could not be stored is answered 503, so that Slack sends it again', async () => {
    let fails = true;
    const { post, messages, faults } = await open({ handlers: { message: async (inbound) => { if (fails) throw unavailable('The database'); messages.push(inbound); } } });
    const event = direct();
    const refused = await post(event);
    expect(refused).toMatchObject({ status: 503 });
    expect(refused.headers['x-slack-no-retry']).toBeUndefined();
    expect(refused.json()).toMatchObject({ error: { code: 'unavailable' } });
    expect(faults).toHaveLength(1);
    fails = false;
    expect((await post(event, { retry: 1 })).status).toBe(200);
    expect(messages).toHaveLength(1);
  });

  it('a listener that fails keeps the event from counting as taken in, whatever the others did', async () => {
    const { post } = await open({ register: [(app) => { app.event('message', async () => { throw new TypeError('of ours'); }); }] });
    expect((await post(direct())).status).toBe(503);
  });

  it('a listener that says that another try cannot help ends it', async () => {
    const { post } = await open({ handlers: { message: async () => { throw new AppError({ code: 'no', status: 422, publicMessage: 'No.' }); } } });
    expect(await post(direct())).toMatchObject({ status: 422, headers: { 'x-slack-no-retry': '1' } });
  });

  it('in time in any case: what hangs counts as not stored', async () => {
    const { post } = await open({ handlers: { message: () => new Promise(() => undefined) }, answerWithinMs: 50 });
    expect((await post(direct())).status).toBe(503);
  });

  it('buttons, modals and commands with what their listener says', async () => {
    const { post } = await open({
      register: [(app) => {
        app.command('/desk', async ({ ack }) => ack('Un momento'));
        app.view('request', async ({ ack }) => ack({ response_action: 'errors', errors: { words: 'Escriba algo' } }));
        app.shortcut('silent', () => Promise.resolve());
      }],
    });
    const user = { id: 'U0ANA', team_id: team };
    const about = { team: { id: team }, user, trigger_id: '1' };
    expect(await post(`command=%2Fdesk&team_id=${team}&user_id=U0ANA&channel_id=C0ROOM&trigger_id=1`, { type: form })).toMatchObject({ status: 200, text: 'Un momento' });
    const view = await post(asForm({ type: 'view_submission', ...about, view: { id: 'V1', callback_id: 'request', state: { values: {} } } }), { type: form });
    expect(view.json()).toEqual({ response_action: 'errors', errors: { words: 'Escriba algo' } });
    expect(await post(asForm({ type: 'shortcut', callback_id: 'silent', ...about }), { type: form })).toMatchObject({ status: 200, text: '' });
  });
});

describe('what Slack has been seen to send', () => {
  const asSent = (name: string, payload: Record<string, unknown>) => {
    if (name.startsWith('event')) return { body: JSON.stringify(payload), type: 'application/json' };
    if (name.startsWith('slash')) return { body: new URLSearchParams(Object.entries(payload).map(([key, value]): [string, string] => [key, typeof value === 'string' ? value : JSON.stringify(value)])).toString(), type: form };
    return { body: asForm(payload), type: form };
  };

  it('every whole sample is answered with 2xx, one that lacks its room or its time stamp with 400', async () => {
    const { post, faults } = await open();
    const answers = await Promise.all(Object.entries(samples).map(async ([name, payload]) => {
      const { body, type } = asSent(name, payload);
      return [name, (await post(body, { type })).status] as const;
    }));
    const trimmed = ['event_app_mention-07', 'event_app_mention-08', 'event_message_message_changed-02'];
    expect(answers.filter(([, status]) => status !== 200)).toEqual(trimmed.map((name) => [name, 400]));
    expect(faults).toEqual([]);
  });

  it('a menu that asks for its options without a name of its own is refused', async () => {
    const { post } = await open({ register: [(app) => app.options(/.*/, async ({ ack }) => ack({ options: [] }))] });
    for (const field of ['action_id', 'block_id']) {
      const { body, type } = asSent('block_suggestion-01', { ...samples['block_suggestion-01'], [field]: [] });
      expect((await post(body, { type })).status).toBe(400);
    }
  });

  it('samples that were tampered with get 2xx or 4xx, never a fault of ours', async () => {
    const { post, messages } = await open({ ourThreads: [], register: [(app) => {
      app.action(/.*/, async ({ ack }) => ack());
      app.view(/.*/, async ({ ack }) => ack());
      app.shortcut(/.*/, async ({ ack }) => ack());
      app.command(/.*/, async ({ ack }) => ack());
      app.options(/.*/, async ({ ack }) => ack({ options: [] }));
      app.event(/.*/, () => Promise.resolve());
    }] });
    const names = Object.keys(samples);
    const odd = fc.oneof(fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', '\0', '\ud800', '__proto__', 'constructor', [], {}, [[]], [null], { id: 3 }, { toString: 'x' }, 'x'.repeat(5000)), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), odd, fc.boolean(), async (name, where, value, isRemoved) => {
        const payload = structuredClone(samples[name] ?? {});
        const spots = placesIn(payload);
        const spot = spots[where % spots.length];
        if (spot) spot(isRemoved ? undefined : value);
        const { body, type } = asSent(name, payload);
        const { status } = await post(body, { type });
        expect(status === 200 || (status >= 400 && status < 500 && status !== 429), `${name} ${status}`).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(messages.every(({ room, thread }) => room !== '' && thread !== '')).toBe(true);
  });
});

/** Every value of a payload, as a way to put another one in its place. */
function placesIn(value: unknown, found: ((next: unknown) => void)[] = []): ((next: unknown) => void)[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push((next) => Object.assign(value, { [key]: next }));
    placesIn((value as Record<string, unknown>)[key], found);
  }
  return found;
}

describe('while Slack itself is out of reach, or does not know us', () => {
  it('people are taken in without name and mail', async () => {
    const { post, messages, health } = await open({ apiUrl: 'http://127.0.0.1:9/api/' });
    expect((await post(direct())).status).toBe(200);
    expect(messages[0]?.from).toEqual({ id: 'U0ANA', name: null, email: null });
    expect(health).toEqual([]);
  });

  it('a token that Slack refuses is told once', async () => {
    const { post, messages, health } = await open({ botToken: 'xoxb-wrong' });
    await post(direct());
    await post(direct());
    expect(messages).toHaveLength(2);
    expect(health).toEqual([{ state: 'refused', code: 'invalid_auth' }]);
  });

  it('an app that was removed is known, and that it is back', async () => {
    const { post, messages, health } = await open();
    await post(direct());
    const told = (type: string) => post(events.envelope({ type, tokens: { oauth: [], bot: [bot.user] } }));
    pretend.failNext('auth.test', { kind: 'error', code: 'account_inactive' });
    expect((await told('app_uninstalled')).status).toBe(200);
    await expect.poll(() => health.at(-1)).toEqual({ state: 'refused', code: 'account_inactive' });
    await told('tokens_revoked');
    await expect.poll(() => health.at(-1)).toEqual({ state: 'well' });
    await post(direct());
    expect(messages).toHaveLength(2);
  });

  it.each(['HTTP', 'a socket'])('who became a guest claims no address any more once Slack has told it by %s', async (way) => {
    const changed: string[] = [];
    const { post, messages, ways } = await open({ socket: way === 'a socket', handlers: { personChanged: (id) => void changed.push(id) } });
    pretend.people.set('U0SOON', { id: 'U0SOON', name: 'Sol', email: 'sol@example.org' });
    if (way === 'a socket') {
      ways.start();
      await expect.poll(() => pretend.sockets.count()).toBe(1);
    }
    const told = async (event: Record<string, unknown>) => (way === 'HTTP' ? post(event) : pretend.sockets.deliver('events_api', event));
    const says = () => told(events.says({ user: 'U0SOON', text: 'Hola', channel: 'D0SOON' }));
    await says();
    pretend.people.set('U0SOON', { id: 'U0SOON', name: 'Sol', email: 'sol@example.org', flags: { is_restricted: true } });
    await says();
    await told(events.envelope({ type: 'user_change', user: { id: 'U0SOON', team_id: team, profile: {} }, cache_ts: 1, event_ts: '1.1' }));
    await says();
    expect(messages.map(({ from }) => from.email)).toEqual(['sol@example.org', 'sol@example.org', null]);
    expect(changed).toEqual(['U0SOON']);
  });

  it('who does not answer in time is left nameless', async () => {
    const { post, messages } = await open();
    // Each is waited for once, whoever asks.
    pretend.failNext('auth.test', { kind: 'slow', ms: 2_500 });
    pretend.failNext('users.info', { kind: 'slow', ms: 2_500 });
    const began = Date.now();
    expect((await post(events.says({ user: 'U0ANA', text: 'hola', channel: 'D0ANA' }))).status).toBe(200);
    expect(Date.now() - began).toBeLessThan(atThisPace(2_200));
    expect(messages[0]?.from.name).toBeNull();
  });
});
