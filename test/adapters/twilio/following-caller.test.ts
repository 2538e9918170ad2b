import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioRest } from '../../../adapters/twilio/index.ts';
import { startTwilioNetwork, twilioAccount } from '../../support/twilio-network.ts';
import type { PretendTwilio } from '../../support/twilio-network.ts';
import { startGateway } from './gateway.ts';
import type { TestGateway } from './gateway.ts';

const numbers = { from: '+573001234567', to: '+576012345678' };
const agentNumber = '+573009998877';

describe.each([{ deliverTwice: false }, { deliverTwice: true }])('a caller on the line ($deliverTwice = every request twice)', ({ deliverTwice }) => {
  let gateway: TestGateway;
  let network: PretendTwilio;

  beforeEach(async () => {
    gateway = await startGateway();
    network = await startTwilioNetwork({ deliverTwice, gatewayUrl: gateway.url, publicUrl: gateway.publicUrl });
  });
  afterEach(async () => {
    await gateway.close();
    await network.close();
    expect(gateway.faults).toEqual([]);
    expect(network.violations).toEqual([]);
  });

  const control = () => createTwilioRest({ ...twilioAccount, apiUrl: network.apiUrl, publicUrl: gateway.publicUrl });
  const callWaiting = async () => {
    const caller = await network.call(numbers);
    for (const key of ['1', '1', '1']) await caller.press(key);
    expect(caller.state()).toBe('waiting');
    return caller;
  };

  it('goes through all menus in English, hears its number and waits', async () => {
    const caller = await network.call(numbers);
    expect(caller.heard.map(({ language }) => language)).toEqual(['es-MX', 'en-US', 'es-MX', 'en-US']);
    for (const key of ['2', '2', '1', '1', '1']) await caller.press(key);
    expect(caller.said()).toContain('V, one, zero, four, two');
    expect(caller.said()).toContain('You are number 2 in line. We expect a wait of about 2 minutes.');
    expect(caller.state()).toBe('waiting');
    expect(gateway.places).toMatchObject([
      { wantsPerson: false, session: { locale: 'en', entry: 'internet', urgency: 'high', impact: 'high' } },
    ]);
    expect(gateway.requests[0]).toMatchObject({ call: { callId: caller.callId, ...numbers }, step: 'start', digits: null });
  });

  it('gives a person after silence, nonsense and silence', async () => {
    const caller = await network.call(numbers);
    await caller.silence();
    await caller.press('9');
    await caller.silence();
    expect(gateway.places).toMatchObject([{ wantsPerson: true }]);
    expect(caller.state()).toBe('waiting');
  });

  it('keeps waiting through silence, and takes a voicemail by key', async () => {
    const caller = await callWaiting();
    await caller.silence();
    await caller.press('5');
    expect(caller.state()).toBe('waiting');
    await caller.press('1');
    expect(caller.state()).toBe('recording');
    await caller.speak(12);
    expect(caller.state()).toBe('ended');
    expect(caller.said()).toMatch(/Gracias\. Una persona .* Que tenga un buen día\.$/);
    expect(gateway.recordings[0]).toMatchObject({ callId: caller.callId, recording: { seconds: 12 } });
    expect(gateway.requests.at(-1)?.recording).toEqual(gateway.recordings[0]?.recording);
    expect(gateway.statuses[0]).toMatchObject({ callId: caller.callId, state: 'completed', seconds: 42, sequence: 0 });
  });

  it('thanks a caller who says nothing to the voicemail', async () => {
    gateway.settings.staffed = false;
    const caller = await network.call(numbers);
    for (const key of ['1', '0']) await caller.press(key);
    expect(caller.state()).toBe('recording');
    await caller.silence();
    expect(caller.state()).toBe('ended');
    expect(caller.said()).toContain('Gracias. Una persona');
    expect(gateway.requests.at(-1)).toMatchObject({ point: 'recorded', recording: null });
  });

  it('connects an agent who presses 1, and says goodbye when the agent hangs up', async () => {
    const caller = await callWaiting();
    await expect(control().redirectToBridge(caller.callId, 'assignment-1')).resolves.toBe('redirected');
    await caller.reaches('talking');
    expect(gateway.tookCall).toEqual(['assignment-1']);
    expect(caller.agentLegs[0]?.heard.join(' ')).toContain('marque uno');
    expect(gateway.requests.filter(({ point }) => point === 'agent-leg')).toMatchObject(
      Array(2).fill({ call: { callId: caller.callId }, assignmentId: 'assignment-1' }),
    );
    await caller.agentHangsUp();
    expect(caller.state()).toBe('ended');
    expect(caller.said()).toMatch(/buen día\.$/);
    expect(gateway.requests.at(-1)).toMatchObject({ point: 'dial-ended', assignmentId: 'assignment-1', dialStatus: 'completed', dialSeconds: 35 });
  });

  it.each(['silent', 'declines', 'no-answer', 'busy'] as const)('waits on when the agent phone is %s, and a second agent can take it', async (behaviour) => {
    network.setAgentPhone(agentNumber, behaviour);
    const caller = await callWaiting();
    await control().redirectToBridge(caller.callId, 'assignment-1');
    await caller.reaches('waiting');
    expect(gateway.tookCall).toEqual([]);
    expect(caller.said()).toContain('Disculpe la demora');
    network.setAgentPhone(agentNumber, 'takes');
    await control().redirectToBridge(caller.callId, 'assignment-2');
    await caller.reaches('talking');
    expect(gateway.tookCall).toEqual(['assignment-2']);
    await caller.hangUp();
    expect(caller.state()).toBe('ended');
  });

  it.each([
    [{ kind: 'sip', value: 'sip:ana@example.org' }, 'sip:ana@example.org'],
    [{ kind: 'client', value: 'client:ana' }, 'ana'],
  ] as const)('rings %o', async (target, rung) => {
    gateway.settings.target = target;
    network.setAgentPhone(rung, 'rings');
    const caller = await callWaiting();
    await control().redirectToBridge(caller.callId, 'assignment-1');
    await caller.reaches('ringing');
    await caller.hangUp();
    expect(gateway.requests.at(-1)).toMatchObject({ point: 'dial-ended', dialStatus: 'canceled' });
  });

  it('tells that a waiting caller hung up, and that nobody is left to redirect', async () => {
    const caller = await callWaiting();
    await caller.hangUp();
    expect(gateway.requests.at(-1)).toMatchObject({ point: 'queue-left', queueResult: 'hung-up' });
    expect(gateway.session(caller.callId)?.phase).toBe('ended');
    await expect(control().redirectToBridge(caller.callId, 'a')).resolves.toBe('gone');
    await expect(control().redirectToBridge(`CA${'0'.repeat(32)}`, 'a')).resolves.toBe('gone');
  });

  it('begins again politely when the gateway forgot the call', async () => {
    const caller = await network.call(numbers);
    await caller.press('1');
    gateway.forget(caller.callId);
    await caller.press('2');
    expect(caller.said()).toMatch(/se perdió el hilo de la llamada.*press two\.$/);
    expect(caller.state()).toBe('menu');
  });
});

