import twilio from 'twilio';
import { locales, type LegResponse, type LegRole, type Locale, type Prompt } from '../../src/core/index.ts';
import { legUrls, type TurnOfLeg } from './leg-urls.ts';
import type { LegOutageWords } from './locales/leg-outage-words.ts';
import { en } from './locales/legs-en.ts';
import { es } from './locales/legs-es.ts';
import { ask, join, speak, type VoiceResponse } from './twiml-verbs.ts';
import type { WebhookUrls } from './webhook-urls.ts';

const words: Record<Locale, LegOutageWords> = { es, en };

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
    case 'ask':
      return ask(document, prompt, { answered: turnUrl(turn), silent: turnUrl({ ...turn, silent: true }), next }, urls);
    case 'continue':
      document.redirect({ method: 'POST' }, turnUrl(turn));
      return;
    case 'join':
      return join(document, prompt, left(turn), urls, turn.callId);
    default:
      document.hangup();
  }
}
