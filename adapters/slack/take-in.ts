import { App, type Receiver } from '@slack/bolt';
import { AppError } from '../../src/core/index.ts';
import { readEnvelope, type Envelope } from './envelope.ts';
import type { SlackHandlers } from './handlers.ts';
import type { Identity } from './identity.ts';
import { listenToMessages } from './listen.ts';
import type { SlackListenerParts, SlackParts } from './parts.ts';
import { silent, webApiOptions } from './web-api.ts';
import { within } from './within.ts';

export interface SlackInOptions {
  handlers: SlackHandlers;
  /**
   * Each registers its listeners once. An event counts as taken in when every listener has fulfilled; anything else when
   * its listener has called `ack`, so that is called after the commit, within 2.5 s. A listener that rejects with an
   * AppError which is not retryable says that another try cannot help.
   */
  register: ((app: App, parts: SlackListenerParts) => void)[];
  /** After which what has not settled counts as not stored; 2.5 s unless said, so that Slack has its answer within three. */
  answerWithinMs?: number;
  onFault: (error: unknown) => void;
  /** Told what was not taken in and why: `foreign_workspace`, `malformed`, `unknown_type`. */
  onIgnored: (why: string) => void;
}

/** What became of one delivery: `answer` is what its listener said back; `malformed`: nobody could read it, now or later. */
export type TakenIn = { kind: 'taken' | 'ignored'; answer?: unknown } | { kind: 'malformed' };

export interface Delivered {
  retryNum?: number | undefined;
  retryReason?: string | undefined;
}

/** Takes in one delivery, whatever way it came. Rejects when it was not stored, or not in time. */
export type TakeIn = (body: Record<string, unknown>, how: Delivered) => Promise<TakenIn>;

const usualLimitMs = 2_500;

/** A listener failed, as Bolt hands it on. */
class ListenerFault extends Error {}

/** Bolt with listeners, behind a way in of our own that answers when they are done. */
export function createTakeIn(parts: SlackParts & { botToken: string; apiUrl: string | null }, options: SlackInOptions): { takeIn: TakeIn; atRest: () => Promise<unknown> } {
  const { identity, onFault } = parts;
  const { answerWithinMs = usualLimitMs } = options;
  const app = openApp(parts);
  listenToMessages(app, parts, options.handlers);
  for (const register of options.register) register(app, { ...parts, onIgnored: options.onIgnored });

  const underWay = new Set<Promise<unknown>>();
  const ignore = (why: string): TakenIn => {
    options.onIgnored(why);
    return why === 'malformed' ? { kind: 'malformed' } : { kind: 'ignored' };
  };
  const takeIn = async (body: Record<string, unknown>, how: Delivered): Promise<TakenIn> => {
    const envelope = readEnvelope(body);
    if (envelope.kind === 'malformed') return ignore('malformed');
    if (envelope.kind === 'unknown') return ignore('unknown_type');
    const self = await identity.ask();
    if (self && isForeign(envelope, self.teamId, self.enterpriseId)) return ignore('foreign_workspace');
    const work = process(app, body, { how, isEvent: envelope.kind === 'event', onFault });
    const taken = await within(work, answerWithinMs, 'late' as const);
    if (taken === 'late') {
      work.catch(onFault);
      throw new AppError({ code: 'unavailable', status: 503, retryable: true, publicMessage: 'The desk did not take this in in time.' });
    }
    return taken.kind === 'malformed' ? ignore('malformed') : taken;
  };
  return {
    takeIn: (body, how) => {
      const work = takeIn(body, how);
      underWay.add(work);
      void work.catch(() => undefined).finally(() => underWay.delete(work));
      return work;
    },
    atRest: async () => await Promise.allSettled(underWay),
  };
}

function openApp({ identity, botToken, apiUrl }: { identity: Identity; botToken: string; apiUrl: string | null }): App {
  // Bolt asks for one; ours are two, and call `processEvent` themselves.
  const receiver: Receiver = { init: () => undefined, start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const app = new App({
    receiver, logger: silent, clientOptions: webApiOptions(apiUrl), convoStore: false, attachFunctionToken: false,
    authorize: async () => {
      const self = await identity.ask();
      return { botToken, ...(self && { teamId: self.teamId, botUserId: self.userId, ...(self.botId === null ? {} : { botId: self.botId }) }) };
    },
  });
  app.error(async (error) => {
    throw new ListenerFault('A listener failed.', { cause: error });
  });
  return app;
}

/** Bolt acknowledges events before their listeners run: that is only noted, and they count when all are done. */
function process(app: App, body: Record<string, unknown>, about: { how: Delivered; isEvent: boolean; onFault: (error: unknown) => void }): Promise<TakenIn> {
  const { how: { retryNum, retryReason }, isEvent, onFault } = about;
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const answer = (taken: TakenIn) => {
      isAnswered = true;
      resolve(taken);
    };
    const ack = async (said?: unknown) => {
      if (!isEvent) answer({ kind: 'taken', answer: said });
    };
    app
      .processEvent({ body, ack, ...(retryNum === undefined ? {} : { retryNum }), ...(retryReason === undefined ? {} : { retryReason }) })
      .then(() => answer({ kind: 'taken' }), (error: unknown) => {
        // What Bolt itself could not make sense of never came to a listener.
        if (!(error instanceof ListenerFault)) return answer({ kind: 'malformed' });
        if (isAnswered) onFault(causeOf(error));
        else reject(causeOf(error));
      });
  });
}

/** The first of what listeners failed with: Bolt wraps what is not its own, and puts several into one. */
function causeOf(fault: ListenerFault): Error {
  let cause: unknown = fault.cause;
  for (let depth = 0; depth < 3 && cause instanceof Error && !(cause instanceof AppError); depth += 1) {
    const inner: unknown = 'original' in cause ? cause.original : 'originals' in cause && Array.isArray(cause.originals) ? cause.originals[0] : null;
    if (!(inner instanceof Error)) break;
    cause = inner;
  }
  return cause instanceof Error ? cause : fault;
}

/** An app may be installed in several workspaces; our token is of one. */
function isForeign({ teams, enterprises }: Envelope, team: string, enterprise: string | null): boolean {
  if (enterprise !== null && enterprises.includes(enterprise)) return false;
  return teams.length > 0 ? !teams.includes(team) : enterprises.length > 0;
}
