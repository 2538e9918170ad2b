import type { webApi } from '@slack/bolt';
import { AppError, type Locale } from '../../src/core/index.ts';
import type { HomeOutlet } from '../../src/desk/homes/index.ts';
import { homeView, type HomeContent } from './blocks/home-view.ts';
import type { People } from './people.ts';
import { translateHiddenFault } from './send-faults.ts';

/** What somebody is to see at their Home tab now. */
export type ReadHome = (user: string, locale: Locale) => Promise<HomeContent>;

/** Shows people their Home tab anew, in their own language. `locale`: of whoever has none. */
export function createHomeOutlet(parts: { client: webApi.WebClient; people: People; locale: Locale }, read: ReadHome): HomeOutlet {
  const { client, people } = parts;
  return {
    show: async (person) => {
      const locale = (await people.person(person)).locale ?? parts.locale;
      const view = homeView(await read(person, locale), locale);
      try {
        await client.views.publish({ user_id: person, view });
      } catch (error) {
        throw new AppError({ code: translateHiddenFault(error).code, status: 502, publicMessage: 'Slack refused it.' });
      }
    },
  };
}