describe('while the store is out of reach', () => {
  let gateway: TestGateway;
  let network: PretendTwilio;

  beforeEach(async () => {
    gateway = await startGateway();
    network = await startTwilioNetwork({ gatewayUrl: gateway.url, publicUrl: gateway.publicUrl });
  });
  afterEach(async () => {
    await gateway.close();
    await network.close();
  });

  it('apologises to a new caller in both languages, records, and thanks', async () => {
    gateway.settings.storeDown = true;
    const caller = await network.call(numbers);
    expect(caller.heard.map(({ language }) => language)).toEqual(['es-MX', 'en-US']);
    expect(caller.state()).toBe('recording');
    expect(gateway.faults).toHaveLength(1);
    await caller.speak(9);
    expect(caller.said()).toContain('Thank you. We have your message');
    expect(caller.state()).toBe('ended');
  });

  it('does not claim a message that was never left', async () => {
    gateway.settings.storeDown = true;
    const caller = await network.call(numbers);
    await caller.silence();
    expect(caller.said()).toMatch(/We did not receive a message.*$/);
    expect(caller.state()).toBe('ended');
  });

  it('keeps a waiting caller in the line with music until it is back', async () => {
    const caller = await network.call(numbers);
    for (const key of ['1', '1', '1']) await caller.press(key);
    gateway.settings.storeDown = true;
    await caller.silence();
    await caller.silence();
    expect(caller.state()).toBe('waiting');
    gateway.settings.storeDown = false;
    const before = caller.heard.length;
    await caller.silence();
    expect(caller.heard.length).toBeGreaterThan(before);
    expect(caller.state()).toBe('waiting');
  });

  it('sends an agent home and the caller to a recording rather than into silence', async () => {
    const caller = await network.call(numbers);
    for (const key of ['1', '1', '1']) await caller.press(key);
    gateway.settings.storeDown = true;
    const control = createTwilioRest({ ...twilioAccount, apiUrl: network.apiUrl, publicUrl: gateway.publicUrl });
    await control.redirectToBridge(caller.callId, 'assignment-1');
    await caller.reaches('recording');
  });
});
