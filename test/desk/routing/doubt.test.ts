import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answeredEntry, doubtOf, saysNoneOfThem } from '../../../src/desk/catalog/index.ts';
import { eventsOf, landed, newNumber, ticketOf } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { pretendSender } from '../replies/pretend-sender.ts';
import { text } from '../replies/texting.ts';

const deskFile = `${smallDeskFile.replace(/tier: 1\n {8}asksImpact/, 'tier: 2\n        asksImpact')}
classification: { threshold: 0.99, ask: 0.01 }
words:
  urgency: { high: { es: [es urgente], en: [urgent] } }
`;
const telephony = pretendSender();
let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ deskFile, telephony });
});
afterAll(() => desk.close());

const doubtful = 'necesito la red y una constancia, es urgente';
const sentTo = (from: string) => telephony.sent.filter((one) => one.text.to === from).map((one) => one.text.body);
const begin = async (body = doubtful) => {
  const from = newNumber();
  const { ticketId, number } = landed(await text(desk, from, body));
  await desk.settle();
  const add = async (more: string) => {
    await text(desk, from, more);
    await desk.settle();
    return ticketOf(desk, ticketId);
  };
  const asked = await desk.transact((stores) => stores.replies.askedOf(ticketId));
  return { from, ticketId, number, add, asked };
};

describe('a text that may mean several things', () => {
  test('is asked about in its acknowledgement; the number places it, and a second number does nothing', async () => {
    const { from, ticketId, add, asked } = await begin();
    expect(await ticketOf(desk, ticketId)).toMatchObject({ triage: true, entry: null, team: 'mesa', status: 'queued' });
    expect(asked.toSorted()).toEqual(['constancia', 'internet']);
    expect(sentTo(from)).toHaveLength(1);
    expect(sentTo(from)[0]).toMatch(/recibimos su mensaje.*\n¿Se trata de 1\) .+ o 2\) .+\? Responda con 1 o 2, o cuéntelo con otras palabras\.$/);
    const at = String(asked.indexOf('internet') + 1);
    const before = await ticketOf(desk, ticketId);
    const placed = await add(at);
    expect(placed).toMatchObject({ triage: false, entry: 'internet', service: 'tecnologia', tier: 2, team: 'redes', status: 'queued', urgency: 'high', confidence: 1, chosen: { entry: 'internet' } });
    expect(placed.queuedAt).toEqual(before.queuedAt);
    expect(await eventsOf(desk, ticketId, 'ticket.classified')).toMatchObject([
      { reason: 'customer-chose', actor_kind: 'customer', before: { triage: true, team: 'mesa' }, after: { entry: 'internet', team: 'redes', because: { raisedBy: ['es urgente'] } } },
    ]);
    expect(await add(asked.indexOf('internet') === 0 ? '2' : '1')).toMatchObject({ entry: 'internet', team: 'redes' });
    expect(await eventsOf(desk, ticketId, 'ticket.classified')).toHaveLength(1);
    expect(sentTo(from)).toHaveLength(1);
  });

  test('is placed by a name, and by other words that are clear', async () => {
    expect(await (await begin()).add('La constancia laboral, por favor')).toMatchObject({ triage: false, entry: 'constancia' });
    const { ticketId, add } = await begin('hola');
    expect(await ticketOf(desk, ticketId)).toMatchObject({ triage: true });
    expect(await add('muchas gracias')).toMatchObject({ triage: true });
    expect(await add('no puedo navegar en internet')).toMatchObject({ triage: false, entry: 'internet', team: 'redes' });
    expect(await eventsOf(desk, ticketId, 'ticket.classified')).toMatchObject([{ reason: 'words', actor_kind: 'desk' }]);
  });

  test.each(['7', '2 y 1', 'ninguna', '2 computadores', ''])('stays with those who triage after %j', async (answer) => {
    expect(await (await begin()).add(answer)).toMatchObject({ triage: true, entry: null, team: 'mesa' });
  });

  test('goes out of an offer that nobody took yet, and stays with whoever works on it or where they sent it', async () => {
    const agentId = await desk.addAgent({ teams: ['mesa'], capacity: 1000 });
    const offered = await begin();
    expect(await ticketOf(desk, offered.ticketId)).toMatchObject({ status: 'offered' });
    expect(await offered.add(String(offered.asked.indexOf('internet') + 1))).toMatchObject({ entry: 'internet', team: 'redes', status: 'queued' });
    const taken = await begin();
    await desk.placing.assign(taken.number, { agentId }, agentId);
    expect(await taken.add('1')).toMatchObject({ triage: true, status: 'assigned', agentId });
    await desk.placing.transfer(taken.number, { agentId }, { team: 'proveedor' }, null);
    expect(await taken.add('2')).toMatchObject({ triage: true, status: 'queued', team: 'proveedor' });
  });

  test('of two answers at the same moment one counts', async () => {
    const { from, ticketId } = await begin();
    await Promise.all([text(desk, from, '1'), text(desk, from, '2')]);
    expect(await ticketOf(desk, ticketId)).toMatchObject({ triage: false });
    expect(await eventsOf(desk, ticketId, 'ticket.classified')).toHaveLength(1);
  });

  test('is not asked about where the desk is sure, or knows nothing at all', async () => {
    for (const body of ['no puedo navegar en internet', 'hola']) {
      const { asked, from } = await begin(body);
      expect(asked).toEqual([]);
      expect(sentTo(from)[0]).not.toContain('¿');
    }
  });
});

