import { AppError, demandUnchanged, invalidInput, isId, momentAfter, newId, notFound, type Clock, type Locale, type Transact } from '../../core/index.ts';
import { findService, findTeam, type DeskDefinition } from '../definition/index.ts';
import type { CannedAnswer, CannedStore, CannedWords } from './canned-answer.ts';

/** The answers kept for everybody at the desk. */
export interface CannedAnswers {
  /** By title; of one language, or of all. */
  list(locale: Locale | null): Promise<CannedAnswer[]>;
  /** Throws `invalid_input` (400) for a team or service that the desk does not have, `title_taken` and `too_many` (409). */
  add(words: CannedWords, agentId: string): Promise<CannedAnswer>;
  /** Throws also `not_found` (404), and `stale` (409) when it changed since `seen`. */
  change(id: string, change: Partial<CannedWords>, by: { agentId: string; seen: Date | null }): Promise<CannedAnswer>;
  /** Throws `not_found` (404) and `stale` (409). */
  remove(id: string, by: { seen: Date | null }): Promise<void>;
}

const mostKept = 2_000;

export function createCannedAnswers(parts: {
  transact: Transact<{ canned: CannedStore }>;
  desk: DeskDefinition;
  clock: Clock;
}): CannedAnswers {
  const { transact, desk, clock } = parts;
  const save = async (stores: { canned: CannedStore }, id: string, words: CannedWords, by: { agentId: string; at: Date }) => {
    refuseUnknownPlaces(desk, words);
    if (!(await stores.canned.save(id, words, by))) {
      throw new AppError({
        code: 'title_taken', status: 409, publicMessage: 'Another answer has this title in the same language, team and service.',
        fields: { title: 'is taken' },
      });
    }
    return found(await stores.canned.find(id));
  };
  const lock = async ({ canned }: { canned: CannedStore }, id: string, seen: Date | null) => {
    const answer = found(isId(id) ? await canned.lock(id) : null);
    demandUnchanged(answer.changedAt, seen);
    return answer;
  };
  return {
    list: (locale) => transact(({ canned }) => canned.list({ locale, most: mostKept })),
    add: (words, agentId) =>
      transact(async (stores) => {
        if ((await stores.canned.count()) >= mostKept) {
          throw new AppError({ code: 'too_many', status: 409, publicMessage: `The desk keeps ${mostKept} answers at most.` });
        }
        return save(stores, newId(), words, { agentId, at: clock.now() });
      }),
    change: (id, change, { agentId, seen }) =>
      transact(async (stores) => {
        const { locale, title, text, team, service, changedAt } = await lock(stores, id, seen);
        return save(stores, id, { locale, title, text, team, service, ...change }, { agentId, at: momentAfter(changedAt, clock.now()) });
      }),
    remove: (id, { seen }) =>
      transact(async (stores) => {
        await lock(stores, id, seen);
        await stores.canned.remove(id);
      }),
  };
}

function found(answer: CannedAnswer | null): CannedAnswer {
  if (!answer) throw notFound('The canned answer');
  return answer;
}

function refuseUnknownPlaces(desk: DeskDefinition, { team, service }: CannedWords): void {
  if (team !== null && !findTeam(desk, team)) throw invalidInput({ team: 'is no team of this desk' });
  if (service !== null && !findService(desk, service)) throw invalidInput({ service: 'is no service of this desk' });
}
