import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';

/** Slack's side of Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode). */
export interface Sockets {
  /** How many are open now. */
  count(): number;
  /** Delivers to one that is open; what came back with the acknowledgement, or null when there was none in time. */
  deliver(type: 'events_api' | 'interactive' | 'slash_commands', payload: unknown, about?: { withinMs?: number; retry?: number }): Promise<{ payload?: unknown } | null>;
  /** Slack renews its side: it asks all to connect anew. */
  refresh(): void;
  /** The line breaks. */
  cut(): void;
  close(): void;
}

export function openSockets(server: Server): Sockets {
  const wss = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();
  const waiting = new Map<string, (acknowledged: { payload?: unknown }) => void>();
  let envelopes = 0;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    wss.handleUpgrade(request, socket, head, (line) => {
      open.add(line);
      line.on('close', () => open.delete(line));
      line.on('message', (data: Buffer) => {
        const { envelope_id: id, payload } = JSON.parse(data.toString('utf8')) as { envelope_id: string; payload?: unknown };
        waiting.get(id)?.({ payload });
      });
      line.send(JSON.stringify({ type: 'hello', num_connections: open.size, connection_info: { app_id: 'A0DESK' } }));
    });
  });
  return {
    count: () => open.size,
    deliver: async (type, payload, { withinMs = 3_000, retry = 0 } = {}) => {
      const line = [...open].at(-1);
      if (!line) throw new Error('No socket is open.');
      const id = `envelope-${(envelopes += 1)}`;
      const stop = new AbortController();
      const acknowledged = new Promise<{ payload?: unknown }>((resolve) => waiting.set(id, resolve));
      line.send(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: type !== 'events_api', retry_attempt: retry, retry_reason: retry > 0 ? 'timeout' : '' }));
      const late = wait(withinMs, null, { signal: stop.signal }).catch(() => null);
      return Promise.race([acknowledged, late]).finally(() => {
        stop.abort();
        waiting.delete(id);
      });
    },
    refresh: () => open.forEach((line) => line.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))),
    cut: () => open.forEach((line) => line.terminate()),
    close: () => {
      open.forEach((line) => line.terminate());
      wss.close();
    },
  };
}
