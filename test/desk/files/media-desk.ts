import Fastify from 'fastify';
import { createEventFeed } from '../../../adapters/postgres/event-feed.ts';
import { createTicketReader } from '../../../adapters/postgres/ticket-reader.ts';
import { createTwilioMedia, createTwilioPlugin } from '../../../adapters/twilio/index.ts';
import type { AttachmentView, RecordingView } from '../../../src/desk/files/index.ts';
import { createSummarise, type TimelineItem } from '../../../src/desk/tickets/index.ts';
import { newNumber } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk, testClock, type TestDesk } from '../../support/desk.ts';
import { startTwilioNetwork, twilioAccount, type PretendMedia, type PretendTwilio } from '../../support/twilio-network.ts';

export const ours = '+576015550100';
const publicUrl = 'https://desk.test';
const nothing = () => Promise.resolve();

/** A desk that the pretend provider calls and texts, and that fetches its media there. */
export interface MediaDesk {
  desk: TestDesk;
  network: PretendTwilio;
  /** Somebody texts these files; gives the number of the ticket. */
  text(media: PretendMedia[]): Promise<number>;
  /** What its timeline shows. */
  timeline(ticket: number): Promise<TimelineItem[]>;
  attachments(ticket: number): Promise<AttachmentView[]>;
  /** The recording that the first event of this name tells of. */
  recording(ticket: number, name?: string): Promise<RecordingView | undefined>;
  /** Lets time pass and raises what the relay would find due then, until nothing is. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function startMediaDesk(options: { deskFile?: string; wholeWithinMs?: number } = {}): Promise<MediaDesk> {
  const clock = testClock();
  const network = await startTwilioNetwork({ publicUrl, now: clock.now });
  const fileSource = createTwilioMedia({
    ...twilioAccount, apiUrl: network.apiUrl, answerWithinMs: 300, wholeWithinMs: options.wholeWithinMs ?? 5_000,
  });
  const desk = await startTestDesk({ deskFile: options.deskFile ?? smallDeskFile, clock, fileSource });
  const feed = createEventFeed({ db: desk.database.db, url: desk.database.url });
  const reader = createTicketReader({
    db: desk.database.db, summarise: createSummarise(desk.desk), publishEvents: feed.publish, fileViews: desk.fileViews,
  });
  const app = Fastify({ forceCloseConnections: true });
  const landed: number[] = [];
  await app.register(createTwilioPlugin({
    authToken: twilioAccount.authToken, publicUrl, onFault: (error) => { throw error; }, clock: desk.clock,
    handlers: {
      text: async (inbound) => {
        const accepted = await desk.accept(desk.channels.sms.toContact(inbound), desk.channels.sms.capabilities);
        if ('number' in accepted) landed.push(accepted.number);
      },
      call: desk.answerCall, callStatus: desk.callNews.status, receipt: nothing,
      recording: ({ callId, recording }) => desk.callNews.recording({ callId, from: '', to: '', receivedAt: clock.now() }, recording),
      transcription: ({ call, transcript }) => desk.callNews.transcript(call, transcript),
    },
  }));
  network.connect(await app.listen({ host: '127.0.0.1', port: 0 }), publicUrl);

  const timeline = async (ticket: number) => (await reader.read(ticket))?.timeline ?? [];
  return {
    desk, network, timeline,
    text: async (media) => {
      await network.text({ from: newNumber(), to: ours, body: 'miren esto', media });
      const number = landed.at(-1);
      if (number === undefined) throw new Error('The text landed on no ticket.');
      return number;
    },
    attachments: async (ticket) => (await timeline(ticket)).flatMap((item) => (item.kind === 'contact' ? item.attachments : [])),
    recording: async (ticket, name = 'recording.received') => {
      const event = (await timeline(ticket)).find((item) => item.kind === 'event' && item.name === name);
      return event?.kind === 'event' ? event.recording : undefined;
    },
    pass: async (seconds) => {
      clock.advance(seconds);
      desk.signals.push(...(await desk.backlog.lateSignals(clock.now(), 100)).filter(({ kind }) => kind === 'fetch-file' || kind === 'delete-recording'));
      await desk.settle();
    },
    close: async () => {
      await app.close();
      await network.close();
      await desk.close();
    },
  };
}
