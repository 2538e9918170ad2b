import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, newId } from '../../src/core/index.ts';
import { newSid, twilioAccount } from '../support/twilio-network.ts';
import { newNumber, ours } from './probes.ts';
import { startReconcileStage, type ReconcileStage } from './reconcile-stage.ts';

const nothing = { texts: 0, calls: 0, recordings: 0, endings: 0, receipts: 0 };
const minute = 60;
const hour = 3600;

let stage: ReconcileStage;
let ana: string;

beforeAll(async () => {
  stage = await startReconcileStage();
});
beforeEach(async () => {
  ana = newNumber();
  await stage.clear();
});
afterAll(async () => {
  await stage.close();
  expect(stage.network.violations).toEqual([]);
});

const text = (body: string, more: Partial<Parameters<ReconcileStage['network']['text']>[0]> = {}) =>
  stage.network.text({ from: ana, to: ours, body, ...more });
/** The desk has begun, and then hears nothing any more. */
const beginAndLose = async () => {
  await stage.reconcile();
  stage.clock.advance(minute);
  stage.network.losesWebhooks();
};
const queued = async () => {
  await stage.desk.addAgent({ available: true, phone: newNumber(), capacity: 1 });
  const caller = await stage.network.call({ from: ana, to: ours });
  while (caller.state() === 'menu') await caller.press('1');
  expect(caller.state()).toBe('waiting');
  return caller;
};

describe('texts whose webhook never came', () => {
  it('are taken in once, in order, on one ticket; before the desk began there was nothing', async () => {
    stage.network.losesWebhooks();
    await text('before the desk');
    stage.clock.advance(5 * minute);
    await beginAndLose();
    for (const body of ['no hay internet', 'sigue sin internet', 'ya volvió', 'no, otra vez se cayó', 'por favor']) {
      await text(body);
      stage.clock.advance(1);
    }
    expect(await stage.reconcile()).toEqual({ ...nothing, texts: 5 });
    const contacts = await stage.contacts();
    expect(contacts.map((contact) => contact.text)).toEqual(['no hay internet', 'sigue sin internet', 'ya volvió', 'no, otra vez se cayó', 'por favor']);
    expect(new Set(contacts.map(({ ticket }) => ticket)).size).toBe(1);
    stage.clock.advance(hour);
    expect(await stage.reconcile()).toEqual(nothing);
    expect(await stage.contacts()).toHaveLength(5);
  });

  it('bring their pictures along, and come by WhatsApp too', async () => {
    await beginAndLose();
    await text('mire', { media: [{ contentType: 'image/png', bytes: Buffer.from('x') }, { contentType: 'image/jpeg', bytes: Buffer.from('y') }] });
    stage.clock.advance(1);
    await text('por WhatsApp', { from: `whatsapp:${ana}`, to: `whatsapp:${ours}` });
    expect(await stage.reconcile()).toMatchObject({ texts: 2 });
    const { rows } = await sql<{ source_url: string; claimed_type: string }>`
      select source_url, claimed_type from attachments order by place`.execute(stage.desk.database.db);
    const message = stage.network.inbound.at(-2);
    expect(rows).toEqual(message?.media.map(({ sid, file }) => ({
      claimed_type: file.contentType,
      source_url: `${stage.network.apiUrl}/2010-04-01/Accounts/${twilioAccount.accountSid}/Messages/${message.sid}/Media/${sid}`,
    })));
    expect((await stage.contacts()).map((contact) => contact.text)).toEqual(['mire', 'por WhatsApp']);
  });

  it('to other numbers of the same account, and our own texts, are nobody\'s business', async () => {
    await beginAndLose();
    await text('for somebody else', { to: '+576019999999' });
    await stage.network.call({ from: ana, to: '+576019999999' });
    stage.network.delivers();
    const before = stage.network.messages.length;
    await text('a text of ours follows');
    await stage.desk.settle();
    expect(stage.network.messages).toHaveLength(before + 1);
    expect(await stage.reconcile()).toEqual(nothing);
    expect(await stage.contacts()).toHaveLength(1);
  });

  it('are also ours on a number that the desk does not name, once somebody has reached it there', async () => {
    const second = '+576018888888';
    await text('por el otro número', { to: second });
    await beginAndLose();
    await text('otra vez', { to: second });
    await stage.network.call({ from: ana, to: second });
    expect(await stage.reconcile()).toMatchObject({ texts: 1, calls: 1 });
  });

  it('are one contact when the webhook comes late, doubled, and while the list is gone through', async () => {
    await beginAndLose();
    const ids = Array.from({ length: 6 }, () => newSid('SM'));
    for (const messageSid of ids) await text(`texto ${messageSid}`, { messageSid });
    stage.network.delivers();
    const late = ids.flatMap((messageSid) => [messageSid, messageSid]).map((messageSid) => text(`texto ${messageSid}`, { messageSid }));
    await Promise.all([stage.reconcile(), ...late]);
    expect((await stage.contacts()).map(({ providerId }) => providerId).sort()).toEqual([...ids].sort());
  });
});

