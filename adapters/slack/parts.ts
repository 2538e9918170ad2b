import type { webApi } from '@slack/bolt';
import type { Clock } from '../../src/core/index.ts';
import type { Identity } from './identity.ts';
import type { People } from './people.ts';

/** What listeners of an app may use beside what Bolt gives them. */
export interface SlackParts {
  client: webApi.WebClient;
  identity: Identity;
  people: People;
  clock: Clock;
  /** Told of a fault that nobody waits for any more: what a listener does after its `ack`. */
  onFault: (error: unknown) => void;
}

/** The same for listeners that take in what nobody may know. */
export interface SlackListenerParts extends SlackParts {
  /** Counts what was not taken in, by why. */
  onIgnored: (why: string) => void;
}
