import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Locale } from '../../../src/core/index.ts';
import { quoted } from '../blocks/pieces.ts';
import { readValues } from '../blocks/read-form.ts';
import { mostComment, ratingForm, ratingFormId, reopenForm, reopenFormId, resolutionActions, resolutionCard, type CardPlace, type ResolutionState } from '../blocks/resolution-card.ts';
import { slackWords } from '../words.ts';
import type { SlackListenerParts } from '../parts.ts';
import { within } from '../within.ts';
import { readPressed, type Pressed } from './pressed.ts';
import type { ResolutionPressed, SlackDesk } from './slack-desk.ts';

const patienceMs = 1_400;
const placeSchema = z.object({ replyId: z.uuid(), channel: z.string().regex(/^[A-Z0-9]{1,40}$/), ts: z.string().regex(/^\d{1,12}\.\d{1,9}$/) });
const scoreSchema = z.enum(['1', '2', '3', '4', '5']).transform((value) => z.literal([1, 2, 3, 4, 5]).parse(Number(value)));

/**
 * What customers press where they were told of a solution. Only the customer whose ticket it is is heard; pressed twice,
 * late, or by two at once, the message says what is true then.
 */
export function listenToResolutions(app: App, parts: SlackListenerParts, desk: SlackDesk): void {
  const { client, people, onFault } = parts;
  const { resolutions } = desk;
  const localeOf = async (user: string): Promise<Locale> => (await people.person(user)).locale ?? desk.locale;

  const show = async ({ channel, ts }: Pick<CardPlace, 'channel' | 'ts'>, state: ResolutionState): Promise<void> => {
    await client.chat.update({ channel, ts, text: quoted(state.text, 3_000), blocks: resolutionCard(state) }).catch(onFault);
  };
  const tellAlone = async ({ channel, user, thread }: Pressed, text: string): Promise<void> => {
    await client.chat.postEphemeral({ channel, user, text, ...(thread !== null && { thread_ts: thread }) }).catch(onFault);
  };
  const conclude = async (pressed: Pressed, answer: ResolutionPressed | null): Promise<void> => {
    if (!answer) return;
    const words = slackWords[await localeOf(pressed.user)].resolution;
    if (answer.outcome === 'not-yours') return tellAlone(pressed, words.notYours);
    await show(pressed, answer.state);
    if (answer.outcome === 'over') await tellAlone(pressed, words.over);
  };
  /** Shows a form to the customer alone, as long as there is something to say. */
  const ask = async (pressed: Pressed, mayBeAsked: (state: ResolutionState) => boolean, open: (state: ResolutionState, locale: Locale) => Promise<unknown>): Promise<() => Promise<void>> => {
    const [state, isAsked, locale] = await Promise.all([resolutions.read(pressed.value), resolutions.isAsked(pressed.value, pressed.user), localeOf(pressed.user)]);
    if (!state) return async () => {};
    if (!isAsked) return () => tellAlone(pressed, slackWords[locale].resolution.notYours);
    if (!mayBeAsked(state)) return () => show(pressed, state);
    await within(open(state, locale).catch(onFault), patienceMs, null);
    return async () => {};
  };

  app.action(resolutionActions.solved, async ({ ack, body }) => {
    const pressed = readPressed(body);
    const answer = pressed && (await resolutions.confirm(pressed.value, pressed.user));
    await ack();
    if (pressed) await conclude(pressed, answer);
  });
  app.action(resolutionActions.notSolved, async ({ ack, body }) => {
    const pressed = readPressed(body);
    const then = pressed && (await ask(pressed, ({ stands }) => stands === 'asked', (_state, locale) =>
      client.views.open({ trigger_id: pressed.trigger, view: reopenForm(placeOf(pressed), locale) })));
    await ack();
    await then?.();
  });
  app.action(new RegExp(`^${resolutionActions.rate}_[1-5]$`), async ({ ack, body }) => {
    const pressed = readPressed(body);
    const score = scoreSchema.safeParse(pressed?.actionId.slice(-1));
    const was = pressed && score.success ? await resolutions.read(pressed.value) : null;
    const answer = pressed && score.success ? await resolutions.rate(pressed.value, pressed.user, { score: score.data, comment: was?.comment ?? null }) : null;
    await ack();
    if (pressed) await conclude(pressed, answer);
  });
  app.action(resolutionActions.comment, async ({ ack, body }) => {
    const pressed = readPressed(body);
    const then = pressed && (await ask(pressed, ({ rateable }) => rateable, (state, locale) =>
      client.views.open({ trigger_id: pressed.trigger, view: ratingForm(placeOf(pressed), state, locale) })));
    await ack();
    await then?.();
  });

  app.view({ callback_id: reopenFormId, type: 'view_submission' }, async ({ ack, body, view }) => {
    const place = readPlaceOfForm(view.private_metadata);
    const reason = (readValues(view.state).get('reason') ?? '').trim().slice(0, mostComment);
    const answer = place && (await resolutions.reopen(place.replyId, body.user.id, reason === '' ? null : reason));
    await ack();
    if (place) await conclude({ ...pressedOf(place), user: body.user.id }, answer);
  });
  app.view({ callback_id: ratingFormId, type: 'view_submission' }, async ({ ack, body, view }) => {
    const place = readPlaceOfForm(view.private_metadata);
    const values = readValues(view.state);
    const score = scoreSchema.safeParse(values.get('score'));
    const comment = (values.get('comment') ?? '').trim().slice(0, mostComment);
    const answer = place && score.success
      ? await resolutions.rate(place.replyId, body.user.id, { score: score.data, comment: comment === '' ? null : comment })
      : null;
    await ack();
    if (place) await conclude({ ...pressedOf(place), user: body.user.id }, answer);
  });
}

function placeOf({ value, channel, ts }: Pressed): CardPlace {
  return { replyId: value, channel, ts };
}

function pressedOf({ replyId, channel, ts }: CardPlace): Omit<Pressed, 'user'> {
  return { value: replyId, channel, ts, actionId: '', trigger: '', thread: null };
}

/** What we kept with a form; null for what is not ours, or of another time. */
function readPlaceOfForm(metadata: string): CardPlace | null {
  try {
    return placeSchema.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
}
