import { useCallback, useMemo, useRef, useState } from 'react';
import type { TicketSummary } from '../../../api/contract.ts';
import type { Selection } from './ticket-table.tsx';

/** Which tickets of a list are chosen. Those that leave the list are so no more. */
export function useSelection(tickets: readonly TicketSummary[]): Selection & { clear: () => void; drop: (numbers: readonly string[]) => void } {
  const [numbers, setNumbers] = useState<ReadonlySet<string>>(new Set());
  const from = useRef<string | null>(null);
  const chosen = useMemo(() => {
    if (numbers.size === 0) return numbers;
    return new Set(tickets.flatMap(({ number }) => (numbers.has(number) ? [number] : [])));
  }, [numbers, tickets]);
  const choose = useCallback((number: string, isRange: boolean) => {
    const places = [from.current, number].map((one) => tickets.findIndex((ticket) => ticket.number === one)).sort((one, other) => one - other);
    from.current = number;
    const [first = -1, last = -1] = places;
    setNumbers((before) => {
      const next = new Set(before);
      if (isRange && first >= 0) for (const ticket of tickets.slice(first, last + 1)) next.add(ticket.number);
      else if (!next.delete(number)) next.add(number);
      return next;
    });
  }, [tickets]);
  const clear = useCallback(() => setNumbers(new Set()), []);
  return {
    chosen, choose, clear,
    chooseAll: (isOn) => setNumbers(isOn ? new Set(tickets.map(({ number }) => number)) : new Set()),
    drop: (gone) => setNumbers((before) => new Set([...before].filter((number) => !gone.includes(number)))),
  };
}