describe('calls that nobody answered', () => {
  it('become work to call back, once', async () => {
    await beginAndLose();
    const caller = await stage.network.call({ from: ana, to: ours });
    expect(caller.state()).toBe('ended');
    expect(await stage.reconcile()).toEqual({ ...nothing, calls: 1 });
    expect(await stage.contacts()).toMatchObject([
      { providerId: caller.callId, channel: 'voice', outcome: 'abandoned', abandoned: true, live: false, status: 'queued' },
    ]);
    stage.clock.advance(5 * minute);
    expect(await stage.reconcile()).toEqual(nothing);
    expect(await stage.contacts()).toHaveLength(1);
  });

  it('of blocked numbers open no ticket', async () => {
    const lead = await stage.desk.addAgent({ role: 'lead' });
    await sql`insert into blocked_addresses (kind, value, reason, by, at) values ('phone', ${ana}, 'molesta', ${lead}, now())`
      .execute(stage.desk.database.db);
    await beginAndLose();
    await stage.network.call({ from: ana, to: ours });
    expect(await stage.reconcile()).toMatchObject({ calls: 1 });
    expect(await stage.contacts()).toMatchObject([{ outcome: 'screened', ticket: null }]);
  });

  it('are voicemail when the provider took a message meanwhile', async () => {
    await beginAndLose();
    const caller = await stage.network.call({ from: ana, to: ours });
    const recording = stage.network.addRecording({ callId: caller.callId, seconds: 7 });
    expect(await stage.reconcile()).toEqual({ ...nothing, calls: 1, recordings: 1 });
    expect(await stage.contacts()).toMatchObject([{ outcome: 'voicemail', abandoned: false, status: 'queued' }]);
    const { rows } = await sql<{ id: string; seconds: number; url: string }>`select id, seconds, url from recordings`.execute(stage.desk.database.db);
    expect(rows).toEqual([{ id: recording.sid, seconds: 7, url: `${stage.network.apiUrl}/2010-04-01/Accounts/${twilioAccount.accountSid}/Recordings/${recording.sid}` }]);
  });

  it('are waited for while they last, however long the list has moved on', async () => {
    const history = { goesOn: true };
    stage.spoil((real) => ({
      calls: async function* (since) {
        for await (const page of real.calls(since)) yield page.map((call) => (history.goesOn ? { ...call, state: 'in-progress' as const } : call));
      },
    }));
    await beginAndLose();
    await stage.network.call({ from: ana, to: ours });
    for (let run = 0; run < 4; run += 1) {
      expect(await stage.reconcile()).toEqual(nothing);
      stage.clock.advance(20 * minute);
    }
    history.goesOn = false;
    expect(await stage.reconcile()).toEqual({ ...nothing, calls: 1 });
  });

  it('are left alone when a webhook tells of them after the list was read', async () => {
    await beginAndLose();
    const { callId } = await stage.network.call({ from: ana, to: ours });
    const inbound = { callId, from: ana, to: ours, receivedAt: stage.clock.now() };
    stage.spoil((real) => ({
      calls: async function* (since) {
        for await (const page of real.calls(since)) {
          yield page;
          await stage.desk.callNews.recording(inbound, { id: newSid('RE'), url: 'https://api.twilio.com/r', seconds: 3, kind: 'voicemail' });
        }
      },
    }));
    expect(await stage.reconcile()).toEqual(nothing);
    expect(await stage.contacts()).toMatchObject([{ outcome: 'voicemail', abandoned: false }]);
    const { rows } = await sql`select from tickets`.execute(stage.desk.database.db);
    expect(rows).toHaveLength(1);
  });

  it('are one contact when their end is told at the same time', async () => {
    await beginAndLose();
    const callers = await Promise.all([1, 2, 3].map(() => stage.network.call({ from: ana, to: ours })));
    const told = callers.map(({ callId }) => stage.desk.callNews.status({ callId, state: 'completed', seconds: 1, sequence: 0, parentCallId: null }));
    const [first, second] = await Promise.all([stage.reconcile(), stage.reconcile(), ...told]);
    expect([first, second].filter((done) => done === null).length).toBeLessThanOrEqual(1);
    expect((first?.calls ?? 0) + (second?.calls ?? 0)).toBe(3);
    expect(await stage.contacts()).toHaveLength(3);
  });
});

