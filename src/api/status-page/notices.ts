import { locales } from '../../core/index.ts';
import { html, type Html } from './html.ts';
import { layOut } from './layout.ts';
import type { Notice } from './locales/status-page-words.ts';
import { statusPageWords } from './words.ts';

/** What somebody wrote that could not be taken in, to be sent again from the notice itself. `action` is a path of ours. */
export interface KeptWords {
  action: string;
  key: string;
  text: string;
}

/** A page that is no ticket's, said in every language, since it is not known who asks. */
export function noticePage(notice: Notice, kept: KeptWords | null = null): string {
  const parts = locales.map((locale) => {
    const { title, text } = statusPageWords[locale].notices[notice];
    return html`<section lang="${locale}"><h1>${title}</h1><p>${text}</p></section>`;
  });
  const title = locales.map((locale) => statusPageWords[locale].notices[notice].title).join(' · ');
  return layOut('es', title, html`<main>${parts}${kept === null || kept.text === '' ? null : keptForm(kept)}</main>`);
}

function keptForm({ action, key, text }: KeptWords): Html {
  const inAll = (word: 'keptWords' | 'yourFiles' | 'send') =>
    locales.map((locale, index) => html`${index === 0 ? '' : ' · '}<span lang="${locale}">${statusPageWords[locale][word]}</span>`);
  return html`
    <form method="post" action="${action}" enctype="multipart/form-data">
      <input type="hidden" name="key" value="${key}">
      <label for="text">${inAll('keptWords')}</label>
      <textarea id="text" name="text" rows="6" dir="auto">
${text}</textarea>
      <label for="files">${inAll('yourFiles')}</label>
      <input id="files" type="file" name="files" multiple>
      <button>${inAll('send')}</button>
    </form>`;
}
