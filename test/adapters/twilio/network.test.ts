import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newSid, smallWav, startTwilioNetwork, twilioAccount } from '../../support/twilio-network.ts';
import type { PretendTwilio } from '../../support/twilio-network.ts';
import { sdkFor, startScriptedGateway } from './scripted-gateway.ts';
import type { ScriptedGateway } from './scripted-gateway.ts';

const ours = '+576012345678';
const ana = '+573001234567';
const agent = '+573009998877';
const authorization = `Basic ${Buffer.from(`${twilioAccount.accountSid}:${twilioAccount.authToken}`).toString('base64')}`;

let gateway: ScriptedGateway;
let network: PretendTwilio;
let time: number;
const rest = () => sdkFor(network.apiUrl);
const callIn = () => network.call({ from: ana, to: ours });
const allEvents = ['initiated', 'ringing', 'answered', 'completed'];

beforeEach(async () => {
  time = Date.UTC(2026, 10, 22, 12);
  gateway = await startScriptedGateway();
  network = await startTwilioNetwork({ gatewayUrl: gateway.url, now: () => new Date(time) });
});
afterEach(async () => {
  await network.close();
  await gateway.close();
  expect(network.violations).toEqual([]);
});

describe('words and keys at a menu', () => {
  it('takes words with their confidence where they are listened for, and nowhere else', async () => {
    gateway.answers['/voice'] = `<Gather input="dtmf speech" action="${gateway.at('/heard')}" language="es-MX"/>`;
    gateway.answers['/heard'] = `<Gather action="${gateway.at('/keys')}"/>`;
    const caller = await callIn();
    await caller.say('no me funciona el internet', 0.7);
    expect(gateway.to('/heard')).toMatchObject([{ SpeechResult: 'no me funciona el internet', Confidence: '0.7', Language: 'es-MX' }]);
    expect(gateway.to('/heard')[0]).not.toHaveProperty('Digits');
    await expect(caller.say('hola')).rejects.toThrow('does not listen to words');
    await caller.press('1');
  });

  it.each([
    ['numDigits="2"', '1234', { Digits: '12' }],
    ['', '12#34', { Digits: '12', FinishedOnKey: '#' }],
    ['finishOnKey=""', '12#', { Digits: '12#' }],
    ['finishOnKey="" numDigits="1"', '##', { Digits: '#' }],
  ])('loses keys after the last one asked for: %s, pressed %s', async (attributes, pressed, heard) => {
    gateway.answers['/voice'] = `<Gather ${attributes} action="${gateway.at('/keys')}"/>`;
    const caller = await callIn();
    await caller.press(pressed);
    expect(gateway.to('/keys')).toMatchObject([heard]);
  });
});

describe('a call that a REST request makes', () => {
  const make = (more: Record<string, unknown> = {}) =>
    rest().calls.create({
      to: ana, from: ours, url: gateway.at('/out'), method: 'POST', timeout: 20,
      statusCallback: gateway.at('/progress'), statusCallbackMethod: 'POST', statusCallbackEvent: allEvents, ...more,
    });

  it('rings a person, is told of step by step, and follows its document', async () => {
    network.setPhone(ana, 'answers');
    gateway.answers['/out'] = `<Gather numDigits="1" action="${gateway.at('/keys')}"><Say>Marque uno.</Say></Gather>`;
    const { sid } = await make();
    const leg = await network.legTo(ana);
    await leg.reaches('menu');
    expect(leg).toMatchObject({ callId: sid, direction: 'outbound-api', parentCallId: null });
    await leg.press('1');
    await leg.reaches('ended');
    expect(gateway.to('/out')).toMatchObject([{ CallSid: sid, From: ours, To: ana, CallStatus: 'in-progress', Direction: 'outbound-api' }]);
    expect(gateway.to('/out')[0]).not.toHaveProperty('AnsweredBy');
    expect(gateway.to('/keys')).toMatchObject([{ Digits: '1' }]);
    expect(gateway.to('/progress').map(({ CallStatus }) => CallStatus)).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(gateway.to('/progress').map(({ SequenceNumber }) => SequenceNumber)).toEqual(['0', '1', '2', '3']);
    expect(gateway.to('/progress').at(-1)).toMatchObject({ CallSid: sid, CallDuration: '35', Direction: 'outbound-api' });
  });

  it.each([['busy', 'busy'], ['no-answer', 'no-answer'], ['fails', 'failed']] as const)('reaches nobody when the phone is %s', async (phone, status) => {
    network.setPhone(ana, phone);
    await make({ statusCallbackEvent: undefined });
    await (await network.legTo(ana)).reaches('ended');
    expect(gateway.to('/progress').map(({ CallStatus }) => CallStatus)).toEqual([status]);
    expect(gateway.to('/out')).toEqual([]);
    expect(await rest().calls.list({ status })).toHaveLength(1);
  });

  it.each([['Enable', 'machine_start'], ['DetectMessageEnd', 'machine_end_beep']])('tells a machine from a person: %s', async (machineDetection, answeredBy) => {
    network.setPhone(ana, 'machine');
    gateway.answers['/out'] = `<Gather action="${gateway.at('/keys')}"/><Say>Le llamaremos de nuevo.</Say>`;
    await make({ machineDetection });
    const leg = await network.legTo(ana);
    await leg.reaches('ended');
    expect(gateway.to('/out')).toMatchObject([{ AnsweredBy: answeredBy }]);
    expect(leg.said()).toBe('Le llamaremos de nuevo.');
    expect(gateway.to('/keys')).toEqual([]);
  });

  it('rings until it is picked up, declined, or canceled', async () => {
    network.setPhone(ana, 'rings');
    await make();
    const first = await network.legTo(ana);
    await first.reaches('ringing');
    await first.pickUp();
    expect(first.state()).toBe('ended');
    await make();
    const second = await network.legTo(ana, 2);
    await second.hangUp();
    expect(second.status()).toBe('busy');
    const { sid } = await make();
    const third = await network.legTo(ana, 3);
    await third.reaches('ringing');
    await expect(rest().calls(sid).update({ url: gateway.at('/x'), method: 'POST' })).rejects.toMatchObject({ code: 21220 });
    await rest().calls(sid).update({ status: 'completed' });
    await third.reaches('ended');
    expect(third.status()).toBe('canceled');
  });
});

