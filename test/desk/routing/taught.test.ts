import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { eventsOf, landed, newNumber, ticketOf } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { pretendSender } from '../replies/pretend-sender.ts';
import { text } from '../replies/texting.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ deskFile: smallDeskFile, telephony: pretendSender() });
});
afterAll(() => desk.close());

const arrive = async (body: string) => {
  const { ticketId, number } = landed(await text(desk, newNumber(), body));
  await desk.settle();
  return { ticketId, number };
};
const texts = z.array(z.string());
const becauseSchema = z.object({ raisedBy: texts, raisedLearned: texts, words: texts, nearest: z.array(z.number()) });
const learn = async () => {
  await desk.learning.ask(await desk.addAgent({ available: false }));
  await desk.settle();
  await desk.followedModel.look();
};

describe('a ticket that is routed after agents taught', () => {
  const asked = 'la red del quirófano va lenta';

  test('presses as those that several of them raised, and its event names the words and the tickets that told', async () => {
    const before = await arrive(asked);
    const agents = [await desk.addAgent({ available: false }), await desk.addAgent({ available: false })];
    const raised = ['el quirófano tres sin red', 'se cayó la red del quirófano', 'otra vez el quirófano sin internet', 'internet del quirófano muerto', 'quirófano dos: no hay internet', 'el quirófano perdió la red'];
    const numbers: number[] = [];
    for (const [at, body] of raised.entries()) {
      const { number } = await arrive(body);
      await desk.placing.classify(number, { agentId: agents[at % 2] ?? '' }, { entry: 'internet', urgency: 'high' });
      numbers.push(number);
    }
    // What was taught so far was learned for entries at once; urgency waits for the training.
    await desk.followedModel.look();
    expect(await ticketOf(desk, (await arrive(asked)).ticketId)).toMatchObject({ urgency: 'medium' });
    await learn();
    const { ticketId } = await arrive(asked);
    expect(await ticketOf(desk, before.ticketId)).toMatchObject({ urgency: 'medium' });
    expect(await ticketOf(desk, ticketId)).toMatchObject({ entry: 'internet', impact: 'medium', urgency: 'high' });
    const [event] = await eventsOf(desk, ticketId, 'ticket.routed');
    const because = becauseSchema.parse(event?.after?.['because']);
    expect(because.raisedBy).toEqual([]);
    expect(because.raisedLearned).toContain('quirófano');
    expect(because.words).toContain('red');
    expect(because.nearest).toHaveLength(3);
    expect(because.nearest.filter((number) => !numbers.includes(number))).toEqual([]);
    expect(await ticketOf(desk, (await arrive('No es el quirófano, la red va lenta')).ticketId)).toMatchObject({ urgency: 'medium' });
  });
});
