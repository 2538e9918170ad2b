import type { z } from 'zod';
import { invalidInput, type AppError } from './errors.ts';

/**
 * A 400 that names every field at fault by its path, such as `files.0`, with what is wrong. `whole` names what has no path;
 * `depth`: of a path only so many steps are named; left out: all.
 */
export function invalidShape({ issues }: Pick<z.ZodError, 'issues'>, { whole = 'body', depth }: { whole?: string; depth?: number } = {}): AppError {
  return invalidInput(Object.fromEntries(issues.map(({ path, message }) => [path.slice(0, depth).join('.') || whole, message])));
}
