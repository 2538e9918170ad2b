import type { Vector } from './vocabulary.ts';

/** Many vectors in one piece of memory: those of text `i` stand from `starts[i]` to `starts[i + 1]`. */
export interface Vectors {
  starts: Int32Array;
  rows: Uint16Array;
  values: Float32Array;
  /** By text: the square of its length. */
  squares: Float64Array;
}

export function joinVectors(vectors: readonly Vector[]): Vectors {
  const starts = new Int32Array(vectors.length + 1);
  vectors.forEach(({ rows }, at) => (starts[at + 1] = (starts[at] ?? 0) + rows.length));
  const total = starts[vectors.length] ?? 0;
  const joined: Vectors = {
    starts,
    rows: new Uint16Array(total),
    values: new Float32Array(total),
    squares: Float64Array.from(vectors, ({ values }) => values.reduce((sum, value) => sum + value * value, 0)),
  };
  vectors.forEach(({ rows, values }, at) => {
    joined.rows.set(rows, starts[at]);
    joined.values.set(values, starts[at]);
  });
  return joined;
}
