import type { CallbackStores } from '../desk/callbacks/index.ts';
import type { LineStores } from '../desk/calls/index.ts';
import type { WordStore } from '../desk/routing/index.ts';
import type { RoomStores } from '../desk/rooms/index.ts';
import type { WorkStores } from '../desk/work/index.ts';
import type { IntakeStores } from './intake-store.ts';

/** Everything that one webhook of a call may touch in its transaction. */
export type CallStores = LineStores & CallbackStores & RoomStores & WorkStores & IntakeStores & { words: WordStore };