describe('what was lost of calls we know', () => {
  it('a recording is found, and its ticket is not abandoned', async () => {
    const caller = await queued();
    await stage.reconcile();
    await caller.press('1');
    while (caller.state() === 'menu') await caller.press('1');
    expect(caller.state()).toBe('recording');
    stage.network.losesWebhooks();
    await caller.speak(9);
    expect(caller.state()).toBe('ended');
    stage.clock.advance(10 * minute);
    expect(await stage.reconcile()).toMatchObject({ recordings: 1, endings: 1 });
    expect(await stage.contacts()).toMatchObject([{ outcome: 'voicemail', abandoned: false }]);
  });

  it('its end is found, and makes it work to call back; a call that goes on is left alone', async () => {
    await stage.reconcile();
    const gone = await queued();
    ana = newNumber();
    const here = await queued();
    stage.network.losesWebhooks();
    await gone.hangUp();
    stage.clock.advance(20);
    expect(await stage.reconcile()).toEqual(nothing);
    stage.clock.advance(10 * minute);
    expect(await stage.reconcile()).toEqual({ ...nothing, endings: 1 });
    const contacts = new Map((await stage.contacts()).map((contact) => [contact.providerId, contact]));
    expect(contacts.get(gone.callId)).toMatchObject({ outcome: 'abandoned', abandoned: true, live: false });
    expect(contacts.get(here.callId)).toMatchObject({ outcome: 'received', abandoned: false, live: true });
    expect(here.state()).toBe('waiting');
    stage.clock.advance(24 * hour);
    expect(await stage.reconcile()).toEqual({ ...nothing, endings: 1 });
    expect((await stage.contacts()).every(({ live }) => live === false)).toBe(true);
  });

  it('the end of a telephone that the desk rang is found, or given up', async () => {
    await stage.reconcile();
    await text('no hay internet');
    await stage.desk.settle();
    const { db } = stage.desk.database;
    const legId = newId();
    const at = stage.clock.now();
    await sql`insert into call_legs (id, room, ticket_id, role, purpose, target_kind, target, from_number, ring_seconds, detect_machine,
        provider_call_id, state, place_at, created_at, placed_at)
      select ${legId}, 'room', id, 'consult', 'consult', 'number', '+573009990000', ${ours}, 20, false, ${newSid('CA')}, 'joined', ${at}, ${at}, ${at}
      from tickets`.execute(db);
    stage.clock.advance(20);
    expect(await stage.reconcile()).toEqual(nothing);
    stage.clock.advance(5 * minute);
    expect(await stage.reconcile()).toMatchObject({ endings: 1 });
    const { rows } = await sql<{ state: string }>`select state from call_legs`.execute(db);
    expect(rows).toEqual([{ state: 'ended' }]);
  });

  it('a late webhook of an end that was found changes nothing', async () => {
    await stage.reconcile();
    const caller = await queued();
    stage.network.losesWebhooks();
    await caller.hangUp();
    stage.clock.advance(10 * minute);
    await stage.reconcile();
    const before = await stage.contacts();
    await stage.desk.callNews.status({ callId: caller.callId, state: 'completed', seconds: 42, sequence: 0, parentCallId: null });
    expect(await stage.contacts()).toEqual(before);
  });
});

