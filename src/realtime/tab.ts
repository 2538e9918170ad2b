import type { DefaultEventsMap, Socket } from 'socket.io';
import type { AgentView, ScreenEvents, ScreenRequests } from './protocol.ts';

/** Who a socket belongs to, known before it is connected. */
export interface SocketOwner {
  agentId: string;
  tokenHash: string;
  /** The last `seq` the screen saw; null when it starts afresh. */
  since: number | null;
}

export type AgentSocket = Socket<ScreenRequests, ScreenEvents, DefaultEventsMap, SocketOwner>;

/** One connected screen of an agent; an agent may have several. */
export interface Tab {
  socket: AgentSocket;
  owner: SocketOwner;
  /** Who looks, as last read; null until its first state is read. */
  viewer: AgentView | null;
  /** Everything up to this `seq` has been sent, as far as it concerns the viewer. */
  cursor: number;
  /** Fed by the tail of the log; before that it catches up by itself. */
  live: boolean;
}

export function openTab(socket: AgentSocket): Tab {
  return { socket, owner: socket.data, viewer: null, cursor: 0, live: false };
}
