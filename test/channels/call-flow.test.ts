import { describe, expect, it } from 'vitest';
import { callFlow } from '../../channels/index.ts';
import type { CallMenu } from '../../src/core/index.ts';
import { testMenu } from '../support/call-menu.ts';
import { bridge, follow, heard, keys, queued, toQueue, toVoicemail, verbs, waiting } from '../support/call-turns.ts';

describe('the menus', () => {
  it('greets in both languages and offers them by key', () => {
    const turn = follow(keys());
    expect(heard(turn.prompts)).toMatch(/Bienvenido.*Welcome.*español, marque uno.*English, press two/);
    expect(turn.session.phase).toBe('language');
  });

  it('speaks the called number\'s language without asking', () => {
    const turn = follow(keys(), { ...testMenu, locale: 'en' });
    expect(heard(turn.prompts)).toBe(
      'Welcome to the desk. Tell us in a few words what you need, or choose an option. For administrative services, press one. For technology, press two. To speak with a person, press zero.',
    );
  });

  it('goes straight to the entries of the called number\'s service', () => {
    const turn = follow(keys(), { ...testMenu, locale: 'es', service: 'tecnologia' });
    expect(turn.session).toMatchObject({ phase: 'entry', service: 'tecnologia' });
    expect(heard(turn.prompts)).toContain('Fallas de Internet: marque uno.');
  });

  it('asks about urgency and impact where the entry wants it', () => {
    const turn = follow(keys('2', '2', '1', '1', '1'));
    expect(turn.place).toEqual({ wantsPerson: false });
    expect(turn.session).toMatchObject({ locale: 'en', service: 'tecnologia', entry: 'internet', urgency: 'high', impact: 'high' });
  });

  it('leaves urgency and impact to the catalog when the answer is no', () => {
    expect(follow(keys('1', '2', '1', '2', '2')).session).toMatchObject({ phase: 'placing', urgency: null, impact: null });
  });

  it('places at once where the entry asks nothing', () => {
    expect(follow(keys('1', '2', '2'))).toMatchObject({ place: { wantsPerson: false }, session: { entry: 'cambio-equipo' } });
  });

  it.each([[[]], [['1']], [['1', '2']], [['1', '2', '1']], [['1', '2', '1', '1']]])(
    'gives a person by zero after %j, keeping what is known',
    (before) => {
      const known = follow(keys(...before)).session;
      expect(follow(keys(...before, '0'))).toMatchObject({
        place: { wantsPerson: true },
        session: { ...known, phase: 'placing' },
      });
    },
  );

  it('goes back one menu by star and forgets what was answered there', () => {
    expect(follow(keys('1', '2', '1', '1', '*')).session).toMatchObject({ phase: 'stopped', entry: 'internet', urgency: null });
    expect(follow(keys('1', '2', '1', '*')).session).toMatchObject({ phase: 'entry', entry: null, service: 'tecnologia' });
    expect(follow(keys('1', '2', '*')).session).toMatchObject({ phase: 'service', service: null });
    expect(follow(keys('1', '*')).session.phase).toBe('language');
    expect(follow(keys('*')).session.phase).toBe('language');
  });

  it('stays at the first menu by star when the number has its own language and service', () => {
    const own: CallMenu = { ...testMenu, locale: 'es', service: 'tecnologia' };
    expect(follow(keys('*'), own).session).toMatchObject({ phase: 'entry', service: 'tecnologia' });
  });

  it('repeats the menu after a wrong and after a silent answer, and says which', () => {
    expect(heard(follow(keys('1', '7')).prompts)).toMatch(/^Esa opción no está disponible.*tecnología, marque dos/);
    expect(heard(follow(keys('1', '')).prompts)).toMatch(/^No recibimos su respuesta.*tecnología, marque dos/);
  });

  it('gives a person at the third miss in a row, and a right answer starts the count again', () => {
    expect(follow(keys('1', '7', '')).place).toBeNull();
    expect(follow(keys('1', '7', '', '8')).place).toEqual({ wantsPerson: true });
    expect(follow(keys('1', '7', '', '2', '9', '9')).place).toBeNull();
  });

  it('places a caller at once when the desk offers no services', () => {
    expect(follow(keys(), { ...testMenu, services: [] }).place).toEqual({ wantsPerson: true });
  });

  it('begins again politely when the call is unknown', () => {
    const turn = callFlow(null, { kind: 'keys', digits: '2' }, { ...testMenu, locale: 'en' });
    expect(heard(turn.prompts)).toMatch(/^We are sorry, the line was cut. Let us begin again. Tell us .* For administrative/);
  });
});

