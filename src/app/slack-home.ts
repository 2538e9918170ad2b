import type { ReadHome } from '../../adapters/slack/index.ts';
import { createHomeStore } from '../../adapters/postgres/home-store.ts';
import { ticketNumber } from '../core/index.ts';
import type { Announcements } from '../desk/announcements/index.ts';
import { createShowHome } from '../desk/homes/index.ts';
import { isOver, progressOf } from '../desk/portal/index.ts';
import type { StatusLinks } from '../desk/tickets/index.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';
import type { composePortal } from './desk-portal.ts';

/** Requests at the Home tab. */
const mostShown = 20;

interface HomeServices {
  statusLinks: Pick<StatusLinks, 'urlOf'>;
  portal: Pick<ReturnType<typeof composePortal>['portal'], 'requests'>;
  announcements: Pick<Announcements, 'inForce'>;
}

/** A person's own requests, open ones first, and what is announced to everybody. */
export function createReadHome({ services, desk, now }: {
  services: HomeServices;
  desk: DeskGround['desk'];
  now: () => Date;
}): ReadHome {
  const { list } = services.portal.requests;
  return async (user, locale) => {
    const own = { kind: 'slack', value: user } as const;
    const [open, ended, announcements] = await Promise.all([
      list(own, { shown: 'open', before: null }), list(own, { shown: 'ended', before: null }),
      services.announcements.inForce({ channel: 'web', service: null, locale }),
    ]);
    const all = [...open.requests, ...ended.requests];
    return {
      deskName: desk.name, announcements,
      requests: all.slice(0, mostShown).map(({ view, ticketId, statusKey, number }) => {
        const { state, dueAt } = progressOf(view, desk.conversations.reopenDays, now());
        return {
          number: ticketNumber(number), subject: view.subject, state, dueAt: isOver(view.present) ? null : dueAt, openedAt: view.openedAt,
          url: services.statusLinks.urlOf({ id: ticketId, statusKey }),
        };
      }),
      hasMore: open.more || ended.more || all.length > mostShown,
    };
  };
}

/** Home tabs that follow what becomes of people's requests. Without a workspace nothing is followed. */
export function composeHomes({ database, desk, clock }: DeskGround, parts: Pick<DeskParts, 'homeOutlet'>, services: HomeServices) {
  const homes = createHomeStore(database.db);
  const readHome = createReadHome({ services, desk, now: clock.now });
  const outlet = parts.homeOutlet?.(readHome) ?? null;
  return {
    readHome,
    showHome: createShowHome({ homes, outlet, clock }),
    homeOpened: (person: string) => homes.noteOpened(person, clock.now()),
    followHomes: async () => {
      if (outlet) await homes.follow(clock.now());
    },
  };
}
