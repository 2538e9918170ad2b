import type { WaitingCell } from './use-wall.ts';

/** Cells taken together; `oldestAt` in milliseconds since 1970, null when nothing waits. */
export function sumOf(cells: Pick<WaitingCell, 'count' | 'late' | 'oldestAt'>[]): { count: number; late: number; oldestAt: number | null } {
  return cells.reduce<{ count: number; late: number; oldestAt: number | null }>(
    (sum, cell) => ({
      count: sum.count + cell.count,
      late: sum.late + cell.late,
      oldestAt: Math.min(sum.oldestAt ?? Infinity, Date.parse(cell.oldestAt)),
    }),
    { count: 0, late: 0, oldestAt: null },
  );
}
