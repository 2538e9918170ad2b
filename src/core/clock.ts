/** The one source of time. Durations everywhere are milliseconds unless a name says otherwise. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
