import type { Locale } from '../core/index.ts';

/** A file in a conversation; `url` is a signed path that lives for an hour at most. */
export interface ChatFile {
  name: string;
  contentType: string;
  size: number;
  url: string;
}

/** One thing said. `id` is the visitor's own for what they said, so that a message sent twice shows once. Times are ISO 8601 in UTC. */
export interface ChatMessage {
  id: string;
  at: string;
  from: 'visitor' | 'agent' | 'desk';
  /** The agent's name; null for the others. */
  name: string | null;
  text: string;
  files: ChatFile[];
  /** It asks for one of these: what the visitor would say to choose it. The text asks the same; left out: it asks nothing. */
  options?: string[];
}

/** Where the conversation is: waiting in the queue, with an agent, or over. */
export type ChatState = 'waiting' | 'with-agent' | 'over';

export interface ChatConversation {
  /** Public, such as `V-1042`. */
  number: string;
  state: ChatState;
  agent: string | null;
  messages: ChatMessage[];
  queue: ChatQueue | null;
}

/** `position` counts from 1; `estimateSeconds` is null while nobody can tell. */
export interface ChatQueue {
  position: number;
  estimateSeconds: number | null;
}

export interface ChatWelcome {
  /** Signed; whoever holds it is this visitor. Keep it and bring it the next time. */
  token: string;
  /** The desk's clock, ISO 8601 in UTC. */
  now: string;
  desk: { name: string; greeting: string; locale: Locale };
  /** False: nobody would answer now, and what is written becomes a request that is answered by mail. */
  online: boolean;
  /** The desk has closed the chat for the moment; then `online` is false. */
  closed: boolean;
  /** Services and entries to choose from, in the visitor's language. */
  catalog: { key: string; name: string; entries: { key: string; name: string }[] }[];
  /** The one that is open, or the last one; null for somebody new. */
  conversation: ChatConversation | null;
  /** The mail address they gave, shortened so that only they know it; null: none. */
  email: string | null;
  /** Of a file, in bytes. */
  mostBytes: number;
}

export type ChatAnswer<Value = object> = ({ ok: true } & Value) | { error: { code: string; message: string; fields?: Record<string, string> } };
type Acknowledge<Value = object> = (answer: ChatAnswer<Value>) => void;

/** From a visitor's page to the namespace `/chat`; connect with `auth: {token?, locale}`. Every request is acknowledged once it is stored. */
export interface VisitorRequests {
  /** Opens a conversation, or goes on with the open one. `id` makes it safe to send again. */
  'chat:start': (
    start: { id: string; text: string; name?: string; email?: string; service?: string; entry?: string; locale?: Locale; files?: string[] },
    acknowledge: Acknowledge<{ conversation: ChatConversation }>,
  ) => void;
  'chat:say': (said: { id: string; text: string; files?: string[] }, acknowledge: Acknowledge<{ message: ChatMessage }>) => void;
  /** Send it every few seconds while something is being written. */
  'chat:typing': () => void;
  /** The address by which the conversation may go on when they have left. */
  'chat:email': (mail: { email: string }, acknowledge: Acknowledge) => void;
  /** The visitor can see these messages of an agent now (their ids): only then they count as delivered. Also after a welcome; at most 100 at a time. */
  'chat:shown': (shown: { ids: string[] }, acknowledge: Acknowledge) => void;
  'chat:end': (end: Record<string, never>, acknowledge: Acknowledge) => void;
}

/** To a visitor's page. Everything is also in the next `welcome`, so a page that missed something reconnects. */
export interface VisitorEvents {
  /** First on every connect, and again when the conversation began on another tab: it takes the place of all that was shown. */
  welcome: (welcome: ChatWelcome) => void;
  /** Also what this visitor said on another tab. */
  message: (message: ChatMessage) => void;
  state: (state: { state: ChatState; agent: string | null }) => void;
  queue: (queue: ChatQueue) => void;
  /** The agent is writing. */
  typing: (typing: { name: string }) => void;
}
