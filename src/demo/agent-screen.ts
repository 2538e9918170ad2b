import { io, type Socket } from 'socket.io-client';
import type { Availability } from '../desk/agents/index.ts';
import type { Answer, OfferView, ScreenEvents, ScreenRequests } from '../realtime/protocol.ts';
import { Unmet, until } from './expectations.ts';
import type { RestClient } from './rest-client.ts';

export type { OfferView } from '../realtime/protocol.ts';

/** What a screen was told, in the order of its arrival. */
export type Told =
  | { kind: 'ticket'; seq: number; name: string; ticket: OfferView['ticket'] }
  | { kind: 'offer'; seq: number; offer: OfferView }
  | { kind: 'offer-ended'; seq: number; offerId: string; reason: string }
  | { kind: 'agent'; seq: number; agentId: string; availability: string | null; reason: string | null };

/** An agent at work: a real-time connection and what it can do. */
export interface AgentScreen {
  id: string;
  name: string;
  rest: RestClient;
  /** Everything told of so far. */
  told: Told[];
  /** The offers that are open now. */
  offers(): OfferView[];
  isConnected(): boolean;
  be(availability: Availability): Promise<void>;
  /** The open offer of this ticket, once it comes. */
  offerOf(ticket: string): Promise<OfferView>;
  accept(offer: OfferView): Promise<void>;
  decline(offer: OfferView, reason: string): Promise<void>;
  /** The answer as it comes, refusals included. */
  ask(request: 'offer:accept' | 'offer:decline', payload: { offerId: string; reason?: string }): Promise<Answer>;
  close(): void;
}

/** Connects and waits for the first state. After a lost connection it comes back by itself and asks for what it missed. */
export async function openScreen(url: string, rest: RestClient, onTold: (told: Told) => void = () => undefined): Promise<AgentScreen> {
  const { id, name } = rest.me;
  const told: Told[] = [];
  const open = new Map<string, OfferView>();
  const heardOf = new Set<string>();
  let since: number | undefined;
  let isGreeted = false;
  const socket: Socket<ScreenEvents, ScreenRequests> = io(`${url}/agents`, {
    auth: (send) => send({ token: rest.token, ...(since === undefined ? {} : { since }) }),
    transports: ['websocket'], reconnectionDelay: 100, reconnectionDelayMax: 500, forceNew: true,
  });
  const hear = (news: Told) => {
    since = Math.max(since ?? 0, news.seq);
    told.push(news);
    onTold(news);
  };

  socket.on('state', ({ seq, offers }) => {
    since ??= seq;
    isGreeted = true;
    open.clear();
    for (const offer of offers) open.set(offer.offerId, offer);
  });
  socket.on('offer', ({ seq, ...offer }) => {
    open.set(offer.offerId, offer);
    // After a reconnect the open offers are told again as part of the state.
    if (heardOf.has(offer.offerId)) return;
    heardOf.add(offer.offerId);
    hear({ kind: 'offer', seq, offer });
  });
  socket.on('offer:withdrawn', ({ seq, offerId, reason }) => {
    open.delete(offerId);
    hear({ kind: 'offer-ended', seq, offerId, reason });
  });
  socket.on('ticket:updated', (change) => hear({ kind: 'ticket', ...change }));
  socket.on('agent:changed', (change) => hear({ kind: 'agent', ...change }));

  const demandOk = (what: string, answer: Answer) => {
    if ('error' in answer) throw new Unmet(`${name} could not ${what}: ${answer.error.message}`);
  };
  const setPresence = (availability: Availability): Promise<Answer> => socket.timeout(10_000).emitWithAck('presence:set', { availability });
  const ask: AgentScreen['ask'] = (request, payload) => socket.timeout(10_000).emitWithAck(request, payload);
  await until(`${name} is connected`, () => isGreeted);
  return {
    id, name, rest, told,
    offers: () => [...open.values()],
    isConnected: () => socket.connected,
    be: async (availability) => demandOk(`be ${availability}`, await setPresence(availability)),
    offerOf: (ticket) => until(`${ticket} is offered to ${name}`, () => [...open.values()].find((offer) => offer.ticket.number === ticket)),
    accept: async ({ offerId }) => demandOk('accept', await ask('offer:accept', { offerId })),
    decline: async ({ offerId }, reason) => demandOk('decline', await ask('offer:decline', { offerId, reason })),
    ask,
    close: () => socket.disconnect(),
  };
}
