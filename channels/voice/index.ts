import type { Address, Channel, Contact, InboundCall } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { toPhoneNumber } from '../phone-number.ts';
import type { Region } from '../phone-number.ts';

export { callFlow } from './call-flow.ts';
export { roomPrompts } from './leg-flow.ts';
export { callbackPrompts } from './callback-prompts.ts';

/** Telephone calls: the contact claims the call, and what is asked comes later from the menus or a voicemail. */
export function createVoiceChannel(options: { region: Region }): Channel<InboundCall> {
  return {
    name: 'voice',
    whenClosed: 'message',
    capabilities: {
      live: true,
      maxTextLength: null,
      attachments: true,
      html: false,
      threading: 'none',
      reply: 'none',
      reaches: null,
      automaticAnswers: 'free',
    },
    toContact: (inbound) => toContact(inbound, options.region),
    render: () => null,
  };
}

function toContact(call: InboundCall, region: Region): Contact {
  const caller = toPhoneNumber(call.from, region);
  const from: Address[] = caller ? [{ kind: 'phone', value: caller }] : [];
  return {
    channel: 'voice',
    providerId: call.callId,
    from,
    fromText: boundedText(call.from, 320),
    to: toPhoneNumber(call.to, region) ?? boundedText(call.to, 320),
    text: '',
    attachments: [],
    chosen: {},
    receivedAt: call.receivedAt,
  };
}
