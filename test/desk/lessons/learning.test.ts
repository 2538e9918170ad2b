import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { composeUnderstanding } from '../../../src/app/desk-understanding.ts';
import { createTrainAside } from '../../../src/app/train-aside.ts';
import type { Signal } from '../../../src/core/index.ts';
import { trainModel, type Learned, type Train } from '../../../src/desk/lessons/index.ts';
import type { Example } from '../../../src/desk/understanding/index.ts';
import { createLearningDue, createRelay } from '../../../src/jobs/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { storeTaught, type TaughtTicket } from './taught-tickets.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());
afterEach(async () => {
  for (const table of ['lessons', 'models', 'learning_wishes']) await sql`delete from ${sql.table(table)}`.execute(desk.database.db);
});

const never = new AbortController().signal;
/** Another process of the same desk. */
const another = (changes: { train?: Train; onLearned?: (learned: Learned) => void } = {}) => composeUnderstanding(desk, { train: async (order) => trainModel(order), ...changes });
type Process = ReturnType<typeof another>;
const entryOf = ({ followedModel }: Process, text: string) => followedModel.current().read(text)[0]?.label ?? null;
const ofKind = (entry: string, count: number, more: Partial<TaughtTicket> = {}): TaughtTicket[] =>
  Array.from({ length: count }, (_, index) => ({ text: `el cachivache zurdo ${entry.slice(0, 1)}${index} hace zumba`, entry, ...more }));

describe('learning at once', () => {
  it('reaches every process in the same order, each lesson once', async () => {
    const [one, other] = [another(), another()];
    await Promise.all([one.followedModel.look(), other.followedModel.look()]);
    const text = 'la zurda cachivachea';
    await storeTaught(desk, [{ text, entry: 'internet' }, { text: 'otra zurda', entry: 'constancia' }]);
    await Promise.all([one.followedModel.look(), other.followedModel.look()]);
    await storeTaught(desk, [{ text: 'la zurda otra vez', entry: 'internet' }]);
    await one.followedModel.look();
    await one.followedModel.look();
    await other.followedModel.look();
    const late = another();
    await late.followedModel.look();
    expect(entryOf(one, text)).toBe('internet');
    expect(other.followedModel.current().read(text)).toEqual(one.followedModel.current().read(text));
    expect(late.followedModel.current().read(text)).toEqual(one.followedModel.current().read(text));
  });
});

