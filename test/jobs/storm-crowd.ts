import { sql } from 'kysely';
import type { Database } from '../../adapters/postgres/database.ts';
import type { DeskServices } from '../../src/app/desk-services.ts';
import { AppError } from '../../src/core/index.ts';
import type { Dice } from './dice.ts';

/** People who do at random whatever people do to offers and tickets. */
export interface Crowd {
  /** One round: everybody who is connected is seen, and each may do something. Work goes on when it returns. */
  round(): Promise<void>;
  /** From now on everybody is here, takes what is offered and resolves it. */
  calmDown(): Promise<void>;
  /** Resolves when everything begun is done. */
  settled(): Promise<void>;
  /** What nobody may ever see: errors other than the refusals people are told of. */
  faults: string[];
  /** Offers that were accepted or declined by more than one try. */
  answeredTwice: string[];
}

/** What people are told when somebody else was faster. */
const refusals = new Set(['offer_ended', 'invalid_transition', 'stale', 'no_capacity', 'invalid_input']);

/** What somebody is told who says that they are here while their account is closed. */
const noAccount = new Set(['not_found']);

interface Work {
  offers: { id: string; agent_id: string }[];
  tickets: { number: number; status: string; agent_id: string }[];
}

export function createCrowd(parts: { services: DeskServices; database: Database; agentIds: string[]; dice: Dice }): Crowd {
  const { services, database, agentIds, dice } = parts;
  const { offers, presence, progress, placing, people } = services;
  const faults: string[] = [];
  const answeredTwice: string[] = [];
  const begun = new Set<Promise<void>>();
  const considered = new Set<string>();
  const connected = new Set(agentIds);
  let calm = false;

  const begin = (what: string, work: Promise<unknown>, expected: ReadonlySet<string> = refusals) => {
    const done: Promise<void> = work
      .then(() => undefined, (error: unknown) => {
        if (!(error instanceof AppError && expected.has(error.code))) faults.push(`${what}: ${String(error)}`);
      })
      .finally(() => begun.delete(done));
    begun.add(done);
  };

  /** Several tries at once, as from two tabs; more than one that succeeds is remembered. */
  const race = async (offerId: string, tries: Promise<unknown>[]) => {
    const ended = await Promise.allSettled(tries);
    if (ended.filter((end) => end.status === 'fulfilled' && end.value !== false).length > 1) answeredTwice.push(offerId);
    for (const end of ended) if (end.status === 'rejected' && !(end.reason instanceof AppError)) throw end.reason;
  };

  const answer = ({ id, agent_id: agentId }: Work['offers'][number]) => {
    if (!calm && considered.has(id)) return;
    considered.add(id);
    const accept = () => offers.accept(id, agentId);
    const decline = () => offers.decline(id, agentId, null);
    const chance = calm ? 0 : dice.roll();
    if (chance < 0.6) begin('accept', accept());
    else if (chance < 0.7) begin('accept twice', race(id, [accept(), accept()]));
    else if (chance < 0.8) begin('accept and decline', race(id, [accept(), decline(), offers.withdraw(id, 'test')]));
    else if (chance < 0.9) begin('decline', decline());
  };

  const workOn = ({ number, status, agent_id: agentId }: Work['tickets'][number]) => {
    const by = { agentId };
    const chance = calm ? 0.3 : dice.roll();
    if (status === 'waiting') {
      if (chance < 0.4) begin('resume', progress.resume(number, by));
    } else if (chance < 0.08) begin('wait', progress.wait(number, by, { for: 'customer', reason: 'test', until: null }));
    else if (chance < 0.12) begin('escalate', placing.escalate(number, by, 'test'));
    else if (chance < 0.16) begin('to a team', placing.transfer(number, by, { team: dice.pick(['mesa', 'redes', 'proveedor']) }, null));
    else if (chance < 0.2) begin('to a person', placing.transfer(number, by, { agentId: dice.pick(agentIds) }, null));
    else if (chance < 0.22) begin('classify', placing.classify(number, by, { impact: dice.pick(['low', 'medium', 'high']) }));
    else if (chance < 0.5) begin('resolve', progress.resolve(number, by, 'test'));
  };

  const live = (agentId: string) => {
    const chance = dice.roll();
    if (chance < 0.02) begin('away', presence.setAvailability(agentId, 'away'), noAccount);
    else if (chance < 0.12) begin('back', come(agentId), noAccount);
    else if (chance < 0.13) connected.delete(agentId);
    else if (chance < 0.132) begin('deactivate', people.change(agentId, { active: false }, null));
    else if (chance < 0.137) begin('sign off', presence.setAvailability(agentId, 'offline'));
  };

  const come = async (agentId: string) => {
    connected.add(agentId);
    await people.change(agentId, { active: true }, null);
    await presence.setAvailability(agentId, 'available');
  };

  return {
    faults,
    answeredTwice,
    round: async () => {
      begin('seen', presence.markSeen([...connected]));
      const work = await look(database);
      for (const offer of work.offers) if (calm || connected.has(offer.agent_id)) answer(offer);
      for (const ticket of work.tickets) if (calm || dice.roll() < 0.15) workOn(ticket);
      if (!calm) for (const agentId of agentIds) live(agentId);
      if (calm) await settle(begun);
    },
    calmDown: async () => {
      calm = true;
      await settle(begun);
      for (const agentId of agentIds) await come(agentId);
    },
    settled: () => settle(begun),
  };
}

async function settle(begun: Set<Promise<void>>): Promise<void> {
  while (begun.size > 0) await Promise.all(begun);
}

async function look(database: Database): Promise<Work> {
  const [offers, tickets] = await Promise.all([
    sql<Work['offers'][number]>`select id, agent_id from offers where ended_at is null`.execute(database.db),
    sql<Work['tickets'][number]>`select t.number, t.status, s.agent_id from assignments s join tickets t on t.id = s.ticket_id
      where s.ended_at is null`.execute(database.db),
  ]);
  return { offers: offers.rows, tickets: tickets.rows };
}
