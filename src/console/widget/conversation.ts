import type { ChatConversation, ChatWelcome, VisitorRequests } from '../../realtime/index.ts';
import { countUnread, withMessage } from './layout.ts';
import { createLine, type LinePhase } from './line.ts';
import type { Memory } from './memory.ts';
import type { Settings } from './settings.ts';
import type { Unsent } from './unsent.ts';

export type Start = Omit<Parameters<VisitorRequests['chat:start']>[0], 'id' | 'locale' | 'files'>;

export interface ChatState {
  phase: LinePhase;
  /** The code of why the desk lets nobody in. */
  refusal: string | null;
  /** Null until the desk was heard for the first time. */
  welcome: ChatWelcome | null;
  conversation: ChatConversation | null;
  unsent: Unsent[];
  /** A first message is on its way, or waits for the line. */
  starting: boolean;
  /** The code of why the first message was refused, and which fields were wrong. */
  startFault: { code: string; fields: Record<string, string> } | null;
  /** What was begun here while nobody was online: a request that is answered by mail. */
  requested: boolean;
  /** They want another conversation after one that is over. */
  fresh: boolean;
  typing: string | null;
  /** By which mail address it may go on, as far as it is known. */
  email: string | null;
  unread: number;
}

export interface Conversation {
  state(): ChatState;
  connect(): void;
  tryAgain(): void;
  start(start: Start): void;
  say(text: string, files: Unsent['files']): void;
  sendAgain(id: string): void;
  discard(id: string): void;
  writing(): void;
  /** Null, or the code of what was wrong. */
  giveEmail(email: string): Promise<string | null>;
  end(): Promise<string | null>;
  startNew(): void;
  /** What is there now can be seen: it is no longer new, and the desk learns that it arrived. */
  markSeen(): void;
  newId(): string;
}

const pauseBeforeRetry = 4_000;
const typingShown = 7_000;
const typingEvery = 3_000;
const mostShown = 100;
const passing = new Set(['offline', 'unavailable', 'internal', 'too_many_requests']);