describe('sending calls elsewhere', () => {
  const talk = async () => {
    gateway.answers['/voice'] = `<Dial action="${gateway.at('/dialled')}" record="record-from-answer" recordingStatusCallback="${gateway.at('/recorded')}">
      <Number url="${gateway.at('/whisper')}" statusCallback="${gateway.at('/leg')}" statusCallbackEvent="answered completed">${agent}</Number></Dial>`;
    gateway.answers['/whisper'] = `<Gather numDigits="1" action="${gateway.at('/taken')}"/><Hangup/>`;
    const caller = await callIn();
    expect(caller.state()).toBe('talking');
    return { caller, leg: await network.legTo(agent) };
  };

  it('redirects a child out of the bridge; the parent\'s <Dial> ends and its action follows', async () => {
    const { caller, leg } = await talk();
    gateway.answers['/elsewhere'] = `<Dial><Conference>room</Conference></Dial>`;
    gateway.answers['/dialled'] = `<Gather action="${gateway.at('/keys')}"/>`;
    await rest().calls(leg.callId).update({ url: gateway.at('/elsewhere'), method: 'POST' });
    await leg.reaches('conference');
    await caller.reaches('menu');
    expect(gateway.to('/dialled')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true', DialCallSid: leg.callId, CallStatus: 'in-progress' }]);
    expect(gateway.to('/recorded')).toMatchObject([{ CallSid: caller.callId, RecordingSource: 'DialVerb' }]);
    await caller.hangUp();
    expect(leg.state()).toBe('conference');
  });

  it('redirects a parent: its <Dial> is abandoned without a word and the child hung up', async () => {
    const { caller, leg } = await talk();
    gateway.answers['/elsewhere'] = `<Gather action="${gateway.at('/keys')}"/>`;
    await rest().calls(caller.callId).update({ url: gateway.at('/elsewhere'), method: 'POST' });
    await caller.reaches('menu');
    await leg.reaches('ended');
    expect(gateway.to('/dialled')).toEqual([]);
    expect(gateway.to('/leg')).toMatchObject([{ CallStatus: 'in-progress' }, { CallStatus: 'completed', CallSid: leg.callId, ParentCallSid: caller.callId }]);
  });

  it('hangs up a call, of which the end is told as of any other', async () => {
    const { caller, leg } = await talk();
    await rest().calls(caller.callId).update({ status: 'completed' });
    await caller.reaches('ended');
    await leg.reaches('ended');
    expect(gateway.to('/dialled')).toMatchObject([{ CallStatus: 'completed', DialCallStatus: 'completed' }]);
    expect(gateway.to('/status')).toMatchObject([{ CallSid: caller.callId, CallStatus: 'completed' }]);
    await expect(rest().calls(caller.callId).update({ status: 'completed' })).rejects.toMatchObject({ status: 400, code: 21220 });
    await expect(rest().calls(newSid('CA')).update({ status: 'completed' })).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('lets a caller hang up while a phone is rung that a person answers', async () => {
    network.setPhone(agent, 'answers');
    gateway.answers['/voice'] = `<Dial action="${gateway.at('/dialled')}"><Number url="${gateway.at('/whisper')}">${agent}</Number></Dial>`;
    gateway.answers['/whisper'] = `<Gather numDigits="1" action="${gateway.at('/taken')}"/>`;
    const caller = await callIn();
    const leg = await network.legTo(agent);
    await leg.reaches('menu');
    expect(caller.state()).toBe('ringing');
    await leg.press('1');
    await caller.reaches('talking');
    await leg.hangUp();
    await caller.reaches('ended');
    expect(gateway.to('/dialled')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true' }]);
  });
});

describe('a conference', () => {
  const join = (path: string, attributes = '') => {
    gateway.answers[path] = `<Dial action="${gateway.at('/left')}"><Conference ${attributes}>room</Conference></Dial>`;
  };
  const ring = async (to: string) => {
    await rest().calls.create({ to, from: ours, url: gateway.at('/out'), method: 'POST' });
    return network.legTo(to);
  };

  it('has who is in it, muted and coached, and ends for all with whom it depends on', async () => {
    join('/voice', `startConferenceOnEnter="false" waitUrl="${gateway.at('/wait')}"`);
    gateway.answers['/wait'] = '<Say>Un momento.</Say>';
    const caller = await callIn();
    expect(caller.state()).toBe('conference');
    expect(caller.said()).toBe('Un momento.');
    join('/out', 'endConferenceOnExit="true" record="record-from-start" participantLabel="agent" recordingStatusCallback="' + gateway.at('/recorded') + '"');
    const first = await ring(agent);
    await network.conference('room').reaches([caller.callId, first.callId]);
    join('/out', `muted="true" coach="${first.callId}"`);
    const lead = await ring('+573005550000');
    await network.conference('room').reaches([caller.callId, lead.callId, first.callId]);
    expect(network.conference('room').members()).toMatchObject([
      { callSid: caller.callId, muted: false, coach: null },
      { callSid: first.callId, muted: false, label: 'agent' },
      { callSid: lead.callId, muted: true, coach: first.callId },
    ]);
    const [room] = await rest().conferences.list({ friendlyName: 'room', status: 'in-progress' });
    await rest().conferences(room?.sid ?? '').participants(caller.callId).update({ hold: true });
    expect(network.conference('room').members()[0]).toMatchObject({ hold: true });
    await first.hangUp();
    await Promise.all([caller.reaches('ended'), lead.reaches('ended')]);
    await network.conference('room').reaches([]);
    expect(gateway.to('/left').map(({ CallSid, CallStatus, DialCallStatus }) => [CallSid, CallStatus, DialCallStatus])).toEqual(
      expect.arrayContaining([
        [first.callId, 'completed', 'answered'],
        [caller.callId, 'in-progress', 'answered'],
        [lead.callId, 'in-progress', 'answered'],
      ]),
    );
    expect(gateway.to('/recorded')).toMatchObject([{ RecordingSource: 'Conference', ConferenceSid: room?.sid }]);
    expect(gateway.to('/recorded')[0]).not.toHaveProperty('CallSid');
  });

  it('goes on for the others when one is sent elsewhere, of which no action is asked', async () => {
    join('/voice');
    join('/out');
    const caller = await callIn();
    const leg = await ring(agent);
    await network.conference('room').reaches([caller.callId, leg.callId]);
    gateway.answers['/hold'] = `<Gather action="${gateway.at('/keys')}"/>`;
    await rest().calls(caller.callId).update({ url: gateway.at('/hold'), method: 'POST' });
    await caller.reaches('menu');
    await network.conference('room').reaches([leg.callId]);
    expect(gateway.to('/left')).toEqual([]);
  });
});

describe('recordings and files', () => {
  const record = () => {
    gateway.answers['/voice'] = `<Record action="${gateway.at('/recorded')}" recordingStatusCallback="${gateway.at('/ready')}"
      transcribe="true" transcribeCallback="${gateway.at('/words')}"/>`;
  };

  it('keeps a recording behind a password until it is deleted', async () => {
    record();
    const caller = await callIn();
    await caller.speakAndHangUp(9);
    expect(gateway.to('/recorded')).toMatchObject([{ Digits: 'hangup', CallStatus: 'completed', RecordingDuration: '9' }]);
    const { RecordingUrl: url = '', RecordingSid: sid = '' } = gateway.to('/ready')[0] ?? {};
    expect((await fetch(url)).status).toBe(401);
    const audio = await fetch(url, { headers: { authorization } });
    expect(audio.headers.get('content-type')).toBe('audio/x-wav');
    expect(Buffer.from(await audio.arrayBuffer())).toEqual(smallWav());
    expect((await fetch(`${url}.mp3`, { headers: { authorization } })).headers.get('content-type')).toBe('audio/mpeg');
    expect(await rest().recordings.list({ callSid: caller.callId })).toMatchObject([{ sid, duration: '9' }]);
    await network.transcribe(sid, 'no hay internet');
    expect(gateway.to('/words')).toMatchObject([{ CallSid: caller.callId, RecordingSid: sid, TranscriptionText: 'no hay internet', TranscriptionStatus: 'completed' }]);
    await rest().recordings(sid).remove();
    expect((await fetch(url, { headers: { authorization } })).status).toBe(404);
    await expect(rest().recordings(sid).remove()).rejects.toMatchObject({ status: 404 });
  });

  it('answers with far too much when told so, until the other side has enough', async () => {
    record();
    network.recordingsAnswer({ kind: 'endless', megabytes: 200, contentType: 'text/html' });
    const caller = await callIn();
    await caller.speak(2);
    const answer = await fetch(gateway.to('/ready')[0]?.['RecordingUrl'] ?? '', { headers: { authorization } });
    expect(answer.headers.get('content-type')).toBe('text/html');
    const reader = answer.body?.getReader();
    const chunk = await reader?.read();
    expect(chunk?.value).toBeInstanceOf(Uint8Array);
    await reader?.cancel();
  });

  it('sends a file of a text on to an address without a password', async () => {
    const bytes = Buffer.from('a picture');
    await network.text({ from: ana, to: ours, body: '', media: [{ contentType: 'image/png', bytes, name: 'a.png' }] });
    const { MediaUrl0: url = '', NumMedia: count } = gateway.to('/sms')[0] ?? {};
    expect(count).toBe('1');
    expect((await fetch(url)).status).toBe(401);
    const first = await fetch(url, { headers: { authorization }, redirect: 'manual' });
    expect(first.status).toBe(307);
    const file = await fetch(first.headers.get('location') ?? '');
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
  });
});

describe('lists, and webhooks that are lost', () => {
  it('keeps what happened while nobody was told, and pages through it by date, newest first', async () => {
    await network.text({ from: ana, to: ours, body: 'before' });
    time += 60_000;
    network.losesWebhooks();
    expect(await network.text({ from: ana, to: ours, body: 'lost 1' })).toMatchObject({ status: 502 });
    const caller = await callIn();
    expect(caller.state()).toBe('ended');
    expect(caller.status()).toBe('completed');
    time += 1000;
    await network.text({ from: ana, to: ours, body: 'lost 2' });
    network.addRecording({ callId: caller.callId, seconds: 4 });
    network.delivers();
    await network.text({ from: 'whatsapp:+573001234567', to: `whatsapp:${ours}`, body: 'after' });
    expect(gateway.to('/sms').map(({ Body }) => Body)).toEqual(['before', 'after']);
    expect(gateway.to('/sms')[1]).toMatchObject({ WaId: '573001234567' });
    const dateSentAfter = new Date(Date.UTC(2026, 10, 22, 12, 1));
    const found = await rest().messages.list({ to: ours, dateSentAfter, pageSize: 1 });
    expect(found.map(({ body }) => body)).toEqual(['lost 2', 'lost 1']);
    expect(network.calls.filter(({ query }) => query.has('PageToken'))).toHaveLength(1);
    expect(await rest().calls.list({ startTimeAfter: dateSentAfter, status: 'completed', to: ours })).toMatchObject([{ sid: caller.callId }]);
    expect(await rest().recordings.list({ dateCreatedAfter: dateSentAfter })).toMatchObject([{ callSid: caller.callId }]);
  });

  it('refuses texts to a number that said stop, and tells why a text was not delivered', async () => {
    network.refuseTexts(ana, 21610);
    const send = () => rest().messages.create({ to: ana, from: ours, body: 'hola', statusCallback: gateway.at('/receipt') });
    await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
    network.refuseTexts(ana, null);
    const { sid } = await send();
    await network.deliver(sid, 'undelivered', { ErrorCode: '63016' });
    expect(gateway.to('/receipt')).toMatchObject([{ MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '63016' }]);
    expect(await rest().messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 63016 });
    await rest().messages.create({ to: 'whatsapp:+573001234567', from: `whatsapp:${ours}`, contentSid: `HX${'0'.repeat(32)}`, contentVariables: '{"1":"V-1"}' });
    expect(network.messages.at(-1)).toMatchObject({ contentSid: `HX${'0'.repeat(32)}`, contentVariables: '{"1":"V-1"}', body: '' });
  });
});
