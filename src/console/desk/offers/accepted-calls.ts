const rememberedMilliseconds = 120_000;
let acceptedAt = Number.NEGATIVE_INFINITY;

/** This tab accepted the offer of a call: the leg that rings next is to be picked up here. */
export function noteAcceptedCall(): void {
  acceptedAt = performance.now();
}

/** True once for an accepted call of the last two minutes. */
export function takeAcceptedCall(): boolean {
  const isFresh = performance.now() - acceptedAt < rememberedMilliseconds;
  acceptedAt = Number.NEGATIVE_INFINITY;
  return isFresh;
}