/** One visitor's conversation: what is shown follows the desk; what was said waits in the memory until the desk has it. */
export function createConversation({ settings, memory, onChange }: { settings: Settings; memory: Memory; onChange(): void }): Conversation {
  let state: ChatState = {
    phase: 'idle', refusal: null, welcome: null, conversation: null, unsent: memory.read().unsent, starting: false, startFault: null, requested: false, fresh: false,
    typing: null, email: null, unread: 0,
  };
  let ahead = 0;
  /** The mail address as it was written on this page; the desk shows it shortened. */
  let given: string | null = null;
  let pendingStart: Parameters<VisitorRequests['chat:start']>[0] | null = null;
  let sending = false;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let typedAt = 0;
  let told = new Set<string>();

  const set = (change: Partial<ChatState>) => {
    state = { ...state, ...change };
    const { conversation } = state;
    state.unread = conversation ? countUnread(conversation.messages, memory.read().seen) : 0;
    onChange();
  };
  const keepConversation = (conversation: ChatConversation | null, more: Partial<ChatState> = {}) => {
    memory.change({ going: conversation !== null && conversation.state !== 'over' });
    set({ conversation, ...more });
  };
  const keepUnsent = (unsent: Unsent[]) => {
    memory.change({ unsent });
    set({ unsent });
  };
  const without = (id: string) => state.unsent.filter((one) => one.id !== id);

  const line = createLine({
    desk: settings.desk, locale: settings.locale,
    token: () => memory.read().token,
    onPhase: () => set({ phase: line.phase(), refusal: line.refusal(), typing: null }),
    on: {
      welcome: (welcome) => {
        ahead = new Date(welcome.now).getTime() - Date.now();
        if (memory.read().token !== welcome.token) memory.change({ token: welcome.token });
        told = new Set();
        keepConversation(welcome.conversation, { phase: 'connected', welcome, email: welcome.email === null ? null : (given ?? welcome.email) });
        void sendStart();
        void sendUnsent();
      },
      message: (message) => {
        const { conversation } = state;
        if (!conversation) return;
        if (message.from === 'agent') clearTimeout(typingTimer);
        set({
          conversation: { ...conversation, messages: withMessage(conversation.messages, message) },
          ...(message.from === 'agent' ? { typing: null } : {}),
        });
        if (state.unsent.some(({ id }) => id === message.id)) keepUnsent(without(message.id));
      },
      state: ({ state: is, agent }) => {
        const { conversation } = state;
        if (conversation) keepConversation({ ...conversation, state: is, agent, queue: is === 'waiting' ? conversation.queue : null }, is === 'over' ? { typing: null } : {});
      },
      queue: (queue) => {
        if (state.conversation?.state === 'waiting') set({ conversation: { ...state.conversation, queue } });
      },
      typing: ({ name }) => {
        clearTimeout(typingTimer);
        typingTimer = setTimeout(() => set({ typing: null }), typingShown);
        set({ typing: name });
      },
    },
  });

  /** The same start is sent until the desk has answered it: it opens one conversation however often it comes. */
  async function sendStart(): Promise<void> {
    const start = pendingStart;
    if (!start) return;
    const answer = await line.ask('chat:start', start);
    if (pendingStart !== start) return;
    if ('ok' in answer) {
      pendingStart = null;
      given = start.email ?? given;
      memory.change({ draft: '' });
      keepConversation(answer.conversation, { starting: false, startFault: null, requested: state.welcome?.online === false, fresh: false, email: given ?? state.email });
    } else if (passing.has(answer.error.code)) {
      set({ startFault: { code: answer.error.code, fields: {} } });
      setTimeout(() => void sendStart(), pauseBeforeRetry);
    } else {
      pendingStart = null;
      set({ starting: false, startFault: { code: answer.error.code, fields: answer.error.fields ?? {} } });
    }
  }

  /** One after the other, in the order they were said; what the desk refuses stands aside until the visitor decides. */
  async function sendUnsent(): Promise<void> {
    if (sending) return;
    sending = true;
    for (;;) {
      const next = state.unsent.find(({ refused }) => refused === null);
      if (!next || line.phase() !== 'connected') break;
      const answer = await line.ask('chat:say', { id: next.id, text: next.text, ...(next.files.length > 0 ? { files: next.files.map(({ token }) => token) } : {}) });
      if ('ok' in answer) {
        const { conversation } = state;
        if (conversation) set({ conversation: { ...conversation, messages: withMessage(conversation.messages, answer.message) } });
        keepUnsent(without(next.id));
      } else if (passing.has(answer.error.code)) {
        setTimeout(() => void sendUnsent(), pauseBeforeRetry);
        break;
      } else {
        keepUnsent(state.unsent.map((one) => (one.id === next.id ? { ...one, refused: answer.error.code } : one)));
      }
    }
    sending = false;
  }

  memory.onOther(() => {
    const { token } = memory.read();
    // Another tab has met the desk first: both are the same visitor from now on.
    if (token !== null && state.welcome !== null && token !== state.welcome.token) line.reopen();
    else if (memory.read().going && line.phase() === 'idle') line.open();
    set({});
  });

  return {
    state: () => state,
    connect: line.open,
    tryAgain: line.reopen,
    start: (start) => {
      pendingStart = { id: newId(), locale: settings.locale, ...start };
      set({ starting: true, startFault: null });
      void sendStart();
    },
    say: (text, files) => {
      keepUnsent([...state.unsent, { id: newId(), at: new Date(Date.now() + ahead).toISOString(), text, files, refused: null }]);
      void sendUnsent();
    },
    sendAgain: (id) => {
      keepUnsent(state.unsent.map((one) => (one.id === id ? { ...one, refused: null } : one)));
      void sendUnsent();
    },
    discard: (id) => keepUnsent(without(id)),
    writing: () => {
      if (Date.now() - typedAt < typingEvery) return;
      typedAt = Date.now();
      line.typing();
    },
    giveEmail: async (email) => {
      const answer = await line.ask('chat:email', { email });
      if (!('ok' in answer)) return answer.error.code;
      given = email;
      set({ email });
      return null;
    },
    end: async () => {
      const answer = await line.ask('chat:end', {});
      if (!('ok' in answer)) return answer.error.code;
      if (state.conversation) keepConversation({ ...state.conversation, state: 'over', queue: null }, { typing: null });
      return null;
    },
    startNew: () => set({ fresh: true }),
    markSeen: () => {
      const messages = state.conversation?.messages ?? [];
      const ids = messages.filter(({ id, from }) => from !== 'visitor' && !told.has(id)).map(({ id }) => id).slice(-mostShown);
      if (ids.length > 0 && line.phase() === 'connected') {
        for (const id of ids) told.add(id);
        void line.ask('chat:shown', { ids });
      }
      const last = messages.at(-1)?.at ?? '';
      if (last <= memory.read().seen) return;
      memory.change({ seen: last });
      set({});
    },
    newId,
  };
}

/** 128 random bits in hex; `crypto.randomUUID` is missing on pages without TLS. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
