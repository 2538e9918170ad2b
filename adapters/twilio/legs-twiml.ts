import twilio from 'twilio';
import { locales, type LegResponse, type LegRole, type Locale, type Prompt } from '../../src/core/index.ts';
import { legUrls, type TurnOfLeg } from './leg-urls.ts';
import type { LegOutageWords } from './locales/leg-outage-words.ts';
import { en } from './locales/legs-en.ts';
import { es } from './locales/legs-es.ts';
import { speak } from './twiml.ts';
import type { WebhookUrls } from './webhook-urls.ts';

const words: Record<Locale, LegOutageWords> = { es, en };

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;

/** A leg's prompts as a TwiML document; what only a waiting caller does (queue, voicemail, dialling on) is nothing a leg can hear and ends it. */
export function legTwiml(response: LegResponse, about: { role: LegRole; callId: string }, urls: WebhookUrls): string {
  const document = new twilio.twiml.VoiceResponse();
  const turn: TurnOfLeg = { legId: response.legId, step: response.nextStep, role: about.role };
  response.prompts.forEach((prompt, index) => append(document, prompt, response.prompts[index + 1], { ...turn, callId: about.callId }, urls));
  return document.toString();
}

/** The document for a leg's turn that could not be stored. */
export function legOutageTwiml(role: LegRole, urls: WebhookUrls): string {
  const document = new twilio.twiml.VoiceResponse();
  const key = role === 'customer' ? 'customerSorry' : 'agentSorry';
  for (const locale of locales) speak(document, { verb: 'say', text: words[locale][key], locale }, urls);
  document.hangup();
  return document.toString();
}

function append(document: VoiceResponse, prompt: Prompt, next: Prompt | undefined, turn: TurnOfLeg & { callId: string }, urls: WebhookUrls): void {
  const { turn: turnUrl, left } = legUrls(urls);
  switch (prompt.verb) {
    case 'say':
    case 'pause':
    case 'music':
      return speak(document, prompt, urls);
    case 'ask': {
      const gather = document.gather({
        input: ['dtmf'], numDigits: prompt.keys, timeout: prompt.seconds, finishOnKey: prompt.keys === 1 ? '' : '#',
        actionOnEmptyResult: false, action: turnUrl(turn), method: 'POST',
      });
      for (const saying of prompt.say) speak(gather, saying, urls);
      if (next?.verb !== 'continue' && prompt.silence !== 'go-on') document.redirect({ method: 'POST' }, turnUrl({ ...turn, silent: true }));
      return;
    }
    case 'continue':
      document.redirect({ method: 'POST' }, turnUrl(turn));
      return;
    case 'join':
      document.dial({ action: left(turn), method: 'POST' }).conference(
        {
          startConferenceOnEnter: true, endConferenceOnExit: prompt.endsRoom, muted: prompt.muted, beep: 'false',
          ...(prompt.coach === null ? {} : { coach: prompt.coach }),
          ...(prompt.record ? { record: 'record-from-start' as const, recordingStatusCallback: urls.recordingOf({ callId: turn.callId, room: prompt.room }) } : {}),
        },
        prompt.room,
      );
      return;
    default:
      document.hangup();
  }
}
