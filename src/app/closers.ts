/** What must be closed when the process ends, in the order in which it was opened. */
export type Closers = (() => Promise<unknown>)[];

/** What was opened last is closed first; one that fails is told and keeps none from closing. */
export async function closeAll(closers: Closers, onFault: (error: unknown) => void): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close().catch(onFault);
}
