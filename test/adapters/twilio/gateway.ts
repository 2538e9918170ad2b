import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { createTwilioPlugin } from '../../../adapters/twilio/index.ts';
import type { TwilioCallStatus, TwilioHandlers } from '../../../adapters/twilio/index.ts';
import { callFlow } from '../../../channels/index.ts';
import { unavailable } from '../../../src/core/index.ts';
import type {
  CallInput,
  CallMenu,
  CallPoint,
  CallRequest,
  CallResponse,
  CallSession,
  CallTurn,
  DeliveryReceipt,
  DialTarget,
  InboundText,
  KnownCaller,
  LegStatusReport,
  SpokenGuess,
} from '../../../src/core/index.ts';
import { testMenu } from '../../support/call-menu.ts';
import { twilioAccount } from '../../support/twilio-network.ts';

/** A gateway of the plugin and the IVR with its sessions in memory: enough to be called, texted and listened to. */
export interface TestGateway {
  app: FastifyInstance;
  url: string;
  publicUrl: string;
  requests: CallRequest[];
  texts: InboundText[];
  receipts: DeliveryReceipt[];
  statuses: TwilioCallStatus[];
  recordings: Parameters<TwilioHandlers['recording']>[0][];
  transcripts: Parameters<TwilioHandlers['transcription']>[0][];
  /** How the agents' legs ended. */
  legStatuses: LegStatusReport[];
  callbacks: NonNullable<CallTurn['callback']>[];
  joined: string[];
  collected: string[];
  faults: unknown[];
  places: { wantsPerson: boolean; session: CallSession }[];
  tookCall: string[];
  settings: {
    staffed: boolean; storeDown: boolean; storeHangs: boolean; target: DialTarget; menu: CallMenu;
    caller: KnownCaller | null; screened: 'blocked' | 'too-many' | null;
    /** What the catalog makes of spoken words. */
    guesses: Record<string, SpokenGuess[]>;
    /** Where the desk has moved the caller. */
    moved: Extract<CallInput, { kind: 'moved' }> | null;
  };
  session(callId: string): CallSession | undefined;
  forget(callId: string): void;
  close(): Promise<void>;
}

export async function startGateway(options: { publicUrl?: string; answerWithinMs?: number } = {}): Promise<TestGateway> {
  const publicUrl = options.publicUrl ?? 'https://desk.example.org';
  const sessions = new Map<string, CallSession>();
  const answers = new Map<string, CallResponse>();
  const app = Fastify({ forceCloseConnections: true });
  const gateway: TestGateway = {
    app,
    url: '',
    publicUrl,
    requests: [],
    texts: [],
    receipts: [],
    statuses: [],
    recordings: [],
    transcripts: [],
    legStatuses: [],
    callbacks: [],
    joined: [],
    collected: [],
    faults: [],
    places: [],
    tookCall: [],
    settings: {
      staffed: true, storeDown: false, storeHangs: false, target: { kind: 'number', value: '+573009998877' }, menu: testMenu,
      caller: null, screened: null, guesses: {}, moved: null,
    },
    session: (callId) => sessions.get(callId),
    forget: (callId) => {
      sessions.delete(callId);
    },
    close: () => app.close(),
  };

  const stored = <Item>(list: Item[]) => async (item: Item): Promise<void> => {
    await reachStore(gateway);
    list.push(item);
  };

  const call = async (request: CallRequest): Promise<CallResponse> => {
    await reachStore(gateway);
    const { callId } = request.call;
    const key = `${callId} ${request.point} ${request.step}`;
    const before = answers.get(key);
    if (before) return before;
    gateway.requests.push(request);
    const { session, prompts, point } = answerTurn(request, sessions.get(callId) ?? null, gateway);
    sessions.set(callId, session);
    const nextStep = `s${answers.size + 1}`;
    const response: CallResponse = { prompts, point, nextStep, callId, assignmentId: request.assignmentId };
    answers.set(key, response);
    return response;
  };

  await app.register(
    createTwilioPlugin({
      authToken: twilioAccount.authToken,
      publicUrl,
      ...(options.answerWithinMs !== undefined && { answerWithinMs: options.answerWithinMs }),
      handlers: {
        call,
        text: stored(gateway.texts),
        receipt: stored(gateway.receipts),
        callStatus: stored(gateway.statuses),
        recording: stored(gateway.recordings),
        transcription: stored(gateway.transcripts),
      },
      legs: { answer: () => Promise.reject(unavailable('A leg of our own')), status: stored(gateway.legStatuses) },
      onFault: (error) => gateway.faults.push(error),
    }),
  );
  gateway.url = await app.listen({ host: '127.0.0.1', port: 0 });
  return gateway;
}

