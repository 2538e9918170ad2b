import { AppError, newId, notFound, type Clock, type Transact } from '../../core/index.ts';

/** A list of tickets under a name: the query string that its page is opened with. */
export interface SavedView {
  id: string;
  owner: { id: string; name: string };
  name: string;
  query: string;
  /** Everybody sees it. */
  shared: boolean;
  /** Lower stands first. */
  position: number;
}

export interface ViewStore {
  lock(id: string): Promise<SavedView | null>;
  /** What this person sees: their own and shared ones, by position, then name. */
  listFor(agentId: string): Promise<SavedView[]>;
  countOf(agentId: string): Promise<number>;
  add(view: Omit<SavedView, 'owner'> & { ownerId: string; createdAt: Date }): Promise<void>;
  change(view: SavedView): Promise<void>;
  remove(id: string): Promise<void>;
}

export type ViewFields = Pick<SavedView, 'name' | 'query' | 'shared' | 'position'>;
type Editor = { id: string; name: string; isLead: boolean };

export interface Views {
  list(agentId: string): Promise<SavedView[]>;
  /** Throws `forbidden` (403) when somebody who is no lead shares it, `too_many_views` (409). */
  add(by: Editor, fields: ViewFields): Promise<SavedView>;
  /** Shared ones are every lead's. Throws `not_found` (404) for one that this person may not see, `forbidden` (403) for one they may not change. */
  change(by: Editor, id: string, fields: Partial<ViewFields>): Promise<SavedView>;
  remove(by: Editor, id: string): Promise<void>;
}

const mostViews = 100;

export function createViews<Stores extends { views: ViewStore }>(parts: { transact: Transact<Stores>; clock: Clock }): Views {
  const { transact, clock } = parts;
  const lockFor = async ({ views }: Stores, by: Editor, id: string) => {
    const view = await views.lock(id);
    if (!view || (view.owner.id !== by.id && !view.shared)) throw notFound('The view');
    if (view.owner.id !== by.id && !by.isLead) throw forbidden('Only a lead may change what others share.');
    return view;
  };
  const demandLead = (by: Editor, shared: boolean | undefined) => {
    if (shared === true && !by.isLead) throw forbidden('Only a lead may share a view.');
  };
  return {
    list: (agentId) => transact(({ views }) => views.listFor(agentId)),
    add: (by, fields) =>
      transact(async ({ views }) => {
        demandLead(by, fields.shared);
        if ((await views.countOf(by.id)) >= mostViews) {
          throw new AppError({ code: 'too_many_views', status: 409, publicMessage: `A person can have ${mostViews} views.` });
        }
        const view = { id: newId(), ...fields };
        await views.add({ ...view, ownerId: by.id, createdAt: clock.now() });
        return { ...view, owner: { id: by.id, name: by.name } };
      }),
    change: (by, id, fields) =>
      transact(async (stores) => {
        const was = await lockFor(stores, by, id);
        if (!was.shared) demandLead(by, fields.shared);
        const is = { ...was, ...fields };
        await stores.views.change(is);
        return is;
      }),
    remove: (by, id) =>
      transact(async (stores) => {
        await lockFor(stores, by, id);
        await stores.views.remove(id);
      }),
  };
}

function forbidden(publicMessage: string): AppError {
  return new AppError({ code: 'forbidden', status: 403, publicMessage });
}
