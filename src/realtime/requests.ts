import type { z } from 'zod';
import { seenBy } from '../desk/tickets/index.ts';
import { AppError, invalidShape, type Clock } from '../core/index.ts';
import type { CallActions } from '../desk/rooms/index.ts';
import type { Offers } from '../desk/routing/index.ts';
import type { Presence, WrapUps } from '../desk/staffing/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { serveCallRequests } from './call-requests.ts';
import type { SummaryReader } from './needs.ts';
import { acceptOfferSchema, declineOfferSchema, setPresenceSchema, watchSchema, wrapUpDoneSchema, type Answer } from './protocol.ts';
import type { Tab } from './tab.ts';
import type { Watching } from './watching.ts';

export interface RequestParts {
  presence: Pick<Presence, 'setAvailability'>;
  wrapUps: Pick<WrapUps, 'done'>;
  offers: Pick<Offers, 'accept' | 'decline'>;
  callActions: CallActions;
  reader: SummaryReader;
  watching: Pick<Watching, 'watch' | 'unwatch' | 'typing'>;
  clock: Clock;
  logger: Pick<Logger, 'error'>;
}

const mostPerSecond = 20;

/** Serves what a screen asks for. Nothing it sends can throw: every fault becomes an answer, or is dropped where none was asked for. */
export function serveRequests(parts: RequestParts, tab: Tab): void {
  const { presence, wrapUps, offers, callActions, reader, watching, clock, logger } = parts;
  const { socket, owner } = tab;
  const isAllowed = limitRate(clock);

  const serve = <Payload extends z.ZodType>(schema: Payload, work: (payload: z.output<Payload>) => Promise<Answer>) =>
    (payload: unknown, acknowledge: unknown) => {
      const answer = acknowledgement(payload, acknowledge);
      void perform(schema, payload, work, logger).then(answer);
    };

  const shown = async ({ id }: { id: string }): Promise<Answer> => {
    const ticket = await reader.readSummary(id);
    return ticket ? { ok: true, ticket: seenBy(ticket, owner.agentId) } : { ok: true };
  };

  // Everything is counted, also what has no name here.
  socket.use((packet: unknown[], next) => {
    if (isAllowed()) return next();
    acknowledgement(packet[1], packet[2])(refusal('too_many_requests', 'Too many requests at once. Please wait a second.'));
  });
  socket.on('presence:set', serve(setPresenceSchema, async ({ availability, reason }) => {
    await presence.setAvailability(owner.agentId, availability, reason);
    return { ok: true };
  }));
  socket.on('presence:wrap-up-done', serve(wrapUpDoneSchema, async () => {
    await wrapUps.done(owner.agentId);
    return { ok: true };
  }));
  socket.on('offer:accept', serve(acceptOfferSchema, async ({ offerId }) => {
    return shown(await offers.accept(offerId, owner.agentId));
  }));
  socket.on('offer:decline', serve(declineOfferSchema, async ({ offerId, reason }) => {
    await offers.decline(offerId, owner.agentId, reason ?? null);
    return { ok: true };
  }));
  for (const [name, work] of [
    ['ticket:watch', watching.watch], ['ticket:unwatch', watching.unwatch], ['ticket:typing', watching.typing],
  ] as const) {
    socket.on(name, serve(watchSchema, async ({ number }) => {
      work(tab, number);
      return { ok: true };
    }));
  }
  serveCallRequests(callActions, { agentId: owner.agentId }, (name, schema, work) => {
    socket.on(name, serve(schema, async (payload) => shown(await work(payload))));
  });
}

async function perform<Payload extends z.ZodType>(
  schema: Payload,
  payload: unknown,
  work: (payload: z.output<Payload>) => Promise<Answer>,
  logger: Pick<Logger, 'error'>,
): Promise<Answer> {
  try {
    const read = schema.safeParse(payload);
    if (!read.success) throw invalidShape(read.error, { whole: 'payload' });
    return await work(read.data);
  } catch (error) {
    if (error instanceof AppError) return refusal(error.code, error.publicMessage, error.fields);
    logger.error({ err: error }, 'a request of an agent failed');
    return refusal('internal', 'This could not be done. Please try again.');
  }
}

function refusal(code: string, message: string, fields?: Record<string, string>): Answer {
  return { error: fields ? { code, message, fields } : { code, message } };
}

/** The callback a request brought, wherever it stands; one that does nothing when it brought none. */
function acknowledgement(...candidates: unknown[]): (answer: Answer) => void {
  const callback = candidates.find((candidate) => typeof candidate === 'function');
  return (answer) => {
    if (callback) Reflect.apply(callback, undefined, [answer]);
  };
}

function limitRate(clock: Clock): () => boolean {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(clock.now().getTime() / 1000);
    if (now !== second) {
      second = now;
      count = 0;
    }
    count += 1;
    return count <= mostPerSecond;
  };
}
