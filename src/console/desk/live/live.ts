import { io, type Socket } from 'socket.io-client';
import type { AgentView, Answer, OfferView, ScreenEvents, ScreenRequests, WaitingLine } from '../../../realtime/index.ts';
import { learnServerTime, serverNow } from '../../shared/times.ts';

export type Connection = 'connecting' | 'connected' | 'offline' | 'refused';
export type Assigned = Parameters<ScreenEvents['state']>[0]['assignments'][number];
export type TicketNews = Parameters<ScreenEvents['ticket:updated']>[0];
/** An offer of this screen that is no more, and why: `accepted`, `declined`, `expired`, or why it was taken back. */
export interface OfferEnd {
  offer: OfferView;
  reason: string;
}
export type Watchers = Parameters<ScreenEvents['ticket:watchers']>[0];
type DeskSocket = Socket<ScreenEvents, ScreenRequests>;

/** What the desk told this screen so far. A new object for every change. */
export interface LiveState {
  connection: Connection;
  agent: AgentView | null;
  offers: OfferView[];
  assignments: Assigned[];
  waiting: WaitingLine[];
}

type Requests = keyof ScreenRequests;
type PayloadOf<Name extends Requests> = Parameters<ScreenRequests[Name]>[0];

export interface Live {
  state(): LiveState;
  subscribe(listener: () => void): () => void;
  onTicket(listener: (news: TicketNews) => void): () => void;
  onWatchers(listener: (watchers: Watchers) => void): () => void;
  onOfferEnd(listener: (end: OfferEnd) => void): () => void;
  /** What was missed is not told: everything shown must be read anew. Also once after every reconnect. */
  onResync(listener: () => void): () => void;
  /** Asks something of the desk: `offline` at once where there is no line, so that nothing is done later than it was asked; `no_answer` when none comes within ten seconds. */
  ask<Name extends Requests>(name: Name, payload: PayloadOf<Name>): Promise<Answer>;
  open(): void;
  close(): void;
}

const nothing: LiveState = { connection: 'connecting', agent: null, offers: [], assignments: [], waiting: [] };
const patience = 10_000;

