import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFlow } from '../../channels/index.ts';
import type { CallInput, CallMenu, CallSession, CallTurn, Prompt } from '../../src/core/index.ts';
import { testMenu } from '../support/call-menu.ts';
import { bridge, follow, verbs } from '../support/call-turns.ts';

const anyWords = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constantFrom(
    '', 'sí', 'no', 'uno', 'two', 'operador', 'volver', 'repita', 'español', 'English', 'tecnología', 'no tengo internet', 'eh', 'llámenme',
    'otra hora', 'ninguna', 'a las tres', 'mañana a las tres', '300 123 45 67', 'otro asunto', 'constructor', '__proto__', 'toString hasOwnProperty',
  ),
);
const anyGuess = fc.record({ entry: fc.constantFrom('internet', 'salon', 'cambio-equipo', 'gone', '__proto__'), sure: fc.boolean(), asked: fc.boolean() });
const digits = fc.oneof(fc.constantFrom('', '0', '1', '2', '3', '*', '#', '12', '1500', '*#', '3001234567#', '\u0000', '9'.repeat(60)), fc.string({ maxLength: 5 }));
const zone = fc.constantFrom('America/Bogota', 'Nowhere/Land', '');
const moment = fc.constantFrom(null, '2026-11-23T13:00:00Z', 'nonsense', '2026-02-30T99:00:00Z');
const place = { position: fc.integer({ min: -1, max: 50 }), estimateSeconds: fc.option(fc.integer({ min: 0, max: 9000 })) };

/** Everything that can happen on a line, in words of any kind. */
const anyInput: fc.Arbitrary<CallInput> = fc.oneof(
  fc.record({
    kind: fc.constant('start' as const),
    caller: fc.option(fc.record({
      name: fc.option(fc.string({ unit: 'binary', maxLength: 100 })),
      openTicket: fc.option(fc.record({
        number: fc.constantFrom('V-7', 'V-1042'),
        state: fc.constantFrom('received' as const, 'queued' as const, 'assigned' as const, 'waitingForCustomer' as const, 'waitingForVendor' as const),
        dueAt: moment, zone,
      })),
    })),
    toVoicemail: fc.constantFrom(null, null, null, 'blocked' as const, 'too-many' as const, 'line-closed' as const),
  }),
  fc.record({ kind: fc.constant('keys' as const), digits }),
  fc.record({ kind: fc.constant('said' as const), words: anyWords, guesses: fc.array(anyGuess, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('placed' as const),
    ticketNumber: fc.constantFrom('V-1', 'V-1042'),
    to: fc.constantFrom('queue' as const, 'voicemail' as const),
    because: fc.constantFrom('staffed' as const, 'nobody' as const, 'closed' as const),
    opensAt: moment, zone,
  }),
  fc.record({ kind: fc.constant('callback-set' as const), at: moment, zone }),
  fc.record({ kind: fc.constant('callback-refused' as const), because: fc.constantFrom('no-number' as const, 'never-open' as const) }),
  fc.record({ kind: fc.constant('waiting' as const), announcements: fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), ...place }),
  fc.record({ kind: fc.constant('waiting-keys' as const), digits, ...place }),
  fc.record({
    kind: fc.constant('left-queue' as const),
    result: fc.constantFrom('left' as const, 'hung-up' as const, 'bridged' as const, 'redirected' as const, 'failed' as const),
  }),
  fc.record({ kind: fc.constant('recorded' as const), seconds: fc.nat(200) }),
  fc.constant(bridge),
  fc.record({ kind: fc.constant('agent-leg' as const), locale: fc.constantFrom('es' as const, 'en' as const) }),
  fc.record({ kind: fc.constant('agent-leg-keys' as const), digits: fc.constantFrom('', '1', '2') }),
  fc.record({ kind: fc.constant('dial-ended' as const), answered: fc.boolean() }),
  fc.record({
    kind: fc.constant('moved' as const), to: fc.constantFrom('room' as const, 'hold' as const, 'line' as const, 'collect' as const, 'end' as const),
    room: fc.constant('room-1'), record: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('collected' as const), digits }),
);

const noEntries = testMenu.services.map((one) => ({ ...one, entries: [] }));
const anyMenu: fc.Arbitrary<CallMenu> = fc.record({
  greeting: fc.constant(testMenu.greeting),
  consent: fc.constantFrom(null, { es: 'Esta llamada puede ser grabada.', en: 'This call may be recorded.' }),
  transcribes: fc.boolean(),
  hasNumber: fc.boolean(),
  locale: fc.constantFrom('es' as const, 'en' as const, null),
  defaultLocale: fc.constantFrom('es' as const, 'en' as const),
  service: fc.constantFrom(null, 'tecnologia', 'gone'),
  services: fc.constantFrom(testMenu.services, testMenu.services.slice(0, 1), [], noEntries),
});

