import type { App } from '@slack/bolt';
import { offerActions, offerCard, offerLine } from '../blocks/offer-card.ts';
import { slackWords } from '../words.ts';
import type { SlackListenerParts } from '../parts.ts';
import { readPressed } from './pressed.ts';
import type { SlackDesk } from './slack-desk.ts';

/** An agent answers an offer where they were told of it: the same offer, by the same rules. The message says what became of it. */
export function listenToOffers(app: App, parts: SlackListenerParts, desk: SlackDesk): void {
  const { client, people, onFault } = parts;
  for (const what of ['accept', 'decline'] as const) {
    app.action(offerActions[what], async ({ ack, body }) => {
      const pressed = readPressed(body);
      const person = pressed && (await people.person(pressed.user));
      const answer = pressed && person ? await desk.offers[what](pressed.value, person) : null;
      await ack();
      if (!pressed || !person || !answer) return;
      const words = slackWords[person.locale ?? desk.locale].offer;
      const { outcome, state } = answer;
      const { channel, ts, user } = pressed;
      if (state && outcome !== 'not-yours') await client.chat.update({ channel, ts, text: offerLine(state), blocks: offerCard(state) }).catch(onFault);
      if (outcome === 'done') return;
      const said = { 'not-yours': words.notYours, late: words.late, 'needs-phone': words.needsPhone }[outcome];
      await client.chat.postEphemeral({ channel, user, text: said }).catch(onFault);
    });
  }
}
