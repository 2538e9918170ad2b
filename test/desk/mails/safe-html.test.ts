import fc from 'fast-check';
import sanitize from 'sanitize-html';
import { describe, expect, it } from 'vitest';
import { safeHtml } from '../../../src/desk/mails/index.ts';
import { hostile } from './hostile-html.ts';
import { atThisPace } from '../../support/pace.ts';

const images = (source: string) => (source === 'logo@x' ? '/files/logo' : null);
const safe = (html: string) => safeHtml(html, { images, remote: false });
const withRemote = (html: string) => safeHtml(html, { images, remote: true });

/** Everything in HTML that could run, load, submit or leave its place; of the text, nothing. */
function dangersIn(html: string): string[] {
  const found: string[] = [];
  const tags = new Set<string>();
  sanitize(html, {
    allowedTags: false, allowedAttributes: false, allowVulnerableTags: true,
    onOpenTag: (name, attributes) => {
      tags.add(name);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^on|^srcdoc$|^action$|^formaction$|^id$|^name$|^class$|^srcset$|^ping$|^xlink/i.test(attribute)) found.push(attribute);
        if (attribute === 'href' && !/^(https?:\/\/|mailto:|tel:)/.test(value)) found.push(`href ${value}`);
        if (attribute === 'href' && attributes['rel'] !== 'noopener noreferrer nofollow') found.push('rel');
        if (attribute === 'src' && !/^(\/files\/|data:image\/(png|jpeg|gif|webp);base64,)/.test(value)) found.push(`src ${value}`);
        if (attribute === 'background') found.push('background');
        if (attribute === 'style' && /url|image-set|expression|position|behaviou?r|import|binding|\\|\/\*|@|fixed|absolute/i.test(value)) found.push(`style ${value}`);
      }
    },
  });
  const dangerous = ['script', 'style', 'link', 'meta', 'base', 'iframe', 'frame', 'object', 'embed', 'applet', 'form', 'input', 'button', 'select',
    'textarea', 'svg', 'math', 'video', 'audio', 'source', 'picture', 'template', 'noscript', 'title', 'xmp', 'plaintext', 'noembed', 'noframes', 'marquee', 'dialog'];
  return [...found, ...dangerous.filter((tag) => tags.has(tag))];
}

/** Without its tags: elements may come to stand beside each other that could not stand in each other. */
const wordsOf = (html: string | null) => (html ?? '').replaceAll(/<\/?\w+[^>]*>/g, '');

describe('hostile HTML', () => {
  it.each(hostile)('%s does nothing', (_what, html) => {
    for (const shown of [safe(html), withRemote(html)]) {
      expect(dangersIn((shown ?? '').replaceAll(/(src|background)="https:[^"]*"|url\(&quot;https:[^)]*\)/g, ''))).toEqual([]);
    }
    expect(dangersIn(safe(html) ?? '')).toEqual([]);
  });

  it.each(hostile)('%s asks nobody for anything unless pictures are wanted', (_what, html) => {
    expect(safe(html) ?? '').not.toMatch(/(src|background|url)[^>]*evil\.test/);
  });

  it.each(hostile.filter(([, html]) => html.startsWith('a') && !/never ends|style in it|comment that ends/.test(html)))('%s keeps the words before it', (_what, html) => {
    expect(safe(html)).toMatch(/^a/);
  });

  it('is found to be hostile by this very check', () => {
    const harmless = new Set(['an event handler behind a NUL', 'an attribute behind a quote in a value', 'CDATA', 'a processing instruction', 'a document type',
      'unclosed tags', 'a tag that is cut off', 'markup in entities', 'markup in an attribute', 'tags of another writing', 'letters that look like others', 'prototype names',
      'a style that moves over its neighbours', 'a comment that ends early', 'a comment for one browser', 'a comment that ends with a !', 'a script in a script', 'a style that ends its attribute']);
    expect(hostile.filter(([what, html]) => !harmless.has(what) && dangersIn(html).length === 0).map(([what]) => what)).toEqual([]);
  });

  it('is safe in any mixture, and says the same when it is made safe again', () => {
    const pieces = fc.constantFrom(...hostile.map(([, html]) => html), '<', '>', '"', "'", '&', '<!--', '-->', '</', '<p ', ' x="', '<svg>', '</style>', '<table>', 'palabras');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
      const once = safe(parts.join(''));
      const again = once === null ? null : safe(once);
      return dangersIn(once ?? '').length === 0 && dangersIn(again ?? '').length === 0 && wordsOf(once) === wordsOf(again);
    }), { numRuns: 300 });
  });
});

