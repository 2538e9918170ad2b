import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { Whispers } from '../../src/core/index.ts';
import { listenForever } from './event-feed-listener.ts';
import { readJson } from './read-json.ts';

const channel = 'ventanilla_whispers';
/** A notification has at most 8,000 bytes (PostgreSQL, NOTIFY). */
const mostCharacters = 4_000;
const whisperSchema = z.object({ topic: z.string(), words: z.unknown() });

export interface WhisperLine extends Whispers {
  close(): Promise<void>;
}

/** Whispers by LISTEN and NOTIFY; what is told while the database is out of reach is gone. */
export async function createWhispers(parts: { db: Kysely<unknown>; url: string }): Promise<WhisperLine> {
  const listeners = new Map<string, Set<(words: unknown) => void>>();
  const heard = (payload: string) => {
    // Another release of ours, or anybody else who may use the database, can say anything here.
    const { success, data } = whisperSchema.safeParse(readJson(payload));
    if (!success) return;
    for (const listener of listeners.get(data.topic) ?? []) listener(data.words);
  };
  const listening = await listenForever({
    url: parts.url, channel,
    onNews: (payload) => {
      if (payload !== undefined) heard(payload);
    },
    onPoll: () => undefined,
  });
  return {
    tell: (topic, words) => {
      const payload = JSON.stringify({ topic, words });
      if (payload.length > mostCharacters || Buffer.byteLength(payload) > 7_900) return;
      void sql`select pg_notify(${channel}, ${payload})`.execute(parts.db).catch(() => undefined);
    },
    hear: (topic, listener) => {
      const told = listeners.get(topic) ?? new Set();
      listeners.set(topic, told.add(listener));
      return () => told.delete(listener);
    },
    close: () => listening.stop(),
  };
}
