import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dividedMrkdwn, htmlToMrkdwn } from '../../channels/slack/html-to-mrkdwn.ts';
import { createSlackChannel } from '../../channels/slack/index.ts';
import { mrkdwnToText } from '../../channels/slack/mrkdwn-to-text.ts';
import { textToMrkdwn } from '../../channels/slack/text-to-mrkdwn.ts';
import type { InboundThreadMessage, Reply } from '../../src/core/index.ts';
import { atThisPace } from '../support/pace.ts';

const channel = createSlackChannel();
const names = { U1: 'Ana Ruiz', C9: 'general', S1: 'soporte', UDESK: 'Mesa', U2: '' };
const anything = fc.string({ unit: 'binary', maxLength: 300 });
/** Pieces of which hostile messages are made. */
const marked = fc.array(fc.oneof(anything, fc.constantFrom('<', '>', '|', '&', '&amp;', '&lt;', '<@U1>', '<!channel>', '<https://x.org|', '@', '#', '^', '*', '\n')), { maxLength: 30 })
  .map((pieces) => pieces.join(''));

describe('what people wrote', () => {
  it.each([
    ['<@U1> ya llegó', '@Ana Ruiz ya llegó'],
    ['¿<@U8|luis> o <@U7>?', '¿@luis o @U7?'],
    ['en <#C1|redes>, <#C9> y <#C8>', 'en #redes, #general y #C8'],
    ['<!here> <!channel> <!everyone|@everyone>', '@here @channel @everyone'],
    ['<!subteam^S1|@it> <!subteam^S1> <!subteam^S2>', '@it @soporte @S2'],
    ['el <!date^1392734382^{date_short}^https://x.org|18 de febrero>', 'el 18 de febrero'],
    ['el <!date^1392734382^{date_short}>', 'el {date_short}'],
    ['<https://x.org/a?b=1&amp;c=2|el manual>', 'el manual (https://x.org/a?b=1&c=2)'],
    ['<https://x.org>', 'https://x.org'],
    ['<http://x.org|x.org>', 'x.org'],
    ['<mailto:a@x.org|a@x.org> <tel:+576015550100|601 555 0100>', 'a@x.org 601 555 0100 (+576015550100)'],
    ['5 &lt; 6 &amp;&amp; 7 &gt; 6', '5 < 6 && 7 > 6'],
    ['&amp;lt; se queda', '&lt; se queda'],
    ['*negrita* _cursiva_ ~no~ `npm i` :sunglasses:', 'negrita cursiva no `npm i` 😎'],
    ['*_~todo~_* (_y_ *dos palabras*), *<@U1>* *<https://x.org/_a_|el *manual*>*', 'todo (y dos palabras), @Ana Ruiz el *manual* (https://x.org/_a_)'],
    ['2*3*4 * 5, __init__ y mi_archivo_1 *sin fin\n_y otro* a/_b_/c', '2*3*4 * 5, __init__ y mi_archivo_1 *sin fin\n_y otro* a/_b_/c'],
    ['`*a* :x: &lt;` ```_b_\n<@U1> :+1:```', '`*a* :x: <` ```_b_\n@Ana Ruiz :+1:```'],
    [':warning: :+1::skin-tone-3: :partyparrot: :constructor: a las 10:100:20', '⚠️ 👍 :partyparrot: :constructor: a las 10:100:20'],
    ['&gt; *cita*\n\ufdd0 *a\ufdd0*', '> cita\n\ufdd0 a\ufdd0'],
    ['<@UDESK> no imprime', 'no imprime'],
    ['  <@UDESK>: <@UDESK|mesa>, no imprime', 'no imprime'],
    ['<@U2> no imprime', 'no imprime'],
    ['¿está caída la <@UDESK>?', '¿está caída la @Mesa?'],
    ['<@UDESK>', ''],
    ['1 < 2 y 3', '1 < 2 y 3'],
  ])('%s', (text, words) => {
    expect(mrkdwnToText(text, { names, deskId: 'UDESK' })).toBe(words);
  });

  it('reads back word for word what it writes, but for marks', () => {
    fc.assert(fc.property(anything.map((text) => text.replaceAll(/[*_~:]/g, '')), (text) => {
      expect(mrkdwnToText(textToMrkdwn(text), { names })).toBe(text);
    }));
  });

  it('is read whatever it is, and quickly, with every word outside of marks in it', () => {
    fc.assert(fc.property(marked, fc.stringMatching(/^[a-z]{8,12}$/), (text, word) => {
      expect(mrkdwnToText(`${text}> ${word} <${text}`, { names })).toContain(word);
    }));
    const started = performance.now();
    for (const wall of ['<'.repeat(200_000), '<@'.repeat(100_000), '<@U1'.repeat(60_000), '<@U2> '.repeat(30_000), '&amp'.repeat(60_000), '```'.repeat(60_001), '`a'.repeat(60_000), '*a '.repeat(60_000), ' *a'.repeat(60_000), ':a'.repeat(90_000), '<|'.repeat(100_000)]) mrkdwnToText(wall, { names });
    expect(performance.now() - started).toBeLessThan(atThisPace(1_500));
  });
});

