import { toOfferState, type HandedOver, type OfferPressed, type ResolutionPressed, type SlackDesk } from '../../adapters/slack/index.ts';
import { AppError, ticketNumber, type Address, type Locale, type Transact, type WorkspacePerson } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { ResolutionAnswer, ResolutionStanding } from '../desk/resolutions/index.ts';
import type { ToldOffer, ToldOfferStore } from '../desk/told-offers/index.ts';
import type { DeskServices } from './desk-services.ts';

type Services = Pick<
  DeskServices,
  'acceptThreadMessage' | 'statusLinks' | 'readHome' | 'homeOpened' | 'resolutions' | 'offers'
> & { transact: Transact<{ toldOffers: ToldOfferStore }> };

/** The desk as people in Slack reach it by forms, shortcuts, buttons and the Home tab. */
export function createSlackDesk(parts: {
  services: Services;
  desk: DeskDefinition;
  /** Somebody of the desk by their mail address, in small letters. */
  findAgent: (email: string) => Promise<{ agent: { id: string; active: boolean; phone: string | null } } | null>;
  publicUrl: string;
  /** Told of each message that was handed over. */
  onHandedOver: (outcome: string) => void;
}): SlackDesk {
  const { services, desk } = parts;
  const { statusLinks, resolutions } = services;
  return {
    locale: desk.locale,
    catalog: desk.services.map(({ key, name, entries }) => ({ key, name, entries: entries.map((entry) => ({ key: entry.key, name: entry.name })) })),
    reaction: desk.slack.reaction,
    handOver: async (inbound): Promise<HandedOver> => {
      const accepted = await services.acceptThreadMessage(inbound);
      parts.onHandedOver(accepted.kind);
      const landed = 'landed' in accepted ? accepted.landed : accepted;
      if (!landed) return { kind: 'blocked' };
      const number = ticketNumber(landed.number);
      if (accepted.kind !== 'opened') return { kind: 'known', number, url: null };
      const isTheirs = inbound.broughtBy === undefined;
      return { kind: 'opened', number, url: isTheirs ? statusLinks.urlOf({ id: landed.ticketId, statusKey: landed.statusKey }) : null };
    },
    home: services.readHome,
    homeOpened: services.homeOpened,
    resolutions: {
      read: async (replyId) => stateOf(await resolutions.read(replyId)),
      isAsked: (replyId, user) => resolutions.isAsked(replyId, addressOf(user)),
      confirm: async (replyId, user) => pressedOf(await resolutions.confirm(replyId, addressOf(user))),
      reopen: async (replyId, user, reason) => pressedOf(await resolutions.reopen(replyId, addressOf(user), reason)),
      rate: async (replyId, user, said) => pressedOf(await resolutions.rate(replyId, addressOf(user), said)),
    },
    offers: answerOffers(parts),
  };
}

/** The same offer by the same rules as in the console. Who answers is who the workspace says that they are, by their mail address. */
function answerOffers({ services, desk, findAgent, publicUrl }: Parameters<typeof createSlackDesk>[0]): SlackDesk['offers'] {
  const lookAt = (offerId: string) => services.transact(({ toldOffers }) => toldOffers.lock(offerId));
  const stateOfOffer = (offer: ToldOffer | null, locale: Locale) =>
    offer && toOfferState(offer, locale, (number) => consoleUrlOf(publicUrl, number));

  const answer = async (offerId: string, person: WorkspacePerson, act: (agentId: string, offer: ToldOffer) => Promise<OfferPressed['outcome']>): Promise<OfferPressed> => {
    const locale = person.locale ?? desk.locale;
    const offer = await lookAt(offerId);
    const found = person.email === null ? null : await findAgent(person.email.toLowerCase());
    if (!offer || !found?.agent.active || found.agent.id !== offer.agent.id) return { outcome: 'not-yours', state: null };
    const outcome = await act(found.agent.id, offer).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'offer_ended') return 'late' as const;
      throw error;
    });
    return { outcome, state: stateOfOffer(await lookAt(offerId), locale) };
  };

  return {
    accept: (offerId, person) =>
      answer(offerId, person, async (agentId, { live, agent }) => {
        if (live && agent.phone === null) return 'needs-phone';
        await services.offers.accept(offerId, agentId);
        return 'done';
      }),
    decline: (offerId, person) =>
      answer(offerId, person, async (agentId) => {
        await services.offers.decline(offerId, agentId, null);
        return 'done';
      }),
  };
}

/** Where an agent finds a ticket. */
export function consoleUrlOf(publicUrl: string, number: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/tickets/${number}`;
}

function addressOf(user: string): Address {
  return { kind: 'slack', value: user };
}

function stateOf(standing: ResolutionStanding | null) {
  if (!standing) return null;
  const { rating, ...state } = standing;
  return { ...state, score: rating?.score ?? null, comment: rating?.comment ?? null };
}

function pressedOf(answer: ResolutionAnswer | null): ResolutionPressed | null {
  const state = stateOf(answer?.standing ?? null);
  return answer && state ? { outcome: answer.outcome, state } : null;
}