/** What a caller who is hung up on had before: a message taken, a callback agreed, a conversation, or an end the desk decided. */
function mayHangUp(input: CallInput, before: CallSession | null): boolean {
  switch (input.kind) {
    case 'dial-ended':
      return input.answered;
    case 'moved':
      return input.to === 'end' || before?.phase === 'ended';
    case 'collected':
      return before?.phase === 'ended';
    case 'recorded':
    case 'agent-leg':
    case 'agent-leg-keys':
    case 'callback-set':
      return true;
    default:
      return false;
  }
}

/** The document says something, and goes on: it listens, plays, records, rings, joins, or leads to the next turn. */
function isComplete(turn: CallTurn): boolean {
  const last = turn.prompts.at(-1)?.verb;
  if (last === undefined || turn.place || turn.callback) return true;
  return last !== 'say' && last !== 'pause' && last !== 'music';
}

const texts = (prompts: Prompt[]): string[] =>
  prompts.flatMap((prompt) => (prompt.verb === 'ask' ? texts(prompt.say) : prompt.verb === 'say' ? [prompt.text] : []));

const afterwards = new Set<CallSession['phase']>(['ended']);

describe('any call whatever', () => {
  it('never throws, never hangs up on a caller without a word and a way, ends no document in silence, and stays storable', () => {
    fc.assert(
      fc.property(anyMenu, fc.array(anyInput, { maxLength: 30 }), (menu, inputs) => {
        let session: CallSession | null = null;
        for (const input of inputs) {
          const before: CallSession | null = session;
          const turn: CallTurn = callFlow(session, input, menu);
          if (verbs(turn).includes('hang-up')) {
            expect(mayHangUp(input, before)).toBe(true);
            if (before && !afterwards.has(before.phase)) expect(texts(turn.prompts).length).toBeGreaterThan(0);
          }
          expect(isComplete(turn)).toBe(true);
          for (const text of texts(turn.prompts)) expect(text).toMatch(/\S/);
          for (const text of texts(turn.prompts)) expect(text).not.toMatch(/undefined|null|NaN|\[object/);
          if (turn.place) expect(turn.session.phase).toBe('placing');
          expect(turn.place && turn.callback).toBeFalsy();
          expect(JSON.parse(JSON.stringify(turn.session))).toEqual(turn.session);
          // NUL and lone surrogates are what PostgreSQL cannot hold.
          expect(JSON.stringify(turn)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
          session = turn.session;
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('asks every menu\'s question where its answer comes in, in the caller\'s language, by key and by voice', () => {
    fc.assert(
      fc.property(anyMenu, fc.array(anyInput, { maxLength: 15 }), (menu, inputs) => {
        const turn = follow([{ kind: 'start' }, ...inputs], menu);
        for (const prompt of turn.prompts) {
          if (prompt.verb !== 'ask' || prompt.answerAt !== 'menu') continue;
          expect(prompt.speech?.locale).toBe(turn.session.locale);
          expect(prompt.speech?.hints.length).toBeLessThanOrEqual(120);
          const spoken = prompt.say.flatMap((one) => (one.verb === 'say' ? [one.locale] : []));
          if (turn.session.phase !== 'language') expect(new Set(spoken)).toEqual(new Set([turn.session.locale]));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is at most three misses from a person at every menu, silent, by a wrong key or by words nobody understands', () => {
    const menus = ['language', 'known', 'service', 'entry', 'confirm', 'which', 'stopped', 'others', 'callback', 'callback-time', 'callback-number'];
    const misses: CallInput[] = [{ kind: 'keys', digits: '' }, { kind: 'keys', digits: '9' }, { kind: 'said', words: 'eh', guesses: [] }, { kind: 'said', words: 'el perro azul come', guesses: [] }];
    fc.assert(
      fc.property(anyMenu, fc.array(anyInput, { maxLength: 15 }), fc.constantFrom(...misses), (menu, inputs, miss) => {
        let { session } = follow([{ kind: 'start' }, ...inputs], menu);
        if (!menus.includes(session.phase)) return;
        // A callback is asked for from the line or the voicemail: back there is the person, or the message.
        const ways: boolean[] = [];
        for (let tries = 0; tries < 3 && !ways.includes(true); tries += 1) {
          const turn = callFlow(session, miss, menu);
          ways.push(turn.place?.wantsPerson === true || ['enqueue', 'record'].includes(turn.prompts.at(-1)?.verb ?? '') || turn.callback != null);
          session = turn.session;
        }
        expect(ways).toContain(true);
      }),
      { numRuns: 1000 },
    );
  });
});
