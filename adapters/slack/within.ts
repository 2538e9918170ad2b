/** What the work gives, or `otherwise` when it takes longer than this many milliseconds. */
export async function within<Result, Otherwise>(work: Promise<Result>, milliseconds: number, otherwise: Otherwise): Promise<Result | Otherwise> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Otherwise>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
