import { describe, expect, it } from 'vitest';
import { callFlow } from '../../channels/index.ts';
import type { CallInput, CallMenu, CallSession } from '../../src/core/index.ts';
import { testMenu } from '../support/call-menu.ts';
import { bridge, follow, heard, inLine, keys, press, queued, said, toQueue, toVoicemail, verbs, waiting } from '../support/call-turns.ts';

const consent = { es: 'La conversación puede ser grabada.', en: 'The conversation may be recorded.' };
const recording: CallMenu = { ...testMenu, consent };
const anonymous: CallMenu = { ...testMenu, hasNumber: false };

/** What is said on each of the next turns of the line. */
function hearTurns(session: CallSession, inputs: CallInput[]): string[] {
  let now = session;
  return inputs.map((input) => {
    const turn = callFlow(now, input, testMenu);
    expect(verbs(turn)).toEqual(['ask', 'continue']);
    now = turn.session;
    return heard(turn.prompts);
  });
}

describe('consent', () => {
  it('is asked for in the caller\'s language before waiting, once, and the conversation is recorded', () => {
    const placed = follow(queued, recording);
    expect(heard(placed.prompts)).toContain(consent.es);
    expect(heard(follow([...keys('2', '1', '1'), toQueue], recording).prompts)).toContain(consent.en);
    expect(heard(follow([...queued, waiting], recording).prompts)).not.toContain(consent.es);
    expect(follow([...queued, bridge], recording).prompts.at(-1)).toMatchObject({ verb: 'dial', record: true });
  });

  it('is not asked for where nothing is recorded, nor before a voicemail', () => {
    expect(heard(follow(queued).prompts)).not.toMatch(/grabada/);
    expect(follow([...queued, bridge]).prompts.at(-1)).not.toHaveProperty('record');
    expect(heard(follow([...keys('1', '1', '1'), toVoicemail], recording).prompts)).not.toContain(consent.es);
  });

  it('is asked for when a callback is agreed by somebody who did not wait', () => {
    const set: CallInput = { kind: 'callback-set', at: null, zone: 'America/Bogota' };
    expect(heard(follow([...keys('1', '1', '1'), toVoicemail, ...press('2', '1'), set], recording).prompts)).toContain(consent.es);
    expect(heard(follow([...queued, waiting, inLine('2'), { kind: 'left-queue', result: 'left' }, ...press('1'), set], recording).prompts)).not.toContain(consent.es);
  });
});

describe('nobody there, or closed', () => {
  it('tells when it opens, offers to call back, and takes a message in the same breath', () => {
    const turn = follow([...keys('1', '1', '1'), {
      kind: 'placed', ticketNumber: 'V-1042', to: 'voicemail', because: 'closed', opensAt: '2026-11-23T13:00:00Z', zone: 'America/Bogota',
    }]);
    expect(verbs(turn)).toEqual(['say', 'say', 'ask', 'say', 'record']);
    expect(heard(turn.prompts)).toMatch(/fuera de nuestro horario.* Abrimos el lunes 23 de noviembre a las 8 de la mañana\. Si prefiere que le devolvamos la llamada, marque dos/);
    expect(turn.prompts[2]).toMatchObject({ verb: 'ask', silence: 'go-on', answerAt: 'menu', keys: 1, speech: { locale: 'es' } });
  });

  it('does not invent an hour', () => {
    expect(heard(follow([...keys('1', '1', '1'), { ...toVoicemail, because: 'closed', opensAt: null }]).prompts)).not.toContain('Abrimos');
    expect(heard(follow([...keys('1', '1', '1'), { ...toVoicemail, opensAt: '2026-11-23T13:00:00Z' }]).prompts)).not.toContain('Abrimos');
  });

  const voicemail = [...keys('1', '1', '1'), toVoicemail];
  it.each([...press('2'), said('dos'), said('prefiero que me llamen'), said('call me back please')])('goes to the callback by %j', (answer) => {
    const turn = follow([...voicemail, answer]);
    expect(turn.session.phase).toBe('callback');
    expect(heard(turn.prompts)).toMatch(/^Con gusto le devolvemos la llamada\..*Para dejar mejor un mensaje, marque asterisco\.$/);
  });

  it.each([...press('1', '9', '0', ''), said('mi computador no prende')])('takes the message on %j', (answer) => {
    const turn = follow([...voicemail, answer]);
    expect(verbs(turn)).toEqual(['say', 'record']);
    expect(turn.session.words).toBe(answer.kind === 'said' ? 'mi computador no prende' : null);
  });

  it('is a voicemail again by star, and by zero where nobody is', () => {
    for (const key of ['*', '0']) {
      const turn = follow([...voicemail, ...press('2', key)]);
      expect(turn.session.phase).toBe('voicemail');
      expect(verbs(turn).at(-1)).toBe('record');
    }
  });
});

