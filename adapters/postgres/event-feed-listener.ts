import pg from 'pg';

const pollEvery = 1_000;
const firstRetry = 100;
const lastRetry = 5_000;

/**
 * Holds a connection of its own that LISTENs, and makes a new one when it is lost (backing off up to 5 s). What was
 * said while there was none is made up for by the call of `onNews` after each connect, and by the poll.
 */
export async function listenForever(parts: {
  url: string;
  channel: string;
  /** `words` are what was said with it; left out after a connect. */
  onNews: (words?: string) => void;
  onPoll: () => void;
}): Promise<{ stop(): Promise<void> }> {
  const { url, channel, onPoll } = parts;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;
  let failures = 0;
  let stopped = false;
  const onNews = (words?: string) => {
    if (!stopped) parts.onNews(words);
  };

  const lost = (which: pg.Client) => {
    if (which !== client) return;
    client = null;
    void which.end().catch(() => undefined);
    if (stopped) return;
    const pause = Math.min(firstRetry * 2 ** failures, lastRetry);
    failures += 1;
    // Spread, so that many processes do not come back to the server at the same moment.
    retry = setTimeout(() => void connect(), pause * (0.5 + Math.random() / 2));
    retry.unref();
  };

  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true, application_name: 'ventanilla-listen',
    });
    client = fresh;
    fresh.on('error', () => lost(fresh));
    fresh.on('end', () => lost(fresh));
    fresh.on('notification', ({ payload }) => onNews(payload));
    try {
      await fresh.connect();
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
      failures = 0;
      onNews();
    } catch {
      lost(fresh);
    }
  };

  await connect();
  const poll = setInterval(onPoll, pollEvery);
  poll.unref();

  return {
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      if (retry) clearTimeout(retry);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
