import type { MediaAnswer } from './media.ts';
import type { Parameters } from './signed-post.ts';
import { newSid } from './sids.ts';

/** A file of a multimedia message. */
export interface PretendMedia {
  contentType: string;
  bytes: Buffer;
  name?: string;
  /** How its address is answered when not with these bytes. */
  answer?: MediaAnswer;
}

export interface PretendMessage {
  sid: string;
  to: string;
  from: string;
  body: string;
  /** Empty when no receipts were asked for. */
  statusCallback: string;
  createdAt: Date;
  direction: 'inbound' | 'outbound-api';
  status: string;
  /** Null while it waits to be sent. */
  sentAt: Date | null;
  errorCode: string | null;
  /** A template and what stands in its gaps, as JSON. */
  contentSid: string | null;
  contentVariables: string | null;
  media: { sid: string; file: PretendMedia; publicPath: string }[];
}

/** A person's text to the desk. */
export interface TextFromPhone {
  from: string;
  to: string;
  body: string;
  messageSid?: string;
  media?: PretendMedia[];
  more?: Parameters;
}

export function inboundMessage(text: TextFromPhone, now: Date): PretendMessage {
  const { from, to, body, media = [], messageSid = newSid(media.length > 0 ? 'MM' : 'SM') } = text;
  return {
    sid: messageSid, to, from, body, statusCallback: '', createdAt: now, direction: 'inbound', status: 'received', sentAt: now,
    errorCode: null, contentSid: null, contentVariables: null,
    media: media.map((file) => ({ sid: newSid('ME'), file, publicPath: `/media/${newSid('ME')}` })),
  };
}

export function outboundMessage(form: URLSearchParams, now: Date): PretendMessage {
  return {
    sid: newSid('SM'), to: form.get('To') ?? '', from: form.get('From') ?? '', body: form.get('Body') ?? '',
    statusCallback: form.get('StatusCallback') ?? '', createdAt: now, direction: 'outbound-api', status: 'queued', sentAt: null,
    errorCode: null, contentSid: form.get('ContentSid'), contentVariables: form.get('ContentVariables'), media: [],
  };
}

/** What the webhook of an incoming message carries; a WhatsApp sender has a profile besides. */
export function inboundParameters(message: PretendMessage, accountSid: string, baseUrl: string): Parameters {
  const { sid, from, to, body, media } = message;
  const whatsapp = /^whatsapp:\+?(\d+)$/.exec(from)?.[1];
  const files = media.flatMap(({ sid: mediaSid, file }, index) => [
    [`MediaUrl${index}`, `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${mediaSid}`],
    [`MediaContentType${index}`, file.contentType],
  ]);
  return {
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    AccountSid: accountSid,
    From: from,
    To: to,
    Body: body,
    NumMedia: String(media.length),
    NumSegments: '1',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
    ...(whatsapp !== undefined && { WaId: whatsapp, ProfileName: 'Someone', MessageType: 'text' }),
    ...(Object.fromEntries(files) as Parameters),
  };
}

/** The REST resource of a message. */
export function messageResource(message: PretendMessage, accountSid: string): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: accountSid,
    to: message.to,
    from: message.from,
    body: message.body,
    direction: message.direction,
    status: message.status,
    date_created: message.createdAt.toUTCString(),
    date_updated: (message.sentAt ?? message.createdAt).toUTCString(),
    date_sent: message.sentAt?.toUTCString() ?? null,
    num_segments: '1',
    num_media: String(message.media.length),
    error_code: message.errorCode === null ? null : Number(message.errorCode),
    error_message: null,
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** The REST resource of one of its files. */
export function mediaResource(message: PretendMessage, { sid, file }: PretendMessage['media'][number], accountSid: string): Record<string, unknown> {
  const created = message.createdAt.toUTCString();
  return {
    sid,
    account_sid: accountSid,
    parent_sid: message.sid,
    content_type: file.contentType,
    date_created: created,
    date_updated: created,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}/Media/${sid}.json`,
  };
}
