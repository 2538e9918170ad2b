import { describe, expect, it } from 'vitest';
import { callFlow } from '../../channels/index.ts';
import type { CallInput, CallSession, SpokenGuess } from '../../src/core/index.ts';
import { testMenu } from '../support/call-menu.ts';
import { follow, heard, keys, said } from '../support/call-turns.ts';

const spanish = keys('1');
const english = keys('2');
const sure = (entry: string) => ({ entry, sure: true });
const unsure = { entry: 'salon', sure: false };
const asked = (...entries: string[]) => entries.map((entry) => ({ entry, sure: false, asked: true }));
const say = (before: CallInput[], words: string, ...guesses: SpokenGuess[]): CallSession =>
  follow([...before, said(words, ...guesses)]).session;

describe('speech beside keys', () => {
  it.each(['language', 'service', 'entry', 'stopped', 'others'] as const)('is listened for at the %s menu', (phase) => {
    const before = { language: [], service: ['1'], entry: ['1', '2'], stopped: ['1', '2', '1'], others: ['1', '2', '1', '1'] }[phase];
    const turn = follow(keys(...before));
    expect(turn.session.phase).toBe(phase);
    const asked = turn.prompts.at(-1);
    expect(asked).toMatchObject({ verb: 'ask', keys: 1, answerAt: 'menu', speech: { locale: 'es' } });
  });

  it('leans on the names of the menu and on what people say, of every entry first', () => {
    const asked = follow(spanish).prompts.at(-1);
    const hints = asked?.verb === 'ask' ? asked.speech?.hints ?? [] : [];
    expect(hints).toEqual(expect.arrayContaining(['tecnología', 'Fallas de Internet', 'No tengo Internet', 'operador']));
    expect(hints.indexOf('Necesito un salón')).toBeLessThan(hints.indexOf('No puedo navegar, ni nada'));
    expect(new Set(hints).size).toBe(hints.length);
  });

  it.each([
    ['Español.', 'es'], ['castellano por favor', 'es'], ['Spanish', 'es'], ['uno', 'es'],
    ['English', 'en'], ['en inglés', 'en'], ['English, please.', 'en'], ['two', 'en'], ['dos', 'en'],
  ])('chooses the language by %j', (words, locale) => {
    expect(say(keys(), words)).toMatchObject({ phase: 'service', locale });
  });

  it('offers the service menu with the invitation to just say it', () => {
    expect(heard(follow(spanish).prompts)).toMatch(/^Diga en pocas palabras qué necesita, o elija una opción\. Para servicios/);
  });

  it.each([
    ['dos', 'tecnologia'], ['la dos', 'tecnologia'], ['Opción 2.', 'tecnologia'], ['two', 'tecnologia'], ['tecnología', 'tecnologia'],
    ['Tecnologia, por favor', 'tecnologia'], ['quiero la de servicios administrativos', 'administrativos'], ['ADMINISTRATIVOS', 'administrativos'],
  ])('chooses a service by %j', (words, service) => {
    expect(say(spanish, words)).toMatchObject({ phase: 'entry', service });
  });

  it.each([['cambio de equipo', 'cambio-equipo'], ['un cambio por favor', 'cambio-equipo'], ['la segunda', 'cambio-equipo']])('chooses an entry by %j', (words, entry) => {
    expect(say(keys('1', '2'), words)).toMatchObject({ phase: 'placing', entry });
  });

  it.each([
    'operador', 'operadora por favor', 'una persona', 'quiero hablar con una persona', 'agente', 'páseme con un asesor', 'cero', 'agent',
    'I want to speak to a real person', 'operator', 'human', 'zero', '¿me puede comunicar con alguien, por favor?',
  ])('gives a person by %j', (words) => {
    for (const before of [keys(), spanish, keys('1', '2'), keys('1', '2', '1')]) {
      expect(follow([...before, said(words)]).place).toEqual({ wantsPerson: true });
    }
  });

  it.each(['volver', 'Volver atrás.', 'menú anterior', 'regresar', 'atrás', 'back', 'go back', 'previous menu', 'asterisco', 'star'])('goes back by %j', (words) => {
    expect(say(keys('1', '2'), words).phase).toBe('service');
  });

  it.each(['repita', 'otra vez por favor', '¿cómo?', 'repeat that', 'pardon?'])('says the menu again by %j, and counts no miss', (words) => {
    const turn = follow([...spanish, said(words)]);
    expect(turn.session).toEqual(follow(spanish).session);
    expect(turn.prompts).toEqual([follow(spanish).prompts.at(-1)]);
  });
});

