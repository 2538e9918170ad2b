import type { App } from '@slack/bolt';
import { homeView } from '../blocks/home-view.ts';
import { isRoom } from '../place.ts';
import type { SlackListenerParts } from '../parts.ts';
import { within } from '../within.ts';
import type { SlackDesk } from './slack-desk.ts';

/** So that Slack is answered within three seconds: there is nothing to lose. */
const patienceMs = 2_000;

/** What somebody sees at the desk's Home tab is made anew each time they open it, and whenever their requests change after that. */
export function listenToHome(app: App, parts: SlackListenerParts, desk: SlackDesk): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home' || !isRoom(event.user)) return;
    await within(desk.homeOpened(event.user).then(() => publishHome(parts, desk, event.user), parts.onFault), patienceMs, undefined);
  });
}

/** Shows somebody their requests as they are now; what fails is told and tried again when they open it. */
export async function publishHome({ client, people, onFault }: SlackListenerParts, desk: SlackDesk, user: string): Promise<void> {
  try {
    const locale = (await people.person(user)).locale ?? desk.locale;
    await client.views.publish({ user_id: user, view: homeView(await desk.home(user, locale), locale) });
  } catch (error) {
    onFault(error);
  }
}
