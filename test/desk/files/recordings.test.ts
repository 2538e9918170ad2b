import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, newNumber } from '../../intake/probes.ts';
import { smallDeskFile } from '../../support/desk.ts';
import type { MediaAnswer } from '../../support/twilio-network.ts';
import { ourNumber } from '../calls/caller.ts';
import { startMediaDesk, type MediaDesk } from './media-desk.ts';
import { png } from './samples.ts';

/** A text of this shape. */
const like = (shape: RegExp): unknown => expect.stringMatching(shape);

let media: MediaDesk;
beforeAll(async () => {
  media = await startMediaDesk({ deskFile: `${smallDeskFile}recording: { deleteAtProvider: true, transcribe: true }\n` });
});
afterAll(() => media.close());
afterEach(async () => {
  expect(media.network.violations).toEqual([]);
  media.network.recordingsAnswer({ kind: 'bytes' });
  await sql`update attachments set state = 'lost', next_try_at = null where state = 'to-fetch'`.execute(media.desk.database.db);
  media.desk.signals.length = 0;
});

/** Somebody calls when nobody is there and leaves a message about what they pressed; gives its recording and the ticket. */
async function leaveMessage(keys: string[] = ['1', '0']) {
  const caller = await media.network.call({ from: newNumber(), to: ourNumber });
  for (const key of keys) await caller.press(key);
  // Nothing is pressed while another way is offered.
  await caller.silence();
  await caller.reaches('recording');
  await caller.speak(9);
  await caller.reaches('ended');
  const recording = media.network.recordings.at(-1);
  const { rows } = await sql<{ ticket_id: string; number: number; contact_id: string }>`
    select c.ticket_id, t.number, c.contact_id from calls c join tickets t on t.id = c.ticket_id where c.id = ${caller.callId}`.execute(media.desk.database.db);
  const [row] = rows;
  if (!recording || !row) throw new Error('No message was left.');
  return { callId: caller.callId, recording, ticketId: row.ticket_id, contactId: row.contact_id, number: row.number };
}

const ticketRow = async (id: string) => (await sql<{ team: string; entry: string | null; triage: boolean; abandoned: boolean; status: string }>`
  select team, entry, triage, abandoned, status from tickets where id = ${id}`.execute(media.desk.database.db)).rows[0];
const outcomeOf = async (contactId: string) => (await sql<{ outcome: string; text: string }>`
  select outcome, text from contacts where id = ${contactId}`.execute(media.desk.database.db)).rows[0];

