import { newId, storableText, type Clock, type Transact } from '../../core/index.ts';
import { deskActor, type EventLog } from '../events/index.ts';
import type { ContentStore, FileStore } from '../files/index.ts';
import type { Quarantine, ToHold } from './quarantine.ts';
import type { QuarantineStore } from './quarantine-store.ts';

export interface HoldingStores {
  quarantine: QuarantineStore;
  files: FileStore;
  events: EventLog;
}

/** Keeps the bytes of what could not be taken in by their hash, whatever they are, and a row that refers to them. */
export function createQuarantine<Stores extends HoldingStores>(parts: {
  transact: Transact<Stores>;
  content: Pick<ContentStore, 'receive'>;
  clock: Clock;
}): Quarantine {
  const { transact, content, clock } = parts;
  return {
    hold: async ({ content: stream, ...about }) => {
      // Whoever hands it over bounds it.
      const received = await content.receive(stream, Number.MAX_SAFE_INTEGER);
      if (received === 'too-large') throw new Error('No stream has that many bytes.');
      const { sha256, size } = received;
      try {
        return await transact(async (stores) => {
          const at = clock.now();
          // Under the lock of the sweep, which may be removing this very content.
          await stores.files.serialise(sha256);
          await received.keep();
          await stores.files.remember({ sha256, size, type: 'message/rfc822' }, at);
          const { id, isNew } = await stores.quarantine.add({ ...storable(about), id: newId(), sha256, size, at });
          if (isNew) {
            await stores.events.append([{
              name: 'contact.quarantined', at, actor: deskActor, reason: about.reason, after: { quarantine: id, channel: about.channel },
            }]);
          }
          return { id };
        });
      } finally {
        await received.discard();
      }
    },
  };
}

function storable({ channel, source, reason, detail, fromText, subject, arrival }: Omit<ToHold, 'content'>): Omit<ToHold, 'content'> {
  return {
    channel, reason, source: short(source, 200), detail: detail === null ? null : short(detail, 500), fromText: short(fromText, 320),
    subject: subject === null ? null : short(subject, 500), arrival,
  };
}

function short(text: string, most: number): string {
  return storableText(text.slice(0, most));
}
