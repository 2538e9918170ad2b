import { listPaths } from './list-state.ts';

let last: string | null = null;

/** Notes the address of the list that is looked at, with what it is filtered by. */
export function noteList(address: string): void {
  last = address;
}

/** The list that was looked at last in this tab, as it was; one's own work before any was. */
export function lastList(): string {
  return last ?? listPaths.work;
}
