import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { becauseOf } from '../../src/console/desk/ticket/timeline/because.ts';
import { eventWords } from '../../src/console/desk/ticket/timeline/event-words.ts';
import { splitMentions } from '../../src/console/desk/ticket/timeline/mentions.ts';
import { splitQuotes } from '../../src/console/desk/ticket/timeline/quotes.ts';
import { reasonText, reasonWords } from '../../src/console/desk/ticket/timeline/reason-words.ts';
import { newestSeq, rowsOf, type Row } from '../../src/console/desk/ticket/timeline/rows.ts';
import type { EventName, TimelineItem } from '../../src/api/contract.ts';

describe('words', () => {
  test('every event that the desk can write has its own words in both languages', async () => {
    const source = await readFile(new URL('../../src/desk/events/event.ts', import.meta.url), 'utf8');
    const names = [...(source.split('export interface Actor')[0] ?? '').matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(60);
    for (const words of [eventWords.es, eventWords.en]) {
      expect(Object.keys(words).sort()).toEqual([...names].sort());
      expect(Object.values(words).filter((word) => word.trim() === '')).toEqual([]);
      expect(new Set(Object.values(words)).size).toBe(names.length);
    }
  });

  test('every reason has words in both languages, and what a person wrote is quoted as it is', () => {
    expect(Object.keys(reasonWords.en).sort()).toEqual(Object.keys(reasonWords.es).sort());
    expect(reasonText('customer-wrote', reasonWords.es)).toBe('el cliente escribió');
    expect(reasonText('No contesta el módem', reasonWords.es)).toBe('«No contesta el módem»');
    expect(reasonText('constructor', reasonWords.en)).toBe('«constructor»');
    expect(reasonText('toString', reasonWords.en)).toBe('«toString»');
  });
});

test('why a ticket was placed is read of events that keep it, and of no others', () => {
  const why = (because: unknown) => becauseOf({ after: { because } });
  const nothing = { words: [], nearest: [], raisedBy: [], raisedLearned: [] };
  expect(why({ words: ['internet', ''], nearest: [12, 7] })).toEqual({ ...nothing, words: ['internet'], nearest: ['V-12', 'V-7'] });
  expect(why({ raisedBy: ['urgente', 7], raisedLearned: ['quirofano', ''], candidates: [] })).toEqual({ ...nothing, raisedBy: ['urgente'], raisedLearned: ['quirofano'] });
  for (const because of [undefined, null, 'x', [], { raisedBy: [], candidates: [] }, { words: 'x', nearest: [0, -1, 1.5, '7', null], raisedBy: 'x', raisedLearned: { 0: 'x' } }]) {
    expect(why(because)).toEqual(nothing);
  }
  expect(becauseOf({ after: null })).toEqual(nothing);
});

const event = (seq: number, name: EventName, more: Partial<Extract<TimelineItem, { kind: 'event' }>> = {}): TimelineItem => ({
  kind: 'event', seq, at: '2026-11-22T10:00:00.000Z', name, actor: { kind: 'desk', id: null, name: null }, agent: null, reason: null, before: null, after: null, ...more,
});
const note = (seq: number): TimelineItem => ({ kind: 'note', mentions: [], seq, at: '2026-11-22T10:00:00.000Z', id: `note-${seq}`, agent: null, text: 'x' });
const recording = {
  id: 'RE1', kind: 'voicemail' as const, seconds: 9, state: 'stored' as const, reason: null, url: '/files/x', transcript: null,
};
const shapeOf = (rows: Row[]) => rows.map((row) => (row.kind === 'run' ? row.events.length : row.item.kind === 'event' ? row.item.name : row.item.kind));

describe('rows of a timeline', () => {
  test('events in a row fold from three on; what matters by itself never does', () => {
    const timeline = [
      event(1, 'ticket.opened'), event(2, 'ticket.routed'), event(3, 'offer.made'), note(4), event(5, 'offer.expired'), event(6, 'offer.made'),
      event(7, 'ticket.resolved'), event(8, 'ticket.tagged'),
    ];
    expect(shapeOf(rowsOf(timeline, 'all'))).toEqual([3, 'note', 'offer.expired', 'offer.made', 'ticket.resolved', 'ticket.tagged']);
    expect(newestSeq(timeline)).toBe(8);
  });

  test('talk leaves out the events, and keeps a recording where it was first told of', () => {
    const timeline = [
      event(1, 'ticket.opened'), event(2, 'voicemail.left', { recording }), event(3, 'recording.received', { recording }), note(4), event(5, 'ticket.closed'),
    ];
    expect(shapeOf(rowsOf(timeline, 'talk'))).toEqual(['voicemail.left', 'note']);
    const players = rowsOf(timeline, 'all').filter((row) => row.kind === 'item' && row.item.kind === 'event' && row.item.recording !== undefined);
    expect(players).toHaveLength(1);
  });

  test('whatever the timeline is, everything in it is shown once, in its order, under a key of its own', () => {
    const names: EventName[] = ['offer.made', 'ticket.resolved', 'delivery.sent', 'ticket.transferred'];
    fc.assert(fc.property(fc.array(fc.option(fc.constantFrom(...names)), { maxLength: 60 }), (kinds) => {
      const timeline = kinds.map((name, seq) => (name === null ? note(seq) : event(seq, name)));
      const rows = rowsOf(timeline, 'all');
      const shown = rows.flatMap((row) => (row.kind === 'run' ? row.events.map(({ seq }) => seq) : [row.seq]));
      expect(shown).toEqual(timeline.map(({ seq }) => seq));
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    }));
  });
});

test('quotes fold from three lines on, and nothing of a text is lost', () => {
  expect(splitQuotes('Hola\n> a\n> b\n> c\nchao').map(({ quoted }) => quoted)).toEqual([false, true, false]);
  expect(splitQuotes('Hola\n> a\nchao')).toEqual([{ quoted: false, text: 'Hola\n> a\nchao' }]);
  const lines = fc.array(fc.oneof(fc.string(), fc.string().map((line) => `>${line}`)));
  fc.assert(fc.property(lines, (parts) => {
    const text = parts.join('\n');
    expect(splitQuotes(text).map((part) => part.text).join('\n')).toBe(text);
  }));
});

test('whoever is named with @ stands out, by their whole name; an address is nobody', () => {
  const mentions = (text: string) => splitMentions(text, ['Ana', 'Ana María', 'J. (Jota)']).filter(({ isMention }) => isMention).map((part) => part.text);
  expect(mentions('Para @Ana María y @todos, no ana@example.org')).toEqual(['@Ana María', '@todos']);
  expect(mentions('@J. (Jota)!')).toEqual(['@J. (Jota)']);
  fc.assert(fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), (text, people) => {
    expect(splitMentions(text, people).map((part) => part.text).join('')).toBe(text);
  }));
});

test('a text of very many lines stays whole', () => {
  const text = `Hola\n> corto\n${'\n'.repeat(400_000)}`;
  expect(splitQuotes(text).map((part) => part.text).join('\n') === text).toBe(true);
});
