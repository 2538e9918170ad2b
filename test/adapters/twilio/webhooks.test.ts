import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireSignature } from '../../../adapters/twilio/signature.ts';
import { newSid, twilioAccount } from '../../support/twilio-network.ts';
import { startGateway } from './gateway.ts';
import type { TestGateway } from './gateway.ts';

const { authToken } = twilioAccount;

/** The provider's signature rule written out: HMAC-SHA1 of the full URL, then names and values sorted by name. */
function sign(url: string, parameters: Record<string, string | string[]>, token = authToken): string {
  const pairs = Object.keys(parameters)
    .sort()
    .flatMap((name) => [...new Set([parameters[name] ?? ''].flat())].sort().map((value) => name + value));
  return createHmac('sha1', token).update(url + pairs.join(''), 'utf8').digest('base64');
}

interface Sent {
  path: string;
  parameters?: Record<string, string | string[]>;
  signedUrl?: string;
  signature?: string | null;
}

let gateway: TestGateway;

async function post({ path, parameters = {}, signedUrl, signature }: Sent) {
  const form = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) for (const value of [values].flat()) form.append(name, value);
  const url = signedUrl ?? `${gateway.publicUrl.replace(/\/+$/, '')}${path}`;
  const given = signature === undefined ? sign(url, parameters) : signature;
  const response = await gateway.app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(given !== null && { 'x-twilio-signature': given }),
    },
    payload: form.toString(),
  });
  return response;
}

const sms = { MessageSid: newSid('SM'), From: '+573001234567', To: '+576012345678', Body: 'Necesito un salón', NumMedia: '0' };
const call = { CallSid: newSid('CA'), From: '+573001234567', To: '+576012345678', CallStatus: 'ringing' };
const someText: unknown = expect.any(String);
const errorShape = (code: string) => ({ error: { code, message: someText, requestId: someText } });

beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.close());

