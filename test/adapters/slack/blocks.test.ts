import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homeView } from '../../../adapters/slack/blocks/home-view.ts';
import { offerCard, offerLine } from '../../../adapters/slack/blocks/offer-card.ts';
import { cut, quoted } from '../../../adapters/slack/blocks/pieces.ts';
import { faultsOf, readContent } from '../../../adapters/slack/blocks/read-form.ts';
import { emptyContent, requestForm } from '../../../adapters/slack/blocks/request-form.ts';
import { ratingForm, reopenForm, resolutionCard } from '../../../adapters/slack/blocks/resolution-card.ts';

const locales = ['es', 'en'] as const;
const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 4_000 }), fc.constantFrom('', ' ', '\u0000', '&'.repeat(5_000), '<!channel> <@U1>', '🙂'.repeat(3_000)));
const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/);

/** Every fault of a view or a message by Slack's own limits (docs.slack.dev/reference/block-kit). */
function faultsIn(value: unknown, blocks = false): string[] {
  if (Array.isArray(value)) return [...(blocks && value.length > 100 ? ['more than 100 blocks'] : []), ...value.flatMap((one) => faultsIn(one))];
  if (typeof value !== 'object' || value === null) return [];
  const one = value as Record<string, unknown>;
  const text = (field: string, most: number) => {
    const words = (one[field] as { text?: string } | undefined)?.text;
    return words !== undefined && (words.length > most || words.trim() === '') ? [`${String(one['type'])}.${field}: ${words.length}`] : [];
  };
  const own = [
    ...(one['type'] === 'modal' ? [...text('title', 24), ...text('submit', 24), ...text('close', 24)] : []),
    ...(one['type'] === 'button' ? text('text', 75) : []), ...(one['type'] === 'header' ? text('text', 150) : []),
    ...(one['type'] === 'section' ? text('text', 3_000) : []), ...(one['type'] === 'input' ? [...text('label', 2_000), ...text('hint', 2_000)] : []),
    ...(!('type' in one) && 'value' in one ? text('text', 75) : []),
    ...(Array.isArray(one['options']) && (one['options'].length > 100 || one['options'].length === 0) ? ['options'] : []),
    ...(typeof one['value'] === 'string' && one['value'].length > 150 ? ['value'] : []),
    ...(typeof one['private_metadata'] === 'string' && one['private_metadata'].length > 3_000 ? ['private_metadata'] : []),
    ...(one['type'] === 'plain_text_input' && typeof one['initial_value'] === 'string' && one['initial_value'].length > Number(one['max_length']) ? ['initial_value'] : []),
  ];
  return [...own, ...Object.entries(one).flatMap(([name, inside]) => faultsIn(inside, name === 'blocks'))];
}

describe('what is shown keeps Slack’s limits, whatever people write', () => {
  it('the form', () => {
    const named = fc.record({ es: words, en: words });
    const catalog = fc.uniqueArray(fc.record({ key, name: named, entries: fc.uniqueArray(fc.record({ key, name: named }), { minLength: 1, maxLength: 9, selector: (one) => one.key }) }), { minLength: 1, maxLength: 9, selector: (one) => one.key });
    fc.assert(fc.property(catalog, words, words, fc.constantFrom(...locales), (services, subject, text, locale) => {
      const content = { ...emptyContent, service: services[0]?.key ?? '', entry: services[0]?.entries[0]?.key ?? '', subject, words: text };
      expect(faultsIn(requestForm(services, content, locale))).toEqual([]);
    }), { numRuns: 60 });
  });

  it('the Home tab, solutions and offers', () => {
    const at = new Date('2026-03-02T15:00:00Z');
    fc.assert(fc.property(words, words, fc.constantFrom(...locales), fc.integer({ min: 0, max: 60 }), (title, text, locale, many) => {
      const requests = Array.from({ length: many }, () => ({ number: 'V-1042', subject: title, state: 'queued' as const, dueAt: at, openedAt: at, url: 'https://desk.test/status/x' }));
      const announcements = Array.from({ length: many }, () => ({ kind: 'news' as const, title, text }));
      expect(faultsIn(homeView({ deskName: title, announcements, requests, hasMore: true }, locale))).toEqual([]);
      for (const stands of ['asked', 'confirmed', 'reopened', 'over'] as const) {
        expect(faultsIn({ blocks: resolutionCard({ replyId: 'x', text, locale, stands, score: null, comment: text, rateable: true }) })).toEqual([]);
      }
      const place = { replyId: 'x', channel: 'C1', ts: '1.1' };
      expect(faultsIn([ratingForm(place, { score: 1, comment: text }, locale), reopenForm(place, locale)])).toEqual([]);
      const offer = { offerId: 'x', number: 'V-1', subject: text, priority: 'P1', dueAt: at, expiresAt: at, live: true, mayAccept: true, outcome: null, url: 'https://desk.test/x', locale };
      expect(faultsIn({ blocks: offerCard(offer) })).toEqual([]);
      expect(offerLine(offer).length).toBeLessThan(3_000);
    }), { numRuns: 60 });
  });

  it('what people write calls nobody and cuts no character', () => {
    fc.assert(fc.property(words, fc.integer({ min: 2, max: 300 }), (text, most) => {
      expect(quoted(text, most)).not.toMatch(/[<>]/);
      expect(quoted(text, most).length).toBeLessThanOrEqual(most);
      expect(cut(text, most).isWellFormed()).toBe(true);
    }));
  });
});

it('a form is read whatever it holds', () => {
  const catalog = [{ key: 'a', name: { es: 'A', en: 'A' }, entries: [{ key: 'b', name: { es: 'B', en: 'B' } }] }];
  fc.assert(fc.property(fc.anything(), (state) => {
    expect(Object.keys(faultsOf(readContent(state), catalog, 'es')).length).toBeGreaterThan(0);
  }));
  const value = { value: 'x'.repeat(4_000) };
  expect(faultsOf(readContent({ values: { service: { service: { selected_option: { value: 'a' } } }, words: { words: value } } }), catalog, 'en')).toEqual({ words: 'The text is too long.' });
});