describe('ordinary HTML', () => {
  it('keeps what makes a mail readable', () => {
    const html = '<table width="600" cellpadding="4" bgcolor="#fff"><tr><td style="color:rgb(10, 20, 30); font-family:\'Segoe UI\', Arial, sans-serif; text-align: center" colspan="2">'
      + '<h1>Hola</h1><ul><li>uno</li></ul><blockquote>cita</blockquote><pre>x  y</pre></td></tr></table>';
    expect(safe(html)).toBe('<table width="600" cellpadding="4" bgcolor="#fff"><tr><td colspan="2" style="color:rgb(10, 20, 30);font-family:\'Segoe UI\', Arial, sans-serif;text-align:center">'
      + '<h1>Hola</h1><ul><li>uno</li></ul><blockquote>cita</blockquote><pre>x  y</pre></td></tr></table>');
  });

  it('shows a whole page by its body, and nothing of its head', () => {
    expect(safe('<html><head><title>t</title><style>p{}</style></head><body bgcolor="#eee"><p>Hola</p></body></html>')).toBe('<div bgcolor="#eee"><p>Hola</p></div>');
  });

  it('keeps links, which open elsewhere and tell nobody', () => {
    expect(safe('<a href="HTTPS://Example.org/a?b=1&amp;c=2" onclick="x">a</a><a href="mailto:ana@example.org">b</a><a href="tel:+57300">c</a>')).toBe(
      ['https://example.org/a?b=1&amp;c=2">a', 'mailto:ana@example.org">b', 'tel:+57300">c']
        .map((link) => `<a href="${link.replace('">', '" target="_blank" rel="noopener noreferrer nofollow">')}</a>`).join(''));
  });

  it.each([['nothing', ''], ['spaces', ' \n&nbsp;<p>\u200b</p>'], ['only what is taken away', '<script>1</script><!-- x -->'], ['a picture of nothing', '<p><img src="https://t.test/p.gif"></p>']])(
    'that shows %s is none', (_what, html) => expect(safe(html)).toBeNull());
});

describe('pictures', () => {
  it('that came with the mail are shown from here', () => {
    expect(safe('<img src="cid:logo@x" alt="Logo"><img src="CID:logo%40x"><img src="cid:%zz" alt="?">')).toBe(
      '<img alt="Logo" src="/files/logo" referrerpolicy="no-referrer" /><img src="/files/logo" referrerpolicy="no-referrer" /><img alt="?" />');
  });

  const elsewhere: [what: string, html: string, shown: RegExp][] = [
    ['a picture', '<p>a<img src="http://t.test/p.gif" width="1" height="1"></p>', /src="https:\/\/t\.test\/p\.gif"/],
    ['a picture without a scheme', '<p>a<img src="//t.test/p.gif"></p>', /src="https:\/\/t\.test\/p\.gif"/],
    ['a picture behind a table', '<table background="https://t.test/b.gif"><tr><td>a</table>', /background="https:\/\/t\.test\/b\.gif"/],
    ['a picture behind a text', '<p style="background:#fff url(\'https://t.test/b.gif\') no-repeat">a</p>', /url\(&quot;https:\/\/t\.test\/b\.gif&quot;\)/],
    ['a picture of several sizes', '<p>a<img src="https://t.test/p.gif" srcset="https://t.test/p2.gif 2x"></p>', /src="https:\/\/t\.test\/p\.gif"/],
  ];
  it.each(elsewhere)('from elsewhere (%s) are loaded only when they are wanted', (_what, html, shown) => {
    expect(safe(html)).not.toContain('t.test');
    expect(withRemote(html)).toMatch(shown);
  });

  it('from elsewhere leave their words', () => {
    expect(safe('<img src="https://t.test/p.gif" alt="Plano">')).toBe('<img alt="Plano" />');
  });

  it('inside the mail are bounded and of kinds that only show', () => {
    const embedded = (type: string, length: number) => `<img src="data:image/${type};base64,${'A'.repeat(length)}" alt="x">`;
    for (const type of ['png', 'jpeg', 'gif', 'webp']) expect(safe(embedded(type, 400))).toContain(`src="data:image/${type};base64,`);
    for (const html of [embedded('svg+xml', 40), embedded('png', 300_000), '<img src="data:image/png,%89PNG" alt="x">']) expect(safe(html)).toBe('<img alt="x" />');
  });
});

describe('too much HTML', () => {
  it.each([
    ['long', 'a'.repeat(1024 * 1024 + 1)], ['deep', '<div>'.repeat(501)], ['deep in what is not shown', '<o:p>'.repeat(501)],
    ['made of elements', '<br>'.repeat(200_000)], ['made of signs', '<'.repeat(1_000_000)], ['made of entities', `a${'&amp;'.repeat(200_000)}`],
  ])('is not shown: %s', (_what, html) => expect(safe(html)).toBeNull());

  it('is not what people send', () => {
    expect(safe(`${'<div>'.repeat(490)}a`)).toContain('a');
    expect(safe('<p>palabras</p>'.repeat(40_000))).toHaveLength(600_000);
  });

  it('takes no time that grows with its square', () => {
    const begun = performance.now();
    for (const html of ['<p style="background:', 'url( '.repeat(700), `"><a ${'a=1 '.repeat(100_000)}>`, '<!--'.repeat(200_000), '<p title="'.repeat(90_000), '</p>'.repeat(200_000)]) safe(`a${html}`);
    expect(performance.now() - begun).toBeLessThan(atThisPace(10_000));
  });
});
