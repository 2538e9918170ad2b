import type twilio from 'twilio';
import type { Locale, Prompt } from '../../src/core/index.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** A TwiML document while it is written. */
export type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;
type Asked = Extract<Prompt, { verb: 'ask' }>;
type Saying = Asked['say'][number];
type Recorded = Extract<Prompt, { verb: 'record' }>;
type Joined = Extract<Prompt, { verb: 'join' }>;
type Speaker = Pick<VoiceResponse, 'say' | 'pause' | 'play'>;

/** BCP 47 tags the provider's voices know. */
const languages = { es: 'es-MX', en: 'en-US' } as const satisfies Record<Locale, string>;

const longestSaying = 4000;
/** twilio.com/docs/voice/twiml/gather: hints are at most 500, each of at most 100 characters. */
const mostHints = 500;
const longestHint = 100;
/** A whole document may have 64 kB. */
const longestHints = 16_000;
const silenceEndsRecordingSeconds = 8;

export function speak(speaker: Speaker, saying: Saying, urls: WebhookUrls): void {
  if (saying.verb === 'say') speaker.say({ language: languages[saying.locale] }, xmlText(saying.text));
  if (saying.verb === 'pause') speaker.pause({ length: saying.seconds });
  if (saying.verb === 'music') speaker.play({ loop: 1 }, urls.holdMusic);
}

/**
 * Listens while saying. Silence asks for `silent`, unless what follows the question in the document comes next anyway:
 * a turn that goes on by itself makes no difference between silence and what follows.
 */
export function ask(
  document: VoiceResponse,
  prompt: Asked,
  { answered, silent, next }: { answered: string; silent: string; next: Prompt | undefined },
  urls: WebhookUrls,
): void {
  const { speech } = prompt;
  const gather = document.gather({
    input: speech ? ['dtmf', 'speech'] : ['dtmf'],
    numDigits: prompt.keys,
    timeout: prompt.seconds,
    // One key is an answer by itself, the pound key, too; several end with it.
    finishOnKey: prompt.keys > 1 ? '#' : '',
    actionOnEmptyResult: false,
    action: answered,
    method: 'POST',
    // `auto` stops at a pause in the speech; it must not stand beside a speech model (the provider's warning 13335).
    ...(speech && { language: languages[speech.locale], speechTimeout: 'auto', ...hintsOf(speech.hints) }),
  });
  for (const saying of prompt.say) speak(gather, saying, urls);
  if (next?.verb === 'continue' || (next && prompt.silence === 'go-on')) return;
  document.redirect({ method: 'POST' }, silent);
}

/** Hints as the provider takes them: a list between commas (its warning 13330), cut to its limits. */
function hintsOf(hints: string[]): { hints?: string } {
  const clean = hints
    .map((hint) => xmlText(hint).replaceAll(/[\s,$]+/g, ' ').trim())
    .filter((hint) => hint !== '' && hint.length <= longestHint)
    .slice(0, mostHints);
  let room = longestHints;
  const fitting = clean.filter((hint) => (room -= hint.length + 1) >= 0);
  return fitting.length > 0 ? { hints: fitting.join(',') } : {};
}

/** Records after a tone. An empty recording reports nothing, so the next turn is asked for all the same. */
export function record(document: VoiceResponse, prompt: Omit<Recorded, 'verb'>, action: string, urls: WebhookUrls): void {
  document.record({
    action,
    method: 'POST',
    maxLength: prompt.maxSeconds,
    timeout: silenceEndsRecordingSeconds,
    finishOnKey: prompt.endKeys ?? '#',
    playBeep: true,
    ...recordingStatus(urls.recording),
    ...(prompt.transcribe && { transcribe: true, transcribeCallback: urls.transcription }),
  });
  document.redirect({ method: 'POST' }, action);
}

/** Where and when the provider tells of a recording. */
export function recordingStatus(address: string) {
  return {
    recordingStatusCallback: address,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed' as const],
  };
}

/** Joins a room, with music until somebody else is there; `action` is asked for when this one leaves it or it ends. `callId`: the call a recording belongs to. */
export function join(document: VoiceResponse, prompt: Joined, action: string, urls: WebhookUrls, callId: string | null = null): void {
  document.dial({ action, method: 'POST' }).conference(
    {
      muted: prompt.muted,
      startConferenceOnEnter: true,
      endConferenceOnExit: false,
      beep: 'false',
      waitUrl: urls.holdMusic,
      // A sound file, which is only ever read.
      waitMethod: 'GET',
      ...(prompt.coach !== null && { coach: prompt.coach }),
      ...(prompt.record && { record: 'record-from-start' as const, ...recordingStatus(urls.recordingOf({ callId, room: prompt.room })) }),
    },
    xmlText(prompt.room),
  );
}

/** What XML 1.0 can hold (section 2.2), no longer than the provider says in one go. */
export function xmlText(text: string): string {
  return text
    .slice(0, longestSaying)
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
