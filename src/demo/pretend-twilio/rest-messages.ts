import { sendMedia } from './media.ts';
import { mediaResource, messageResource } from './messages.ts';
import type { PretendMessage } from './messages.ts';
import { notFound, refusal } from './rest-call.ts';
import type { MediaRoute, RestCall, RestRoute } from './rest-call.ts';
import { isSame, isWithin, pageOf } from './rest-list.ts';

export interface MessagesWorld {
  accountSid: string;
  /** Both ways. */
  all: () => PretendMessage[];
  /** Numbers that texts are refused to, with the provider's code. */
  refused: Map<string, { code: number; message: string }>;
  send(form: URLSearchParams): PretendMessage;
}

/** Messages: sent, listed by their sending date, read, and taken away. */
export function messageRoutes(world: MessagesWorld): RestRoute[] {
  const { accountSid } = world;
  const show = (message: PretendMessage) => messageResource(message, accountSid);
  return [
    { method: 'POST', path: /^\/Messages\.json$/, answer: (call) => create(call, world) },
    {
      method: 'GET',
      path: /^\/Messages\.json$/,
      answer: (call) => {
        const found = world.all().filter(
          ({ to, from, sentAt }) => isSame(call.query, 'To', to) && isSame(call.query, 'From', from) && isWithin(call.query, 'DateSent', sentAt),
        );
        return pageOf(call, 'messages', found.reverse(), show);
      },
    },
    {
      method: 'GET',
      path: /^\/Messages\/(?<sid>[A-Z]{2}[0-9a-f]{32})\.json$/,
      answer: (_call, { sid }) => {
        const message = world.all().find((one) => one.sid === sid);
        return message ? { status: 200, body: show(message) } : notFound();
      },
    },
    {
      method: 'GET',
      path: /^\/Messages\/(?<sid>[A-Z]{2}[0-9a-f]{32})\/Media\.json$/,
      answer: (call, { sid }) => {
        const message = world.all().find((one) => one.sid === sid);
        return message ? pageOf(call, 'media_list', message.media, (file) => mediaResource(message, file, accountSid)) : notFound();
      },
    },
  ];
}

function create({ form }: RestCall, world: MessagesWorld) {
  const refused = world.refused.get(form.get('To') ?? '');
  if (refused) return refusal(400, refused.code, refused.message);
  if (!form.get('Body') && !form.get('ContentSid') && !form.get('MediaUrl')) {
    return refusal(400, 21619, 'A text message body or media urls must be specified.');
  }
  return { status: 201, body: messageResource(world.send(form), world.accountSid) };
}

/** A file of a message: with a password at the account's address, which sends on to one without. */
export function messageMediaRoutes(world: Pick<MessagesWorld, 'accountSid' | 'all'> & { baseUrl: () => string }): MediaRoute[] {
  const files = () => world.all().flatMap(({ sid: messageSid, media }) => media.map((one) => ({ ...one, messageSid })));
  return [
    {
      path: /^\/2010-04-01\/Accounts\/(?<account>AC[0-9a-f]{32})\/Messages\/(?<message>\w+)\/Media\/(?<sid>ME[0-9a-f]{32})$/,
      needsPassword: true,
      answer: (response, { account, message, sid }) => {
        const found = files().find((one) => account === world.accountSid && one.messageSid === message && one.sid === sid);
        if (!found) return void response.writeHead(404).end();
        response.writeHead(307, { location: `${world.baseUrl()}${found.publicPath}` }).end();
      },
    },
    {
      path: /^(?<path>\/media\/ME[0-9a-f]{32})$/,
      needsPassword: false,
      answer: (response, { path }) => {
        const file = files().find(({ publicPath }) => publicPath === path)?.file;
        return sendMedia(response, file?.answer ?? (file ? { kind: 'bytes' } : { kind: 'missing' }), {
          bytes: file?.bytes ?? Buffer.alloc(0),
          contentType: file?.contentType ?? '',
          ...(file?.name !== undefined && { name: file.name }),
        });
      },
    },
  ];
}