/** This screen's line to the desk, by the session's cookie. Once open it comes back by itself and asks for what it missed. */
export function createLive(): Live {
  let state = nothing;
  let since: number | null = null;
  const changed = createBroadcast<undefined>();
  const ticket = createBroadcast<TicketNews>();
  const watchers = createBroadcast<Watchers>();
  const resync = createBroadcast<undefined>();
  const offerEnd = createBroadcast<OfferEnd>();
  const socket: DeskSocket = io('/agents', {
    auth: (give) => give({ since }), reconnectionDelay: 500, reconnectionDelayMax: 5_000, transports: ['websocket', 'polling'],
    autoConnect: false,
  });
  const set = (change: Partial<LiveState>) => {
    state = { ...state, ...change };
    changed.tell(undefined);
  };
  const saw = (seq: number) => {
    since = Math.max(since ?? 0, seq);
  };
  /** News of other people's tickets change nothing here, and draw nothing anew. */
  const keep = (summary: TicketNews['ticket']) => {
    const isOffered = state.offers.some(({ ticket: { id } }) => id === summary.id);
    const offers = isOffered ? state.offers.map((offer) => (offer.ticket.id === summary.id ? { ...offer, ticket: summary } : offer)) : state.offers;
    const assignments = assignedAfter(state, summary);
    if (offers !== state.offers || assignments !== state.assignments) set({ offers, assignments });
  };

  socket.on('state', ({ seq, agent, offers, assignments, now }) => {
    learnServerTime(new Date(now));
    const isReturn = since !== null;
    saw(seq);
    // An offer that ended while nothing could be told.
    const gone = state.offers.filter(({ offerId }) => !offers.some((offer) => offer.offerId === offerId));
    set({ connection: 'connected', agent, offers, assignments });
    for (const offer of gone) offerEnd.tell({ offer, reason: 'ended' });
    if (isReturn) resync.tell(undefined);
  });
  socket.on('resync', ({ seq }) => {
    since = seq;
    resync.tell(undefined);
  });
  socket.on('offer', ({ seq, ...offer }) => {
    saw(seq);
    set({ offers: [...state.offers.filter(({ offerId }) => offerId !== offer.offerId), offer] });
  });
  socket.on('offer:withdrawn', ({ seq, offerId, reason }) => {
    saw(seq);
    const ended = state.offers.find((offer) => offer.offerId === offerId);
    if (!ended) return;
    set({ offers: state.offers.filter((offer) => offer !== ended) });
    offerEnd.tell({ offer: ended, reason });
  });
  socket.on('ticket:updated', (news) => {
    saw(news.seq);
    keep(news.ticket);
    ticket.tell(news);
  });
  socket.on('agent:changed', ({ seq, agentId, ...change }) => {
    saw(seq);
    const { agent } = state;
    if (agent?.id !== agentId) return;
    const availability = change.availability as AgentView['availability'] | null;
    const presence = availability ? { availability, awayReason: change.awayReason } : {};
    const wrapUp = change.reason === 'wrap-up' || change.reason === 'wrap-up-ended' ? { wrapUpUntil: change.wrapUpUntil } : {};
    set({ agent: { ...agent, ...presence, ...wrapUp } });
  });
  socket.on('queue:stats', ({ waiting }) => set({ waiting }));
  socket.on('ticket:watchers', (told) => watchers.tell(told));
  socket.on('session:ended', () => set({ connection: 'refused' }));
  socket.on('disconnect', () => set({ connection: state.connection === 'refused' ? 'refused' : 'offline' }));
  socket.on('connect_error', (error) => {
    const code = (error as Error & { data?: { code?: string } }).data?.code;
    set({ connection: code === 'unauthorized' ? 'refused' : 'offline' });
    // A refusal by the server ends the tries; what may pass is tried again.
    if (code !== undefined && code !== 'unauthorized') setTimeout(() => socket.connect(), 3_000);
  });

  // The browser knows of a lost network long before a silent line is given up, and of its return before the next try.
  const breakOff = () => {
    socket.io.engine.close();
  };
  const comeBack = () => {
    if (!socket.connected && state.connection !== 'refused') socket.disconnect().connect();
  };

  return {
    state: () => state,
    subscribe: (listener) => changed.on(listener),
    onTicket: ticket.on,
    onWatchers: watchers.on,
    onResync: resync.on,
    onOfferEnd: offerEnd.on,
    ask: (name, payload) => new Promise<Answer>((resolve) => {
      if (!socket.connected) return resolve({ error: { code: 'offline', message: 'There is no connection.' } });
      const answered = (error: Error | null, answer: Answer) =>
        resolve(error ? { error: { code: 'no_answer', message: error.message } } : answer);
      // The typed emitter cannot relate a generic name to its payload.
      (socket.timeout(patience) as unknown as { emit(event: string, payload: unknown, done: typeof answered): void }).emit(name, payload, answered);
    }),
    open: () => {
      socket.connect();
      window.addEventListener('offline', breakOff);
      window.addEventListener('online', comeBack);
    },
    close: () => {
      window.removeEventListener('offline', breakOff);
      window.removeEventListener('online', comeBack);
      socket.close();
    },
  };
}

/** An assignment goes when the ticket is no longer this agent's, and comes when it became theirs. */
function assignedAfter({ agent, assignments }: LiveState, summary: TicketNews['ticket']): Assigned[] {
  const isMine = agent !== null && summary.agent?.id === agent.id && (summary.status === 'assigned' || summary.status === 'waiting');
  const others = assignments.filter((one) => one.ticket.id !== summary.id);
  if (!isMine) return others.length === assignments.length ? assignments : others;
  const held = assignments.find((one) => one.ticket.id === summary.id);
  const mine = held ? { ...held, ticket: summary } : { assignmentId: summary.id, startedAt: new Date(serverNow()).toISOString(), ticket: summary };
  return held ? assignments.map((one) => (one === held ? mine : one)) : [...others, mine];
}

function createBroadcast<News>() {
  const listeners = new Set<(news: News) => void>();
  return {
    on: (listener: (news: News) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (news: News) => {
      for (const listener of [...listeners]) listener(news);
    },
  };
}
