import { locales, type Locale } from '../../core/index.ts';
import { nextTarget, type StatusFile, type StatusMessage, type StatusView, type Ticket } from '../../desk/tickets/index.ts';
import { html, type Html } from './html.ts';
import { layOut } from './layout.ts';
import type { StateWord, StatusPageWords } from './locales/status-page-words.ts';
import { ratingForm, type RatingState } from './rating-form.ts';
import { statusPageWords } from './words.ts';
import { faultInWords, sizeInWords, writeForm, type FormLimits, type FormState } from './write-form.ts';

/** What one page needs besides the ticket; `zone` is an IANA time zone, `path` that of the page itself. */
export interface PageSetting {
  deskName: string;
  zone: string;
  locale: Locale;
  path: string;
  limits: FormLimits;
  /** Where the holder of this page loads a file of this ticket. */
  fileUrl: (file: StatusFile) => string;
}

/** What the holder of the link may write, and what came of what they wrote just now. */
export interface Writing {
  effect: 'adds' | 'reopens' | 'none';
  form: FormState;
  done: 'comment' | 'request' | 'rating' | null;
  rating: RatingState;
}

/** The page of one ticket for its customer: no script, everything they or we wrote escaped. */
export function statusPage(ticket: StatusView, setting: PageSetting, writing: Writing): string {
  const { locale, deskName } = setting;
  const words = statusPageWords[locale];
  const state = words.states[stateOf(ticket.present)];
  const dueAt = nextTarget(ticket.present);
  const hasFaults = writing.form.faults.length > 0;
  const body = html`
    <header>
      <p>${deskName}</p>
      <h1 dir="auto">${ticket.subject || `${words.ticket} ${ticket.number}`}</h1>
      <p><a href="#write">${writing.effect === 'none' ? words.newRequest : words.toForm}</a></p>
    </header>
    <main>
      ${hasFaults ? faultSummary(writing.form, words, setting) : null}
      <dl>
        <dt>${words.ticket}</dt><dd>${ticket.number}</dd>
        <dt>${words.state}</dt><dd class="state">${state}</dd>
        <dt>${words.opened}</dt><dd>${time(ticket.openedAt, setting)}</dd>
        ${dueAt === null ? null : html`<dt>${words.due}</dt><dd>${time(dueAt, setting)}</dd>`}
      </dl>
      <h2>${words.messages}</h2>
      ${ticket.messages.length === 0 ? html`<p>${words.noMessages}</p>` : messages(ticket, words, setting)}
      ${writing.done === null ? null : html`<p class="done" id="done" role="status" tabindex="-1">${words.done[writing.done]}</p>`}
      ${ratingForm(writing.rating, words)}
      <section id="write" aria-labelledby="write-title">
        <h2 id="write-title">${writing.effect === 'none' ? words.newRequest : words.write}</h2>
        ${beforeForm(ticket.present, writing, words)}
        ${writeForm(writing.form, words, locale, setting.limits)}
      </section>
    </main>
    <footer><p>${words.privateLink}</p>${otherLanguages(setting)}</footer>`;
  return layOut(locale, `${hasFaults ? `${words.fault} · ` : ''}${ticket.number} · ${state}`, body);
}

/** Read out first; each fault leads to its field. */
function faultSummary(form: FormState, words: StatusPageWords, { locale, limits }: PageSetting): Html {
  const items = form.faults.map((fault) => html`<li><a href="#${fault.field}">${faultInWords(fault, form, words, locale, limits)}</a></li>`);
  return html`<div class="fault" role="alert"><p><strong>${words.fault}</strong></p><ul>${items}</ul></div>`;
}

function beforeForm({ status, waitingFor }: Ticket, { effect }: Writing, words: StatusPageWords): Html | null {
  if (effect === 'none') return html`<p>${words.ended[status === 'resolved' || status === 'cancelled' ? status : 'closed']}</p>`;
  if (effect === 'reopens') return html`<p>${words.reopensHere}</p>`;
  return status === 'waiting' && waitingFor === 'customer' ? html`<p>${words.answerHere}</p>` : null;
}

function stateOf(ticket: Pick<Ticket, 'status' | 'waitingFor'>): StateWord {
  if (ticket.status === 'new') return 'received';
  if (ticket.status === 'offered') return 'queued';
  if (ticket.status === 'waiting') return ticket.waitingFor === 'vendor' ? 'waitingForVendor' : 'waitingForCustomer';
  return ticket.status;
}

function messages(ticket: StatusView, words: StatusPageWords, setting: PageSetting): Html {
  const items = ticket.messages.map(
    (message) => html`
      <li class="${message.from}">
        <p class="who">${message.from === 'desk' ? words.desk : words.you} · ${time(message.at, setting)}</p>
        ${message.text === '' ? null : html`<p class="text" dir="auto">${message.text}</p>`}
        ${files(message, words, setting)}
      </li>`,
  );
  return html`<ol>${items}</ol>`;
}

function files({ files: all }: StatusMessage, words: StatusPageWords, { locale, fileUrl }: PageSetting): Html | null {
  if (all.length === 0) return null;
  const items = all.map((file) => {
    const name = file.name ?? words.namelessFile;
    if (!file.isStored) return html`<li>${words.faults.file['not-there'](name, '')}</li>`;
    const size = file.size === null ? '' : ` (${sizeInWords(file.size, locale)})`;
    return html`<li><a href="${fileUrl(file)}"><bdi>${name}</bdi>${size}</a></li>`;
  });
  return html`<ul class="files" aria-label="${words.files}">${items}</ul>`;
}

function time(at: Date, { locale, zone }: PageSetting): Html {
  const words = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at);
  return html`<time datetime="${at.toISOString()}">${words}</time>`;
}

function otherLanguages({ locale, path }: PageSetting): Html[] {
  return locales
    .filter((other) => other !== locale)
    .map((other) => html`<p><a href="${path}?locale=${other}" lang="${other}" hreflang="${other}">${statusPageWords[other].inOtherLanguage}</a></p>`);
}