describe('texts of ours without a receipt', () => {
  const sent = async () => {
    await text('no hay internet');
    await stage.desk.settle();
    stage.network.losesWebhooks();
    return stage.network.messages.at(-1)?.sid ?? '';
  };
  const delivery = async () => {
    const { rows } = await sql<{ status: string; error_code: string | null }>`select status, error_code from deliveries`.execute(stage.desk.database.db);
    return rows[0];
  };
  const reads = () => stage.network.calls.filter(({ method, path }) => method === 'GET' && /\/Messages\/SM\w+\.json$/.test(path)).length;

  it.each([
    ['delivered', {}, { status: 'delivered', error_code: null }],
    ['undelivered', { ErrorCode: '30003' }, { status: 'failed', error_code: '30003' }],
  ])('are asked after once ten minutes are over: %s', async (status, more, expected) => {
    const sid = await sent();
    await stage.network.deliver(sid, status, more);
    stage.clock.advance(5 * minute);
    await stage.reconcile();
    expect(await delivery()).toMatchObject({ status: 'sent' });
    stage.clock.advance(6 * minute);
    expect(await stage.reconcile()).toMatchObject({ receipts: 1 });
    expect(await delivery()).toEqual(expected);
  });

  it('are asked after less and less often, and at last no more', async () => {
    const sid = await sent();
    const before = reads();
    await stage.network.deliver(sid, 'sent');
    for (let run = 0; run < 3 * 24 * 6; run += 1) {
      stage.clock.advance(10 * minute);
      if (run % 12 === 0) await stage.reconcile();
    }
    expect(reads() - before).toBeGreaterThan(4);
    expect(reads() - before).toBeLessThanOrEqual(8);
    expect(await delivery()).toMatchObject({ status: 'sent' });
  });
});

describe('a provider that fails', () => {
  it('in the middle of a list: nothing is skipped the next time', async () => {
    const middle = { fails: false };
    stage.spoil((real) => ({
      texts: async function* (since) {
        for await (const page of real.texts(since)) {
          yield page;
          if (middle.fails) stage.network.failNext({ kind: 'status', status: 500 });
          middle.fails = false;
        }
      },
    }));
    await beginAndLose();
    for (let number = 0; number < 5; number += 1) await text(`texto ${number}`);
    await stage.network.call({ from: ana, to: ours });
    stage.clock.advance(hour);
    middle.fails = true;
    await expect(stage.reconcile()).rejects.toThrow(AppError);
    // What did not fail has been done.
    expect((await stage.contacts()).map(({ channel }) => channel)).toEqual(['voice']);
    stage.clock.advance(hour);
    expect(await stage.reconcile()).toMatchObject({ texts: 5, calls: 0 });
    expect(await stage.contacts()).toHaveLength(6);
  });

  it('in the middle of taking in: what was taken in stays, the rest follows', async () => {
    const middle = { fails: true };
    stage.spoil((real) => ({
      texts: async function* (since) {
        for await (const page of real.texts(since)) {
          yield page.map((past) => ({
            ...past,
            ...(past.files && {
              files: () => {
                if (middle.fails) stage.network.failNext({ kind: 'reset-before' });
                return past.files?.() ?? Promise.resolve([]);
              },
            }),
          }));
        }
      },
    }));
    await beginAndLose();
    await text('uno');
    stage.clock.advance(1);
    await text('dos', { media: [{ contentType: 'image/png', bytes: Buffer.from('x') }] });
    stage.clock.advance(1);
    await text('tres');
    stage.clock.advance(hour);
    await expect(stage.reconcile()).rejects.toThrow(AppError);
    expect((await stage.contacts()).map((contact) => contact.text)).toEqual(['uno']);
    middle.fails = false;
    stage.clock.advance(2 * hour);
    expect(await stage.reconcile()).toMatchObject({ texts: 2 });
    expect((await stage.contacts()).map((contact) => contact.text)).toEqual(['uno', 'dos', 'tres']);
  });

  it('to give one thing only keeps the others from nothing', async () => {
    const spoilt = { sid: '' };
    stage.spoil((real) => ({
      texts: async function* (since) {
        for await (const page of real.texts(since)) {
          yield page.map((past) => (past.inbound.providerId === spoilt.sid ? { ...past, files: () => Promise.reject(new Error('spoilt')) } : past));
        }
      },
    }));
    await beginAndLose();
    spoilt.sid = newSid('SM');
    await text('uno', { messageSid: spoilt.sid });
    await text('dos');
    expect(await stage.reconcile()).toMatchObject({ texts: 1 });
    for (let run = 0; run < 3; run += 1) {
      stage.clock.advance(hour);
      expect(await stage.reconcile()).toMatchObject({ texts: 0 });
    }
    spoilt.sid = '';
    expect(await stage.reconcile()).toMatchObject({ texts: 1 });
    expect(await stage.contacts()).toHaveLength(2);
  });
});