describe('answers', () => {
  const reply: Reply = { id: 'r1', text: 'Listo', locale: 'es', to: { kind: 'slack', value: 'U1' }, from: 'C1/17.01' };

  it.each([
    ['<p>Hola <b>mundo </b>y <i><strong>dos</strong></i></p>', 'Hola *mundo* y _*dos*_'],
    ['<ul><li>uno</li><li><b>dos</b></li></ul><ol><li>a</li><li>b</li></ol>', '• uno\n• *dos*\n\n 1. a\n 2. b'],
    ['<blockquote><p>cita</p></blockquote><p>fin</p>', '> cita\n\nfin'],
    ['<pre>x &lt; 1\ny</pre><p><code>npm i</code> <s>no</s></p>', '```\nx &lt; 1\ny\n```\n\n`npm i` ~no~'],
    ['<p><b>a<br>b</b></p>', '*a*\n*b*'],
    ['<a href="https://x.org/a?b=1&amp;c=2">aquí</a>', '<https://x.org/a?b=1&amp;c=2|aquí>'],
    ['<a href="mailto:a@x.org">a@x.org</a>', '<mailto:a@x.org|a@x.org>'],
    ['<a href="https://evil.org">https://bank.org</a>', 'https://bank.org (<https://evil.org>)'],
    ['<a href="!channel">todos</a> &lt;!channel&gt;', 'todos &lt;!channel&gt;'],
    ['<a href="https://x.org|&gt;&lt;!channel&gt;">a|b</a>', '<https://x.org%7C%3E%3C!channel%3E|a¦b>'],
    ['<h2>Pasos</h2><table><tr><td>1</td><td>2</td></tr></table>', '*Pasos*\n\n1 2'],
  ])('laid out as %s', (html, mrkdwn) => {
    expect(htmlToMrkdwn(html)).toBe(mrkdwn);
  });

  it.each([['', null], ['<p> </p>', null], [`<p>${'&amp;'.repeat(30_000)}</p>`, null]])('of nothing, or too much, are told by their text', (html, none) => {
    expect(htmlToMrkdwn(html)).toBe(none);
    expect(channel.render({ ...reply, html })?.body).toBe('Listo');
  });

  it('never call a channel, mention somebody or begin a link that is not one', () => {
    const controls = /<(?!(?:https?:\/\/|mailto:|tel:)[^<>|\s]+(?:\|[^<>|]+)?>)/;
    fc.assert(fc.property(marked, (text) => {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
      expect(textToMrkdwn(text)).not.toMatch(/[<>]/);
      expect(htmlToMrkdwn(`<p>${escaped}</p><b>${escaped}</b>`) ?? '').not.toMatch(controls);
      expect(htmlToMrkdwn(`<a href="https://${escaped}">${escaped}</a><a href="${escaped}">x</a>`) ?? '').not.toMatch(controls);
    }));
  });

  it('go to the thread, or to the person while there is none', () => {
    const files = [{ name: 'a.pdf', type: 'application/pdf', size: 3, sha256: 'ab'.repeat(32) }];
    expect(channel.render({ ...reply, files, reference: 'r1.1' })).toEqual({ to: 'C1/17.01', from: 'C1/17.01', body: 'Listo', files, reference: 'r1.1' });
    expect(channel.render({ ...reply, from: 'U1' })).toMatchObject({ to: 'U1' });
    expect(channel.render({ ...reply, from: '' })).toMatchObject({ to: 'U1' });
    expect(channel.render({ ...reply, from: '', to: null })).toBeNull();
  });

  it('that are long go out as several, each short enough, with every word', () => {
    fc.assert(fc.property(fc.array(fc.lorem({ maxCount: 400 }), { minLength: 1, maxLength: 40 }), (paragraphs) => {
      const text = paragraphs.join('\n\n');
      const parts = channel.divide?.({ text, from: '' }) ?? [];
      for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(3_900);
      expect(parts.map((part) => part.text).join(' ').split(/\s+/)).toEqual(text.split(/\s+/));
    }), { numRuns: 30 });
    expect(channel.divide?.({ text: `${'x'.repeat(3_899)}😀😀`, from: '' }).map(({ text }) => text)).toEqual(['x'.repeat(3_899), '😀😀']);
    expect(channel.divide?.({ text: ' ', from: '' })).toEqual([{ text: ' ' }]);
  });

  it('that are long keep their layout in each part, and every word', () => {
    const html = fc.array(fc.tuple(fc.constantFrom('p', 'h2', 'blockquote', 'pre', 'b', 'i'), fc.lorem({ maxCount: 150 }), fc.nat(6)), { minLength: 30, maxLength: 90 })
      .map((blocks) => blocks.map(([tag, words, times]) => `<${tag}>${`${words} `.repeat(times + 1).trim()}${tag === 'p' ? ' <b>&amp; <a href="https://x.org/a">fin</a></b>' : ''}</${tag}>`).join(''));
    const wordsOf = (mrkdwn: string) => mrkdwn.replaceAll(/```|[*_>`]|\(https[^)]*\)/g, ' ').split(/\s+/).filter((word) => word !== '');
    fc.assert(fc.property(html, (one) => {
      const text = 'x'.repeat(4_000);
      const parts = channel.divide?.({ text, html: one, from: '' }) ?? [];
      const bodies = parts.map((part, place) => channel.render({ ...reply, text: part.text, html: one, piece: { part: place + 1, parts: parts.length } })?.body ?? '');
      expect(bodies.flatMap((body) => wordsOf(mrkdwnToText(body, { names: {} })))).toEqual(wordsOf(mrkdwnToText(bodies.join('\n\n'), { names: {} })));
      expect(bodies.flatMap((body) => wordsOf(body)).join('')).toBe(wordsOf(dividedMrkdwn(one, 1_000_000)?.join('\n') ?? '').join(''));
      for (const body of bodies) {
        expect(body.length).toBeLessThanOrEqual(4_000);
        expect(body.split('```').length % 2).toBe(1);
        for (const line of body.split('\n')) expect(line.split('*').length % 2).toBe(1);
      }
    }), { numRuns: 15 });
  });

  it('of one long line are cut between words, never in a link, and what was divided otherwise goes as text', () => {
    const html = `<p><b>${'palabra '.repeat(484)}<a href="https://x.org/manual">el manual de la casa</a>${' otra'.repeat(300)}</b></p>`;
    const parts = channel.divide?.({ text: 'x'.repeat(5_000), html, from: '' }) ?? [];
    const body = (part: number, of: number) => channel.render({ ...reply, text: parts[part - 1]?.text ?? '', html, piece: { part, parts: of } })?.body ?? '';
    expect(parts).toHaveLength(2);
    expect(body(1, 2)).toMatch(/^\*palabra [^*<]+ palabra\*$/);
    expect(body(2, 2)).toMatch(/^\*<https:\/\/x\.org\/manual\|el manual de la casa> otra [^*]+otra\*$/);
    expect(body(2, 3)).toBe(parts[1]?.text);
    expect(parts[1]?.text).toMatch(/^el manual de la casa \(https:\/\/x\.org\/manual\) otra/);
  });

  it.each([['C1/17.1', true], ['G1/17.1', true], ['D1/17.1', false], ['U1', false], ['', false]])('from %s are read by others: %s', (from, is) => {
    expect(channel.isOverheard?.(from)).toBe(is);
  });
});