describe('the signature', () => {
  it('of the provider is accepted', async () => {
    const response = await post({ path: '/webhooks/twilio/sms', parameters: sms });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toMatch(/^text\/xml/);
    expect(response.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    expect(gateway.texts).toMatchObject([{ providerId: sms.MessageSid, text: 'Necesito un salón', media: [] }]);
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['nonsense', 'bm9uc2Vuc2U='],
    ['of another token', sign('https://desk.example.org/webhooks/twilio/sms', sms, 'another token')],
    ['of another path', sign('https://desk.example.org/webhooks/twilio/voice', sms)],
    ['of another host', sign('https://evil.example.org/webhooks/twilio/sms', sms)],
    ['of fewer parameters', sign('https://desk.example.org/webhooks/twilio/sms', { MessageSid: sms.MessageSid })],
    ['of another query', sign('https://desk.example.org/webhooks/twilio/sms?step=1', sms)],
  ])('%s is refused', async (_name, signature) => {
    const response = await post({ path: '/webhooks/twilio/sms', parameters: sms, signature });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toEqual(errorShape('bad_signature'));
    expect(gateway.texts).toEqual([]);
  });

  it('of a request whose target makes no address is refused', () => {
    const request = { signature: 'bm9uc2Vuc2U=', pathAndQuery: 'http://evil.example.org/webhooks/twilio/sms', parameters: sms };
    expect(() => requireSignature(request, { authToken, publicUrl: 'http://127.0.0.1:3000' })).toThrow(
      expect.objectContaining({ status: 403, code: 'bad_signature' }),
    );
  });

  it.each(['voice', 'voice/menu', 'voice/wait', 'voice/queue-left', 'voice/recorded', 'voice/bridge', 'voice/agent-leg', 'voice/dial-ended', 'voice/moved', 'voice/room-left', 'voice/fallback', 'voice/recording', 'sms', 'status'])(
    'is asked for at /%s',
    async (path) => {
      expect((await post({ path: `/webhooks/twilio/${path}`, parameters: { ...sms, ...call }, signature: null })).statusCode).toBe(403);
      expect((await post({ path: `/webhooks/twilio/${path}` })).statusCode).toBe(400);
    },
  );

  it('covers unknown, repeated, empty and foreign parameters', async () => {
    const parameters = { ...sms, NewThing: 'x', Twice: ['b', 'a', 'b'], Empty: '', 'SipHeader_X-Ñ': 'á é+&=😀', __proto__x: '1' };
    expect((await post({ path: '/webhooks/twilio/sms', parameters })).statusCode).toBe(200);
  });

  it('covers a parameter named __proto__', async () => {
    const parameters = Object.fromEntries([...Object.entries(sms), ['__proto__', 'polluted']]);
    expect((await post({ path: '/webhooks/twilio/sms', parameters })).statusCode).toBe(200);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('covers the query as it was written', async () => {
    const path = `/webhooks/twilio/voice/menu?step=a%20b%2Fc+d&x=%27&assignment=a-1`;
    const response = await post({ path, parameters: call });
    expect(response.statusCode).toBe(200);
    expect(gateway.requests[0]).toMatchObject({ step: 'a b/c d', assignmentId: 'a-1' });
  });

  it.each(['https://desk.example.org/', 'https://example.org/ventanilla', 'https://example.org/ventanilla/', 'http://127.0.0.1:3000', 'https://desk.example.org:8443/'])(
    'is checked against the public address %s, and the answer leads back there',
    async (publicUrl) => {
      await gateway.close();
      gateway = await startGateway({ publicUrl });
      const response = await post({ path: '/webhooks/twilio/voice', parameters: call });
      expect(response.statusCode).toBe(200);
      const base = publicUrl.replace(/\/$/, '');
      expect(response.body).toContain(`action="${base}/webhooks/twilio/voice/menu?step=`);
    },
  );
});

describe('bad input', () => {
  it('names the missing field', async () => {
    const response = await post({ path: '/webhooks/twilio/sms', parameters: { From: '+573001234567' } });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { code: 'invalid_input', fields: { MessageSid: someText } } });
  });

  it('asks a status for one of the two ids', async () => {
    const response = await post({ path: '/webhooks/twilio/status', parameters: { From: '+573001234567' } });
    expect(response.json()).toMatchObject({ error: { fields: { CallSid: someText, MessageSid: someText } } });
  });

  it.each(['a b', '../x', 'a\u0000', 'x'.repeat(65), ''])('does not take %j for an id', async (CallSid) => {
    expect((await post({ path: '/webhooks/twilio/voice', parameters: { ...call, CallSid } })).statusCode).toBe(400);
  });

  it('takes the first of a repeated parameter', async () => {
    await post({ path: '/webhooks/twilio/sms', parameters: { ...sms, Body: ['uno', 'dos'] } });
    expect(gateway.texts[0]?.text).toBe('uno');
  });

  it('refuses a body over 1 MiB', async () => {
    const response = await post({ path: '/webhooks/twilio/sms', parameters: { ...sms, Body: 'x'.repeat(1025 * 1024) } });
    expect(response.statusCode).toBe(413);
    expect(response.json()).toEqual(errorShape('too_large'));
  });

  it('refuses another kind of body', async () => {
    const response = await gateway.app.inject({ method: 'POST', url: '/webhooks/twilio/sms', payload: { MessageSid: 'SM1' } });
    expect(response.statusCode).toBe(415);
    expect(response.json()).toEqual(errorShape('unsupported_media_type'));
  });

  it('lets broken percent signs and NUL bytes in a text through', async () => {
    const response = await post({ path: '/webhooks/twilio/sms', parameters: { ...sms, Body: '100 % \u0000 😀 \u202e' } });
    expect(response.statusCode).toBe(200);
    expect(gateway.texts[0]?.text).toBe('100 % \u0000 😀 \u202e');
  });

  it('reads attached media and skips what is announced but absent', async () => {
    const media = { NumMedia: '3', MediaUrl0: 'https://api.example.org/0', MediaContentType0: 'image/png', MediaUrl2: 'https://api.example.org/2' };
    await post({ path: '/webhooks/twilio/sms', parameters: { ...sms, ...media } });
    expect(gateway.texts[0]?.media).toEqual([
      { url: 'https://api.example.org/0', contentType: 'image/png' },
      { url: 'https://api.example.org/2', contentType: 'application/octet-stream' },
    ]);
  });
});

describe('a webhook that could not be stored', () => {
  it.each([
    ['/webhooks/twilio/sms', sms],
    ['/webhooks/twilio/status', { ...call, CallStatus: 'completed' }],
    ['/webhooks/twilio/status', { MessageSid: sms.MessageSid, MessageStatus: 'delivered' }],
    ['/webhooks/twilio/voice/recording', { CallSid: call.CallSid, RecordingStatus: 'completed', RecordingUrl: 'https://api.example.org/RE1' }],
  ])('is answered with 503 at %s', async (path, parameters) => {
    gateway.settings.storeDown = true;
    const response = await post({ path, parameters });
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual(errorShape('unavailable'));
    expect(gateway.faults).toHaveLength(1);
  });

  it.each([
    ['voice', /<Say language="es-MX">Disculpe.*<Say language="en-US">We are sorry.*<Record [^>]*recorded\?step=outage.*recordingStatusCallback="https:\/\/desk.example.org\/webhooks\/twilio\/voice\/recording"/],
    ['voice/menu?step=s1', /<Record /],
    ['voice/fallback', /<Record /],
    ['voice/bridge?step=a&assignment=a', /<Record /],
    ['voice/dial-ended?step=a', /<Record /],
    ['voice/wait?step=s4', /<Play loop="1">.*hold-music\.wav<\/Play><Redirect method="POST">.*wait\?step=s4<\/Redirect><\/Response>/],
    ['voice/moved?step=s4', /<Play loop="1">.*hold-music\.wav<\/Play><Redirect method="POST">.*moved\?step=s4<\/Redirect><\/Response>/],
    ['voice/room-left?step=s4', /<Record /],
    ['voice/agent-leg?step=a&call=CA1', /comunicar esta llamada.*<Hangup\/><\/Response>/],
    ['voice/queue-left?step=s4', /<\/?Response\/?>/],
  ])('is answered in words at /%s', async (path, twiml) => {
    gateway.settings.storeDown = true;
    const response = await post({ path: `/webhooks/twilio/${path}`, parameters: { ...call, QueueResult: 'hangup' } });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toMatch(/^text\/xml/);
    expect(response.body).toMatch(twiml);
    expect(gateway.faults).toHaveLength(1);
  });
});

describe('a store that hangs', () => {
  beforeEach(async () => {
    await gateway.close();
    gateway = await startGateway({ answerWithinMs: 50 });
    gateway.settings.storeHangs = true;
  });

  it.each([
    ['sms', sms],
    ['status', { ...call, CallStatus: 'completed' }],
    ['status', { MessageSid: sms.MessageSid, MessageStatus: 'delivered' }],
    ['voice/recording', { CallSid: call.CallSid, RecordingStatus: 'completed', RecordingUrl: 'https://api.example.org/RE1' }],
  ])('is answered for with 503 at /%s before the provider gives up', async (path, parameters) => {
    const response = await post({ path: `/webhooks/twilio/${path}`, parameters });
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual(errorShape('unavailable'));
    expect(gateway.faults).toHaveLength(1);
  });

  it('is an apology and a recording for a caller', async () => {
    const response = await post({ path: '/webhooks/twilio/voice', parameters: call });
    expect(response.statusCode).toBe(200);
    expect(response.body).toMatch(/Disculpe.*<Record /);
    expect(gateway.faults).toHaveLength(1);
  });
});

describe('hostile values', () => {
  it('that no database can hold reach the desk cleaned', async () => {
    const recording = { RecordingUrl: 'https://api.example.org/\u0000RE1', RecordingDuration: '1e99', RecordingStatus: 'completed' };
    await post({ path: '/webhooks/twilio/voice/recording', parameters: { ...call, ...recording } });
    expect(gateway.recordings).toMatchObject([{ recording: { url: 'https://api.example.org/RE1', seconds: 0 } }]);
    await post({ path: '/webhooks/twilio/voice/dial-ended?step=a%00b', parameters: { ...call, DialCallStatus: 'bu\u0000sy' } });
    expect(gateway.requests).toMatchObject([{ step: 'ab', dialStatus: 'busy' }]);
    const receipt = { MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: '30\u0000003', ErrorMessage: 'x\u0000'.repeat(2_000) };
    expect((await post({ path: '/webhooks/twilio/status', parameters: receipt })).statusCode).toBe(200);
    expect(gateway.receipts).toEqual([{ providerId: 'SM1', state: 'failed', code: '30003', message: 'x'.repeat(1_000) }]);
  });

  it('are cut to size on a call, never an error on the telephone', async () => {
    const parameters = { ...call, Digits: '7'.repeat(60), DialCallStatus: 'x'.repeat(300), RecordingUrl: 'x'.repeat(3_000) };
    const response = await post({ path: `/webhooks/twilio/voice/menu?step=${'s'.repeat(300)}`, parameters });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('<Gather');
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('are no state by the name of %s', async (name) => {
    const states: NonNullable<Sent['parameters']>[] = [{ MessageSid: 'SM1', MessageStatus: name }, { ...call, CallStatus: name }];
    for (const parameters of states) {
      expect((await post({ path: '/webhooks/twilio/status', parameters })).statusCode).toBe(200);
    }
    expect([gateway.receipts, gateway.statuses]).toEqual([[], []]);
    await post({ path: '/webhooks/twilio/voice/queue-left?step=s', parameters: { ...call, QueueResult: name } });
    expect(gateway.requests[0]?.queueResult).toBe('failed');
  });
});

describe('a spoken answer', () => {
  const menu = '/webhooks/twilio/voice/menu?step=s1';

  it('comes with its confidence, and no keys', async () => {
    await post({ path: menu, parameters: { ...call, SpeechResult: ' No tengo Internet. ', Confidence: '0.87' } });
    expect(gateway.requests[0]).toMatchObject({ speech: { words: 'No tengo Internet.', confidence: 0.87 }, digits: null });
  });

  it.each(['', 'high', '7', '-1', 'NaN', 'Infinity'])('is as sure as nobody knows when it says %j', async (Confidence) => {
    await post({ path: menu, parameters: { ...call, SpeechResult: 'sí', Confidence } });
    expect(gateway.requests[0]).toMatchObject({ speech: { words: 'sí', confidence: null } });
  });

  it('gives way to keys pressed at the same time, and is silence when empty', async () => {
    await post({ path: menu, parameters: { ...call, SpeechResult: 'dos', Digits: '1' } });
    await post({ path: '/webhooks/twilio/voice/menu?step=s2', parameters: { ...call, SpeechResult: '   ' } });
    expect(gateway.requests).toMatchObject([{ speech: null, digits: '1' }, { speech: null, digits: '' }]);
  });

  it('is kept as far as the desk can hold it', async () => {
    await post({ path: menu, parameters: { ...call, SpeechResult: `a\u0000${'😀'.repeat(3000)}` } });
    const words = gateway.requests[0]?.speech?.words ?? '';
    expect(words.length).toBeLessThanOrEqual(2000);
    expect(words.isWellFormed()).toBe(true);
    expect(words).not.toContain('\u0000');
  });

  it('is none at a call\'s first request, in the waiting line, or on an agent\'s leg', async () => {
    for (const path of ['voice', 'voice/wait?step=s', 'voice/agent-leg?step=s&call=CA1', 'voice/moved?step=s']) {
      await post({ path: `/webhooks/twilio/${path}`, parameters: { ...call, SpeechResult: 'hola' } });
    }
    expect(gateway.requests.map(({ speech, digits }) => [speech, digits])).toEqual(Array(4).fill([null, null]));
  });
});

describe('the fallback address', () => {
  const failed = { ...call, ErrorCode: '11205', ErrorUrl: 'https://desk.example.org/webhooks/twilio/voice/menu?step=s1' };

  it('takes up the call where it stands, as often as it is needed', async () => {
    await post({ path: '/webhooks/twilio/voice', parameters: call });
    await post({ path: '/webhooks/twilio/voice/menu?step=s1', parameters: { ...call, Digits: '2' } });
    for (let times = 0; times < 2; times += 1) {
      const response = await post({ path: '/webhooks/twilio/voice/fallback', parameters: failed });
      expect(response.body).toMatch(/^<\?xml[^>]*><Response><Gather .*For technology, press two/);
      expect(gateway.session(call.CallSid)).toMatchObject({ phase: 'service', misses: 0 });
    }
  });

  it('greets a caller whose first document failed', async () => {
    const response = await post({ path: '/webhooks/twilio/voice/fallback', parameters: failed });
    expect(response.body).toMatch(/Bienvenido.*Welcome/);
  });

  it('never plays the customers\' menu to an agent', async () => {
    const response = await post({ path: '/webhooks/twilio/voice/fallback', parameters: { ...failed, CallSid: 'CAchild', ParentCallSid: 'CAunknown' } });
    expect(response.body).toMatch(/<Response><Say language="es-MX">Esta llamada ya no está en espera\. Gracias\.<\/Say><Hangup\/><\/Response>/);
  });
});

describe('keys', () => {
  it.each([['#', '#'], ['*', '*'], ['hangup', null], ['', null]])('that ended a recording: %j is %j', async (Digits, digits) => {
    await post({ path: '/webhooks/twilio/voice/recorded?step=s', parameters: { ...call, Digits, RecordingUrl: 'https://api.example.org/RE1', RecordingDuration: '3' } });
    expect(gateway.requests[0]).toMatchObject({ digits, recording: { seconds: 3 } });
  });

  it('collected for the desk, and silence there, are told from a mere move', async () => {
    gateway.settings.moved = { kind: 'moved', to: 'hold', room: 'r', record: false };
    await post({ path: '/webhooks/twilio/voice/moved?step=a', parameters: { ...call, Digits: '1234' } });
    await post({ path: '/webhooks/twilio/voice/moved?step=b&silent=1', parameters: call });
    await post({ path: '/webhooks/twilio/voice/moved?step=c', parameters: call });
    expect(gateway.requests.map(({ digits }) => digits)).toEqual(['1234', '', null]);
  });
});

describe('the recording of a conversation', () => {
  const recording = { RecordingSid: 'RE1', RecordingUrl: 'https://api.example.org/RE1', RecordingDuration: '61', RecordingStatus: 'completed' };

  it('in a room is known by the call in the address: the provider names none', async () => {
    await post({ path: '/webhooks/twilio/voice/recording?call=CA9&room=room-1', parameters: { ...recording, ConferenceSid: 'CF1' } });
    await post({ path: '/webhooks/twilio/voice/recording?call=CA9', parameters: { ...recording, CallSid: 'CAother' } });
    expect(gateway.recordings.map(({ callId }) => callId)).toEqual(['CA9', 'CA9']);
  });

  it('of no call at all is refused', async () => {
    const response = await post({ path: '/webhooks/twilio/voice/recording', parameters: recording });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { fields: { CallSid: someText } } });
  });
});

describe('states', () => {
  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
  ])('%s of a message is %s', async (MessageStatus, state) => {
    await post({ path: '/webhooks/twilio/status', parameters: { MessageSid: 'SM1', MessageStatus, ErrorCode: '30003', ErrorMessage: 'Unreachable' } });
    expect(gateway.receipts).toEqual([{ providerId: 'SM1', state, code: '30003', message: 'Unreachable' }]);
  });

  it.each(['queued', 'sending', 'accepted', 'something-new'])('%s of a message tells nothing yet', async (MessageStatus) => {
    const response = await post({ path: '/webhooks/twilio/status', parameters: { MessageSid: 'SM1', MessageStatus } });
    expect(response.statusCode).toBe(200);
    expect(gateway.receipts).toEqual([]);
  });

  it('tells a call\'s end with its length, order and parent', async () => {
    const parameters = { ...call, CallStatus: 'completed', CallDuration: '61', SequenceNumber: '3', ParentCallSid: 'CAparent' };
    await post({ path: '/webhooks/twilio/status', parameters });
    expect(gateway.statuses).toMatchObject([
      { callId: call.CallSid, state: 'completed', seconds: 61, sequence: 3, parentCallId: 'CAparent', from: call.From, to: call.To },
    ]);
  });

  it('tells only finished recordings', async () => {
    const recording = { CallSid: call.CallSid, RecordingSid: 'RE1', RecordingUrl: 'https://api.example.org/RE1', RecordingDuration: '7' };
    for (const RecordingStatus of ['in-progress', 'absent', 'failed', 'completed']) {
      await post({ path: '/webhooks/twilio/voice/recording', parameters: { ...recording, RecordingStatus } });
    }
    expect(gateway.recordings).toEqual([
      { callId: call.CallSid, recording: { id: 'RE1', url: 'https://api.example.org/RE1', seconds: 7, kind: 'voicemail' } },
    ]);
  });

  it.each([
    ['leave', 'left'],
    ['hangup', 'hung-up'],
    ['redirected', 'redirected'],
    ['redirected-from-bridged', 'redirected'],
    ['bridged', 'bridged'],
    ['queue-full', 'failed'],
    ['system-error', 'failed'],
    ['something-new', 'failed'],
  ])('reads the queue result %s as %s', async (QueueResult, queueResult) => {
    await post({ path: '/webhooks/twilio/voice/queue-left?step=s', parameters: { ...call, QueueResult } });
    expect(gateway.requests[0]?.queueResult).toBe(queueResult);
  });

  it('knows the agent\'s leg by the caller\'s call, also without the URL\'s word for it', async () => {
    const leg = { ...call, CallSid: 'CAchild', ParentCallSid: 'CAparent' };
    await post({ path: '/webhooks/twilio/voice/agent-leg?step=s&assignment=a&call=CAfromurl', parameters: leg });
    await post({ path: '/webhooks/twilio/voice/agent-leg?step=s&assignment=a', parameters: leg });
    expect(gateway.requests.map((request) => request.call.callId)).toEqual(['CAfromurl', 'CAparent']);
  });
});

describe('music on hold', () => {
  it('is a WAV of our own, served to anybody', async () => {
    const response = await gateway.app.inject({ method: 'GET', url: '/webhooks/twilio/hold-music.wav' });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('audio/wav');
    expect(response.headers['cache-control']).toContain('max-age');
    const file = response.rawPayload;
    expect(file.toString('ascii', 0, 4)).toBe('RIFF');
    expect(file.toString('ascii', 8, 16)).toBe('WAVEfmt ');
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
    expect(file.readUInt32LE(24)).toBe(8000);
    const samples = Array.from({ length: (file.length - 44) / 2 }, (_, index) => Math.abs(file.readInt16LE(44 + index * 2)));
    // Audible, soft, and silent where it begins and ends.
    expect(samples.reduce((most, sample) => Math.max(most, sample), 0)).toBeGreaterThan(3000);
    expect(samples.reduce((most, sample) => Math.max(most, sample), 0)).toBeLessThan(8000);
    expect(samples[0]).toBe(0);
    expect(samples.at(-1)).toBeLessThan(20);
  });
});
