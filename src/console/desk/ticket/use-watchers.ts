import { useEffect, useState } from 'react';
import { useLive } from '../live/use-live.tsx';
import type { Watchers } from '../live/live.ts';
import { useSession } from '../session.tsx';

/** Who else has this ticket on their screen, and who of them writes. Says to the desk that we look, also after each reconnect. */
export function useWatchers(number: string): Watchers['people'] {
  const live = useLive();
  const { me } = useSession();
  const [people, setPeople] = useState<Watchers['people']>([]);
  useEffect(() => {
    const watch = () => void live.ask('ticket:watch', { number });
    let wasConnected = false;
    const look = () => {
      const isConnected = live.state().connection === 'connected';
      if (isConnected && !wasConnected) watch();
      if (!isConnected && wasConnected) setPeople([]);
      wasConnected = isConnected;
    };
    const stops = [
      live.onWatchers((told) => {
        if (told.number === number) setPeople(told.people);
      }),
      live.subscribe(look),
    ];
    look();
    return () => {
      for (const stop of stops) stop();
      void live.ask('ticket:unwatch', { number });
    };
  }, [live, number]);
  return people.filter(({ id }) => id !== me.id);
}