describe('after the menus', () => {
  it('reads the ticket number character by character, then waits', () => {
    const turn = follow(queued);
    expect(heard(turn.prompts)).toContain('uve, uno, cero, cuatro, dos');
    expect(verbs(turn).at(-1)).toBe('enqueue');
    const english = follow([...keys('2', '1', '1'), toQueue]);
    expect(heard(english.prompts)).toContain('V, one, zero, four, two');
  });

  it('takes a message when nobody is there, and says why', () => {
    const turn = follow([...keys('1', '1', '1'), toVoicemail]);
    expect(heard(turn.prompts)).toMatch(/uve, uno.*no hay nadie.*Después del tono/);
    expect(verbs(turn).at(-1)).toBe('record');
    const closed = follow([...keys('1', '1', '1'), { ...toVoicemail, because: 'closed' }]);
    expect(heard(closed.prompts)).toContain('fuera de nuestro horario');
  });

  it('tells position and estimate, plays music and listens, then asks again', () => {
    const turn = follow([...queued, waiting]);
    expect(heard(turn.prompts)).toMatch(/puesto 3 .* unos 3 minutos.*marque uno/);
    expect(verbs(turn)).toEqual(['ask', 'continue']);
    const [asked] = turn.prompts;
    expect(asked?.verb === 'ask' && asked.keys === 1 && asked.say.at(-1)).toEqual({ verb: 'music' });
  });

  it('is honest about an unknown estimate', () => {
    const turn = follow([...queued, { kind: 'waiting', position: 1, estimateSeconds: null }]);
    expect(heard(turn.prompts)).toMatch(/siguiente persona.*Todavía no podemos/);
  });

  it('takes a message from a caller who leaves the line by key', () => {
    const left = follow([...queued, { kind: 'waiting-keys', digits: '1', position: 2, estimateSeconds: null }]);
    expect(verbs(left)).toEqual(['leave-queue']);
    expect(left.session.phase).toBe('voicemail');
    const record = callFlow(left.session, { kind: 'left-queue', result: 'left' }, testMenu);
    expect(verbs(record)).toEqual(['say', 'record']);
    const thanks = callFlow(record.session, { kind: 'recorded', seconds: 0 }, testMenu);
    expect(heard(thanks.prompts)).toMatch(/^Gracias/);
    expect(verbs(thanks).at(-1)).toBe('hang-up');
    expect(thanks.session.phase).toBe('ended');
  });

  it('keeps waiting on any other key', () => {
    const turn = follow([...queued, { kind: 'waiting-keys', digits: '9', position: 2, estimateSeconds: null }]);
    expect(verbs(turn)).toEqual(['ask', 'continue']);
    expect(turn.session.phase).toBe('waiting');
  });

  it.each([
    ['hung-up', 'ended', []],
    ['bridged', 'waiting', []],
    ['redirected', 'waiting', []],
    ['failed', 'voicemail', ['say', 'ask', 'say', 'record']],
  ] as const)('knows what to do when the line was left: %s', (result, phase, expected) => {
    const turn = follow([...queued, { kind: 'left-queue', result }]);
    expect(turn.session.phase).toBe(phase);
    expect(verbs(turn)).toEqual(expected);
  });

  it('does not move a waiting caller by a late menu key', () => {
    const before = follow(queued).session;
    expect(callFlow(before, { kind: 'keys', digits: '0' }, testMenu)).toEqual({
      session: before,
      prompts: [{ verb: 'enqueue' }],
      place: null,
      agentTookCall: false,
    });
  });
});

describe('connecting an agent', () => {
  const ringing = [...queued, bridge];

  it('tells the caller and rings the agent', () => {
    const turn = follow(ringing);
    expect(turn.prompts.at(-1)).toEqual({ verb: 'dial', target: { kind: 'number', value: '+573009998877' }, assignmentId: 'a1', ringSeconds: 20 });
  });

  it('asks the agent for one key and connects on it', () => {
    const asked = follow([...ringing, { kind: 'agent-leg' }]);
    expect(heard(asked.prompts)).toContain('marque uno');
    const taken = callFlow(asked.session, { kind: 'agent-leg-keys', digits: '1' }, testMenu);
    expect(taken).toMatchObject({ agentTookCall: true, prompts: [], session: { phase: 'bridged' } });
    const ended = callFlow(taken.session, { kind: 'dial-ended', answered: true }, testMenu);
    expect(verbs(ended).at(-1)).toBe('hang-up');
  });

  it.each(['', '2', '0'])('lets the agent go on %j without losing the caller', (digits) => {
    const turn = follow([...ringing, { kind: 'agent-leg' }, { kind: 'agent-leg-keys', digits }]);
    expect(turn.agentTookCall).toBe(false);
    expect(verbs(turn).at(-1)).toBe('hang-up');
    const back = callFlow(turn.session, { kind: 'dial-ended', answered: false }, testMenu);
    expect(verbs(back).at(-1)).toBe('enqueue');
    expect(back.session.phase).toBe('waiting');
  });

  it.each([
    { kind: 'keys', digits: '0' },
    { kind: 'start' },
    waiting,
    { kind: 'waiting-keys', digits: '1', position: 1, estimateSeconds: null },
    { kind: 'left-queue', result: 'left' },
    { kind: 'left-queue', result: 'redirected' },
    { kind: 'recorded', seconds: 4 },
    { kind: 'agent-leg-keys', digits: '1' },
  ] as const)('is not disturbed in a conversation by a late $kind', (late) => {
    const talking = follow([...ringing, { kind: 'agent-leg-keys', digits: '1' }]).session;
    const turn = callFlow(talking, late, testMenu);
    expect(turn.session).toEqual(talking);
    expect(turn.agentTookCall).toBe(false);
  });

  it('lets a caller whose conversation ended unheard leave a message rather than wait for nobody', () => {
    const talking = [...ringing, { kind: 'agent-leg-keys', digits: '1' }] as const;
    expect(verbs(follow([...talking, { kind: 'start' }]))).toEqual(['enqueue']);
    expect(verbs(follow([...talking, { kind: 'start' }, waiting]))).toEqual(['leave-queue']);
    expect(verbs(follow([...talking, { kind: 'start' }, waiting, { kind: 'left-queue', result: 'left' }]))).toEqual(['say', 'record']);
  });

  it('tells the agent when the caller is gone, never the customers\' menu', () => {
    const gone = follow([...queued, { kind: 'left-queue', result: 'hung-up' }, { kind: 'agent-leg' }]);
    expect(heard(gone.prompts)).toContain('ya no está en espera');
    expect(heard(callFlow(null, { kind: 'agent-leg' }, testMenu).prompts)).toContain('ya no está en espera');
  });
});
