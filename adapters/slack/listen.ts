import type { App } from '@slack/bolt';
import type { SlackHandlers } from './handlers.ts';
import { readMessageEvent, type SaidMessage } from './message-event.ts';
import { isRoom, isThreadOfRoom, messageIdOf } from './place.ts';
import type { SlackParts } from './parts.ts';

/** What people say to the app and in its threads, with what becomes of it later. */
export function listenToMessages(app: App, parts: SlackParts, handlers: SlackHandlers): void {
  const { people, identity, clock } = parts;

  const takeIn = async (event: unknown, isMention: boolean): Promise<void> => {
    const deskId = (await identity.ask())?.userId;
    const read = readMessageEvent(event, deskId ?? null);
    if (!read) return;
    const { room, thread } = read;
    if (read.kind === 'said') {
      const isMeant = isMention || read.isDirect || (isThreadOfRoom(read) && (await handlers.isOurThread(room, thread)));
      return isMeant ? handlers.message({ ...(await toMessage(read)), deskId }) : undefined;
    }
    const { ts, how, amendmentId, user, text, at } = read;
    const [from, names] = await Promise.all([people.person(user), people.namesIn(text)]);
    await handlers.amendment({ amendmentId, messageId: messageIdOf(room, ts), how, from, room, thread, text, names, deskId, receivedAt: at });
  };
  const toMessage = async ({ room, thread, ts, user, text, files, isDirect }: SaidMessage) => {
    const [from, names] = await Promise.all([people.person(user), people.namesIn(text)]);
    return { messageId: messageIdOf(room, ts), from, room, thread, isDirect, text, names, files, receivedAt: clock.now() };
  };

  app.event('app_mention', ({ event }) => takeIn(event, true));
  app.event('message', ({ event }) => takeIn(event, false));
  // docs.slack.dev/reference/events/user_change: whoever became a guest, or left, claims their address no more.
  app.event('user_change', async ({ event: { user } }) => {
    if (!isRoom(user.id)) return;
    people.forget(user.id);
    handlers.personChanged?.(user.id);
  });
  // docs.slack.dev/reference/events: the app was removed, or a token taken from it; whether it is ours, Slack is asked.
  app.event('app_uninstalled', async () => identity.doubt());
  app.event('tokens_revoked', async () => identity.doubt());
}