describe('a message on the telephone', () => {
  it('is kept here, playable, and deleted at the provider once it was verified', async () => {
    const left = await leaveMessage();
    expect(await media.recording(left.number)).toMatchObject({ kind: 'voicemail', seconds: 9, state: 'to-fetch', url: '' });
    await media.desk.settle();
    expect(await media.recording(left.number)).toMatchObject({ state: 'stored', url: like(/^\/files\//) });
    expect(await media.recording(left.number, 'voicemail.left')).toMatchObject({ id: left.recording.sid, state: 'stored' });
    // The provider is still writing down what it says.
    await media.pass(3_500);
    expect(media.network.recordings.map(({ sid }) => sid)).toContain(left.recording.sid);
    await media.pass(103);
    expect(media.network.recordings.map(({ sid }) => sid)).not.toContain(left.recording.sid);
    expect(await eventsOf(media.desk, left.ticketId, 'recording.deleted')).toMatchObject([{ reason: 'provider', after: { recording: left.recording.sid } }]);
    // Once is enough, however often it is asked for.
    await media.desk.deleting.deleteRecording(left.recording.sid);
    expect(await eventsOf(media.desk, left.ticketId, 'recording.deleted')).toHaveLength(1);
  });

  it.each<[MediaAnswer, string]>([
    [{ kind: 'endless', megabytes: 200 }, 'too-large'],
    [{ kind: 'bytes', bytes: Buffer.from('<html><body>Service unavailable</body></html>'), contentType: 'text/html' }, 'unknown-type'],
    [{ kind: 'bytes', bytes: png, contentType: 'audio/mpeg' }, 'type-mismatch'],
    [{ kind: 'bytes', bytes: Buffer.alloc(0) }, 'empty'],
  ])('that is answered with %o is refused (%s), stays at the provider, and the ticket says so', async (answer, reason) => {
    media.network.recordingsAnswer(answer);
    const left = await leaveMessage();
    await media.desk.settle();
    expect(await media.recording(left.number)).toMatchObject({ state: 'refused', reason, url: '' });
    expect(media.network.recordings.map(({ sid }) => sid)).toContain(left.recording.sid);
    expect(await eventsOf(media.desk, left.ticketId, 'attachment.refused')).toMatchObject([{ reason, after: { recording: left.recording.sid } }]);
  });

  it.each<[MediaAnswer, number, string]>([[{ kind: 'missing' }, 10 * 60, 'not-found'], [{ kind: 'hangs' }, 24 * 3600, 'unreachable'], [{ kind: 'cut' }, 24 * 3600, 'unreachable']])(
    'that is answered with %o is lost in the end, and the ticket says so',
    async (answer, patience, reason) => {
      media.network.recordingsAnswer(answer);
      const left = await leaveMessage();
      await media.desk.settle();
      expect(await media.recording(left.number)).toMatchObject({ state: 'to-fetch', reason });
      await media.pass(patience + 3);
      expect(await media.recording(left.number)).toMatchObject({ state: 'lost', reason, url: '' });
      expect(await eventsOf(media.desk, left.ticketId, 'attachment.lost')).toHaveLength(1);
    },
  );

  it('of which nobody told that it is ready is asked for after a minute', async () => {
    const left = await leaveMessage();
    await sql`delete from attachments where recording_id = ${left.recording.sid}`.execute(media.desk.database.db);
    await sql`delete from recordings where id = ${left.recording.sid}`.execute(media.desk.database.db);
    media.desk.signals.length = 0;
    const url = `${media.network.apiUrl}/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Recordings/${left.recording.sid}`;
    const told = { id: left.recording.sid, url, seconds: 9, kind: 'voicemail' as const };
    await media.desk.transact((stores) => stores.calls.noteRecording(left.callId, told, 'left', media.desk.clock.now()));
    await media.pass(30);
    expect(await media.recording(left.number)).toMatchObject({ state: 'to-fetch' });
    await media.pass(33);
    expect(await media.recording(left.number)).toMatchObject({ state: 'stored' });
  });
});

describe('what was said with an agent', () => {
  it('is kept as a conversation and says nothing of how the caller left', async () => {
    const caller = await media.network.call({ from: newNumber(), to: ourNumber });
    await caller.press('1');
    await caller.press('0');
    const { rows } = await sql<{ ticket_id: string; contact_id: string }>`select ticket_id, contact_id from calls where id = ${caller.callId}`.execute(media.desk.database.db);
    const { ticket_id: ticketId = '', contact_id: contactId = '' } = rows[0] ?? {};
    const inbound = { callId: caller.callId, from: '', to: '', receivedAt: media.desk.clock.now() };
    const recording = { id: 'REtalk', url: 'https://api.twilio.com/REtalk', seconds: 60, kind: 'conversation' as const };
    await media.desk.callNews.recording(inbound, recording);
    await media.desk.callNews.recording(inbound, recording);
    await caller.hangUp();
    expect(await outcomeOf(contactId)).toMatchObject({ outcome: 'abandoned' });
    expect(await ticketRow(ticketId)).toMatchObject({ abandoned: true });
    // Also when it is told of after the end.
    await media.desk.callNews.recording(inbound, { ...recording, id: 'REtalk2' });
    expect(await ticketRow(ticketId)).toMatchObject({ abandoned: true });
    expect(await eventsOf(media.desk, ticketId, 'recording.received')).toMatchObject([{ after: { kind: 'conversation', seconds: 60 } }, { after: { recording: 'REtalk2' } }]);
    expect(await eventsOf(media.desk, ticketId, 'voicemail.left')).toEqual([]);
  });

  it('of a call that we do not know opens no ticket', async () => {
    const inbound = { callId: 'CAnever', from: '', to: '', receivedAt: media.desk.clock.now() };
    await media.desk.callNews.recording(inbound, { id: 'REnever', url: 'x', seconds: 1, kind: 'conversation' });
    expect((await sql`select from contacts where provider_id = 'CAnever'`.execute(media.desk.database.db)).rows).toEqual([]);
  });
});

describe('what a message says', () => {
  it('is shown with it and places a ticket of which nothing else is known', async () => {
    const left = await leaveMessage();
    await media.desk.settle();
    expect(await ticketRow(left.ticketId)).toMatchObject({ triage: true, status: 'queued', entry: null });
    await media.network.transcribe(left.recording.sid, 'Buenas, quiero una constancia laboral, por favor');
    await media.network.transcribe(left.recording.sid, 'Buenas, quiero una constancia laboral, por favor');
    expect(await media.recording(left.number, 'transcription.received')).toMatchObject({ transcript: 'Buenas, quiero una constancia laboral, por favor' });
    expect(await outcomeOf(left.contactId)).toMatchObject({ text: 'Buenas, quiero una constancia laboral, por favor' });
    expect(await ticketRow(left.ticketId)).toMatchObject({ triage: false, entry: 'constancia' });
    expect(await eventsOf(media.desk, left.ticketId, 'transcription.received')).toHaveLength(1);
    expect(await eventsOf(media.desk, left.ticketId, 'ticket.classified')).toMatchObject([{ reason: 'words', before: { triage: true }, after: { entry: 'constancia', triage: false } }]);
  });

  it.each([['nothing that the desk knows', 'zzz zzz'], ['nothing at all', '   '], ['nothing understood', null]])('leaves a ticket in triage when it is %s', async (_what, text) => {
    const left = await leaveMessage();
    await media.desk.settle();
    await media.network.transcribe(left.recording.sid, text);
    expect(await ticketRow(left.ticketId)).toMatchObject({ triage: true, status: 'queued' });
    expect(await eventsOf(media.desk, left.ticketId, 'ticket.classified')).toEqual([]);
  });

  it('moves no ticket that somebody works on, and none whose caller has chosen', async () => {
    const worked = await leaveMessage();
    const agentId = await media.desk.addAgent({ available: false });
    await media.desk.settle();
    await media.desk.placing.assign(worked.number, { agentId }, agentId);
    await media.network.transcribe(worked.recording.sid, 'quiero una constancia laboral');
    expect(await ticketRow(worked.ticketId)).toMatchObject({ triage: true, status: 'assigned' });
    expect(await outcomeOf(worked.contactId)).toMatchObject({ text: 'quiero una constancia laboral' });

    const chosen = await leaveMessage(['1', '1', '2']);
    await media.network.transcribe(chosen.recording.sid, 'no puedo navegar en internet');
    expect(await ticketRow(chosen.ticketId)).toMatchObject({ entry: 'constancia' });
  });

  it('that comes before the recording is told of is not lost', async () => {
    const left = await leaveMessage();
    const id = left.recording.sid;
    await sql`delete from attachments where recording_id = ${id}`.execute(media.desk.database.db);
    await sql`delete from recordings where id = ${id}`.execute(media.desk.database.db);
    const inbound = { callId: left.callId, from: '', to: '', receivedAt: media.desk.clock.now() };
    const recording = { id, url: 'x', seconds: 0, kind: 'voicemail' as const };
    await media.desk.callNews.transcript(inbound, { recording, text: 'hola' });
    await media.desk.callNews.recording(inbound, { ...recording, seconds: 9 });
    expect(await media.recording(left.number, 'transcription.received')).toMatchObject({ transcript: 'hola', seconds: 9, state: 'to-fetch' });
  });
});