describe('training a model', () => {
  it('is done once enough was taught, and every process reads with it from its next look on', async () => {
    const [one, other] = [another(), another()];
    await other.followedModel.look();
    await storeTaught(desk, ofKind('constancia', 19));
    expect(await one.learning.learn(never)).toBeNull();
    await storeTaught(desk, ofKind('constancia', 1));
    const learned = await Promise.all([one.learning.learn(never), other.learning.learn(never)]);
    expect(learned.filter((outcome) => outcome !== null)).toMatchObject([{ outcome: 'taken', figures: { lessons: 20 } }]);
    await other.followedModel.look();
    const { current, fresh, lessons, corrections } = await desk.learning.view();
    expect(current?.version).toBe(other.followedModel.version());
    expect({ fresh, lessons, corrections }).toEqual({ fresh: 0, lessons: 20, corrections: 20 });
    expect(entryOf(other, 'cachivache zurdo')).toBe('constancia');
  });

  it('keeps the model there is when the new one reads what was held out worse, and says so', async () => {
    const told: Learned[] = [];
    const { learning } = another({ onLearned: (learned) => told.push(learned) });
    await storeTaught(desk, [...ofKind('constancia', 20), ...ofKind('constancia', 30, { held: true })]);
    const first = await learning.learn(never);
    await storeTaught(desk, ofKind('internet', 200));
    expect(await learning.learn(never)).toMatchObject({ outcome: 'refused', reason: 'regression', figures: { held: 30, before: 30, right: 0 } });
    const { current, lastRefused, fresh } = await learning.view();
    expect(first).toMatchObject({ outcome: 'taken', version: current?.version });
    expect(lastRefused).toMatchObject({ reason: 'regression', figures: { held: 30 } });
    expect([told.length, fresh]).toEqual([2, 0]);
    expect(await learning.isDue(desk.clock.now())).toBe(false);
  });

  it('learns what the writer of a mail says, not what they quote', async () => {
    await storeTaught(desk, [...ofKind('internet', 20), { text: 'el cachivache xilofagia\n> mi zumbalaga', entry: 'constancia' }]);
    const { learning, followedModel } = another();
    await learning.learn(never);
    await followedModel.look();
    const wordsFor = (text: string) => followedModel.current().wordsFor(text, 'constancia');
    expect([wordsFor('xilofagia'), wordsFor('zumbalaga')]).toEqual([['xilofagia'], []]);
  });

  it('forgets what was erased', async () => {
    const [ticketId] = await storeTaught(desk, [{ text: 'mi xilofagia', entry: 'constancia' }, ...ofKind('internet', 20)]);
    const { learning, followedModel } = another();
    await learning.learn(never);
    await followedModel.look();
    const knows = () => followedModel.current().read('xilofagia').find(({ label }) => label === 'constancia')?.confidence ?? 0;
    const before = knows();
    await sql`update contacts set text = '' where conversation_id in (select id from conversations where ticket_id = ${ticketId})`.execute(desk.database.db);
    await learning.ask(await desk.addAgent());
    expect(await learning.learn(never)).toMatchObject({ outcome: 'taken', figures: { lessons: 20 } });
    await followedModel.look();
    expect(knows()).toBeLessThan(before);
  });

  it('is found by the relay where its signal was lost, until it was done', async () => {
    const raised: Signal[] = [];
    const tick = () => createRelay({
      ...desk, learningDue: createLearningDue(desk.learning), dispatch: (signals) => void raised.push(...signals.filter(({ kind }) => kind === 'learn')), onFault: (error) => { throw error; },
    }).tick();
    await tick();
    await desk.learning.ask(await desk.addAgent());
    desk.signals.length = 0;
    await tick();
    await desk.learning.learn(never);
    await tick();
    expect(raised).toEqual([{ kind: 'learn' }]);
  });

  it('leaves everything as it was when it ends in the middle, and is done afterwards', async () => {
    await storeTaught(desk, ofKind('constancia', 20));
    const stopping = new AbortController();
    const { learning } = another({
      train: (order, signal) => {
        const training = createTrainAside()(order, signal);
        stopping.abort();
        return training;
      },
    });
    await expect(learning.learn(stopping.signal)).rejects.toThrow('aborted');
    expect(await learning.view()).toMatchObject({ current: null, lastRefused: null, fresh: 20 });
    expect(await another().learning.learn(never)).toMatchObject({ outcome: 'taken' });
  });

  it('keeps the last few models, and of those only what it may need', async () => {
    const { learning } = another();
    const agentId = await desk.addAgent();
    for (let time = 0; time < 12; time += 1) {
      await learning.ask(agentId);
      await learning.learn(never);
    }
    const { rows } = await sql<{ state: string; readable: boolean }>`select state, bytes is not null as readable from models order by version desc`.execute(desk.database.db);
    expect(rows.map(({ state }) => state)).toEqual(['current', ...Array.from({ length: 9 }, () => 'superseded')]);
    expect(rows.filter(({ readable }) => readable)).toHaveLength(4);
  });
});

describe('the thread that trains', () => {
  const order = { catalog: [{ text: 'no hay red', label: 'internet' }, { text: 'quiero una carta', label: 'constancia' }], lessons: [], held: [], trial: null };

  it('makes the same model as this one would', async () => {
    const [aside, here] = [await createTrainAside()(order, never), trainModel(order)];
    if (aside.kind !== 'trained' || here.kind !== 'trained') throw new Error('not trained');
    expect(Buffer.from(aside.bytes).equals(here.bytes)).toBe(true);
  });

  it('tells why it failed', async () => {
    const faults: unknown[] = [];
    const broken = { ...order, lessons: new Array<Example>(1) };
    expect(await createTrainAside({ onFault: (error) => faults.push(error) })(broken, never)).toEqual({ kind: 'broken', reason: 'failed' });
    expect(faults).toMatchObject([{ name: 'TypeError' }]);
  });

  it('is ended when it takes too long', async () => {
    expect(await createTrainAside({ seconds: 0.001 })(order, never)).toEqual({ kind: 'broken', reason: 'too-slow' });
  });
});
