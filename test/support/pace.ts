/** What is read to see how fast this machine is just now: about four milliseconds of work on an idle one. */
const page = 'Ana escribió: no puedo navegar en Internet <a@example.org> 2026-03-02 10:00 '.repeat(1_000);
const usualMilliseconds = 4;

/**
 * Milliseconds of an idle machine as they pass on this one at this moment, never fewer: for limits that tell what grows
 * without bound from what a busy or slow machine takes longer for.
 */
export function atThisPace(milliseconds: number): number {
  const slowest = Math.max(...Array.from({ length: 3 }, millisecondsOfReading));
  return milliseconds * Math.max(1, slowest / usualMilliseconds);
}

function millisecondsOfReading(): number {
  const began = performance.now();
  let letters = 0;
  for (const word of page.split(/[^\p{L}\p{N}@.-]+/u)) letters += word.toLowerCase().normalize('NFD').replace(/\p{M}+/gu, '').length;
  return performance.now() - began + Math.min(0, letters);
}
