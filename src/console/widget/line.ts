import { io, type Socket } from 'socket.io-client';
import type { ChatAnswer, VisitorEvents, VisitorRequests } from '../../realtime/index.ts';
import { withPlainJson } from './plain-json.ts';

/** `refused`: the desk answered, and not with a chat. */
export type LinePhase = 'idle' | 'connecting' | 'connected' | 'offline' | 'refused';

export type Asked = Exclude<keyof VisitorRequests, 'chat:typing'>;
type AnswerOf<Name extends Asked> = Parameters<Parameters<VisitorRequests[Name]>[1]>[0];

export interface Line {
  open(): void;
  /** Comes back with the newest token. */
  reopen(): void;
  phase(): LinePhase;
  /** The code of why the desk lets nobody in; null: it does, or could not be reached. */
  refusal(): string | null;
  /** Asks once. Without an answer, whether the desk took it is not known: the code is `offline`. */
  ask<Name extends Asked>(name: Name, payload: Parameters<VisitorRequests[Name]>[0]): Promise<AnswerOf<Name>>;
  typing(): void;
}

export interface LineParts {
  desk: string;
  locale: string;
  token(): string | null;
  onPhase(): void;
  on: VisitorEvents;
}

const patience = 12_000;
const pauseAfterRefusal = 15_000;

/** The visitor's line to the desk: opened when asked for, and from then on it comes back by itself. */
export function createLine(parts: LineParts): Line {
  let phase: LinePhase = 'idle';
  let refusal: string | null = null;
  const socket: Socket<VisitorEvents, VisitorRequests> = io(`${parts.desk}/chat`, {
    autoConnect: false, transports: ['websocket', 'polling'], tryAllTransports: true, reconnectionDelay: 800, reconnectionDelayMax: 8_000,
    auth: (give) => {
      const token = parts.token();
      give({ locale: parts.locale, ...(token === null ? {} : { token }) });
    },
  });
  const enter = (next: LinePhase) => {
    phase = next;
    parts.onPhase();
  };
  socket.on('welcome', (welcome) => {
    phase = 'connected';
    parts.on.welcome(welcome);
  });
  socket.on('message', (message) => parts.on.message(message));
  socket.on('state', (state) => parts.on.state(state));
  socket.on('queue', (queue) => parts.on.queue(queue));
  socket.on('typing', (typing) => parts.on.typing(typing));
  socket.on('disconnect', (reason) => {
    enter('offline');
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 2_000);
  });
  socket.on('connect_error', (error) => {
    if (socket.active) return enter('offline');
    refusal = codeOf(error);
    enter('refused');
    setTimeout(() => socket.connect(), pauseAfterRefusal);
  });
  // The browser knows before any timer does.
  window.addEventListener('online', () => {
    if (phase === 'offline') socket.disconnect().connect();
  });

  const open = () => {
    if (socket.active) return;
    enter('connecting');
    socket.connect();
  };
  return {
    open,
    reopen: () => {
      socket.disconnect();
      open();
    },
    phase: () => phase,
    refusal: () => refusal,
    ask: <Name extends Asked>(name: Name, payload: Parameters<VisitorRequests[Name]>[0]) =>
      new Promise<AnswerOf<Name>>((resolve) => {
        const unknown = { error: { code: 'offline', message: '' } };
        if (phase !== 'connected') return resolve(unknown);
        const answered = (error: Error | null, answer: ChatAnswer) => resolve(error ? unknown : answer);
        // The typed emitter cannot relate a generic name to its payload.
        const emitter = socket.timeout(patience) as unknown as { emit(event: string, payload: unknown, done: typeof answered): void };
        withPlainJson(() => emitter.emit(name, payload, answered));
      }),
    typing: () => {
      if (phase === 'connected') withPlainJson(() => socket.emit('chat:typing'));
    },
  };
}

function codeOf(error: Error): string | null {
  const data: unknown = 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string' ? data.code : null;
}