describe('what is worth a question', () => {
  const given = (...confidences: number[]) => ({ candidates: confidences.map((confidence, at) => ({ entry: ['internet', 'constancia', 'internet', 'constancia'][at] ?? 'gone', confidence })) });
  test.each([
    [[], 0], [[0.75], 0], [[0.9, 0.3], 0], [[0.4, 0.3], 2], [[0.4, 0.01], 1], [[0.2], 0], [[0.37], 0], [[0.38], 1], [[0.1, 0.1, 0.1, 0.1], 3], [[0.7, 0.02], 2], [[0.01, 0.01], 0],
  ])('of %j are %i entries', (confidences, most) => {
    const classification = { ...desk.desk.classification, threshold: 0.75, ask: 0.02 };
    expect(doubtOf(given(...confidences), { ...desk.desk, classification })).toHaveLength(most);
  });

  test('is never what the desk does not offer', () => {
    expect(doubtOf({ candidates: [{ entry: 'gone', confidence: 0.5 }, { entry: '__proto__', confidence: 0.5 }] }, desk.desk)).toEqual([]);
  });
});

describe('an answer', () => {
  const asked = ['internet', 'constancia'];
  test.each([
    ['2', 'constancia'], ['la 2', 'constancia'], ['2.', 'constancia'], ['opción dos', 'constancia'], ['La segunda, gracias', 'constancia'], ['the second one', 'constancia'],
    ['2️⃣', 'constancia'], ['número 1', 'internet'], ['one please', 'internet'], ['primero', 'internet'], ['Internet no funciona', 'internet'], ['INTERNET', 'internet'],
    ['employment letter', 'constancia'], ['es la constancia', 'constancia'], ['internet not working', 'internet'],
  ])('%j chooses %s', (words, entry) => {
    expect(answeredEntry(words, asked, desk.desk)).toBe(entry);
  });

  test.each(['', '0', '3', '-', '12', '1 2', 'no', 'ninguna', 'no es internet', 'sí', 'el', 'no sé cuál de las dos', '1'.repeat(500), '\u0000', '\ud800', '2 computadores no encienden', 'no'])('%j chooses nothing', (words) => {
    expect(answeredEntry(words, asked, desk.desk)).toBeNull();
  });

  test.each([['ninguna', true], ['No, ninguna de esas', true], ['none of these', true], ['no', true], ['ninguna, es la impresora', false], ['', false], ['hola', false]])('%j says no to all of them: %j', (words, isNo) => {
    expect(saysNoneOfThem(words)).toBe(isNo);
  });

  test('is a yes where one thing was asked about, and nothing where nothing was', () => {
    expect(answeredEntry('Sí, claro', ['constancia'], desk.desk)).toBe('constancia');
    expect(answeredEntry('1', [], desk.desk)).toBeNull();
    expect(answeredEntry('1', ['gone', 'constancia'], desk.desk)).toBeNull();
  });
});
