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
  DeliveryReceipt,
  DialTarget,
  InboundText,
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
  faults: unknown[];
  places: { wantsPerson: boolean; session: CallSession }[];
  tookCall: string[];
  settings: { staffed: boolean; storeDown: boolean; storeHangs: boolean; target: DialTarget; menu: CallMenu };
  session(callId: string): CallSession | undefined;
  forget(callId: string): void;
  close(): Promise<void>;
}

const menuPhases: readonly string[] = ['language', 'service', 'entry', 'stopped', 'others'];

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
    faults: [],
    places: [],
    tookCall: [],
    settings: { staffed: true, storeDown: false, storeHangs: false, target: { kind: 'number', value: '+573009998877' }, menu: testMenu },
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

function answerTurn(
  request: CallRequest,
  session: CallSession | null,
  gateway: TestGateway,
): { session: CallSession; prompts: CallResponse['prompts']; point: CallPoint } {
  const { settings } = gateway;
  const turn = callFlow(session, inputOf(request, session, settings.target), settings.menu);
  if (turn.agentTookCall) gateway.tookCall.push(request.assignmentId ?? '');
  const point = menuPhases.includes(turn.session.phase) ? 'menu' : request.point;
  if (!turn.place) return { session: turn.session, prompts: turn.prompts, point };
  gateway.places.push({ ...turn.place, session: turn.session });
  const placed = callFlow(
    turn.session,
    settings.staffed
      ? { kind: 'placed', ticketNumber: 'V-1042', to: 'queue', because: 'staffed' }
      : { kind: 'placed', ticketNumber: 'V-1042', to: 'voicemail', because: 'nobody' },
    settings.menu,
  );
  return { session: placed.session, prompts: [...turn.prompts, ...placed.prompts], point };
}

function inputOf(request: CallRequest, session: CallSession | null, target: DialTarget): CallInput {
  const { digits, assignmentId, queueResult, recording } = request;
  const line = { position: 2, estimateSeconds: 90 };
  switch (request.point) {
    case 'menu':
      return digits === null ? { kind: 'start' } : { kind: 'keys', digits };
    case 'wait':
      return digits === null ? { kind: 'waiting', ...line } : { kind: 'waiting-keys', digits, ...line };
    case 'queue-left':
      return { kind: 'left-queue', result: queueResult ?? 'failed' };
    case 'recorded':
      return { kind: 'recorded', seconds: recording?.seconds ?? 0 };
    case 'bridge':
      return { kind: 'bridge', assignmentId: assignmentId ?? '', target };
    case 'agent-leg':
      return digits === null ? { kind: 'agent-leg' } : { kind: 'agent-leg-keys', digits };
    case 'dial-ended':
    case 'moved':
    case 'room-left':
      return { kind: 'dial-ended', answered: session?.phase === 'bridged' };
  }
}
