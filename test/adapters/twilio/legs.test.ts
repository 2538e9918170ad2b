import Fastify, { type FastifyInstance } from 'fastify';
import twilio from 'twilio';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioPlugin, createTwilioRest } from '../../../adapters/twilio/index.ts';
import { newId, unavailable } from '../../../src/core/index.ts';
import type { LegRequest, LegResponse, LegStatusReport, NewLeg, Prompt } from '../../../src/core/index.ts';
import { startTwilioNetwork, twilioAccount, type PretendTwilio, type RestFault } from '../../support/twilio-network.ts';

const publicUrl = 'https://desk.example.org';
const legId = newId();
const callId = 'CA0123456789abcdef0123456789abcdef';

let app: FastifyInstance;
let gatewayUrl: string;
let requests: LegRequest[] = [];
let reports: LegStatusReport[] = [];
let faults: unknown[] = [];
let prompts: Prompt[] = [];
let store: 'up' | 'down' | 'hangs' = 'up';

const reach = async (): Promise<void> => {
  if (store === 'down') throw unavailable('The store');
  if (store === 'hangs') await new Promise<never>(() => undefined);
};

beforeAll(async () => {
  app = Fastify({ forceCloseConnections: true });
  const unused = (): Promise<never> => Promise.reject(new Error('not asked for here'));
  await app.register(createTwilioPlugin({
    authToken: twilioAccount.authToken, publicUrl, answerWithinMs: 100, onFault: (error) => faults.push(error),
    handlers: { text: unused, call: unused, callStatus: unused, receipt: unused, recording: unused, transcription: unused },
    legs: {
      answer: async (request): Promise<LegResponse> => {
        await reach();
        requests.push(request);
        return { legId: request.legId, prompts, nextStep: 'n1' };
      },
      status: async (report) => {
        await reach();
        reports.push(report);
      },
    },
  }));
  gatewayUrl = await app.listen({ host: '127.0.0.1', port: 0 });
});
beforeEach(() => {
  [requests, reports, faults, prompts, store] = [[], [], [], [], 'up'];
});
afterAll(() => app.close());

/** A webhook of a leg as the provider signs it. */
async function post(path: string, form: Record<string, string>, how: { signed?: boolean } = {}) {
  const url = `/webhooks/twilio/voice/${path}`;
  const signature = twilio.getExpectedTwilioSignature(twilioAccount.authToken, `${publicUrl}${url}`, form);
  const answer = await app.inject({
    method: 'POST', url, payload: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': how.signed === false ? 'forged' : signature },
  });
  return { status: answer.statusCode, body: answer.body };
}

const base = { CallSid: callId, From: '+576015550100', To: '+573001112233', CallStatus: 'in-progress' };
const about = (step: string, role = 'consult') => `leg?leg=${legId}&step=${step}&role=${role}`;

