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
    expect(caller.said()).toContain('marque dos. Para dejar un mensaje, espere el tono.');
    await caller.silence();
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

  it('says everything in words, and presses nothing', async () => {
    gateway.settings.guesses = { 'No tengo Internet desde ayer.': [{ entry: 'internet', sure: true }] };
    const caller = await network.call(numbers);
    for (const words of ['Español.', 'No tengo Internet desde ayer.', 'Sí.', 'Sí, claro.', 'No.']) await caller.say(words);
    expect(caller.state()).toBe('waiting');
    expect(gateway.places).toMatchObject([
      { wantsPerson: false, session: { locale: 'es', entry: 'internet', urgency: 'high', impact: null, words: 'No tengo Internet desde ayer.' } },
    ]);
    expect(gateway.requests[2]).toMatchObject({ point: 'menu', digits: null, speech: { words: 'No tengo Internet desde ayer.', confidence: 0.9 } });
    expect(caller.heard.slice(4).map(({ language }) => language)).not.toContain('en-US');
  });

  it('is not understood twice, and gets a person who has the words', async () => {
    const caller = await network.call(numbers);
    await caller.press('2');
    await caller.say('that thing over there');
    expect(caller.said()).toContain('Sorry, we did not quite understand.');
    await caller.say('the thing over there that makes noise');
    expect(gateway.places).toMatchObject([{ wantsPerson: true, session: { words: 'the thing over there that makes noise' } }]);
    expect(caller.state()).toBe('waiting');
  });

  it('is known, hears about the open ticket, and adds words to it', async () => {
    gateway.settings.caller = { name: 'Ana', openTicket: { number: 'V-1042', state: 'queued', dueAt: '2026-11-23T13:00:00Z', zone: 'America/Bogota' } };
    const caller = await network.call(numbers);
    expect(caller.said()).toContain('Hola, Ana.');
    await caller.press('1');
    expect(caller.said()).toContain('número uve, uno, cero, cuatro, dos. Está en turno');
    await caller.press('2');
    expect(gateway.joined).toEqual(['V-1042']);
    expect(caller.state()).toBe('recording');
    await caller.speak(7);
    expect(caller.said()).toContain('Agregamos su mensaje a la solicitud');
    expect(caller.state()).toBe('ended');
    expect(gateway.places).toEqual([]);
  });

  it('is screened: a message, and no menu', async () => {
    gateway.settings.screened = 'blocked';
    const caller = await network.call(numbers);
    expect(caller.state()).toBe('recording');
    await caller.speakAndHangUp(5);
    expect(gateway.places).toEqual([]);
    expect(new Set(gateway.recordings.map(({ recording }) => recording.id)).size).toBe(1);
  });

  it('asks in the line to be called back at another time at another number', async () => {
    const caller = await callWaiting();
    await caller.press('2');
    expect(caller.state()).toBe('menu');
    expect(gateway.requests.at(-1)).toMatchObject({ point: 'queue-left', queueResult: 'left' });
    await caller.press('3');
    await caller.press('3001234567#');
    expect(caller.said()).toContain('tres, cero, cero, uno, dos, tres, cuatro, cinco, seis, siete');
    await caller.press('2');
    await caller.say('después de las tres');
    expect(gateway.callbacks).toEqual([{ number: '3001234567', at: { hour: 15, minute: 0 } }]);
    expect(caller.said()).toMatch(/le llamaremos el lunes 23 de noviembre a las 3 de la tarde\..*buen día\.$/);
    expect(caller.state()).toBe('ended');
  });

  it('changes their mind about the callback and waits on', async () => {
    const caller = await callWaiting();
    await caller.press('2');
    await caller.press('*');
    expect(caller.state()).toBe('waiting');
    expect(caller.said()).toMatch(/vuelve a la línea de espera y conserva su turno\..*puesto 2/);
    await control().redirectToBridge(caller.callId, 'assignment-1');
    await caller.reaches('talking');
  });

  it('asks outside opening hours to be called back, and says nothing to the tone', async () => {
    gateway.settings.staffed = false;
    const caller = await network.call(numbers);
    for (const key of ['1', '0', '2', '1']) await caller.press(key);
    expect(gateway.callbacks).toEqual([{ number: null, at: null }]);
    expect(caller.state()).toBe('ended');
  });

  it('is moved to hold, asked for keys that only the desk hears, joined again, and taken leave of', async () => {
    const caller = await callWaiting();
    await control().redirectToBridge(caller.callId, 'assignment-1');
    await caller.reaches('talking');
    gateway.settings.moved = { kind: 'moved', to: 'collect', room: 'room-1', record: false };
    await control().moveCaller(caller.callId, 'move-1');
    await caller.reaches('menu');
    expect(caller.said()).toMatch(/La persona que le atiende no los escucha\.$/);
    await caller.press('4321#');
    await caller.reaches('conference');
    expect(gateway.collected).toEqual(['4321']);
    expect(network.conference('room-1').members()).toMatchObject([{ callSid: caller.callId, muted: false }]);
    gateway.settings.moved = { kind: 'moved', to: 'line', room: 'room-1', record: false };
    await control().moveCaller(caller.callId, 'move-2');
    await caller.reaches('waiting');
    gateway.settings.moved = { kind: 'moved', to: 'end', room: 'room-1', record: false };
    await control().moveCaller(caller.callId, 'move-3');
    await caller.reaches('ended');
    expect(caller.said()).toMatch(/buen día\.$/);
  });

  it('is asked before being recorded, and the recording is known by the call', async () => {
    gateway.settings.menu = { ...gateway.settings.menu, consent: { es: 'Podemos grabar la conversación.', en: 'We may record.' } };
    const caller = await callWaiting();
    expect(caller.said()).toContain('Podemos grabar la conversación.');
    await control().redirectToBridge(caller.callId, 'assignment-1');
    await caller.reaches('talking');
    await caller.agentHangsUp();
    expect(gateway.recordings.map(({ callId }) => callId)).toContain(caller.callId);
    await expect.poll(() => gateway.legStatuses.at(-1)).toMatchObject({ state: 'completed', callId: caller.agentLegs[0]?.childCallId });
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
