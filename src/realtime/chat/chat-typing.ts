import { z } from 'zod';
import type { Clock, Whispers } from '../../core/index.ts';
import { watchTopic } from '../watching.ts';
import type { Crowd, Visitor } from './crowd.ts';
import { firstName } from './shown.ts';

/** Only of what agents' screens tell each other is needed here. */
const agentTypingSchema = z.object({ number: z.number(), agentId: z.string(), name: z.string(), state: z.literal('typing') });

/** Tells visitors that their own agent writes, and the agents who look at a ticket that its visitor does. */
export function createChatTyping(parts: { whispers: Whispers; clock: Clock }, crowd: Crowd) {
  const stop = parts.whispers.hear(watchTopic, (words) => {
    if (crowd.talkers() === 0) return;
    const read = agentTypingSchema.safeParse(words);
    if (!read.success || read.data.agentId === 'visitor') return;
    const { number, agentId, name } = read.data;
    for (const visitor of crowd.ofNumber(number)) {
      if (visitor.place?.agentId !== agentId) continue;
      for (const { socket } of visitor.pages) socket.emit('typing', { name: firstName(name) ?? '' });
    }
  });
  return {
    visitorTypes: ({ place }: Visitor) => {
      if (place) parts.whispers.tell(watchTopic, { process: 'chat', number: place.number, agentId: 'visitor', name: '', state: 'typing', isNew: false });
    },
    close: stop,
  };
}
