import { isSettled } from '../../desk/tickets/index.ts';
import type { ChatQueue } from '../chat-protocol.ts';
import type { ChatParts } from './chat-needs.ts';
import type { Crowd, Visitor } from './crowd.ts';

/** Where visitors stand in the queue, told when it changes. */
export interface ChatQueues {
  /** Something changed: the next turn reads again. */
  markChanged(): void;
  /** One turn: reads at most once for everybody who waits. Call it every few seconds. */
  turn(): Promise<void>;
}

export function createChatQueues({ chatReader, clock }: Pick<ChatParts, 'chatReader' | 'clock'>, crowd: Crowd): ChatQueues {
  let changed = false;
  let turning = false;

  const tell = (visitor: Visitor, queue: ChatQueue) => {
    const words = JSON.stringify(queue);
    if (visitor.toldQueue === words) return;
    visitor.toldQueue = words;
    for (const { socket } of visitor.pages) socket.emit('queue', queue);
  };

  return {
    markChanged: () => {
      changed = true;
    },
    turn: async () => {
      if (!changed || turning) return;
      const waiting = [...crowd.talking()].filter(({ place }) => place !== null && place.agentId === null && !isSettled(place));
      turning = true;
      changed = false;
      try {
        const queues = await chatReader.queuesOf(waiting.flatMap(({ place }) => place?.ticketId ?? []), clock.now());
        for (const visitor of waiting) {
          const queue = queues.get(visitor.place?.ticketId ?? '');
          if (queue) tell(visitor, queue);
        }
      } catch (error) {
        changed = true;
        throw error;
      } finally {
        turning = false;
      }
    },
  };
}
