import { SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { AppError } from '../../src/core/index.ts';
import { silent, refusalCode, webApiOptions } from './web-api.ts';
import type { TakeIn } from './take-in.ts';
import { within } from './within.ts';

export interface SocketWay {
  /** Opens the socket, and again whenever it closes, until it is stopped. */
  start(): void;
  /** What comes from now on is left for another process, or for later. */
  pause(): void;
  stop(): Promise<void>;
  /** Why there is no socket, in Slack's word; null while there is one, or nothing is known. */
  trouble(): string | null;
}

export interface SocketOptions {
  appToken: string;
  apiUrl: string | null;
  takeIn: TakeIn;
  /** Told once of each reason why there is no socket, and of every event that could not be stored. */
  onFault: (error: unknown) => void;
  /** Told of what was refused for good, and why. */
  onIgnored: (why: string) => void;
}

/** What the SDK's socket gives for one delivery (docs.slack.dev/apis/events-api/using-socket-mode). */
const deliverySchema = z.object({
  ack: z.custom<(response?: unknown) => Promise<void>>((value) => typeof value === 'function'),
  body: z.record(z.string(), z.unknown()).catch({}),
  retry_num: z.number().optional().catch(undefined),
  retry_reason: z.string().optional().catch(undefined),
});

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A socket whose other side says nothing is left alone after this long. */
const farewellMs = 1_000;

/**
 * Slack over a socket that we open: what comes is acknowledged once it is stored, and what is not, Slack delivers again,
 * here or to another process. The SDK's own reconnecting gives up at the first HTTP error, so this does it instead.
 */
export function createSocketWay(options: SocketOptions): SocketWay {
  const { appToken, apiUrl, takeIn, onFault, onIgnored } = options;
  const { client } = new SocketModeReceiver({
    appToken, logger: silent, autoReconnectEnabled: false, installerOptions: { clientOptions: webApiOptions(apiUrl) },
  });
  let state: 'idle' | 'running' | 'paused' = 'idle';
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let toldOf: string | null = null;

  const connectLater = () => {
    if (state !== 'running' || timer) return;
    const pause = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
    failures += 1;
    timer = setTimeout(() => {
      timer = null;
      connect();
    }, pause);
  };
  const connect = () => {
    client.start().catch((error: unknown) => {
      const why = refusalCode(error) ?? 'unreachable';
      if (why !== toldOf) onFault(new Error(`Slack opens no socket for us (${why}).`));
      toldOf = why;
      connectLater();
    });
  };
  client.on('connected', () => {
    failures = 0;
    toldOf = null;
  });
  client.on('disconnected', connectLater);
  client.on('slack_event', (given: unknown) => void receive(given));

  const receive = async (given: unknown): Promise<void> => {
    const delivery = deliverySchema.safeParse(given);
    if (!delivery.success || state !== 'running') return;
    const { ack, body, retry_num: retryNum, retry_reason: retryReason } = delivery.data;
    try {
      const taken = await takeIn(body, { retryNum, retryReason });
      // A socket that closed meanwhile cannot carry it: the event comes again, and changes nothing.
      await ack(taken.kind === 'taken' ? taken.answer : undefined).catch(() => undefined);
    } catch (error) {
      if (!isFinal(error)) return onFault(error);
      onIgnored(error.code);
      await ack().catch(() => undefined);
    }
  };

  return {
    start: () => {
      state = 'running';
      connect();
    },
    pause: () => {
      state = 'paused';
    },
    trouble: () => toldOf,
    stop: async () => {
      state = 'paused';
      if (timer) clearTimeout(timer);
      await within(client.disconnect(), farewellMs, undefined);
    },
  };
}

/** Another try cannot help: the event would come again and again. */
function isFinal(error: unknown): error is AppError {
  return error instanceof AppError && !error.retryable && error.status < 500;
}
