import { callResource } from './phone-call.ts';
import type { PhoneCall } from './phone-call.ts';
import { notFound, refusal } from './rest-call.ts';
import type { RestAnswer, RestCall, RestRoute } from './rest-call.ts';
import { isSame, isWithin, pageOf } from './rest-list.ts';

export interface CallsWorld {
  accountSid: string;
  all: PhoneCall[];
  /** Starts ringing after the request was answered. */
  start(form: URLSearchParams): PhoneCall;
}

const path = /^\/Calls\/(?<sid>CA[0-9a-f]{32})\.json$/;

/** Calls: made, listed by their start, read, sent to another document and hung up. */
export function callRoutes(world: CallsWorld): RestRoute[] {
  const show = (call: PhoneCall) => callResource(call, world.accountSid);
  const find = (sid: string | undefined) => world.all.find((call) => call.sid === sid);
  return [
    {
      method: 'POST',
      path: /^\/Calls\.json$/,
      answer: ({ form }) =>
        form.get('Url') ? { status: 201, body: show(world.start(form)) } : refusal(400, 21205, 'Url parameter is required.'),
    },
    {
      method: 'GET',
      path: /^\/Calls\.json$/,
      answer: (rest) => {
        const { query } = rest;
        const found = world.all.filter(
          (call) =>
            isSame(query, 'To', call.to) && isSame(query, 'From', call.from) && isSame(query, 'Status', call.status) &&
            isSame(query, 'ParentCallSid', call.parentSid) && isWithin(query, 'StartTime', call.createdAt) && isWithin(query, 'EndTime', call.endedAt),
        );
        return pageOf(rest, 'calls', found.reverse(), show);
      },
    },
    {
      method: 'GET',
      path,
      answer: (_rest, { sid }) => {
        const call = find(sid);
        return call ? { status: 200, body: show(call) } : notFound();
      },
    },
    {
      method: 'POST',
      path,
      answer: (rest, { sid }) => {
        const call = find(sid);
        return call ? update(rest, call, show) : notFound();
      },
    },
  ];
}

function update({ form }: RestCall, call: PhoneCall, show: (call: PhoneCall) => Record<string, unknown>): RestAnswer {
  const [url, status] = [form.get('Url'), form.get('Status')];
  const isEnd = status === 'completed' || status === 'canceled';
  if (!isEnd && !url) return refusal(400, 21218, 'Invalid update: neither a Url nor a Status.');
  if (call.endedAt !== null) return refusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
  if (!isEnd && call.status !== 'in-progress') return refusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
  const reached = call.mailbox.interrupt(isEnd ? { kind: 'hang-up' } : { kind: 'redirect', url: url ?? '' });
  return reached ? { status: 200, body: show(call) } : refusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
}
