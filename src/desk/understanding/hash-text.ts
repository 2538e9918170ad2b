/** FNV-1a over the UTF-16 units of a part of a text, from a seed, well mixed: a whole number of 32 bits. */
export function hashText(text: string, from: number, to: number, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** One hash of two, in their order. */
export function hashPair(one: number, other: number, seed: number): number {
  return mixed(Math.imul(one ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(other, 0xc2b2ae35));
}

/** The last steps of MurmurHash3: every bit of the outcome hangs on every bit of the hash. */
function mixed(hash: number): number {
  let mix = hash ^ (hash >>> 16);
  mix = Math.imul(mix, 0x85ebca6b);
  mix ^= mix >>> 13;
  mix = Math.imul(mix, 0xc2b2ae35);
  // Signed: V8 keeps such numbers in place, and maps of them are several times faster.
  return mix ^ (mix >>> 16);
}
