import type { DeskDefinition } from '../definition/index.ts';

/**
 * What people call a source of alarms: as desk.yaml names it, the address of one that writes mail, or its key with capitals
 * (`uptime-kuma`: Uptime Kuma).
 */
export function sourceName({ monitoring: { sources } }: Pick<DeskDefinition, 'monitoring'>, source: string): string {
  const named = Object.hasOwn(sources, source) ? sources[source]?.name : undefined;
  if (named !== undefined) return named;
  if (source.startsWith('mail:')) return source.slice('mail:'.length);
  return source.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
}
