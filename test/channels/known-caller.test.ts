import { describe, expect, it } from 'vitest';
import { callFlow } from '../../channels/index.ts';
import type { CallInput, CallMenu, KnownCaller } from '../../src/core/index.ts';
import { testMenu } from '../support/call-menu.ts';
import { follow, heard, press, said, verbs } from '../support/call-turns.ts';

const open: NonNullable<KnownCaller['openTicket']> = { number: 'V-1042', state: 'assigned', dueAt: '2026-11-23T20:30:00Z', zone: 'America/Bogota' };
const call = (caller: KnownCaller | null, ...rest: CallInput[]): CallInput[] => [{ kind: 'start', caller }, ...rest];
const ana: KnownCaller = { name: 'Ana', openTicket: open };
const inEnglish: CallMenu = { ...testMenu, locale: 'en' };

describe('a caller known by their number', () => {
  it('is greeted by name where it was verified, in every language still open', () => {
    expect(heard(follow(call(ana)).prompts)).toMatch(/^Bienvenido a la ventanilla\. Hola, Ana\. Welcome to the desk\. Hello, Ana\./);
    expect(heard(follow(call(ana), inEnglish).prompts)).toMatch(/^Welcome to the desk\. Hello, Ana\. You have/);
    expect(heard(follow(call({ name: null, openTicket: null })).prompts)).not.toMatch(/Hola|Hello/);
  });

  it('is offered the open ticket after the language: number digit by digit, state and due time, and nothing of its content', () => {
    const turn = follow(call(ana, ...press('1')));
    expect(turn.session).toMatchObject({ phase: 'known', open });
    expect(heard(turn.prompts)).toBe(
      'Usted tiene una solicitud abierta, la número uve, uno, cero, cuatro, dos. Una persona de nuestro equipo la está atendiendo. ' +
        'Esperamos darle respuesta el lunes 23 de noviembre a las 3 y media de la tarde a más tardar. ' +
        'Para escuchar esto de nuevo, marque uno. Para agregar información a esta solicitud, marque dos. Para otro asunto, marque tres o dígalo en pocas palabras. ' +
        'Para hablar con una persona, marque cero. Para volver al menú anterior, marque asterisco.',
    );
  });

  it('hears every state in both languages, and no due time where there is none', () => {
    for (const state of ['received', 'queued', 'assigned', 'waitingForCustomer', 'waitingForVendor'] as const) {
      for (const locale of ['es', 'en'] as const) {
        const turn = follow(call({ name: null, openTicket: { ...open, state, dueAt: null } }), { ...testMenu, locale });
        expect(turn.session).toMatchObject({ phase: 'known', locale });
        expect(heard(turn.prompts)).not.toMatch(/tardar|at the latest/);
      }
    }
  });

  it.each([['1'], ['repita'], ['¿cómo va?']])('hears it again by %s', (answer) => {
    const menu = call(ana, ...press('1'));
    const again = follow([...menu, answer === '1' ? { kind: 'keys', digits: answer } : said(answer)]);
    expect(again).toEqual(follow(menu));
  });

  it.each(['2', 'agregar información', 'I want to add something'])('adds words to it by %s, and the call joins that ticket', (answer) => {
    const turn = follow(call(ana, ...press('1'), answer === '2' ? { kind: 'keys', digits: answer } : said(answer)), { ...testMenu, transcribes: true });
    expect(turn).toMatchObject({ joinsOpenTicket: true, place: null, session: { phase: 'adding-words' } });
    expect(turn.prompts.at(-1)).toEqual({ verb: 'record', maxSeconds: 180, transcribe: true });
    const thanks = callFlow(turn.session, { kind: 'recorded', seconds: 9 }, testMenu);
    expect(heard(thanks.prompts)).toMatch(/^Gracias\. Agregamos su mensaje a la solicitud uve, uno, cero, cuatro, dos\..*buen día\.$/);
    expect(verbs(thanks).at(-1)).toBe('hang-up');
    expect(thanks.joinsOpenTicket).toBeUndefined();
  });

  it('is asked once more when nothing was recorded, and told that the ticket stays', () => {
    const adding = follow(call(ana, ...press('1', '2'))).session;
    const again = callFlow(adding, { kind: 'recorded', seconds: 0 }, testMenu);
    expect(heard(again.prompts)).toMatch(/^No recibimos su mensaje\. Después del tono/);
    const over = callFlow(again.session, { kind: 'recorded', seconds: 0 }, testMenu);
    expect(heard(over.prompts)).toMatch(/No recibimos.* sigue abierta\./);
    expect(over.session.phase).toBe('ended');
  });

  it.each(['3', 'otro asunto', 'something else'])('starts anew by %s', (answer) => {
    const turn = follow(call(ana, ...press('1'), answer === '3' ? { kind: 'keys', digits: answer } : said(answer)));
    expect(turn.session).toMatchObject({ phase: 'service', ticketNumber: null });
    expect(callFlow(turn.session, { kind: 'keys', digits: '*' }, testMenu).session.phase).toBe('known');
  });

  it('starts anew by saying the matter', () => {
    expect(follow(call(ana, ...press('1'), said('no tengo internet', { entry: 'internet', sure: true }))).session).toMatchObject({
      phase: 'confirm', guess: 'internet', words: 'no tengo internet',
    });
  });

  it('may name the matter and that it is another one in the same breath', () => {
    expect(follow(call(ana, ...press('1'), said('tengo otro problema con internet', { entry: 'internet', sure: true }))).session).toMatchObject({
      phase: 'confirm', guess: 'internet',
    });
  });

  it('gets a person by zero, and a new language by star', () => {
    expect(follow(call(ana, ...press('1', '0'))).place).toEqual({ wantsPerson: true });
    expect(follow(call(ana, ...press('1', '*'))).session.phase).toBe('language');
  });

  it('hears a name of any kind cut to a breath', () => {
    const turn = follow(call({ name: `${'😀'.repeat(100)}\u0000`, openTicket: null }), inEnglish);
    expect(heard(turn.prompts).length).toBeLessThan(600);
    expect(heard(turn.prompts).isWellFormed()).toBe(true);
  });
});

describe('a number that is screened', () => {
  it.each([['blocked', 'no podemos comunicarle'], ['too-many', 'muchas llamadas'], ['line-closed', 'está cerrada']] as const)('is told politely and may leave a message: %s', (toVoicemail, words) => {
    const turn = follow([{ kind: 'start', toVoicemail, caller: ana }]);
    expect(turn).toMatchObject({ place: null, session: { phase: 'voicemail' } });
    expect(verbs(turn)).toEqual(['say', 'say', 'record']);
    expect(heard(turn.prompts)).toContain(words);
    expect(heard(turn.prompts)).toMatch(/After the tone/);
    expect(heard(turn.prompts)).not.toMatch(/Ana|1042|marque uno|press one/);
    for (const more of [...press('0', '2', '1'), said('operador'), said('llámenme')]) {
      expect(callFlow(turn.session, more, testMenu)).toMatchObject({ place: null, session: { phase: 'voicemail' } });
    }
    const thanks = callFlow(turn.session, { kind: 'recorded', seconds: 3 }, testMenu);
    expect(verbs(thanks).at(-1)).toBe('hang-up');
  });
});
