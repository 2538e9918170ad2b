import { locales, type Locale } from '../../core/index.ts';
import { nextTarget, type StatusView, type Ticket } from '../../desk/tickets/index.ts';
import { html, type Html } from './html.ts';
import { styles } from './styles.ts';
import { statusPageWords, type StateWord, type StatusPageWords } from './words.ts';

/** What one page needs besides the ticket; `zone` is an IANA time zone. */
export interface PageSetting {
  deskName: string;
  zone: string;
  locale: Locale;
}

/** The page of one ticket for its customer: no script, everything they or we wrote escaped. */
export function statusPage(ticket: StatusView, setting: PageSetting): string {
  const { locale, deskName } = setting;
  const words = statusPageWords[locale];
  const state = words.states[stateOf(ticket.present)];
  const dueAt = nextTarget(ticket.present);
  const body = html`
    <header><p>${deskName}</p><h1 dir="auto">${ticket.subject || `${words.ticket} ${ticket.number}`}</h1></header>
    <main>
      <dl>
        <dt>${words.ticket}</dt><dd>${ticket.number}</dd>
        <dt>${words.state}</dt><dd class="state">${state}</dd>
        <dt>${words.opened}</dt><dd>${time(ticket.openedAt, setting)}</dd>
        ${dueAt === null ? null : html`<dt>${words.due}</dt><dd>${time(dueAt, setting)}</dd>`}
      </dl>
      <h2>${words.messages}</h2>
      ${ticket.messages.length === 0 ? html`<p>${words.noMessages}</p>` : messages(ticket, words, setting)}
    </main>
    <footer><p>${words.privateLink}</p>${otherLanguages(locale)}</footer>`;
  return page(locale, `${ticket.number} · ${state}`, body);
}

/** Said in every language, since it is not known who asks. */
export function notFoundPage(): string {
  const parts = locales.map((locale) => {
    const words = statusPageWords[locale];
    return html`<section lang="${locale}"><h1>${words.notFoundTitle}</h1><p>${words.notFound}</p></section>`;
  });
  return page('es', titleOf('notFoundTitle'), html`<main>${parts}</main>`);
}

export function unavailablePage(): string {
  const parts = locales.map((locale) => {
    const words = statusPageWords[locale];
    return html`<section lang="${locale}"><h1>${words.unavailableTitle}</h1><p>${words.unavailable}</p></section>`;
  });
  return page('es', titleOf('unavailableTitle'), html`<main>${parts}</main>`);
}

function titleOf(word: 'notFoundTitle' | 'unavailableTitle'): string {
  return locales.map((locale) => statusPageWords[locale][word]).join(' · ');
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
        <p class="text" dir="auto">${message.text}</p>
      </li>`,
  );
  return html`<ol>${items}</ol>`;
}

function time(at: Date, { locale, zone }: PageSetting): Html {
  const words = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at);
  return html`<time datetime="${at.toISOString()}">${words}</time>`;
}

function otherLanguages(locale: Locale): Html[] {
  return locales
    .filter((other) => other !== locale)
    .map((other) => html`<p><a href="?locale=${other}" lang="${other}" hreflang="${other}">${statusPageWords[other].inOtherLanguage}</a></p>`);
}

function page(locale: Locale, title: string, body: Html): string {
  // The style is ours and must stand as it was hashed, so it is not escaped.
  const style: Html = { markup: styles };
  return html`<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex, nofollow">
    <title>${title}</title>
    <style>${style}</style>
  </head>
  <body>${body}
  </body>
</html>
`.markup;
}
