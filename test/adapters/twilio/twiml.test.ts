import { describe, expect, it } from 'vitest';
import { toTwiml } from '../../../adapters/twilio/twiml.ts';
import { createWebhookUrls } from '../../../adapters/twilio/webhook-urls.ts';
import type { CallResponse, Prompt } from '../../../src/core/index.ts';
import { parseXml } from '../../support/twilio-network.ts';

const base = 'https://desk.example.org/webhooks/twilio';
const urls = createWebhookUrls('https://desk.example.org/');

function twiml(prompts: Prompt[], more: Partial<CallResponse> = {}): string {
  const document = toTwiml({ prompts, point: 'menu', nextStep: '7', callId: 'CA1', assignmentId: null, ...more }, urls);
  const opening = '<?xml version="1.0" encoding="UTF-8"?>';
  expect(document.startsWith(opening)).toBe(true);
  return document.slice(opening.length).replaceAll('&amp;', '&');
}

const hello: Prompt = { verb: 'say', text: 'Hola', locale: 'es' };

describe('each prompt as TwiML', () => {
  it.each<[string, Prompt[], string]>([
    ['nothing', [], '<Response/>'],
    ['Spanish', [hello], '<Response><Say language="es-MX">Hola</Say></Response>'],
    ['English', [{ verb: 'say', text: 'Hi', locale: 'en' }], '<Response><Say language="en-US">Hi</Say></Response>'],
    ['pause', [{ verb: 'pause', seconds: 2 }], '<Response><Pause length="2"/></Response>'],
    ['music', [{ verb: 'music' }], `<Response><Play loop="1">${base}/hold-music.wav</Play></Response>`],
    ['hang-up', [{ verb: 'hang-up' }], '<Response><Hangup/></Response>'],
    ['leave-queue', [{ verb: 'leave-queue' }], '<Response><Leave/></Response>'],
    ['continue', [{ verb: 'continue' }], `<Response><Redirect method="POST">${base}/voice/menu?step=7</Redirect></Response>`],
    [
      'enqueue',
      [{ verb: 'enqueue' }],
      `<Response><Enqueue action="${base}/voice/queue-left?step=7" method="POST" waitUrl="${base}/voice/wait?step=7" waitUrlMethod="POST">desk</Enqueue></Response>`,
    ],
    [
      'ask',
      [{ verb: 'ask', say: [hello], keys: 1, seconds: 6 }],
      `<Response><Gather input="dtmf" numDigits="1" timeout="6" finishOnKey="" actionOnEmptyResult="false" action="${base}/voice/menu?step=7" method="POST"><Say language="es-MX">Hola</Say></Gather><Redirect method="POST">${base}/voice/menu?step=7&silent=1</Redirect></Response>`,
    ],
    [
      'record',
      [{ verb: 'record', maxSeconds: 90 }],
      `<Response><Record action="${base}/voice/recorded?step=7" method="POST" maxLength="90" timeout="8" finishOnKey="#" playBeep="true" recordingStatusCallback="${base}/voice/recording" recordingStatusCallbackMethod="POST" recordingStatusCallbackEvent="completed"/><Redirect method="POST">${base}/voice/recorded?step=7</Redirect></Response>`,
    ],
  ])('%s', (_name, prompts, expected) => {
    expect(twiml(prompts)).toBe(expected);
  });

  it.each([
    [{ kind: 'number', value: '+573009998877' }, 'Number', '+573009998877'],
    [{ kind: 'sip', value: 'sip:ana@example.org' }, 'Sip', 'sip:ana@example.org'],
    [{ kind: 'client', value: 'client:ana' }, 'Client', 'ana'],
  ] as const)('dial %o', (target, noun, value) => {
    expect(twiml([{ verb: 'dial', target, assignmentId: 'a1', ringSeconds: 20 }], { point: 'bridge' })).toBe(
      `<Response><Dial action="${base}/voice/dial-ended?step=7&assignment=a1" method="POST" answerOnBridge="true" timeout="20"><${noun} url="${base}/voice/agent-leg?step=7&assignment=a1&call=CA1" method="POST" statusCallback="${base}/voice/leg-status?assignment=a1&call=CA1" statusCallbackMethod="POST" statusCallbackEvent="completed">${value}</${noun}></Dial></Response>`,
    );
  });

  it('records a conversation from its start when asked to, and is told of it with the call', () => {
    const target = { kind: 'number', value: '+573009998877' } as const;
    expect(twiml([{ verb: 'dial', target, assignmentId: 'a1', ringSeconds: 20, record: true }], { point: 'bridge' })).toContain(
      `timeout="20" record="record-from-answer" recordingStatusCallback="${base}/voice/recording?call=CA1" recordingStatusCallbackMethod="POST" recordingStatusCallbackEvent="completed">`,
    );
  });

  it('joins a room with hold music until somebody else is there', () => {
    expect(twiml([{ verb: 'join', room: 'room-1', muted: false, coach: null, record: false }], { point: 'moved' })).toBe(
      `<Response><Dial action="${base}/voice/room-left?step=7" method="POST"><Conference muted="false" startConferenceOnEnter="true" endConferenceOnExit="false" beep="false" waitUrl="${base}/hold-music.wav" waitMethod="GET">room-1</Conference></Dial></Response>`,
    );
    expect(twiml([{ verb: 'join', room: 'room-1', muted: true, coach: 'CA2', record: true }])).toMatch(
      /muted="true" .*coach="CA2" record="record-from-start" recordingStatusCallback="[^"]*\/voice\/recording\?call=CA1&room=room-1" /,
    );
  });

  it('listens for words beside keys, with hints as the provider takes them', () => {
    const hints = ['tecnología', 'No puedo navegar, ni nada', ' $OPERAND  x ', 'x'.repeat(101), '', 'Fallas & "cosas"'];
    expect(twiml([{ verb: 'ask', say: [hello], keys: 1, seconds: 6, answerAt: 'menu', speech: { locale: 'es', hints } }], { point: 'queue-left' })).toBe(
      `<Response><Gather input="dtmf speech" numDigits="1" timeout="6" finishOnKey="" actionOnEmptyResult="false" action="${base}/voice/menu?step=7" method="POST" language="es-MX" speechTimeout="auto" hints="tecnología,No puedo navegar ni nada,OPERAND x,Fallas & &quot;cosas&quot;"><Say language="es-MX">Hola</Say></Gather><Redirect method="POST">${base}/voice/menu?step=7&silent=1</Redirect></Response>`,
    );
    const plain = twiml([{ verb: 'ask', say: [hello], keys: 1, seconds: 6, speech: { locale: 'en', hints: [] } }]);
    expect(plain).toMatch(/language="en-US" speechTimeout="auto">/);
  });

  it('keeps within the provider\'s limits on hints: 500 of 100 characters, in a document of 64 kB', () => {
    const many = twiml([{ verb: 'ask', say: [], keys: 1, seconds: 6, speech: { locale: 'es', hints: Array.from({ length: 900 }, (_, index) => `h${index}`) } }]);
    expect(/hints="([^"]*)"/.exec(many)?.[1]?.split(',')).toHaveLength(500);
    const long = twiml([{ verb: 'ask', say: [], keys: 1, seconds: 6, speech: { locale: 'es', hints: Array.from({ length: 500 }, () => 'ñ'.repeat(100)) } }]);
    expect(Buffer.byteLength(long)).toBeLessThan(64 * 1024);
  });

  it('ends several keys with the pound key', () => {
    expect(twiml([{ verb: 'ask', say: [], keys: 16, seconds: 6 }])).toContain('numDigits="16" timeout="6" finishOnKey="#"');
  });

  it('lets a silent caller go on to what follows where that is meant', () => {
    const offered = twiml([{ verb: 'ask', say: [hello], keys: 1, seconds: 4, silence: 'go-on', answerAt: 'menu' }, { verb: 'record', maxSeconds: 90 }], { point: 'queue-left' });
    expect(offered).toMatch(/action="[^"]*voice\/menu\?step=7" method="POST"><Say language="es-MX">Hola<\/Say><\/Gather><Record /);
    // Nothing follows: then the caller is not left alone.
    expect(twiml([{ verb: 'ask', say: [hello], keys: 1, seconds: 4, silence: 'go-on' }])).toContain('silent=1</Redirect>');
  });

  it('asks for the words of a message, and ends it by the keys that are said', () => {
    expect(twiml([{ verb: 'record', maxSeconds: 90, transcribe: true, endKeys: '#*' }])).toContain(
      `finishOnKey="#*" playBeep="true" recordingStatusCallback="${base}/voice/recording" recordingStatusCallbackMethod="POST" recordingStatusCallbackEvent="completed" transcribe="true" transcribeCallback="${base}/voice/transcription"/>`,
    );
  });

  it('lets the waiting line go on by itself after listening', () => {
    const waiting = twiml([{ verb: 'ask', say: [{ verb: 'music' }], keys: 1, seconds: 2 }, { verb: 'continue' }], { point: 'wait' });
    expect(waiting.match(/<Redirect/g)).toHaveLength(1);
    expect(waiting).toContain(`</Gather><Redirect method="POST">${base}/voice/wait?step=7</Redirect></Response>`);
  });

  it('keeps the caller and the assignment in the agent\'s questions', () => {
    const asked = twiml([{ verb: 'ask', say: [hello], keys: 1, seconds: 6 }], { point: 'agent-leg', assignmentId: 'a1' });
    expect(asked).toContain(`action="${base}/voice/agent-leg?step=7&assignment=a1&call=CA1"`);
    expect(asked).toContain(`${base}/voice/agent-leg?step=7&assignment=a1&call=CA1&silent=1</Redirect>`);
  });

  it('says any text without breaking the document', () => {
    const text = 'Ñandú & <Hangup/> "😀" \u0000\u0007\ud83d\ufffe ]]>';
    const document = parseXml(toTwiml({ prompts: [{ verb: 'say', text, locale: 'es' }], point: 'menu', nextStep: '1', callId: 'CA1', assignmentId: null }, urls));
    expect(document.children).toHaveLength(1);
    expect(document.children[0]).toMatchObject({ name: 'Say', children: ['Ñandú & <Hangup/> "😀" \ufffd ]]>'] });
  });
});
