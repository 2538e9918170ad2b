import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { createLive, type Live, type LiveState, type TicketNews } from './live.ts';

const LiveContext = createContext<Live | null>(null);

/** Opens the line to the desk for everything inside, and lets what is shown be read anew when it has changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [live] = useState(createLive);
  useEffect(() => {
    live.open();
    const stops = [
      live.onTicket(({ ticket }) => {
        void queries.invalidateQueries({ queryKey: ['ticket', ticket.number] });
        void queries.invalidateQueries({ queryKey: ['tickets'] });
      }),
      live.onResync(() => void queries.invalidateQueries()),
    ];
    return () => {
      for (const stop of stops) stop();
      live.close();
    };
  }, [live, queries]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('Only inside of a LiveProvider.');
  return live;
}

/** What the desk told this screen; drawn anew with each change. */
export function useLiveState(): LiveState {
  const live = useLive();
  return useSyncExternalStore(live.subscribe, live.state);
}

/** Calls `listener` for every change of any ticket that this person may see. */
export function useTicketNews(listener: (news: TicketNews) => void): void {
  const live = useLive();
  useEffect(() => live.onTicket(listener), [live, listener]);
}
