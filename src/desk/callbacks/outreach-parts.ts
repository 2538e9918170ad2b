import type { Localized } from '../../core/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import type { RoomStores } from '../rooms/index.ts';
import type { Callback } from './callback.ts';
import type { CallbackPrompts } from './callback-prompts.ts';
import type { CallbackStores } from './request-callback.ts';

export type OutreachStores = RoomStores & CallbackStores;

export interface OutreachParts {
  desk: DeskDefinition;
  prompts: CallbackPrompts;
  /** Our number for customers who never called one of ours; null when there is none. */
  ownNumber: string | null;
  /** Every number of ours, which would only ring ourselves. */
  ownNumbers: ReadonlySet<string>;
  /** What work without anybody on the line costs at most, in capacity units. */
  textCost: number;
  /** Said to the customer before they are recorded; null when conversations are not recorded. */
  consent: Localized | null;
}

/** The room in which the agent and the customer of a callback meet, whoever of them is there first. */
export function roomOf(callback: Pick<Callback, 'id'>): string {
  return `callback-${callback.id}`;
}