describe('yes and no', () => {
  const stopped = keys('1', '2', '1');
  const yeses = [
    'sí', 'Sí.', 'si señor', 'sí, claro', 'claro', 'claro que sí', 'correcto', 'por supuesto', 'así es', 'de acuerdo', 'sí, por favor', 'pues sí', 'uno',
    'yes', 'yeah', 'yes please', 'yep', 'of course', 'it does', 'sure', 'absolutely', 'one', 'sí, me impide trabajar', 'okay', 'listo',
  ];
  const noes = [
    'no', 'No.', 'no señora', 'no, gracias', 'nope', 'para nada', 'claro que no', 'no realmente', 'not really', 'it doesn’t', 'dos', 'two',
    'no thanks', 'of course not', 'creo que no', "I don't think so", 'negativo', 'pues no', 'not at all', 'no, para nada',
  ];

  it.each(yeses)('hears yes in %j', (words) => {
    expect(say(stopped, words)).toMatchObject({ phase: 'others', urgency: 'high' });
    expect(say([...spanish, said('x y z internet', sure('internet'))], words)).toMatchObject({ phase: 'stopped', entry: 'internet' });
  });

  it.each(noes)('hears no in %j', (words) => {
    expect(say(stopped, words)).toMatchObject({ phase: 'others', urgency: null });
    expect(say([...spanish, said('x y z internet', sure('internet'))], words)).toMatchObject({ phase: 'service', entry: null });
  });

  it.each([
    ['no puedo trabajar', 'high'], ["I can't work", 'high'], ['I cannot work at all', 'high'], ['estoy parado', 'high'], ['no, todavía puedo trabajar', null],
    ['I can still work', null], ['no me impide trabajar', null],
  ])('knows that %j answers whether it stops them', (words, urgency) => {
    expect(say(stopped, words)).toMatchObject({ phase: 'others', urgency });
  });

  it.each([
    ['toda la oficina', 'high'], ['somos varios', 'high'], ['everybody', 'high'], ['otra persona', 'high'], ['solo yo', null], ['just me', null], ['nadie más', null],
    ['the whole office', 'high'], ['no, no hay más personas', null], ['sí, toda la oficina', 'high'], ['no que yo sepa', null],
  ])('knows that %j answers whether others are affected', (words, impact) => {
    expect(say(keys('1', '2', '1', '1'), words)).toMatchObject({ phase: 'placing', impact });
  });

  it.each(['tal vez', 'sí y no', 'mi perro', 'eh'])('asks again after %j', (words) => {
    expect(say(stopped, words)).toMatchObject({ phase: 'stopped', misses: 1 });
  });
});

