export const roles = ['api', 'worker', 'all'] as const;
export type Role = (typeof roles)[number];

/** `api` answers people and providers; `worker` routes, sends and keeps the time. */
export function parts(role: Role): { serves: boolean; works: boolean; atOnce: JobsAtOnce } {
  return { serves: role !== 'worker', works: role !== 'api', atOnce: role === 'all' ? besideIntake : alone };
}

/** How many jobs of each queue a process does at the same moment. */
export interface JobsAtOnce {
  routing: number;
  delivery: number;
  calls: number;
  files: number;
  hooks: number;
  learning: number;
}

/** Where people and providers are answered too, taking in goes first: in a burst, work that is stored already waits. */
const besideIntake: JobsAtOnce = { routing: 2, delivery: 2, calls: 4, files: 2, hooks: 4, learning: 1 };
const alone: JobsAtOnce = { routing: 8, delivery: 8, calls: 8, files: 4, hooks: 8, learning: 1 };
