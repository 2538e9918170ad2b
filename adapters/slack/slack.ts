import type { webApi } from '@slack/bolt';
import type { FastifyPluginAsync } from 'fastify';
import { systemClock, type Clock, type Sender } from '../../src/core/index.ts';
import type { ByteStream, FileSource } from '../../src/desk/files/index.ts';
import { createSlackFiles } from './files.ts';
import { createHttpWay } from './http.ts';
import { createIdentity, type Identity, type SlackHealth } from './identity.ts';
import { createPeople, type People } from './people.ts';
import { createSlackSender } from './sender.ts';
import { createSocketWay } from './socket.ts';
import { createTakeIn, type SlackInOptions } from './take-in.ts';
import { createWebApi } from './web-api.ts';

export interface SlackSettings {
  botToken: string;
  /** Left null, nothing comes by HTTP. */
  signingSecret: string | null;
  /** Left null, no socket is opened. */
  appToken: string | null;
  /** Where the Web API is; null: Slack's own. */
  apiUrl: string | null;
}

export interface Slack {
  client: webApi.WebClient;
  identity: Identity;
  people: People;
  sender: Sender;
  fileSource: FileSource;
  /** Opens the ways in, once there is a desk to take things in. */
  takeIn(options: SlackInOptions): SlackWaysIn;
}

export interface SlackWaysIn {
  /** Null without a signing secret. */
  plugin: FastifyPluginAsync | null;
  /** Slack's own word for what keeps us from working with it now; null when nothing does. */
  trouble(): string | null;
  /** Asks who we are, and opens the socket where there is an app token: it tries until it is stopped. */
  start(): void;
  /** Takes in nothing more, and resolves once what came has been answered. */
  stop(): Promise<void>;
}

/**
 * Everything that goes between Slack and the desk, for one workspace. Nothing is asked of Slack before it is needed, so a
 * desk starts and runs while Slack does not.
 */
export function createSlack(options: {
  config: SlackSettings;
  /** The bytes of a file of ours; null when they are gone. */
  openFile: (sha256: string) => Promise<ByteStream | null>;
  /** Told of each change. */
  onHealth?: (health: SlackHealth) => void;
  clock?: Clock;
}): Slack {
  const { config, openFile, onHealth = () => undefined, clock = systemClock } = options;
  const { botToken, apiUrl, signingSecret, appToken } = config;
  const client = createWebApi(botToken, apiUrl);
  const identity = createIdentity(client, clock, onHealth);
  const people = createPeople(client, identity, clock);
  return {
    client, identity, people,
    sender: createSlackSender({ client, openFile }),
    fileSource: createSlackFiles({ client, botToken, apiUrl }),
    takeIn: (given) => {
      const { takeIn, atRest } = createTakeIn({ client, identity, people, clock, onFault: given.onFault, botToken, apiUrl }, given);
      const socket = appToken === null ? null : createSocketWay({ appToken, apiUrl, takeIn, onFault: given.onFault, onIgnored: given.onIgnored });
      return {
        plugin: signingSecret === null ? null : createHttpWay({ signingSecret, takeIn, clock, onFault: given.onFault, onIgnored: given.onIgnored }),
        trouble: () => {
          const health = identity.health();
          return health.state === 'refused' ? health.code : (socket?.trouble() ?? null);
        },
        start: () => {
          void identity.ask();
          socket?.start();
        },
        stop: async () => {
          socket?.pause();
          await atRest();
          await socket?.stop();
        },
      };
    },
  };
}