describe('the waiting line', () => {
  const placed = follow(queued).session;

  it('tells place and keys first, then news, comfort and music in turn, and the place again about once a minute', () => {
    const again = Array.from({ length: 9 }, (): CallInput => ({ ...waiting, announcements: ['Se cayó la red en la sede norte.'] }));
    const told = hearTurns(placed, again);
    expect(told[0]).toMatch(/puesto 3 .* unos 3 minutos\. .*dejar un mensaje.*marque uno.*marque dos/);
    expect(told[1]).toBe('Se cayó la red en la sede norte.');
    expect(told[2]).toBe('');
    expect(told[3]).toMatch(/^Gracias por esperar/);
    expect(told[4]).toMatch(/^Usted ocupa el puesto 3 en la línea\. Calculamos/);
    expect(told[4]).not.toContain('marque');
    expect(told[5]).toMatch(/^Seguimos con usted/);
    expect(told[8]).toMatch(/puesto 3.*marque uno/);
  });

  it('tells a new place at once, and an unknown estimate honestly', () => {
    const told = hearTurns(placed, [waiting, { ...waiting, position: 2, estimateSeconds: null }, { ...waiting, position: 2 }]);
    expect(told[1]).toMatch(/puesto 2 .*Todavía no podemos decirle/);
    expect(told[2]).toBe('');
  });

  it('tells long waits in hours', () => {
    expect(hearTurns(placed, [{ ...waiting, estimateSeconds: 7000 }])[0]).toContain('unas 2 horas');
  });

  it.each(['9', '*', '0', '#', '12'])('answers %s politely and changes nothing', (digits) => {
    const before = follow([...queued, waiting]).session;
    const turn = callFlow(before, inLine(digits), testMenu);
    expect(heard(turn.prompts)).toMatch(/^Esa tecla no tiene función.*marque uno.*marque dos/);
    expect(turn.session).toEqual({ ...before, waitTurns: before.waitTurns + 1 });
  });

  it('listens for keys only: people talk to others while they wait', () => {
    expect(follow([...queued, waiting]).prompts[0]).not.toHaveProperty('speech');
  });
});

