/** What a workspace holds: people, rooms and what was said in them. */
export interface Person {
  id: string;
  name: string;
  email: string;
  locale?: string;
  team?: string;
  /** Not a full member: a guest, somebody of another organisation, an app. */
  flags?: Record<string, boolean>;
}

export interface Message {
  channel: string;
  ts: string;
  text: string;
  user: string;
  thread_ts?: string;
  bot_id?: string;
  metadata?: { event_type: string; event_payload: { reference?: string } };
  blocks?: unknown;
  files?: { id: string; name: string }[];
}

export interface Upload {
  id: string;
  name: string;
  length: number;
  bytes: Buffer | null;
}

export const team = 'T0DESK001';
export const bot = { user: 'U0DESKBOT', id: 'B0DESKBOT' };

export interface Workspace {
  people: Map<string, Person>;
  /** `isMember` false: the app was not invited there. */
  rooms: Map<string, { name: string; isMember?: boolean }>;
  messages: Message[];
  uploads: Map<string, Upload>;
  /** Gives each message a time stamp of its own. */
  nextTs(): string;
  /** Where the app and this person talk alone. */
  directRoom(user: string): string;
  add(message: Omit<Message, 'ts'> & { ts?: string }): Message;
}

export function createWorkspace(): Workspace {
  const messages: Message[] = [];
  let last = 0;
  const nextTs = () => {
    last = Math.max(last + 1, Date.now() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
  return {
    people: new Map(), rooms: new Map(), messages, uploads: new Map(), nextTs,
    directRoom: (user) => `D${user.slice(1)}`,
    add: (message) => {
      const added = { ...message, ts: message.ts ?? nextTs() };
      messages.push(added);
      return added;
    },
  };
}
