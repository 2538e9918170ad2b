import { linesOf, type MailFrame } from './render-text.ts';

const quoteStyle = 'margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex';

/** Some mail programs set what says nothing of its letters in a book's. */
const letters = 'font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:1.45';

/** The answer as a page, with the classes by which mail programs fold quotations and signatures. */
export function htmlOf(frame: MailFrame, html: string | null, locale: string): string {
  const { words, note, signature, quoted } = frame;
  const parts = [
    html === null ? paragraphs(words) : `<div>${html}</div>`,
    note === null ? '' : paragraphs(note),
    signature.length === 0
      ? ''
      : `<div style="margin-top:1em"><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">${signature.map(escapeHtml).join('<br>')}</div></div>`,
    quoted === null
      ? ''
      : `<br><div class="gmail_quote"><div class="gmail_attr">${escapeHtml(quoted.header)}</div>`
        + `<blockquote class="gmail_quote" style="${quoteStyle}">${paragraphs(quoted.lines.join('\n'))}</blockquote></div>`,
  ];
  return `<!DOCTYPE html><html lang="${locale}"><head><meta charset="utf-8"></head><body style="${letters}">${parts.join('')}</body></html>`;
}

/** Blank lines part paragraphs, other line ends stay, addresses of pages become links. */
function paragraphs(text: string): string {
  return text.trim().split(/\n(?:[^\S\n]*\n)+/).map((paragraph) => `<p>${linesOf(paragraph).map(linked).join('<br>')}</p>`).join('');
}

const pageAddress = /https?:\/\/[^\s<>"'`]{1,2000}/g;

function linked(line: string): string {
  let html = '';
  let done = 0;
  for (const { 0: found, index } of line.matchAll(pageAddress)) {
    // The stop after an address is the sentence's.
    const address = found.replace(/[.,;:!?…]+$/, '').replace(/(?<!\([^()]*)\)+$/, '');
    html += `${escapeHtml(line.slice(done, index))}<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
    done = index + address.length;
  }
  return html + escapeHtml(line.slice(done));
}

const entities = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ["'", '&#39;']]);

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities.get(letter) ?? letter);
}
