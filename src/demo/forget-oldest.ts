/** Bounds a list that grows as long as its process lives: all but its newest `keep` go. */
export function forgetOldest(list: { length: number; splice(from: number, count: number): unknown }, keep: number): void {
  list.splice(0, Math.max(0, list.length - keep));
}