describe('a sentence about the matter', () => {
  const told = [...spanish, said('no tengo internet desde ayer', sure('internet'))];

  it('is confirmed, and on yes goes on with the usual questions and the words kept', () => {
    const asked = follow(told);
    expect(asked.session).toMatchObject({ phase: 'confirm', guess: 'internet', words: 'no tengo internet desde ayer' });
    expect(heard(asked.prompts)).toContain('Entendimos: Fallas de Internet. Si es correcto, marque uno o diga sí.');
    expect(say(told, 'sí')).toMatchObject({ phase: 'stopped', service: 'tecnologia', entry: 'internet', guess: null });
    expect(follow([...told, { kind: 'keys', digits: '1' }, said('sí'), said('no')])).toMatchObject({
      place: { wantsPerson: false },
      session: { entry: 'internet', urgency: 'high', impact: null, words: 'no tengo internet desde ayer' },
    });
  });

  it('is taken at the language menu, too, in the language the recogniser was set to', () => {
    expect(say(keys(), 'no tengo internet', sure('internet'))).toMatchObject({ phase: 'confirm', locale: 'es', guess: 'internet' });
    expect(say(keys(), 'my inter nut is dow', unsure)).toMatchObject({ phase: 'language', misses: 1, words: null });
  });

  it.each(['no', '2'])('leads back to the keys by %j, with the words kept', (answer) => {
    const turn = follow([...told, answer === 'no' ? said(answer) : { kind: 'keys', digits: answer }]);
    expect(turn.session).toMatchObject({ phase: 'service', guess: null, entry: null, words: 'no tengo internet desde ayer' });
    expect(heard(turn.prompts)).toMatch(/^De acuerdo\. Elija entonces una opción/);
  });

  it('may be said again at the question: the same is yes, another is asked about', () => {
    expect(say(told, 'que la red se cae', sure('internet'))).toMatchObject({ phase: 'stopped', entry: 'internet' });
    expect(say(told, 'no puedo navegar', sure('internet'))).toMatchObject({ phase: 'confirm', guess: 'internet', misses: 1 });
    expect(say(told, 'no, no es internet', sure('internet'))).toMatchObject({ phase: 'confirm', guess: 'internet', misses: 1 });
    expect(say(told, 'no, es que necesito un salón', sure('salon'))).toMatchObject({ phase: 'confirm', guess: 'salon' });
  });

  it('that says too little is asked for once in other words, then goes to a person with the longer words', () => {
    const first = follow([...spanish, said('se dañó esa cosa', unsure)]);
    expect(first.session).toMatchObject({ phase: 'service', words: 'se dañó esa cosa', misses: 0 });
    expect(heard(first.prompts)).toMatch(/^Disculpe, no le entendimos bien.*use las teclas\..*marque uno/);
    const second = callFlow(first.session, said('la cosa esa que hace ruido en la esquina', unsure), testMenu);
    expect(second).toMatchObject({ place: { wantsPerson: true }, session: { words: 'la cosa esa que hace ruido en la esquina', entry: null } });
    const shorter = callFlow(first.session, said('pues la cosa'), testMenu);
    expect(shorter.session.words).toBe('se dañó esa cosa');
  });

  it('that is understood the second time is confirmed', () => {
    const first = follow([...english, said('that thing broke', unsure)]).session;
    expect(callFlow(first, said('my internet connection is down', sure('internet')), testMenu).session).toMatchObject({
      phase: 'confirm', guess: 'internet', words: 'my internet connection is down',
    });
  });

  it.each(['', '   ', '...', '¿?'])('is silence when it is %j', (words) => {
    expect(heard(follow([...spanish, said(words)]).prompts)).toMatch(/^No recibimos su respuesta/);
  });

  it.each(['hola', 'eh', 'buenos días', 'hello'])('is not %j', (words) => {
    expect(say(spanish, words)).toMatchObject({ phase: 'service', misses: 1, words: null });
  });

  it('does not trust a guess that the menu does not have', () => {
    for (const entry of ['gone', '__proto__', 'constructor']) {
      expect(say(spanish, 'algo muy raro pasa', sure(entry))).toMatchObject({ phase: 'service', guess: null });
    }
  });

  it('is kept as far as a ticket needs, and as PostgreSQL can hold it', () => {
    const words = say(spanish, `\u0000${'😀a'.repeat(2000)}`, sure('internet')).words ?? '';
    expect(words.length).toBeLessThanOrEqual(1000);
    expect(words).not.toMatch(/\u0000/);
    expect(words.isWellFormed()).toBe(true);
  });

  it('gives up the guess by star', () => {
    expect(follow([...told, { kind: 'keys', digits: '*' }]).session).toMatchObject({ phase: 'service', guess: null });
  });
});

