import type { z } from 'zod';
import { knownKeys } from './known-keys.ts';
import { expected, listAlternatives } from './faults.ts';
import type { Finding, PathStep } from './faults.ts';

type Issue = z.core.$ZodIssue;

const typeNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

/** What the schema found, in words for the person who edits the file. */
export function schemaFindings(issues: readonly Issue[], raw: unknown): Finding[] {
  return issues.flatMap((issue) => findingsOf(issue, [], raw));
}

function findingsOf(issue: Issue, parentPath: readonly PathStep[], raw: unknown): Finding[] {
  const path = [...parentPath, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = valueAt(raw, path);
  if (issue.code === 'unrecognized_keys') {
    const known = listAlternatives(knownKeys(path));
    return issue.keys.map((key) => ({ path: [...path, key], message: expected(known, key), at: 'key' }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => ({ path, message: expected(describe(inner), path.at(-1)), at: 'key' }));
  }
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    const tooShallow = branch.every((inner) =>
      inner.path.length === 0 && (inner.code === 'invalid_type' || inner.code === 'invalid_value'));
    if (!tooShallow) return branch.flatMap((inner) => findingsOf(inner, path, raw));
  }
  return [{ path, message: expected(describe(issue), value), at: 'value' }];
}

/** The alternative that the writer probably meant: the one that fits deepest. */
function closestBranch(branches: readonly Issue[][]): Issue[] {
  const score = (branch: Issue[]) =>
    Math.max(...branch.map((issue) => (issue.code === 'unrecognized_keys' || issue.code === 'custom' ? 1 : issue.path.length)));
  return [...branches].sort((a, b) => score(b) - score(a))[0] ?? [];
}

function describe(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return listAlternatives(issue.values);
    case 'too_small':
      return limit('at least', issue.origin, Number(issue.minimum));
    case 'too_big':
      return limit('at most', issue.origin, Number(issue.maximum));
    case 'invalid_union':
      return '"always", or a week such as {mon: ["08:00-12:00"]}';
    default:
      return issue.message;
  }
}

function limit(bound: 'at least' | 'at most', origin: string, count: number): string {
  if (origin === 'string') return count === 1 ? 'a text that is not empty' : `${bound} ${count} characters`;
  if (origin === 'array') return `${bound} ${count} in the list`;
  return `a number of ${bound} ${count}`;
}

function valueAt(raw: unknown, path: readonly PathStep[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined,
    raw,
  );
}
