import type { CallInput, CallRequest, CallTurn } from '../core/index.ts';
import type { Call } from '../desk/calls/index.ts';
import { expectCaller, letTalkerGo, noteAgentCall, noteArrival, startAnew, type RoomStores } from '../desk/rooms/index.ts';

/** Keeps what a turn of a caller's call says of where they and their agent are. */
export async function followRoom(
  stores: RoomStores,
  happened: { call: Pick<Call, 'id' | 'ticketId'>; request: CallRequest; input: CallInput; turn: CallTurn },
  at: Date,
): Promise<void> {
  const { call, request, input, turn } = happened;
  if (request.point === 'agent-leg' && turn.agentTookCall && request.legCallId !== null) {
    await noteAgentCall(stores, call.id, request.legCallId);
  }
  if (input.kind === 'bridge') await startAnew(stores, call.id, at);
  if ((input.kind === 'bridge' || input.kind === 'dial-ended') && call.ticketId !== null) await letTalkerGo(stores, call.ticketId, at);
  if (input.kind === 'moved') await noteArrival(stores, call.id);
  if (typeof turn.collected !== 'string') return;
  const spot = await stores.rooms.spotOf(call.id);
  if (spot?.place?.to === 'collect') await expectCaller(stores, spot, 'room', at);
}
