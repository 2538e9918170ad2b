export const roles = ['api', 'worker', 'all'] as const;
export type Role = (typeof roles)[number];

/** `api` answers people and providers; `worker` routes, sends and keeps the time. */
export function parts(role: Role): { serves: boolean; works: boolean } {
  return { serves: role !== 'worker', works: role !== 'api' };
}
