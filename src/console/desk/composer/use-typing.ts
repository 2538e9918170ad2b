import { useEffect, useRef, useState } from 'react';
import { useLive } from '../live/use-live.tsx';
import { useSession } from '../session.tsx';

const every = 3_000;

/** Tells others that something is written on this ticket, every three seconds at most; and says who else writes. */
export function useTyping(number: string) {
  const live = useLive();
  const { me } = useSession();
  const toldAt = useRef(0);
  const [others, setOthers] = useState<{ id: string; name: string }[]>([]);
  useEffect(
    () => live.onWatchers((told) => {
      if (told.number !== number) return;
      const writing = told.people.filter(({ id, typing }) => typing && id !== me.id).map(({ id, name }) => ({ id, name }));
      setOthers((known) => (known.map(({ id }) => id).join() === writing.map(({ id }) => id).join() ? known : writing));
    }),
    [live, number, me.id],
  );
  const typed = () => {
    const now = Date.now();
    if (now - toldAt.current < every) return;
    toldAt.current = now;
    void live.ask('ticket:typing', { number });
  };
  return { others, typed };
}
