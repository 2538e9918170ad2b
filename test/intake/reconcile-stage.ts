import Fastify from 'fastify';
import { sql } from 'kysely';
import { createTwilioHistory, createTwilioPlugin, createTwilioRest } from '../../adapters/twilio/index.ts';
import type { ProviderHistory } from '../../src/core/index.ts';
import { startTestDesk, testClock, type TestClock, type TestDesk } from '../support/desk.ts';
import { startTwilioNetwork, twilioAccount, type PretendTwilio } from '../support/twilio-network.ts';
import { ours } from './probes.ts';

const publicUrl = 'https://desk.example.org';
const never = new AbortController().signal;

/** A desk reached through the pretend provider, which it asks for what it missed. */
export interface ReconcileStage {
  desk: TestDesk;
  network: PretendTwilio;
  clock: TestClock;
  /** One run; null while another is at it. */
  reconcile(): ReturnType<NonNullable<TestDesk['reconcile']>>;
  contacts(): Promise<StoredContact[]>;
  /** Changes what the desk hears of the past, until it is cleared. */
  spoil(change: Spoil): void;
  /** An empty desk, an hour later; whatever the provider remembers was before it began. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export interface StoredContact {
  providerId: string;
  channel: string;
  outcome: string;
  text: string;
  ticket: number | null;
  status: string | null;
  abandoned: boolean | null;
  live: boolean | null;
}

type Spoil = (history: ProviderHistory) => Partial<ProviderHistory>;

export async function startReconcileStage(): Promise<ReconcileStage> {
  const clock = testClock();
  const network = await startTwilioNetwork({ publicUrl, now: clock.now });
  const access = { ...twilioAccount, apiUrl: network.apiUrl, timeoutMs: 1_000 };
  const real = createTwilioHistory({ ...access, pageSize: 2 });
  const heard: ProviderHistory = { ...real };
  const desk = await startTestDesk({
    clock, ownNumber: ours, telephony: createTwilioRest({ ...access, publicUrl }), history: {
      texts: (since) => heard.texts(since), calls: (since) => heard.calls(since), recordings: (since) => heard.recordings(since),
      findCall: (callId) => heard.findCall(callId), receiptOf: (providerId) => heard.receiptOf(providerId),
    },
  });
  const app = Fastify({ forceCloseConnections: true });
  await app.register(createTwilioPlugin({
    authToken: twilioAccount.authToken, publicUrl, clock, legs: desk.legLine,
    onFault: (error) => { throw error; },
    handlers: {
      text: async (inbound) => {
        await desk.accept(desk.channels.sms.toContact(inbound), desk.channels.sms.capabilities);
      },
      call: desk.answerCall, callStatus: desk.callNews.status, receipt: desk.deliveries.receive,
      recording: ({ callId, recording }) => desk.callNews.recording({ callId, from: '', to: '', receivedAt: clock.now() }, recording),
      transcription: ({ call, transcript }) => desk.callNews.transcript(call, transcript),
    },
  }));
  network.connect(await app.listen({ host: '127.0.0.1', port: 0 }), publicUrl);
  return {
    desk, network, clock,
    reconcile: async () => {
      if (!desk.reconcile) throw new Error('The desk has no provider.');
      const done = await desk.reconcile(never);
      await desk.settle();
      return done;
    },
    contacts: async () => {
      const { rows } = await sql<StoredContact>`
        select c.provider_id as "providerId", c.channel, c.outcome, c.text, t.number as ticket, t.status, t.abandoned, t.live
        from contacts c left join conversations v on v.id = c.conversation_id left join tickets t on t.id = v.ticket_id
        order by c.received_at, c.id`.execute(desk.database.db);
      return rows;
    },
    spoil: (change) => Object.assign(heard, change(real)),
    clear: async () => {
      await desk.settle();
      network.delivers();
      Object.assign(heard, real);
      clock.advance(3600);
      const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
        where schemaname = 'public' and tablename not like 'kysely%'`.execute(desk.database.db);
      await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))}`.execute(desk.database.db);
    },
    close: async () => {
      await app.close();
      await desk.close();
      await network.close();
    },
  };
}
