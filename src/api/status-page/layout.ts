import type { Locale } from '../../core/index.ts';
import { html, type Html } from './html.ts';
import { styles } from './styles.ts';

/** A whole document: our style, no script, nothing for search engines. */
export function layOut(locale: Locale, title: string, body: Html): string {
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
