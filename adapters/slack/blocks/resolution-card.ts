import type { types } from '@slack/bolt';
import type { Locale } from '../../../src/core/index.ts';
import { slackWords } from '../words.ts';
import { button, context, most, option, plain, quoted, section, type Block } from './pieces.ts';
import { text as field } from './request-form.ts';

export type Score = 1 | 2 | 3 | 4 | 5;
export const scores: readonly Score[] = [1, 2, 3, 4, 5];

/**
 * How the solution stands that a message told of. `asked`: nobody has said whether it holds; `over`: the ticket went on
 * another way. `text` is what the message says.
 */
export interface ResolutionState {
  replyId: string;
  text: string;
  locale: Locale;
  stands: 'asked' | 'confirmed' | 'reopened' | 'over';
  score: Score | null;
  comment: string | null;
  /** Whether the score may be given, or given otherwise, now. */
  rateable: boolean;
}

export const resolutionActions = { solved: 'resolution_solved', notSolved: 'resolution_not_solved', rate: 'resolution_rate', comment: 'resolution_comment' } as const;
export const reopenFormId = 'resolution_reopen';
export const ratingFormId = 'resolution_rating';
export const mostComment = 2_000;

/** The message that tells of a solution, with what can be pressed as things stand. */
export function resolutionCard(state: ResolutionState): Block[] {
  const words = slackWords[state.locale].resolution;
  return [section(quoted(state.text, most.section)), ...below(state, words)];
}

/** The same while nobody has answered. */
export function askSolved(told: Pick<ResolutionState, 'replyId' | 'text' | 'locale'>): Block[] {
  return resolutionCard({ ...told, stands: 'asked', score: null, comment: null, rateable: false });
}

function below(state: ResolutionState, words: (typeof slackWords)['es']['resolution']): Block[] {
  const { replyId, stands, score } = state;
  if (stands === 'asked') {
    return [{ type: 'actions', elements: [button(resolutionActions.solved, words.solved, replyId, 'primary'), button(resolutionActions.notSolved, words.notSolved, replyId)] }];
  }
  if (stands !== 'confirmed') return [context(stands === 'reopened' ? words.reopened : words.over)];
  if (score !== null) {
    const more: Block[] = state.rateable ? [{ type: 'actions', elements: [button(resolutionActions.comment, words.comment, replyId)] }] : [];
    return [context(`${words.confirmed} ${words.rated(words.scores[score])}`), ...more];
  }
  if (!state.rateable) return [context(words.confirmed)];
  return [
    context(words.confirmed), section(`*${words.ask}*`),
    { type: 'actions', elements: scores.map((one) => button(`${resolutionActions.rate}_${one}`, words.scores[one], replyId)) },
  ];
}

/** Which message a form belongs to, kept with the form; nothing in it says who somebody is. */
export interface CardPlace {
  replyId: string;
  channel: string;
  ts: string;
}

/** Asks what is still wrong. */
export function reopenForm(place: CardPlace, locale: Locale): types.ModalView {
  const words = slackWords[locale].resolution.reopen;
  return {
    type: 'modal', callback_id: reopenFormId, private_metadata: JSON.stringify(place),
    title: plain(words.title, most.title), submit: plain(words.send, most.title), close: plain(words.cancel, most.title),
    blocks: [field({ id: 'reason', label: words.reason, hint: words.hint, initial: '', longest: mostComment, isOptional: true, isLong: true })],
  };
}

/** Asks for a score, or another, and for words. */
export function ratingForm(place: CardPlace, said: { score: Score | null; comment: string | null }, locale: Locale): types.ModalView {
  const all = slackWords[locale].resolution;
  const words = all.rating;
  const options = scores.map((one) => option(all.scores[one], String(one)));
  const initial = options.find(({ value }) => value === String(said.score));
  return {
    type: 'modal', callback_id: ratingFormId, private_metadata: JSON.stringify(place),
    title: plain(words.title, most.title), submit: plain(words.send, most.title), close: plain(words.cancel, most.title),
    blocks: [
      { type: 'input', block_id: 'score', label: plain(words.score, most.label), element: { type: 'radio_buttons', action_id: 'score', options, ...(initial && { initial_option: initial }) } },
      field({ id: 'comment', label: words.comment, initial: said.comment ?? '', longest: mostComment, isOptional: true, isLong: true }),
    ],
  };
}
