import { AppError, notFound, type Address, type Clock, type Transact } from '../../core/index.ts';
import { agentActor, type EventLog } from '../events/index.ts';
import type { CustomerStore } from './customer.ts';

interface Parts {
  transact: Transact<{ customers: CustomerStore; events: EventLog }>;
  clock: Clock;
}

/** Adds and removes addresses of customers; whoever takes a contact of such an address in at the same moment waits. */
export function createAddressChanges({ transact, clock }: Parts) {
  return {
    addAddress: (customerId: string, address: Address, { agentId, verified }: { agentId: string; verified: boolean }): Promise<void> =>
      transact(async ({ customers, events }) => {
        const at = clock.now();
        await customers.serialise([address]);
        if (!(await customers.lock(customerId))) throw notFound('The customer');
        const { ownerId, isNews } = await customers.addAddress(customerId, address, { at, verified });
        if (ownerId !== customerId) {
          throw new AppError({
            code: 'address_taken', status: 409, publicMessage: 'The address is another customer\'s. Merge the two if they are one person.',
            fields: { value: ownerId },
          });
        }
        if (!isNews) return;
        await events.append([
          { name: 'customer.changed', at, actor: agentActor(agentId), reason: 'address-added', after: { customerId, ...address, verified } },
        ]);
      }),
    removeAddress: (customerId: string, address: Address, { agentId }: { agentId: string }): Promise<void> =>
      transact(async ({ customers, events }) => {
        await customers.serialise([address]);
        if (!(await customers.lock(customerId))) throw notFound('The customer');
        const outcome = await customers.removeAddress(customerId, address);
        if (outcome === null) throw notFound('The address');
        if (outcome === 'in-use') {
          throw new AppError({ code: 'address_in_use', status: 409, publicMessage: 'An open ticket is answered at this address: resolve it first.' });
        }
        await events.append([
          { name: 'customer.changed', at: clock.now(), actor: agentActor(agentId), reason: 'address-removed', before: { customerId, ...address }, after: { customerId } },
        ]);
      }),
  };
}