describe('a leg\'s webhooks', () => {
  it('are read into the desk\'s words', async () => {
    await post(about('start'), { ...base, AnsweredBy: 'human' });
    await post(about('n1'), { ...base, Digits: '1' });
    await post(`${about('n1')}&silent=1`, base);
    await post(about('m3'), base);
    await post(`leg-left?leg=${legId}&step=n1&role=agent`, { ...base, CallStatus: 'completed' });
    expect(requests).toEqual([
      { legId, callId, step: 'start', point: 'turn', digits: null, answeredBy: 'person' },
      { legId, callId, step: 'n1', point: 'turn', digits: '1', answeredBy: null },
      { legId, callId, step: 'n1', point: 'turn', digits: '', answeredBy: null },
      { legId, callId, step: 'm3', point: 'turn', digits: null, answeredBy: null },
      { legId, callId, step: 'n1', point: 'left', digits: null, answeredBy: null },
    ]);
  });

  it.each([
    ['human', 'person'], ['unknown', 'person'], ['machine_start', 'machine'], ['machine_end_beep', 'machine'],
    ['machine_end_silence', 'machine'], ['fax', 'machine'], ['', null],
  ])('answered by %j is %j', async (given, meant) => {
    await post(about('start'), { ...base, AnsweredBy: given });
    expect(requests[0]?.answeredBy).toBe(meant);
  });

  it('states are told with the leg they belong to; those without a meaning are let pass', async () => {
    for (const CallStatus of ['initiated', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled', 'constructor']) {
      expect((await post(`leg-status?leg=${legId}`, { ...base, CallStatus, CallDuration: '7' })).status).toBe(200);
    }
    expect(reports.map(({ state }) => state)).toEqual(['queued', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled']);
    expect(reports[0]).toEqual({ legId, callId, state: 'queued', seconds: 7 });
  });

  it.each(['leg', 'leg-left', 'leg-status'])('%s is refused when forged, and when it is malformed', async (path) => {
    expect((await post(`${path}?leg=${legId}&step=start`, base, { signed: false })).status).toBe(403);
    expect((await post(`${path}?leg=${legId}&step=start`, { From: 'x' })).status).toBe(400);
    expect([requests, reports]).toEqual([[], []]);
  });

  it.each([['empty', ''], ['long', 'x'.repeat(5_000)], ['NUL', '\u0000'], ['escaped', '%00%FF'], ['markup', '<script>']])('a leg id that is %s does no harm', async (_how, odd) => {
    expect((await post(`leg?leg=${encodeURIComponent(odd)}&step=start`, base)).status).toBe(200);
    expect(requests[0]?.legId.length ?? 0).toBeLessThanOrEqual(64);
  });
});

describe('a leg\'s document', () => {
  it('asks with its own address, also for silence', async () => {
    prompts = [{ verb: 'ask', say: [{ verb: 'say', text: 'Para entrar, marque uno.', locale: 'es' }], keys: 1, seconds: 10 }];
    const { body } = await post(about('start'), base);
    const action = `https://desk.example.org/webhooks/twilio/voice/leg?leg=${legId}&amp;step=n1&amp;role=consult`;
    expect(body).toContain(`action="${action}"`);
    expect(body).toContain(`<Redirect method="POST">${action}&amp;silent=1</Redirect>`);
    expect(body).toContain('numDigits="1"');
  });

  it('joins a room and tells when it leaves', async () => {
    prompts = [{ verb: 'join', room: 'r<1>', muted: false, coach: 'CAagent', record: false }];
    const { body } = await post(about('start', 'supervisor'), base);
    expect(body).toContain(`<Dial action="https://desk.example.org/webhooks/twilio/voice/leg-left?leg=${legId}&amp;step=n1&amp;role=supervisor" method="POST">`);
    expect(body).toMatch(/<Conference [^>]*coach="CAagent"[^>]*>r&lt;1&gt;<\/Conference>/);
    expect(body).toMatch(/muted="false"/);
    expect(body).toMatch(/endConferenceOnExit="false"/);
    expect(body).toMatch(/beep="false"/);
  });

  it('ends where a leg has nothing to do with a prompt', async () => {
    prompts = [{ verb: 'enqueue' }];
    expect((await post(about('start'), base)).body).toContain('<Hangup/>');
  });
});

describe('while the desk cannot remember anything', () => {
  it.each([['down', 'agent'], ['hangs', 'supervisor'], ['down', 'consult']] as const)('store %s: an %s hears that and is hung up', async (how, role) => {
    store = how;
    const { status, body } = await post(about('start', role), base);
    expect(status).toBe(200);
    expect(body).toContain('no pudimos comunicar');
    expect(body).toContain('could not connect');
    expect(body).toMatch(/<Hangup\/><\/Response>$/);
    expect(faults).toHaveLength(1);
  });

  it('a customer hears that they will be called again', async () => {
    store = 'down';
    const { body } = await post(about('start', 'customer'), base);
    expect(body).toContain('Volveremos a llamarle');
    expect(body).toContain('We will call you again');
  });

  it('a state is answered 503', async () => {
    store = 'down';
    expect((await post(`leg-status?leg=${legId}`, { ...base, CallStatus: 'completed' })).status).toBe(503);
  });
});

describe('steering by REST', () => {
  let network: PretendTwilio;
  const control = (timeoutMs = 5_000) => createTwilioRest({ ...twilioAccount, publicUrl, apiUrl: network.apiUrl, timeoutMs });
  const leg = (more: Partial<NewLeg> = {}): NewLeg => ({
    legId, role: 'consult', to: { kind: 'number', value: '+573001112233' }, from: '+576015550100', ringSeconds: 25, detectMachine: false, ...more,
  });
  const faultOf = (work: Promise<unknown>) => work.then(() => 'no fault', (error: unknown) => error);

  beforeEach(async () => {
    network = await startTwilioNetwork({ publicUrl, gatewayUrl });
  });
  afterEach(async () => {
    await network.close();
    expect(network.violations).toEqual([]);
  });

  it('dials a leg with its own address, its states and no machine detection unless asked', async () => {
    network.setPhone('+573001112233', 'rings');
    const placed = await control().placeLeg(leg());
    expect(placed.kind === 'placed' && placed.callId).toMatch(/^CA[0-9a-f]{32}$/);
    const form = network.calls.at(-1)?.form;
    expect(form?.get('Url')).toBe(`https://desk.example.org/webhooks/twilio/voice/leg?leg=${legId}&step=start&role=consult`);
    expect(form?.get('StatusCallback')).toBe(`https://desk.example.org/webhooks/twilio/voice/leg-status?leg=${legId}`);
    expect(form?.getAll('StatusCallbackEvent')).toEqual(['ringing', 'answered', 'completed']);
    expect([form?.get('To'), form?.get('From'), form?.get('Timeout'), form?.has('MachineDetection')]).toEqual(['+573001112233', '+576015550100', '25', false]);
    await control().placeLeg(leg({ detectMachine: true }));
    expect(network.calls.at(-1)?.form.get('MachineDetection')).toBe('DetectMessageEnd');
  });

  it.each([[{ kind: 'client', value: 'ana' }, 'client:ana'], [{ kind: 'sip', value: 'sip:ana@example.org' }, 'sip:ana@example.org']] as const)(
    'dials %o as %s',
    async (to, dialled) => {
      network.failNext({ kind: 'status', status: 400, code: 21211 });
      await control().placeLeg(leg({ to }));
      expect(network.calls.at(-1)?.form.get('To')).toBe(dialled);
    },
  );

  it('a number that the provider refuses is told with its reason', async () => {
    network.failNext({ kind: 'status', status: 400, code: 21211 });
    expect(await control().placeLeg(leg())).toMatchObject({ kind: 'refused', code: '21211' });
  });

  it.each<RestFault>([{ kind: 'status', status: 503 }, { kind: 'status', status: 429 }])('nobody was dialled on %o: it may be tried again', async (fault) => {
    network.failNext(fault);
    expect(await faultOf(control().placeLeg(leg()))).toMatchObject({ retryable: true });
  });

  it.each<RestFault>([{ kind: 'status', status: 500 }, { kind: 'reset-before' }, { kind: 'no-answer' }])('somebody may have been dialled on %o: never again', async (fault) => {
    network.failNext(fault);
    const error = await faultOf(control(200).placeLeg(leg()));
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toMatchObject({ retryable: true });
    expect(String(error)).not.toContain(twilioAccount.authToken);
  });

  it('moves and hangs up by the call\'s own address; one that is over is gone', async () => {
    const { moveCaller, moveLeg, hangUp } = control();
    const urls = async (work: Promise<unknown>) => {
      await work;
      return [network.calls.at(-1)?.path, network.calls.at(-1)?.form.get('Url') ?? network.calls.at(-1)?.form.get('Status')];
    };
    const path = `/2010-04-01/Accounts/${twilioAccount.accountSid}/Calls/${callId}.json`;
    expect(await urls(moveCaller(callId, 'm2'))).toEqual([path, `${publicUrl}/webhooks/twilio/voice/moved?step=m2`]);
    expect(await urls(moveLeg(callId, { legId, step: 'm1', role: 'agent' }))).toEqual([path, `${publicUrl}/webhooks/twilio/voice/leg?leg=${legId}&step=m1&role=agent`]);
    expect(await urls(hangUp(callId))).toEqual([path, 'completed']);
    for (const fault of [{ kind: 'status', status: 404 }, { kind: 'status', status: 400, code: 21220 }] as const) {
      network.failNext(fault, 3);
      expect([await moveCaller(callId, 'm'), await moveLeg(callId, { legId, step: 'm', role: 'agent' }), await hangUp(callId)]).toEqual(['gone', 'gone', 'gone']);
    }
    network.failNext({ kind: 'status', status: 500 }, 3);
    for (const work of [moveCaller(callId, 'm'), moveLeg(callId, { legId, step: 'm', role: 'agent' }), hangUp(callId)]) {
      expect(await faultOf(work)).toMatchObject({ retryable: true });
    }
  });
});
