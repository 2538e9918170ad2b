/** From `from` up to but without `to`. */
export interface Period {
  from: Date;
  to: Date;
}

export interface Availability {
  /** Seconds of the period that have passed. */
  seconds: number;
  /** Seconds in which it was down; times told twice count once. */
  downSeconds: number;
  /** Percent of the time that has passed, cut (never rounded up) to three decimals; null while nothing of the period has passed. */
  availability: number | null;
}

/** How much of a period a service was there, up to `now`: everything that any downtime covers counts as down, one without an end goes on. */
export function availabilityOf(downtimes: readonly { from: Date; to: Date | null }[], period: Period, now: Date): Availability {
  const start = period.from.getTime();
  const end = Math.min(period.to.getTime(), now.getTime());
  const passed = Math.max(0, end - start);
  const down = lengthOfUnion(downtimes.map(({ from, to }): Span => [Math.max(start, from.getTime()), Math.min(end, to?.getTime() ?? end)]));
  return {
    seconds: Math.round(passed / 1000), downSeconds: Math.round(down / 1000),
    availability: passed === 0 ? null : Math.floor(((passed - down) * 100_000) / passed) / 1_000,
  };
}

type Span = [from: number, to: number];

function lengthOfUnion(spans: Span[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans.filter(([from, to]) => from < to).toSorted(([a], [b]) => a - b)) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered;
}
