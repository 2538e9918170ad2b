import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KnownConversation } from '../../src/intake/intake-store.ts';
import { joinSince, matchConversation } from '../../src/intake/match-conversation.ts';
import { ticketStatuses } from '../../src/desk/tickets/index.ts';

const rules = fc.record({ joinHours: fc.integer({ min: 1, max: 1_000 }), reopenDays: fc.integer({ min: 1, max: 90 }) });
const at = new Date('2026-03-02T15:00:00Z');
const before = fc.integer({ min: 0, max: 200 * 24 * 3600 }).map((seconds) => new Date(at.getTime() - seconds * 1000));
const conversation: fc.Arbitrary<KnownConversation> = fc.record({
  id: fc.uuid(), ticketId: fc.uuid(), status: fc.constantFrom(...ticketStatuses),
  resolvedAt: fc.option(before), lastContactAt: before,
});

test('without a conversation a contact opens a ticket that follows nothing', () => {
  fc.assert(fc.property(rules, (given) => {
    expect(matchConversation(null, given, at)).toEqual({ kind: 'open', followUpOf: null });
  }));
});

test('every conversation is joined, opened again or followed, and never forgotten', () => {
  fc.assert(fc.property(conversation, rules, (known, given) => {
    const match = matchConversation(known, given, at);
    if (match.kind === 'open') expect(match.followUpOf).toBe(known.ticketId);
    else expect(match.conversation).toBe(known);
  }));
});

test('only an unresolved ticket used within joinHours is joined', () => {
  fc.assert(fc.property(conversation, rules, (known, given) => {
    const isOpen = !['resolved', 'closed', 'cancelled'].includes(known.status);
    const isRecent = at.getTime() - known.lastContactAt.getTime() <= given.joinHours * 3_600_000;
    expect(matchConversation(known, given, at).kind === 'join').toBe(isOpen && isRecent);
  }));
});

test('only a ticket resolved within reopenDays opens again', () => {
  fc.assert(fc.property(conversation, rules, (known, given) => {
    const since = (known.resolvedAt ?? known.lastContactAt).getTime();
    const isFresh = at.getTime() - since <= given.reopenDays * 86_400_000;
    expect(matchConversation(known, given, at).kind === 'reopen').toBe(known.status === 'resolved' && isFresh);
  }));
});

test('the bound of joining is part of it', () => {
  fc.assert(fc.property(rules, (given) => {
    const used = (lastContactAt: Date) => ({ id: 'c', ticketId: 't', status: 'queued' as const, resolvedAt: null, lastContactAt });
    const bound = joinSince(at, given);
    expect(matchConversation(used(bound), given, at).kind).toBe('join');
    expect(matchConversation(used(new Date(bound.getTime() - 1)), given, at).kind).toBe('open');
  }));
});
