import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentActor, deskActor } from '../../../src/desk/events/index.ts';
import { hookBody, hookPauses, newHookSecret, nextTryAt, signHook, signedHeaders, type HookEvent } from '../../../src/desk/hooks/index.ts';

const at = new Date('2026-11-22T15:00:00.700Z');

describe('a signature', () => {
  test('is the one of the specification’s own example', () => {
    const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1614265330, body: '{"test": 2432232314}' };
    expect(signHook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', signed)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('is of the bytes in UTF-8, by a secret of 32 bytes', () => {
    const secret = newHookSecret();
    const key = Buffer.from(secret.slice(6), 'base64');
    expect([key.length, newHookSecret() === secret]).toEqual([32, false]);
    expect(signHook(secret, { id: 'msg_1', seconds: 1, body: '¿ñ?' }))
      .toBe(`v1,${createHmac('sha256', key).update(Buffer.from('msg_1.1.¿ñ?', 'utf8')).digest('base64')}`);
  });

  test('stands beside that of the secret before while this one is valid, and no longer', () => {
    const delivery = { id: '11111111-2222-4333-8444-555555555555', body: '{}', replays: 0 };
    const [current, before] = [newHookSecret(), newHookSecret()];
    const about = { id: 'msg_11111111222243338444555555555555', seconds: Math.floor(at.getTime() / 1000), body: '{}' };
    const until = (milliseconds: number) => ({ current, previous: { secret: before, until: new Date(at.getTime() + milliseconds) } });
    expect(signedHeaders(delivery, until(1), at)).toEqual({
      'webhook-id': about.id, 'webhook-timestamp': String(about.seconds), 'webhook-signature': `${signHook(current, about)} ${signHook(before, about)}`,
    });
    expect(signedHeaders(delivery, until(0), at)['webhook-signature']).toBe(signHook(current, about));
    expect(signedHeaders({ ...delivery, replays: 2 }, { current, previous: null }, at)).toMatchObject({ 'webhook-id': about.id, 'ventanilla-replay': '2' });
  });
});

describe('the next try', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });

  test('comes after its pause, a little more or less, and after the last one never', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), chance, (tries, luck) => {
      const next = nextTryAt(tries, at, { chance: luck, askedFor: null });
      const pause = hookPauses[tries - 1];
      if (pause === undefined) {
        expect(next).toBeNull();
        return;
      }
      const waits = (next?.getTime() ?? 0) - at.getTime();
      expect(waits).toBeGreaterThanOrEqual(pause * 0.85 - 1);
      expect(waits).toBeLessThanOrEqual(pause * 1.15 + 1);
    }));
    expect(hookPauses.reduce((sum, one) => sum + one, 0)).toBeLessThan(2 * 24 * 60 * 60_000);
  });

  test('waits as long as the other side asks, a day at most', () => {
    const after = (askedFor: number) => (nextTryAt(1, at, { chance: 0.5, askedFor })?.getTime() ?? 0) - at.getTime();
    expect([after(0), after(60_000), after(10 ** 12)]).toEqual([5_000, 60_000, 24 * 60 * 60_000]);
  });
});

describe('what is told', () => {
  const event: HookEvent = {
    seq: 7, at, name: 'ticket.resolved', actor: { ...agentActor('a-1'), name: 'Rosa' }, reason: 'Le di la clave 1234',
    before: { status: 'assigned', number: '+573001112233' }, after: { status: 'resolved', solution: 'secreto', to: 'ana@example.org', because: [{ word: 'x' }], priority: { es: 'no' } },
    ticket: {
      number: 1042, kind: 'incident', status: 'resolved', subject: 'No me abre la nómina', priority: 'P2', impact: 'medium', urgency: 'high', tier: 1, team: 'mesa',
      service: 'tecnologia', entry: 'internet', channel: 'sms', tags: ['vip'], agent: { id: 'a-1', name: 'Rosa' }, customerId: 'c-1',
      openedAt: at, dueAt: null, resolvedAt: at, version: 9,
    },
  };
  const told = (about: Partial<HookEvent>, includesWords = false) =>
    JSON.parse(hookBody({ ...event, ...about }, { includesWords, publicUrl: 'https://desk.test/mesa' })) as { data: Record<string, unknown> };

  test('is what a system needs, and no words of people unless its owner asked for them', () => {
    expect(told({})).toEqual({
      type: 'ticket.resolved', timestamp: at.toISOString(), seq: 7,
      data: {
        ticket: {
          number: 'V-1042', url: 'https://desk.test/mesa/tickets/V-1042', kind: 'incident', status: 'resolved', priority: 'P2', impact: 'medium', urgency: 'high',
          tier: 1, team: 'mesa', service: 'tecnologia', entry: 'internet', channel: 'sms', tags: ['vip'], agent: { id: 'a-1', name: 'Rosa' }, customerId: 'c-1',
          openedAt: at.toISOString(), dueAt: null, resolvedAt: at.toISOString(), version: 9,
        },
        actor: { kind: 'agent', id: 'a-1', name: 'Rosa' }, reason: null, before: { status: 'assigned' }, after: { status: 'resolved' },
      },
    });
    expect(told({}, true).data).toMatchObject({ reason: event.reason, ticket: { subject: event.ticket?.subject } });
  });

  test('has the desk’s own codes as reasons, but no sentence', () => {
    const actor = { ...deskActor, name: null };
    expect([told({ actor, reason: 'team-closed' }).data['reason'], told({ actor, reason: '550 no such user ana@example.org' }).data['reason']]).toEqual(['team-closed', null]);
  });
});
