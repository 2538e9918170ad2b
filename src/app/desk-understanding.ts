import { createHash } from 'node:crypto';
import { createLessonReader } from '../../adapters/postgres/lesson-store.ts';
import { createModelStore } from '../../adapters/postgres/model-store.ts';
import type { Whispers } from '../core/index.ts';
import { catalogExamples, createEntryClassifier, ownWords } from '../desk/catalog/index.ts';
import type { NewEvent } from '../desk/events/index.ts';
import { createFollowedModel, createLearning, packModels, type FollowedModel, type Said } from '../desk/lessons/index.ts';
import { createLevelTeaching, levelGround } from '../desk/priority/index.ts';
import { learn, usualBelief, type Example, type Model } from '../desk/understanding/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import type { Closers } from './closers.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';
import { createTrainAside } from './train-aside.ts';

/** What texts are understood by, and how it learns. */
export function composeUnderstanding(
  { database, desk, clock, transact }: Pick<DeskGround, 'database' | 'desk' | 'clock' | 'transact'>, parts: Pick<DeskParts, 'train' | 'onLearned' | 'onFault'>,
) {
  const examples = catalogExamples(desk);
  // With the form in which models are packed: what another release packed is as good as of another catalog.
  const catalog = createHash('sha256').update(JSON.stringify([examples, levelGround(desk)])).update(packModels(learn([]), { impact: null, urgency: null })).digest('hex');
  const shared = { models: createModelStore(database.db), lessons: createLessonReader(database.db), examples, catalog, wordsOf };
  const followedModel = createFollowedModel({ ...shared, untaught: () => learnCatalog(catalog, examples) });
  return {
    followedModel,
    classifier: createEntryClassifier(desk, followedModel),
    learning: createLearning({
      ...shared, transact, clock, teachLevels: createLevelTeaching(desk), onLearned: parts.onLearned ?? (() => undefined),
      train: parts.train ?? createTrainAside(parts.onFault && { onFault: parts.onFault }),
    }),
  };
}

let lastLearned: { catalog: string; model: Model } | null = null;

/**
 * What desk.yaml alone teaches, which stays learned for another desk of the same catalog in this process. A start takes a fifth
 * of a second by it; what scores are worth is then what it usually is, until a training finds out.
 */
function learnCatalog(catalog: string, examples: readonly Example[]): Model {
  if (lastLearned?.catalog !== catalog) lastLearned = { catalog, model: learn(examples, usualBelief) };
  return lastLearned.model;
}

/** As the classifier reads what came in: what its writer says. */
function wordsOf({ subject, body }: Said): string {
  return ownWords(subject === null ? body : `${subject}\n${body}`);
}

const topic = 'understanding-changed';
/** Milliseconds within which a process knows of a lesson or a model, were the whisper lost. */
const lookEvery = 5_000;
/** Milliseconds for which what is taught is gathered. */
const gathersFor = 250;

/**
 * Keeps this process at what all of them know. Resolves when it does for the first time; `changed` says that this
 * process stored something new, which it passes on.
 */
export async function followUnderstanding(
  followed: Pick<FollowedModel, 'look' | 'version'>,
  { whispers, metrics, onFault, closers }: { whispers: Whispers; metrics: Pick<Metrics, 'modelVersion'>; onFault: (error: unknown) => void; closers: Closers },
): Promise<{ changed: () => void }> {
  const follow = async () => {
    await followed.look();
    metrics.modelVersion(followed.version() ?? 0);
  };
  await follow();
  let waiting: NodeJS.Timeout | null = null;
  let tells = false;
  const look = () => void follow().catch(onFault);
  const soon = () => {
    waiting ??= setTimeout(() => {
      waiting = null;
      if (tells) whispers.tell(topic, {});
      tells = false;
      look();
    }, gathersFor);
  };
  const stopHearing = whispers.hear(topic, soon);
  const looking = setInterval(look, lookEvery);
  closers.push(async () => {
    clearInterval(looking);
    if (waiting) clearTimeout(waiting);
    stopHearing();
  });
  return {
    changed: () => {
      tells = true;
      soon();
    },
  };
}

/** Whether an event of this process may have taught something. */
export function teaches({ name, actor }: Pick<NewEvent, 'name' | 'actor'>): boolean {
  return actor.kind === 'agent' && (name === 'ticket.classified' || name === 'ticket.resolved');
}
