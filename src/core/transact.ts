/** Runs the work in one transaction: all of it is stored, or none. Deadlocks and serialization failures are run again, so work has no outside effects. */
export type Transact<Stores> = <T>(work: (stores: Stores) => Promise<T>) => Promise<T>;
