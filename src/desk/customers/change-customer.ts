import { invalidInput, notFound, type Address, type Clock, type Transact } from '../../core/index.ts';
import { findPlan, type DeskDefinition } from '../definition/index.ts';
import { agentActor, type EventLog } from '../events/index.ts';
import { createAddressChanges } from './change-addresses.ts';
import type { Customer, CustomerStore } from './customer.ts';
import { createCustomerMerge, type MergeCustomers } from './merge-customers.ts';

export type CustomerChange = { [Field in 'name' | 'locale' | 'plan' | 'notes']?: Customer[Field] | undefined };

export interface Customers {
  /** Throws `not_found` (404), `invalid_input` (400) for a plan that the desk does not have. A plan counts for tickets routed from then on. */
  change(customerId: string, change: CustomerChange, by: { agentId: string }): Promise<void>;
  /** An agent states that the address is this customer's, or takes that back. Throws `not_found` (404). Said again, it changes nothing. */
  state(customerId: string, address: Address, isTheirs: boolean, by: { agentId: string }): Promise<void>;
  /** An agent states that mail to the address arrives again. Throws `not_found` (404). Said again, it changes nothing. */
  reach(customerId: string, address: Address, by: { agentId: string }): Promise<void>;
  /** Adds an address that is nobody's. Throws `not_found` (404), `address_taken` (409) when it is another customer's. Said again, it changes nothing. */
  addAddress(customerId: string, address: Address, by: { agentId: string; verified: boolean }): Promise<void>;
  /** Throws `not_found` (404), `address_in_use` (409) while an answer on an open ticket would go there. */
  removeAddress(customerId: string, address: Address, by: { agentId: string }): Promise<void>;
  /** Two customers become one; see createCustomerMerge. */
  merge: MergeCustomers;
}

export function createCustomers(parts: {
  transact: Transact<{ customers: CustomerStore; events: EventLog }>;
  desk: DeskDefinition;
  clock: Clock;
}): Customers {
  const { transact, desk, clock } = parts;
  return {
    ...createAddressChanges(parts),
    merge: createCustomerMerge(parts),
    change: (customerId, change, by) =>
      transact(async (stores) => {
        const was = await stores.customers.lock(customerId);
        if (!was) throw notFound('The customer');
        if (change.plan !== undefined && change.plan !== null && !findPlan(desk, change.plan)) {
          throw invalidInput({ plan: 'the key of a plan, or null' });
        }
        const is: Customer = {
          ...was, name: change.name === undefined ? was.name : change.name, locale: change.locale ?? was.locale,
          plan: change.plan === undefined ? was.plan : change.plan, notes: change.notes ?? was.notes,
        };
        const fields = (['name', 'locale', 'plan', 'notes'] as const).filter((field) => is[field] !== was[field]);
        if (fields.length === 0) return;
        await stores.customers.change(is);
        const pick = (customer: Customer) => Object.fromEntries(fields.map((field) => [field, customer[field]]));
        await stores.events.append([
          {
            name: 'customer.changed', at: clock.now(), actor: agentActor(by.agentId), reason: 'edited',
            before: { customerId, ...pick(was) }, after: { customerId, ...pick(is) },
          },
        ]);
      }),
    reach: (customerId, address, by) =>
      transact(async (stores) => {
        if (!(await stores.customers.lock(customerId))) throw notFound('The customer');
        const isNews = await stores.customers.setDeliverable(customerId, address);
        if (isNews === null) throw notFound('The address');
        if (!isNews) return;
        await stores.events.append([
          { name: 'address.deliverable', at: clock.now(), actor: agentActor(by.agentId), reason: 'edited', after: { customerId, ...address } },
        ]);
      }),
    state: (customerId, address, isTheirs, by) =>
      transact(async (stores) => {
        const at = clock.now();
        if (!(await stores.customers.lock(customerId))) throw notFound('The customer');
        const isNews = await stores.customers.setVerified(customerId, address, isTheirs ? at : null);
        if (isNews === null) throw notFound('The address');
        if (!isNews) return;
        await stores.events.append([
          {
            name: 'customer.changed', at, actor: agentActor(by.agentId), reason: isTheirs ? 'address-verified' : 'address-unverified',
            before: { customerId, ...address, verified: !isTheirs }, after: { customerId, ...address, verified: isTheirs },
          },
        ]);
      }),
  };
}