async function reachStore({ settings }: TestGateway): Promise<void> {
  if (settings.storeDown) throw unavailable('The store');
  if (settings.storeHangs) await new Promise<never>(() => undefined);
}

/** One turn, and what the desk answers to it at once. Only the prompts say where their answers come in. */
function answerTurn(
  request: CallRequest,
  session: CallSession | null,
  gateway: TestGateway,
): { session: CallSession; prompts: CallResponse['prompts']; point: CallPoint } {
  const { settings } = gateway;
  const turn = callFlow(session, inputOf(request, session, settings), settings.menu);
  if (turn.agentTookCall) gateway.tookCall.push(request.assignmentId ?? '');
  if (turn.joinsOpenTicket) gateway.joined.push(turn.session.open?.number ?? '');
  if (typeof turn.collected === 'string') {
    gateway.collected.push(turn.collected);
    settings.moved = settings.moved && { ...settings.moved, to: 'room' };
  }
  const decision = decisionOn(turn, gateway);
  if (!decision) return { session: turn.session, prompts: turn.prompts, point: request.point };
  const decided = callFlow(turn.session, decision, settings.menu);
  return { session: decided.session, prompts: [...turn.prompts, ...decided.prompts], point: request.point };
}

/** Nobody is at the desk, or somebody; a callback is always agreed. */
function decisionOn(turn: CallTurn, gateway: TestGateway): CallInput | null {
  if (turn.callback) {
    gateway.callbacks.push(turn.callback);
    return { kind: 'callback-set', at: turn.callback.at && '2026-11-23T20:00:00Z', zone: 'America/Bogota' };
  }
  if (!turn.place) return null;
  gateway.places.push({ ...turn.place, session: turn.session });
  return gateway.settings.staffed
    ? { kind: 'placed', ticketNumber: 'V-1042', to: 'queue', because: 'staffed' }
    : { kind: 'placed', ticketNumber: 'V-1042', to: 'voicemail', because: 'nobody' };
}

function inputOf(request: CallRequest, session: CallSession | null, settings: TestGateway['settings']): CallInput {
  const { digits, assignmentId, queueResult, recording, speech } = request;
  const { target, caller, screened, guesses, moved } = settings;
  const line = { position: 2, estimateSeconds: 90 };
  switch (request.point) {
    case 'menu':
      if (speech) return { kind: 'said', words: speech.words, guesses: guesses[speech.words] ?? [] };
      return digits === null ? { kind: 'start', caller, toVoicemail: screened } : { kind: 'keys', digits };
    case 'wait':
      return digits === null ? { kind: 'waiting', ...line } : { kind: 'waiting-keys', digits, ...line };
    case 'queue-left':
      return { kind: 'left-queue', result: queueResult ?? 'failed' };
    case 'recorded':
      return { kind: 'recorded', seconds: recording?.seconds ?? 0, digits };
    case 'bridge':
      return { kind: 'bridge', assignmentId: assignmentId ?? '', target };
    case 'agent-leg':
      return digits === null ? { kind: 'agent-leg' } : { kind: 'agent-leg-keys', digits };
    case 'moved':
      if (digits !== null) return { kind: 'collected', digits };
      return moved ?? { kind: 'dial-ended', answered: true };
    case 'dial-ended':
    case 'room-left':
      return moved && moved.to !== 'room' ? moved : { kind: 'dial-ended', answered: session?.phase === 'bridged' };
  }
}