describe('a callback instead of waiting', () => {
  const asked: CallInput[] = [...queued, waiting, inLine('2'), { kind: 'left-queue', result: 'left' }];

  it('is offered out of the line, which keeps their place', () => {
    expect(verbs(follow([...queued, waiting, inLine('2')]))).toEqual(['leave-queue']);
    const turn = follow(asked);
    expect(turn.session.phase).toBe('callback');
    expect(heard(turn.prompts)).toMatch(/^Conservamos su turno\. Le llamaremos al número desde el que nos llama\..*marque uno o diga sí.*otra hora.*otro número.*volver a la línea/);
    expect(turn.prompts.at(-1)).toMatchObject({ answerAt: 'menu' });
  });

  it.each([...press('1'), said('sí'), said('de acuerdo'), said('yes please'), said('llámenme'), said('call me back')])('is agreed by %j', (answer) => {
    expect(follow([...asked, answer])).toMatchObject({ callback: { number: null, at: null }, place: null });
  });

  it.each([
    [[...press('2'), ...press('1500')], 15, 0], [[said('otra hora'), said('a las tres y media')], 15, 30], [[said('después de las 4')], 16, 0],
    [[...press('2'), said('at 9 in the morning')], 9, 0],
  ] as const)('is asked for at a time: %j', (answers, hour, minute) => {
    expect(follow([...asked, ...answers]).callback).toEqual({ number: null, at: { hour, minute } });
  });

  it.each([...press('2575', '99'), said('mañana'), said('cuando puedan')])('asks for the time again after %j', (answer) => {
    const turn = follow([...asked, ...press('2'), answer]);
    expect(turn.session).toMatchObject({ phase: 'callback-time', misses: 1 });
    expect(heard(turn.prompts)).toMatch(/^No entendimos la hora/);
  });

  it.each([...press('3001234567#', '3001234567'), said('300 123 45 67')])('goes to another number: %j, said back digit by digit', (answer) => {
    const turn = follow([...asked, ...press('3'), answer]);
    expect(turn.session).toMatchObject({ phase: 'callback', callbackNumber: '3001234567' });
    expect(heard(turn.prompts)).toContain('al número tres, cero, cero, uno, dos, tres, cuatro, cinco, seis, siete.');
    expect(callFlow(turn.session, { kind: 'keys', digits: '1' }, testMenu).callback).toEqual({ number: '3001234567', at: null });
  });

  it.each(['123456', '1234567890123456', '12*4567', ''])('does not call %j', (digits) => {
    expect(follow([...asked, ...press('3', digits)]).session).toMatchObject({ phase: 'callback-number', callbackNumber: null, misses: 1 });
  });

  it('asks a caller without a number for one first, and gives no callback without', () => {
    const first = follow(asked, anonymous);
    expect(first.session.phase).toBe('callback-number');
    expect(follow([...asked, ...press('3001234567', '1')], anonymous).callback).toEqual({ number: '3001234567', at: null });
    expect(follow([...asked, ...press('*')], anonymous)).toMatchObject({ session: { phase: 'waiting' } });
  });

  it.each([
    ['llámenme a otro número', 'callback-number'], ['call me at a different number', 'callback-number'], ['llámenme más tarde', 'callback-time'],
    ['prefiero otra hora', 'callback-time'], ['call me later', 'callback-time'],
  ])('hears what is special in %j', (words, phase) => {
    expect(follow([...asked, said(words)])).toMatchObject({ session: { phase } });
  });

  it.each(['no', 'volver a la línea', 'mejor sigo esperando', 'keep waiting', 'back', 'no gracias'])('leads back to the line by %j', (words) => {
    expect(follow([...asked, said(words)]).session.phase).toBe('waiting');
  });

  it.each(['*', '0'])('leads back to the line by %s, and from the questions below to the first by star', (key) => {
    const back = follow([...asked, ...press(key)]);
    expect(verbs(back)).toEqual(['say', 'enqueue']);
    expect(back.session).toMatchObject({ phase: 'waiting', ticketNumber: 'V-1042' });
    expect(back.place).toBeNull();
    for (const menu of ['2', '3']) expect(follow([...asked, ...press(menu, '*')]).session.phase).toBe('callback');
  });

  it('is told back with the time that was agreed, and ends the call', () => {
    const turn = follow([...asked, ...press('2', '1500'), { kind: 'callback-set', at: '2026-11-23T20:00:00Z', zone: 'America/Bogota' }]);
    expect(heard(turn.prompts)).toMatch(/^Quedamos así: le llamaremos el lunes 23 de noviembre a las 3 de la tarde\. .*buen día\.$/);
    expect(turn.session.phase).toBe('ended');
    expect(verbs(turn).at(-1)).toBe('hang-up');
    const inTurn = follow([...asked, ...press('1'), { kind: 'callback-set', at: null, zone: 'America/Bogota' }]);
    expect(heard(inTurn.prompts)).toMatch(/cuando llegue su turno/);
  });

  it('that cannot be is told why: back to the line, or to a message where there is none', () => {
    const refused: CallInput = { kind: 'callback-refused', because: 'never-open' };
    const inTheLine = follow([...asked, ...press('1'), refused]);
    expect(heard(inTheLine.prompts)).toMatch(/no podemos devolverle la llamada a esa hora.*vuelve a la línea/);
    expect(verbs(inTheLine).at(-1)).toBe('enqueue');
    const outside = follow([...keys('1', '1', '1'), toVoicemail, ...press('2', '1'), refused]);
    expect(heard(outside.prompts)).toMatch(/no podemos devolverle la llamada a esa hora.*Después del tono/);
    expect(verbs(outside).at(-1)).toBe('record');
  });

  it('to a number that cannot be called asks for another', () => {
    const turn = follow([...asked, ...press('3', '0000000', '1'), { kind: 'callback-refused', because: 'no-number' }]);
    expect(turn.session).toMatchObject({ phase: 'callback-number', callbackNumber: null });
    expect(heard(turn.prompts)).toMatch(/^Disculpe, a ese número no podemos llamar\. Marque el número/);
  });

  it('gives way to an agent who comes in the meantime, and to the provider that asks for the line again', () => {
    expect(verbs(follow([...asked, ...press('2'), bridge])).at(-1)).toBe('dial');
    expect(verbs(follow([...queued, waiting, inLine('2'), waiting]))).toEqual(['leave-queue']);
  });

  it('leads back to the line after three silent answers', () => {
    expect(verbs(follow([...asked, ...press('', '', '')]))).toEqual(['say', 'enqueue']);
  });
});

