import type { App } from '@slack/bolt';
import { newRequestActionId } from '../blocks/home-view.ts';
import { offerActions } from '../blocks/offer-card.ts';
import { requestFormId, serviceActionId } from '../blocks/request-form.ts';
import { ratingFormId, reopenFormId, resolutionActions } from '../blocks/resolution-card.ts';
import type { SlackListenerParts } from '../parts.ts';
import { listenToForms } from './form-listeners.ts';
import { listenToHome } from './home-listener.ts';
import { listenToMessagesMade, openTicketId } from './message-listeners.ts';
import { listenToOffers } from './offer-listeners.ts';
import { listenToResolutions } from './resolution-listeners.ts';
import type { SlackDesk } from './slack-desk.ts';

export type { HandedOver, OfferPressed, ResolutionPressed, SlackDesk } from './slack-desk.ts';

/** Everything that people press, fill in and look at in Slack, for this desk. */
export function slackListeners(desk: SlackDesk): ((app: App, parts: SlackListenerParts) => void)[] {
  return [listenToForms, listenToMessagesMade, listenToHome, listenToResolutions, listenToOffers]
    .map((listen) => (app: App, parts: SlackListenerParts) => listen(app, parts, desk))
    .concat(listenToTheRest);
}

const knownActions = [
  newRequestActionId, serviceActionId, ...Object.values(offerActions), resolutionActions.solved, resolutionActions.notSolved,
  resolutionActions.comment, `${resolutionActions.rate}_[1-5]`,
];
/** All but these. */
const others = (known: string[]) => new RegExp(`^(?!(?:${known.join('|')})$)`);

/** What an earlier or a later version of the app offered is acknowledged and counted. */
function listenToTheRest(app: App, { onIgnored }: SlackListenerParts): void {
  app.action(others(knownActions), async ({ ack }) => {
    onIgnored('unknown_action');
    await ack();
  });
  app.view(others([requestFormId, reopenFormId, ratingFormId]), async ({ ack }) => {
    onIgnored('unknown_view');
    await ack();
  });
  app.shortcut({ type: 'message_action', callback_id: others([openTicketId]) }, async ({ ack }) => {
    onIgnored('unknown_shortcut');
    await ack();
  });
}
