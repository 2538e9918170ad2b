import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { slackFaultWords } from '../../../adapters/slack/index.ts';
import type { OutboundText } from '../../../src/core/index.ts';
import { createEvents, signedPost, startPretendSlack, team, type PretendSlack } from '../../../src/demo/pretend-slack/index.ts';
import { openSlackIn, type SlackIn, type SlackInParts } from './desk-stub.ts';

let pretend: PretendSlack;
let desk: SlackIn;
const contents = new Map([['aa', Buffer.from('uno')], ['bb', Buffer.from('dos, tres')]]);

beforeAll(async () => {
  pretend = await startPretendSlack();
  desk = await openSlackIn(pretend, {
    openFile: (sha256) => {
      const bytes = contents.get(sha256);
      return Promise.resolve(bytes ? (async function* () { yield bytes; })() : null);
    },
  });
});
afterAll(async () => {
  expect(pretend.violations).toEqual([]);
  await desk.close();
  await pretend.close();
});

let count = 0;
const thread = '1700000000.000100';
const text = (more: Partial<OutboundText> = {}): OutboundText => ({ to: `C0ROOM/${thread}`, from: '', body: 'Ya *funciona*', reference: `delivery-${(count += 1)}`, ...more });

describe('sending', () => {
  beforeEach(() => void pretend.messages.splice(0));

  it('into a thread, under a name of ours', async () => {
    const sending = text();
    const outcome = await desk.slack.sender.send(sending);
    const [posted] = pretend.posted();
    expect(posted).toMatchObject({ channel: 'C0ROOM', thread_ts: thread, text: 'Ya *funciona*', metadata: { event_type: 'ventanilla_delivery', event_payload: { reference: sending.reference } } });
    expect(outcome).toEqual({ kind: 'sent', providerId: `C0ROOM/${posted?.ts}` });
    expect(pretend.calls.at(-1)?.given).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('to a person, where it begins a thread', async () => {
    const outcome = await desk.slack.sender.send(text({ to: 'U0ANA' }));
    const [posted] = pretend.posted();
    const where = `D0ANA/${posted?.ts}`;
    expect(outcome).toEqual({ kind: 'sent', providerId: where, begins: where });
  });

  it('files are handed over first and shown under the text', async () => {
    const files = [{ name: 'uno.txt', type: 'text/plain', size: 3, sha256: 'aa' }, { name: 'dos.txt', type: 'text/plain', size: 9, sha256: 'bb' }];
    await desk.slack.sender.send(text({ files }));
    expect(pretend.posted().map(({ text: said, thread_ts: under, files: shown }) => [said, under, shown?.map(({ name }) => name)])).toEqual([
      ['Ya *funciona*', thread, undefined], ['', thread, ['uno.txt', 'dos.txt']],
    ]);
    expect([...pretend.uploads.values()].map(({ bytes }) => bytes?.toString())).toEqual(['uno', 'dos, tres']);
  });

  it('a file that is gone, or that Slack does not take, sends nothing', async () => {
    const file = { name: 'x.txt', type: 'text/plain', size: 3, sha256: 'aa' };
    expect(await desk.slack.sender.send(text({ files: [{ ...file, sha256: 'gone' }] }))).toMatchObject({ kind: 'refused', code: 'slack_file_gone' });
    pretend.failNext('files.getUploadURLExternal', { kind: 'error', code: 'file_uploads_disabled' });
    expect(await desk.slack.sender.send(text({ files: [file] }))).toMatchObject({ kind: 'refused', code: 'file_uploads_disabled' });
    pretend.failNext('files.getUploadURLExternal', { kind: 'reset-after' });
    await expect(desk.slack.sender.send(text({ files: [file] }))).rejects.toMatchObject({ retryable: true });
    expect(pretend.posted()).toEqual([]);
  });

  it('files that cannot be shown are told, for the text is out', async () => {
    pretend.failNext('files.completeUploadExternal', { kind: 'error', code: 'fatal_error' }, 3);
    const sending = desk.slack.sender.send(text({ files: [{ name: 'uno.txt', type: 'text/plain', size: 3, sha256: 'aa' }] }));
    await expect(sending).rejects.toMatchObject({ code: 'slack_files_not_shown', retryable: false });
    expect(pretend.posted()).toHaveLength(1);
  });

  it('what Slack refuses is refused, in words for an agent', async () => {
    for (const code of ['channel_not_found', 'not_in_channel', 'is_archived', 'invalid_auth', 'token_revoked', 'missing_scope', 'msg_too_long', 'user_disabled']) {
      pretend.failNext('chat.postMessage', { kind: 'error', code });
      expect(await desk.slack.sender.send(text())).toMatchObject({ kind: 'refused', code });
      expect(slackFaultWords(code, 'es')).toMatch(/\.$/);
      expect(slackFaultWords(code, 'en')).toMatch(/\.$/);
    }
    expect(await desk.slack.sender.send(text({ to: 'not a place' }))).toMatchObject({ kind: 'refused', code: 'slack_bad_place' });
    expect(slackFaultWords('constructor', 'es')).toBeNull();
    expect(pretend.posted()).toEqual([]);
  });

  it('what certainly did not go out may be tried again, and not before Slack allows it', async () => {
    pretend.failNext('chat.postMessage', { kind: 'rate-limited', seconds: 37 });
    await expect(desk.slack.sender.send(text())).rejects.toMatchObject({ retryable: true, retryAfterSeconds: 37 });
    pretend.failNext('chat.postMessage', { kind: 'status', status: 503 });
    await expect(desk.slack.sender.send(text())).rejects.toMatchObject({ retryable: true });
    const gone = await startPretendSlack();
    await gone.close();
    const nowhere = await openSlackIn(pretend, { apiUrl: gone.apiUrl });
    await expect(nowhere.slack.sender.send(text())).rejects.toMatchObject({ retryable: true });
    expect(pretend.posted()).toEqual([]);
  });

  it('a text of which Slack did not say whether it took it is looked up, and never sent twice', async () => {
    pretend.failNext('chat.postMessage', { kind: 'reset-after' });
    const outcome = await desk.slack.sender.send(text());
    expect(outcome).toEqual({ kind: 'sent', providerId: `C0ROOM/${pretend.posted()[0]?.ts}` });
    expect(pretend.posted()).toHaveLength(1);
    pretend.failNext('chat.postMessage', { kind: 'reset-before' });
    const lost = await desk.slack.sender.send(text()).catch((error: unknown) => error);
    expect(lost).toBeInstanceOf(Error);
    expect(lost).not.toHaveProperty('retryable');
    pretend.failNext('chat.postMessage', { kind: 'status', status: 500 });
    await expect(desk.slack.sender.send(text())).rejects.not.toHaveProperty('retryable');
    expect(pretend.posted()).toHaveLength(1);
  });

  it('after a crash it is found by its name, in its thread or with the person; with its files only when they are there', async () => {
    const began = new Date();
    const { sender } = desk.slack;
    const inThread = text();
    const toPerson = text({ to: 'U0ANA', files: [{ name: 'uno.txt', type: 'text/plain', size: 3, sha256: 'aa' }] });
    const sent = [await sender.send(inThread), await sender.send(toPerson)];
    expect(await sender.find(inThread, began)).toEqual({ providerId: sent[0]?.kind === 'sent' && sent[0].providerId });
    const begun = sent[1]?.kind === 'sent' ? sent[1].providerId : '';
    expect(await sender.find(toPerson, began)).toEqual({ providerId: begun, begins: begun });
    expect(await sender.find(text(), began)).toBeNull();
    pretend.messages.splice(pretend.messages.findIndex(({ files }) => files !== undefined), 1);
    expect(await sender.find(toPerson, began)).toBeNull();
  });
});

describe('files of messages', () => {
  const fetchIt = (address: string, parts?: { botToken: string }) =>
    openSlackIn(pretend, parts).then(({ slack }) => slack.fileSource.fetch(address, new AbortController().signal));
  const read = async (address: string) => {
    const fetched = await fetchIt(address);
    if (fetched.kind !== 'content') return fetched.kind;
    const pieces: Uint8Array[] = [];
    for await (const piece of fetched.stream) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };

  it('are fetched with our token, shared ones by asking where they are', async () => {
    pretend.files.set('/files-pri/a/download/a.txt', { type: 'text/plain', bytes: Buffer.from('contenido') });
    pretend.files.set(`/files-pri/${team}-F9/download/shared.txt`, { type: 'text/plain', bytes: Buffer.from('compartido') });
    pretend.files.set('/files-pri/a/download/a.html', { type: 'text/html', bytes: Buffer.from('<p>'), disposition: 'attachment; filename="a.html"' });
    expect(await read(`${pretend.origin}/files-pri/a/download/a.txt`)).toBe('contenido');
    expect(await read('slack-file:F9')).toBe('compartido');
    expect(await read(`${pretend.origin}/files-pri/a/download/a.html`)).toBe('<p>');
    expect(await read(`${pretend.origin}/files-pri/none`)).toBe('not-found');
  });

  it('the page where people log in is not the file', async () => {
    expect(await fetchIt(`${pretend.origin}/files-pri/a/download/a.txt`, { botToken: 'xoxb-wrong' })).toEqual({ kind: 'unreachable' });
  });

  it('nobody else is asked, and nobody else gets our token', async () => {
    for (const address of ['', 'https://example.org/a', 'http://files.slack.com/a', 'https://files.slack.com.example.org/a', 'https://user@files.slack.com/a', 'https://files.slack.com:444/a', 'file:///etc/passwd', 'http://127.0.0.1:9/']) {
      expect([address, (await fetchIt(address)).kind]).toEqual([address, 'foreign-address']);
    }
  });
});

describe('by a socket', () => {
  const open = async (parts: SlackInParts = {}) => {
    const slackIn = await openSlackIn(pretend, { ...parts, socket: true });
    onTestFinished(() => slackIn.close());
    // The one of the test before may still be closing.
    await expect.poll(() => pretend.sockets.count()).toBe(0);
    slackIn.ways.start();
    await expect.poll(() => pretend.sockets.count()).toBe(1);
    return slackIn;
  };
  const says = (said = 'hola') => createEvents(pretend).says({ user: 'U0ANA', text: said, channel: 'D0ANA' });

  it('is acknowledged once it is stored; what is not stored comes again; the same by both ways is the same', async () => {
    let fails = true;
    const stored: string[] = [];
    const { post, faults } = await open({ handlers: { message: async ({ messageId }) => { if (fails) throw new Error('no'); stored.push(messageId); } } });
    const event = says();
    const first = pretend.sockets.deliver('events_api', event, { withinMs: 100 });
    await expect.poll(() => faults).toHaveLength(1);
    expect(await first).toBeNull();
    fails = false;
    expect(await pretend.sockets.deliver('events_api', event, { retry: 1 })).not.toBeNull();
    expect((await post(event)).status).toBe(200);
    expect(stored).toEqual([stored[0], stored[0]]);
    // What nobody can read would come for ever.
    expect(await pretend.sockets.deliver('events_api', { ...event, event: { type: 'message', ts: 3 } })).not.toBeNull();
  });

  it('carries what listeners say', async () => {
    await open({ register: [(app) => app.command('/desk', async ({ ack }) => ack({ text: 'Un momento' }))] });
    const command = { command: '/desk', team_id: team, user_id: 'U0ANA', channel_id: 'C0ROOM', trigger_id: '1' };
    expect(await pretend.sockets.deliver('slash_commands', command)).toMatchObject({ payload: { text: 'Un momento' } });
  });

  it('is opened again when Slack renews it, when the line breaks, and when it could not be opened', async () => {
    const { faults } = await open();
    pretend.sockets.refresh();
    await expect.poll(() => pretend.sockets.count()).toBe(0);
    pretend.failNext('apps.connections.open', { kind: 'status', status: 500 });
    await expect.poll(() => pretend.sockets.count(), { timeout: 5_000 }).toBe(1);
    pretend.sockets.cut();
    await expect.poll(() => pretend.sockets.count()).toBe(0);
    await expect.poll(() => pretend.sockets.count(), { timeout: 5_000 }).toBe(1);
    expect(await pretend.sockets.deliver('events_api', says())).not.toBeNull();
    expect(faults).toHaveLength(1);
  });

  it('takes what it has begun to its end before it closes', async () => {
    let store: (() => void) | null = null;
    const { ways } = await open({ handlers: { message: () => new Promise((resolve) => (store = resolve)) } });
    const acknowledged = pretend.sockets.deliver('events_api', says());
    await expect.poll(() => store).not.toBeNull();
    const stopping = ways.stop();
    (store as (() => void) | null)?.();
    await stopping;
    expect(await acknowledged).not.toBeNull();
    await expect.poll(() => pretend.sockets.count()).toBe(0);
  });
});

it('HTTP answers as Slack expects over the wire too', async () => {
  const address = await desk.app.listen({ port: 0 });
  const answer = await signedPost(`${address}/webhooks/slack/events`, { type: 'url_verification', challenge: 'x' }, pretend.tokens.signingSecret);
  expect([answer.status, answer.body]).toEqual([200, '{"challenge":"x"}']);
});
