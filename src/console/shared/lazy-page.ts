import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** A part of the console that could not be fetched: the line is down, or the desk runs a newer version that no longer has it. */
export class PartMissing extends Error {
  override name = 'PartMissing';
}

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/** A page whose script is fetched when it is first shown; one that cannot be fetched throws `PartMissing` to its guard. */
export function lazyPage<Props>(load: Load<Props>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => load().catch((cause: unknown) => {
    throw new PartMissing('A part of the page could not be fetched.', { cause });
  }));
}

/** Fetches what will be needed later, once the first page had its time: going there then needs neither a line nor the version of now. */
export function fetchAhead(loads: (() => Promise<unknown>)[], afterMs = 5_000): () => void {
  const timer = setTimeout(() => {
    for (const load of loads) load().catch(() => undefined);
  }, afterMs);
  return () => clearTimeout(timer);
}
