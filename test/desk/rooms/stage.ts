import Fastify from 'fastify';
import { createTwilioPlugin, createTwilioRest } from '../../../adapters/twilio/index.ts';
import { callHandlers, jobFor, legHandlers, routingHandlers } from '../../../src/jobs/index.ts';
import { newNumber, ticketOf } from '../../intake/probes.ts';
import { emptyQueues } from '../work/tickets-in-status.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { startTwilioNetwork, twilioAccount, type PhoneLine, type PretendTwilio } from '../../support/twilio-network.ts';

export const ourNumber = '+576015550100';
const publicUrl = 'https://desk.example.org';

/** A whole desk with its jobs running, reached by telephone through the pretend provider. */
export interface Stage {
  desk: TestDesk;
  network: PretendTwilio;
  faults: unknown[];
  /** Does every job that is due now, and those that follow from them. */
  settle(): Promise<void>;
  /** What the relay of a process finds after this many seconds, done. */
  passTime(seconds: number): Promise<void>;
  /** An agent with a telephone of their own. */
  agent(about?: Parameters<TestDesk['addAgent']>[0]): Promise<StageAgent>;
  /** A caller who talks to this agent. */
  talking(agent: StageAgent): Promise<Talk>;
  /** Everybody of the desk signs off, so that the next test's caller is offered to its own agent. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export interface StageAgent {
  id: string;
  phone: string;
}

export interface Talk {
  caller: PhoneLine;
  /** The agent's telephone. */
  leg: PhoneLine;
  number: number;
  ticketId: string;
  assignmentId: string;
}

export async function startStage({ deskFile, ...options }: { deliverTwice?: boolean; deskFile?: string } = {}): Promise<Stage> {
  const network = await startTwilioNetwork({ ...options, publicUrl });
  const telephony = createTwilioRest({ ...twilioAccount, publicUrl, apiUrl: network.apiUrl, timeoutMs: 1_000 });
  const desk = await startTestDesk({ telephony, ...(deskFile === undefined ? {} : { deskFile }) });
  const faults: unknown[] = [];
  const app = Fastify({ forceCloseConnections: true });
  await app.register(createTwilioPlugin({
    authToken: twilioAccount.authToken, publicUrl, legs: desk.legLine, onFault: (error) => faults.push(error), clock: desk.clock,
    handlers: {
      call: desk.answerCall, callStatus: desk.callNews.status,
      text: nothing, receipt: nothing, recording: nothing, transcription: nothing,
    },
  }));
  network.connect(await app.listen({ host: '127.0.0.1', port: 0 }), publicUrl);

  const handlers = {
    ...routingHandlers(desk), ...legHandlers(desk),
    ...callHandlers({
      transact: desk.transact, control: telephony, callerGone: desk.callNews.callerGone, startOutreach: desk.startOutreach, clock: desk.clock,
    }),
  };
  const doAll = async () => {
    for (let signal = desk.signals.shift(); signal; signal = desk.signals.shift()) {
      const { name, data } = jobFor(signal);
      // A job that fails is tried again when the relay finds it.
      await handlers[name]?.(data).catch((error: unknown) => faults.push(error));
    }
  };
  let working: Promise<void> = Promise.resolve();
  const settle = () => (working = working.then(doAll));
  const pump = setInterval(() => void settle(), 5);

  const agents: string[] = [];
  const stage: Stage = {
    desk, network, faults, settle,
    passTime: async (seconds) => {
      desk.clock.advance(seconds);
      desk.signals.push(...(await desk.backlog.lateSignals(desk.clock.now(), 200)));
      await settle();
    },
    agent: async (about) => {
      const phone = newNumber();
      const id = await desk.addAgent({ phone, ...about });
      agents.push(id);
      return { id, phone };
    },
    clear: async () => {
      await settle();
      for (const id of agents.splice(0)) await desk.presence.setAvailability(id, 'offline');
      await emptyQueues(desk);
      await settle();
    },
    talking: async ({ id, phone }) => {
      const caller = await network.call({ from: newNumber(), to: ourNumber });
      for (const key of ['1', '1', '2']) await caller.press(key);
      await caller.reaches('waiting');
      await settle();
      const call = await desk.transact((stores) => stores.calls.find(caller.callId));
      const ticket = await ticketOf(desk, call?.ticketId ?? '');
      const offer = await desk.transact((stores) => stores.offers.openOfTicket(ticket.id));
      if (offer?.agentId !== id) throw new Error('The call was not offered to this agent.');
      await desk.offers.accept(offer.id, id);
      await settle();
      await caller.reaches('talking');
      const assignment = await desk.transact((stores) => stores.assignments.openOfTicket(ticket.id));
      const leg = network.legs.findLast((one) => one.parentCallId === caller.callId) ?? (await network.legTo(phone));
      return { caller, leg, number: ticket.number, ticketId: ticket.id, assignmentId: assignment?.id ?? '' };
    },
    close: async () => {
      clearInterval(pump);
      await network.close();
      await working;
      await app.close();
      await desk.close();
    },
  };
  return stage;
}

async function nothing(): Promise<void> {
  await Promise.resolve();
}