describe('a caller whom the desk moves', () => {
  const talking: CallInput[] = [...queued, bridge, { kind: 'agent-leg-keys', digits: '1' }];
  const moved = (to: 'room' | 'hold' | 'line' | 'collect' | 'end'): CallInput => ({ kind: 'moved', to, room: 'room-1', record: true });

  it('joins the room, and leaves the others in it when moved on', () => {
    expect(follow([...talking, moved('room')]).prompts).toEqual([
      { verb: 'join', room: 'room-1', muted: false, coach: null, record: true },
    ]);
  });

  it('hears on hold that they are not forgotten, and asks again where to be', () => {
    const turn = follow([...talking, moved('hold')]);
    expect(verbs(turn)).toEqual(['say', 'music', 'music', 'music', 'music', 'continue']);
    expect(follow([...talking, moved('hold'), moved('hold')])).toEqual(turn);
    expect(verbs(follow([...talking, moved('hold'), moved('room')]))).toEqual(['join']);
  });

  it('waits again where the desk puts them, and hears why', () => {
    const turn = follow([...talking, moved('line')]);
    expect(verbs(turn)).toEqual(['say', 'enqueue']);
    expect(turn.session.phase).toBe('waiting');
    expect(verbs(callFlow(turn.session, waiting, testMenu))).toEqual(['ask', 'continue']);
  });

  it('types keys for the desk alone', () => {
    const asked = follow([...talking, moved('collect')]);
    expect(asked.prompts).toMatchObject([{ verb: 'ask', keys: 20, answerAt: 'moved' }]);
    expect(follow([...talking, { kind: 'moved', to: 'collect', room: 'r', record: false, keys: 4 }]).prompts).toMatchObject([{ keys: 4 }]);
    const typed = callFlow(asked.session, { kind: 'collected', digits: '12*34#' }, testMenu);
    expect(typed).toMatchObject({ collected: '12*34', session: { phase: 'bridged', misses: 0 } });
    expect(verbs(typed)).toEqual(['say', 'continue']);
  });

  it('is asked three times for keys, and then goes on without', () => {
    const silence: CallInput = { kind: 'collected', digits: '' };
    const second = follow([...talking, moved('collect'), silence]);
    expect(verbs(second)).toEqual(['ask']);
    expect(second.collected).toBeUndefined();
    const third = follow([...talking, moved('collect'), silence, silence, silence]);
    expect(third).toMatchObject({ collected: '' });
    expect(verbs(third)).toEqual(['say', 'continue']);
  });

  it('is taken leave of at the end', () => {
    const turn = follow([...talking, moved('end')]);
    expect(verbs(turn)).toEqual(['say', 'hang-up']);
    expect(turn.session.phase).toBe('ended');
    for (const to of ['room', 'hold', 'line', 'collect'] as const) {
      expect(callFlow(turn.session, moved(to), testMenu)).toMatchObject({ prompts: [{ verb: 'hang-up' }], session: { phase: 'ended' } });
    }
  });
});

describe('the agent\'s telephone', () => {
  it('speaks the agent\'s own language', () => {
    expect(heard(follow([...queued, bridge, { kind: 'agent-leg', locale: 'en' }]).prompts)).toMatch(/You have a call/);
    expect(heard(follow([...queued, bridge, { kind: 'agent-leg-keys', digits: '2', locale: 'en' }]).prompts)).toMatch(/goes back to the waiting line/);
    expect(heard(callFlow(null, { kind: 'agent-leg', locale: 'en' }, testMenu).prompts)).toMatch(/no longer waiting/);
  });
});
