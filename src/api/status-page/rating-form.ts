import { mostCommentCharacters, ratingScores, type RatingScore } from '../../desk/ratings/index.ts';
import { html, type Html } from './html.ts';
import type { StatusPageWords } from './locales/status-page-words.ts';

/** What a customer has said of what was done, and where they say it. */
export interface RatingState {
  /** A path of ours; null: they cannot say it now. */
  action: string | null;
  said: { score: RatingScore; comment: string | null } | null;
}

/** The question how they found it, without script; what they said stands in it. Null where there is nothing to ask or to show. */
export function ratingForm({ action, said }: RatingState, words: StatusPageWords): Html | null {
  const { rating } = words;
  const was = said && html`<p>${rating.said(rating.scores[said.score])}</p>`;
  if (action === null) return was && html`<section aria-labelledby="rating-title"><h2 id="rating-title">${rating.title}</h2>${was}</section>`;
  const choices = ratingScores.map((score) => html`
    <label class="choice"><input type="radio" name="score" value="${String(score)}" required${said?.score === score ? html` checked` : null}> ${rating.scores[score]}</label>`);
  return html`
    <section aria-labelledby="rating-title">
      <h2 id="rating-title">${rating.title}</h2>
      ${was}
      <form method="post" action="${action}">
        <fieldset><legend>${rating.ask}</legend>${choices}</fieldset>
        <label for="rating-comment">${rating.comment}</label>
        <textarea id="rating-comment" name="comment" rows="3" maxlength="${String(mostCommentCharacters)}" dir="auto">
${said?.comment ?? ''}</textarea>
        <button>${rating.send}</button>
      </form>
    </section>`;
}
