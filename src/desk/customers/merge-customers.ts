import { AppError, invalidInput, notFound, unavailable, type Address, type Clock, type Transact } from '../../core/index.ts';
import { agentActor, type EventLog } from '../events/index.ts';
import type { Customer, CustomerStore, MergeableCustomer } from './customer.ts';

/**
 * One transaction makes two customers one: addresses, tickets and contacts of the first become the other's, and its id leads
 * there from now on. Who said stop and who is blocked goes with the addresses. Throws `not_found` (404), `invalid_input` (400)
 * for itself or for an `into` that does not exist, `already_merged` (409). Done again, it changes nothing.
 */
export type MergeCustomers = (fromId: string, into: { id: string; reason: string }, by: { agentId: string }) => Promise<void>;

/** Addresses that come while the locks are waited for are waited for too, this often. */
const mostLooks = 4;

export function createCustomerMerge(parts: {
  transact: Transact<{ customers: CustomerStore; events: EventLog }>;
  clock: Clock;
}): MergeCustomers {
  const { transact, clock } = parts;
  return (fromId, { id: intoId, reason }, { agentId }) =>
    transact(async ({ customers, events }) => {
      if (fromId === intoId) throw invalidInput({ into: 'another customer' });
      await serialiseBoth(customers, [fromId, intoId]);
      const locked = await customers.lockForMerge(fromId, intoId);
      const from = locked.find(({ id }) => id === fromId);
      const into = locked.find(({ id }) => id === intoId);
      if (!from) throw notFound('The customer');
      if (!into) throw invalidInput({ into: 'the id of a customer' });
      if (from.mergedInto === intoId) return;
      demandUnmerged(from);
      demandUnmerged(into);

      const at = clock.now();
      const moved = await customers.mergeInto(fromId, intoId, at);
      await customers.change(together(from, into));
      const about = { name: 'customer.merged', at, actor: agentActor(agentId), reason } as const;
      const was = { customerId: fromId, name: from.name };
      const is = { customerId: intoId, name: into.name ?? from.name };
      await events.append([
        {
          ...about, before: { ...was, locale: from.locale, plan: from.plan, notes: from.notes, into: pick(into) },
          after: { ...is, from: fromId, addresses: moved.addresses, tickets: moved.ticketIds.length, contacts: moved.contacts },
        },
        ...moved.ticketIds.map((ticketId) => ({ ...about, ticketId, before: was, after: is })),
      ]);
    });
}

/** What the one who stays is missing comes from the other; notes are kept of both. */
function together(from: Customer, into: Customer): Customer {
  return {
    id: into.id, name: into.name ?? from.name, locale: into.locale, plan: into.plan ?? from.plan,
    notes: [into.notes, from.notes].filter((note) => note !== '').join('\n\n'),
  };
}

function pick({ name, locale, plan, notes }: Customer) {
  return { name, locale, plan, notes };
}

function demandUnmerged({ mergedInto }: MergeableCustomer): void {
  if (mergedInto === null) return;
  throw new AppError({ code: 'already_merged', status: 409, publicMessage: 'One of the two was merged into another customer before.', fields: { into: mergedInto } });
}

async function serialiseBoth(customers: CustomerStore, ids: string[]): Promise<void> {
  let held = new Set<string>();
  for (let look = 0; look < mostLooks; look += 1) {
    const addresses = await customers.addressesOf(ids);
    const names = addresses.map(nameOf);
    if (look > 0 && names.every((name) => held.has(name))) return;
    await customers.serialise(addresses);
    held = new Set(names);
  }
  throw unavailable('The customer');
}

const nameOf = ({ kind, value }: Address) => `${kind} ${value}`;
