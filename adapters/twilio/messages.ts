import type { ConsentWord, DeliveryReceipt, InboundText } from '../../src/core/index.ts';
import { causeOf } from './delivery-faults.ts';
import type { MessageParameters } from './parameters.ts';

const mostMedia = 100;

/** An incoming message in the desk's words. */
export function toInboundText(parameters: MessageParameters, receivedAt: Date): InboundText {
  return {
    providerId: parameters.MessageSid,
    from: parameters.From,
    to: parameters.To,
    text: parameters.Body,
    media: mediaOf(parameters),
    takenFor: optOutTypes.get(parameters.OptOutType ?? '') ?? null,
    receivedAt,
  };
}

const optOutTypes = new Map<string, ConsentWord['asks']>([['STOP', 'stop'], ['START', 'start'], ['HELP', 'help']]);

function mediaOf(parameters: MessageParameters): InboundText['media'] {
  const count = Math.min(parameters.NumMedia ?? 0, mostMedia);
  return Array.from({ length: count }, (_, index) => ({
    url: parameters[`MediaUrl${index}`],
    contentType: parameters[`MediaContentType${index}`],
  })).flatMap(({ url, contentType }) =>
    typeof url === 'string' && url !== ''
      ? [{ url, contentType: typeof contentType === 'string' ? contentType : 'application/octet-stream' }]
      : [],
  );
}

// A map, for a state may be called `constructor`.
const states = new Map<string, DeliveryReceipt['state']>(Object.entries({
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
} as const));

/** A delivery receipt; null while the message is still on its way to the network. */
export function toReceipt(parameters: {
  MessageSid: string;
  MessageStatus: string;
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
}): DeliveryReceipt | null {
  const state = states.get(parameters.MessageStatus);
  if (!state) return null;
  const because = causeOf(parameters.ErrorCode);
  return {
    providerId: parameters.MessageSid,
    state,
    code: parameters.ErrorCode || null,
    message: parameters.ErrorMessage || null,
    ...(because && { because }),
  };
}
