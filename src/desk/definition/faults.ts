/** One thing in desk.yaml that must be mended (a fault) or is probably not meant (a warning); lines and columns count from 1. */
export interface Fault {
  file: string;
  line: number;
  column: number;
  /** Such as `services[0].entries[2].tier`; empty for the file as a whole. */
  path: string;
  message: string;
}

/** `desk.yaml:12:5 services[0].entries[2].tier: expected 1, 2 or 3, got "four"` */
export function formatFault(fault: Fault): string {
  const place = `${fault.file}:${fault.line}:${fault.column}`;
  return fault.path === '' ? `${place} ${fault.message}` : `${place} ${fault.path}: ${fault.message}`;
}

/** Thrown when a desk.yaml cannot be used; holds every fault, in the order of the file. */
export class DeskFaults extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(formatFault).join('\n'));
    this.name = 'DeskFaults';
    this.faults = faults;
  }
}

/** A fault before its line is known. */
export interface Finding {
  path: PathStep[];
  message: string;
  /** Whether the key or the value at the path is wrong. */
  at: 'key' | 'value';
}

export type PathStep = string | number;

/** `['services', 0, 'tier']` as `services[0].tier`. */
export function formatPath(path: readonly PathStep[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

/** `"a", "b" or "c"`, in JSON's writing. */
export function listAlternatives(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value));
  const last = words.at(-1) ?? 'nothing';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** `expected …, got …`; a map or a list is not repeated, a long text is cut. */
export function expected(what: string, got: unknown): string {
  if (got === undefined || got === null) return `expected ${what}, but it is missing`;
  if (Array.isArray(got)) return `expected ${what}, got a list`;
  if (typeof got === 'object') return `expected ${what}, got a map`;
  const shown = JSON.stringify(got);
  return `expected ${what}, got ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}`;
}
