import type { Steering } from '../desk/rooms/index.ts';
import type { JobHandlers } from './handlers.ts';
import { callPayload, legPayload } from './jobs.ts';

/** Queue `calls`: brings telephones to where the desk wants them. */
export function legHandlers({ steering }: { steering: Steering }): JobHandlers {
  return {
    'place-leg': (data) => steering.placeLeg(legPayload.parse(data).legId),
    'move-call': (data) => steering.moveCall(callPayload.parse(data).callId),
    'move-leg': (data) => steering.moveLeg(legPayload.parse(data).legId),
  };
}