describe('a message', () => {
  const message: InboundThreadMessage = {
    messageId: 'C1/17.02', from: { id: 'U1', name: ' Ana ', email: 'ANA@x.org ' }, room: 'C1', thread: '17.01', isDirect: false,
    text: 'x', names: {}, files: [], receivedAt: new Date(0),
  };

  it('is from its writer by their id, and their mail where it is one', () => {
    expect(channel.toContact(message)).toMatchObject({ from: [{ kind: 'slack', value: 'U1' }, { kind: 'email', value: 'ana@x.org' }], fromText: 'Ana', name: 'Ana', to: 'C1/17.01' });
    expect(channel.toContact({ ...message, from: { id: 'U1', name: null, email: 'no mail' } })).toMatchObject({ from: [{ kind: 'slack', value: 'U1' }], fromText: 'U1' });
    expect(channel.toContact({ ...message, from: { id: '', name: null, email: 'a@x.org' } }).from).toEqual([]);
  });

  it('names who brought it', () => {
    expect(channel.toContact({ ...message, broughtBy: { id: 'U2', name: 'Luis', email: null } }).fromText).toBe('Ana (Luis)');
    expect(channel.toContact({ ...message, broughtBy: { id: 'U1', name: 'Ana', email: null } }).fromText).toBe('Ana');
  });

  it('stands in a room of its own only where it begins a thread with the desk alone', () => {
    const direct = { ...message, room: 'D1', isDirect: true, messageId: 'D1/17.01' };
    expect(channel.toContact(direct).room).toBe('D1');
    expect(channel.toContact({ ...direct, messageId: 'D1/17.02' }).room).toBeUndefined();
    expect(channel.toContact({ ...direct, isDirect: false }).room).toBeUndefined();
  });

  it('that was changed says what it changes', () => {
    const change = { amendmentId: 'C1/17.02/9', messageId: 'C1/17.02', from: message.from, room: 'C1', thread: '17.01', text: '<@UD> y', names: {}, deskId: 'UD', receivedAt: new Date(0) };
    expect(channel.toAmendment({ ...change, how: 'edited' })).toMatchObject({ providerId: 'C1/17.02/9', amends: { providerId: 'C1/17.02', how: 'edited' }, text: 'y' });
    expect(channel.toAmendment({ ...change, how: 'deleted' })).toMatchObject({ amends: { how: 'deleted' }, text: '' });
  });
});
