import { invalidInput, isId } from '../../core/index.ts';
import { nameAsset, unnameAsset } from '../assets/index.ts';
import { agentActor } from '../events/index.ts';
import { mostAssets, type By, type Ticket } from '../tickets/index.ts';
import type { Act } from './act.ts';

/** Says which assets a ticket is about. */
export interface Naming {
  /** Throws `invalid_input` (400) for an id that is none, or when it would name too many. Said again, it changes nothing. */
  name(number: number, by: By, assetId: string): Promise<Ticket>;
  /** What it does not name is no change. */
  unname(number: number, by: By, assetId: string): Promise<Ticket>;
}

export function createNaming(act: Act): Naming {
  return {
    name: (number, by, assetId) =>
      act(number, by, async (stores, ticket, at) => {
        const named = await stores.assets.ofTicket(ticket.id);
        if (named.some(({ id }) => id === assetId)) return ticket;
        if (named.length >= mostAssets) throw invalidInput({ asset: `at most ${mostAssets} for one ticket` });
        const asset = isId(assetId) ? await nameAsset(stores, { ticket, asset: { id: assetId }, actor: agentActor(by.agentId), at }) : null;
        if (!asset) throw invalidInput({ asset: 'must be the id of an asset' });
        return stores.tickets.save(ticket);
      }),
    unname: (number, by, assetId) =>
      act(number, by, async (stores, ticket, at) =>
        (await unnameAsset(stores, { ticket, assetId, actor: agentActor(by.agentId), at })) ? stores.tickets.save(ticket) : ticket),
  };
}