describe('a sentence that may mean several things', () => {
  const doubtful = [...spanish, said('se dañó esa cosa', ...asked('internet', 'cambio-equipo'))];

  it('is followed by a choice, by key or by voice', () => {
    const turn = follow(doubtful);
    expect(turn.session).toMatchObject({ phase: 'which', doubt: { entries: ['internet', 'cambio-equipo'], again: false }, words: 'se dañó esa cosa', entry: null });
    expect(heard(turn.prompts)).toMatch(
      /^¿De qué se trata\? .*Fallas de Internet: marque uno\. Cambio de equipo: marque dos\. Si no es ninguna de estas, marque tres .*persona, marque cero\. .*asterisco/,
    );
    expect(turn.prompts).toMatchObject([{ verb: 'ask', keys: 1, answerAt: 'menu', speech: { locale: 'es', hints: expect.arrayContaining(['Cambio de equipo', 'ninguna']) as string[] } }]);
    expect(heard(follow([...english, said('that thing', ...asked('salon', 'internet'))]).prompts)).toMatch(/^What is it about\? .*Book a room: press one\. .*none of these, press three/);
  });

  it.each(['2', 'dos', 'la dos', 'opción dos', 'la segunda', 'the second one', 'cambio de equipo', 'el cambio', 'no, un cambio de equipo'])('is %j, as if its key had been pressed', (answer) => {
    const turn = follow([...doubtful, answer === '2' ? { kind: 'keys', digits: answer } : said(answer)]);
    expect(turn).toMatchObject({ place: { wantsPerson: false }, session: { service: 'tecnologia', entry: 'cambio-equipo', words: 'se dañó esa cosa', doubt: null } });
  });

  it('goes on with the questions of the entry, also when it is told anew and sure now', () => {
    expect(say(doubtful, 'uno')).toMatchObject({ phase: 'stopped', entry: 'internet' });
    expect(say(doubtful, 'que la red se cae', sure('internet'))).toMatchObject({ phase: 'stopped', entry: 'internet' });
    expect(say(doubtful, 'no puedo navegar', sure('internet'))).toMatchObject({ phase: 'confirm', guess: 'internet' });
    expect(say(doubtful, 'es que necesito un salón', sure('salon'))).toMatchObject({ phase: 'confirm', guess: 'salon' });
  });

  it.each(['3', 'ninguna', 'ninguna de esas', 'no', 'otra cosa', 'none of these', 'something else', 'tres'])('is none of them by %j: other words are asked for, and a person hears what is unclear once more', (answer) => {
    const denied = follow([...doubtful, answer === '3' ? { kind: 'keys', digits: answer } : said(answer)]);
    expect(denied.session).toMatchObject({ phase: 'service', doubt: null, words: 'se dañó esa cosa', entry: null });
    expect(heard(denied.prompts)).toMatch(/^Disculpe, no le entendimos bien/);
    expect(callFlow(denied.session, said('la cosa de siempre', unsure), testMenu).place).toEqual({ wantsPerson: true });
    const once = callFlow(denied.session, said('la cosa de siempre', ...asked('salon', 'internet')), testMenu);
    expect(once.session).toMatchObject({ phase: 'which', doubt: { entries: ['salon', 'internet'], again: true } });
    expect(callFlow(once.session, said('ninguna'), testMenu).place).toEqual({ wantsPerson: true });
  });

  it.each(['ninguna de esas', 'no, ninguna', 'none of those'])('is none of them by %j, whatever its words resemble', (answer) => {
    expect(say(doubtful, answer, sure('salon'))).toMatchObject({ phase: 'service', doubt: null });
    expect(say([...spanish, said('no tengo red', sure('internet'))], answer, sure('salon'))).toMatchObject({ phase: 'service', guess: null });
  });

  it('is asked about once more for other doubtful words, then a person takes over', () => {
    const second = follow([...doubtful, said('pues el aparato ese', ...asked('salon', 'cambio-equipo'))]);
    expect(second.session).toMatchObject({ phase: 'which', doubt: { entries: ['salon', 'cambio-equipo'], again: true } });
    expect(callFlow(second.session, said('el aparato aquel', ...asked('salon', 'internet')), testMenu).place).toEqual({ wantsPerson: true });
  });

  it('has a person at 0, the menu before at star, and is said again after a wrong key', () => {
    expect(follow([...doubtful, { kind: 'keys', digits: '0' }])).toMatchObject({ place: { wantsPerson: true }, session: { entry: null, words: 'se dañó esa cosa' } });
    expect(say(doubtful, 'volver')).toMatchObject({ phase: 'service', doubt: null });
    expect(say([...keys('1', '2'), said('esa cosa', ...asked('internet', 'cambio-equipo'))], 'asterisco')).toMatchObject({ phase: 'entry', service: 'tecnologia' });
    const wrong = follow([...doubtful, { kind: 'keys', digits: '7' }]);
    expect(wrong.session).toMatchObject({ phase: 'which', misses: 1 });
    expect(heard(wrong.prompts)).toMatch(/Esa opción no está disponible\. ¿De qué se trata/);
  });

  it('is confirmed where only one thing is likely, and offers nothing that the menu does not have', () => {
    expect(say(spanish, 'esa cosa rara', ...asked('internet'))).toMatchObject({ phase: 'confirm', guess: 'internet' });
    expect(say(spanish, 'esa cosa rara', ...asked('gone', '__proto__'))).toMatchObject({ phase: 'service', words: 'esa cosa rara' });
  });
});
