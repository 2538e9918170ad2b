import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock, Whispers } from '../core/index.ts';
import type { Tab } from './tab.ts';

export const watchTopic = 'ticket-watch';
/** Whoever was not heard of for so long has gone; who stays is told again at every turn. */
const remembered = 25_000;
const typingLasts = 6_000;

const whisperSchema = z.object({
  process: z.string(), number: z.number(), agentId: z.string(), name: z.string(),
  state: z.enum(['viewing', 'typing', 'gone']), isNew: z.boolean(),
});
type Whisper = z.output<typeof whisperSchema>;

interface Watcher {
  name: string;
  heardAt: number;
  typedAt: number;
}

/** Who has which ticket on the screen, over all tabs and processes; passing, and only told to who looks at the same. */
export interface Watching {
  watch(tab: Tab, number: number): void;
  unwatch(tab: Tab, number: number): void;
  typing(tab: Tab, number: number): void;
  left(tab: Tab): void;
  /** Call it every ten seconds or more often: tells again who looks, and forgets who was not heard of. */
  turn(): void;
  close(): void;
}

export function createWatching(parts: { whispers: Whispers; clock: Clock; tabs: ReadonlySet<Tab> }): Watching {
  const { whispers, clock, tabs } = parts;
  const process = randomUUID();
  const watched = new Map<Tab, Set<number>>();
  const known = new Map<number, Map<string, Watcher>>();
  const now = () => clock.now().getTime();

  const tell = (tab: Tab, number: number, state: Whisper['state'], isNew: boolean) => {
    const { viewer } = tab;
    if (viewer) whispers.tell(watchTopic, { process, number, agentId: viewer.id, name: viewer.name, state, isNew } satisfies Whisper);
  };

  const show = (number: number) => {
    const people = [...(known.get(number) ?? [])].map(([id, { name, typedAt }]) => ({ id, name, typing: now() - typedAt < typingLasts }));
    for (const tab of tabs) {
      if (watched.get(tab)?.has(number)) tab.socket.emit('ticket:watchers', { number: `V-${number}`, people });
    }
  };

  const hasOther = (agentId: string, number: number) =>
    [...watched].some(([tab, numbers]) => tab.viewer?.id === agentId && numbers.has(number));

  const heard = (words: unknown) => {
    const read = whisperSchema.safeParse(words);
    if (!read.success) return;
    const { number, agentId, name, state, isNew } = read.data;
    const people = known.get(number) ?? new Map<string, Watcher>();
    if (state === 'gone') people.delete(agentId);
    else people.set(agentId, { name, heardAt: now(), typedAt: state === 'typing' ? now() : people.get(agentId)?.typedAt ?? 0 });
    known.set(number, people);
    if (people.size === 0) known.delete(number);
    // Whoever looks here is not known to a process where somebody just began to look.
    if (isNew && read.data.process !== process) renew(number);
    show(number);
  };

  const renew = (only?: number) => {
    for (const [tab, numbers] of watched) {
      for (const number of numbers) if (only === undefined || only === number) tell(tab, number, 'viewing', false);
    }
  };

  const stopHearing = whispers.hear(watchTopic, heard);
  const unwatch = (tab: Tab, number: number) => {
    if (watched.get(tab)?.delete(number) !== true) return;
    const { viewer } = tab;
    if (viewer && !hasOther(viewer.id, number)) tell(tab, number, 'gone', false);
  };

  return {
    watch: (tab, number) => {
      const numbers = watched.get(tab) ?? new Set();
      if (numbers.size >= mostWatched) return;
      watched.set(tab, numbers.add(number));
      tell(tab, number, 'viewing', true);
      show(number);
    },
    unwatch,
    typing: (tab, number) => {
      if (watched.get(tab)?.has(number)) tell(tab, number, 'typing', false);
    },
    left: (tab) => {
      for (const number of [...(watched.get(tab) ?? [])]) unwatch(tab, number);
      watched.delete(tab);
    },
    turn: () => {
      renew();
      const before = now() - remembered;
      for (const [number, people] of known) {
        const gone = [...people].filter(([, { heardAt }]) => heardAt < before);
        for (const [id] of gone) people.delete(id);
        if (people.size === 0) known.delete(number);
        if (gone.length > 0) show(number);
      }
    },
    close: stopHearing,
  };
}

const mostWatched = 20;
