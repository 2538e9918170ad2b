import { sql, type RawBuilder } from 'kysely';
import type { DialTarget, LegResponse, LegRole } from '../../src/core/index.ts';
import type { MovedPlace } from '../../src/desk/calls/index.ts';
import type {
  CallerSpot, Leg, LegOutcome, LegPurpose, LegState, LegStore, RoomStore, SupervisorMode,
} from '../../src/desk/rooms/index.ts';
import type { Connection } from './database.ts';

interface LegRow {
  id: string;
  room: string;
  call_id: string | null;
  ticket_id: string;
  assignment_id: string | null;
  callback_id: string | null;
  agent_id: string | null;
  role: LegRole;
  purpose: LegPurpose;
  target_kind: DialTarget['kind'];
  target: string;
  from_number: string;
  ring_seconds: number;
  detect_machine: boolean;
  provider_call_id: string | null;
  state: LegState;
  place: Leg['place'];
  place_version: number;
  place_seen_version: number;
  place_at: Date;
  mode: SupervisorMode | null;
  step: number;
  outcome: LegOutcome | null;
  created_at: Date;
  placed_at: Date | null;
  answered_at: Date | null;
  joined_at: Date | null;
  ended_at: Date | null;
}

function toLeg(row: LegRow): Leg {
  return {
    id: row.id, room: row.room, callId: row.call_id, ticketId: row.ticket_id, assignmentId: row.assignment_id,
    callbackId: row.callback_id, agentId: row.agent_id, role: row.role, purpose: row.purpose,
    target: { kind: row.target_kind, value: row.target }, from: row.from_number, ringSeconds: row.ring_seconds,
    detectMachine: row.detect_machine, providerCallId: row.provider_call_id, state: row.state, place: row.place,
    version: row.place_version, seenVersion: row.place_seen_version, placeAt: row.place_at, mode: row.mode, step: row.step,
    outcome: row.outcome, createdAt: row.created_at, placedAt: row.placed_at, answeredAt: row.answered_at,
    joinedAt: row.joined_at, endedAt: row.ended_at,
  };
}

export function legStore(connection: Connection): LegStore {
  const findAll = async (condition: RawBuilder<unknown>): Promise<Leg[]> => {
    const { rows } = await sql<LegRow>`select * from call_legs where ${condition} order by created_at, id`.execute(connection);
    return rows.map(toLeg);
  };
  return {
    add: async (leg) => {
      await sql`insert into call_legs (id, room, call_id, ticket_id, assignment_id, callback_id, agent_id, role, purpose,
          target_kind, target, from_number, ring_seconds, detect_machine, provider_call_id, state, place, place_version,
          place_seen_version, place_at, mode, step, created_at, placed_at, answered_at)
        values (${leg.id}, ${leg.room}, ${leg.callId}, ${leg.ticketId}, ${leg.assignmentId}, ${leg.callbackId}, ${leg.agentId},
          ${leg.role}, ${leg.purpose}, ${leg.target.kind}, ${leg.target.value}, ${leg.from}, ${leg.ringSeconds},
          ${leg.detectMachine}, ${leg.providerCallId}, ${leg.state}, ${leg.place}, ${leg.version}, ${leg.seenVersion},
          ${leg.placeAt}, ${leg.mode}, ${leg.step}, ${leg.createdAt}, ${leg.placedAt}, ${leg.answeredAt})`.execute(connection);
    },
    find: async (legId) => (await findAll(sql`id = ${legId}::uuid`))[0] ?? null,
    save: async (leg) => {
      await sql`update call_legs set call_id = ${leg.callId}, assignment_id = ${leg.assignmentId}::uuid,
          callback_id = ${leg.callbackId}::uuid, agent_id = ${leg.agentId}::uuid, role = ${leg.role}, purpose = ${leg.purpose},
          provider_call_id = ${leg.providerCallId}, state = ${leg.state}, place = ${leg.place}, place_version = ${leg.version},
          place_seen_version = ${leg.seenVersion}, place_at = ${leg.placeAt}, mode = ${leg.mode}, step = ${leg.step},
          outcome = ${leg.outcome}, placed_at = ${leg.placedAt}, answered_at = ${leg.answeredAt}, joined_at = ${leg.joinedAt},
          ended_at = ${leg.endedAt}
        where id = ${leg.id}`.execute(connection);
    },
    openOfRoom: (room) => findAll(sql`room = ${room} and state <> 'ended' and place <> 'end'`),
    openOfCall: (callId) => findAll(sql`call_id = ${callId} and state <> 'ended' and place <> 'end'`),
    ofCall: (callId) => findAll(sql`call_id = ${callId}`),
    storedAnswer: async (legId, step) => {
      const { rows } = await sql<{ response: LegResponse }>`select response from leg_steps
        where leg_id = ${legId} and step = ${step}`.execute(connection);
      return rows[0]?.response ?? null;
    },
    storeAnswer: async (legId, step, response) => {
      await sql`insert into leg_steps (leg_id, step, response) values (${legId}, ${step}, ${JSON.stringify(response)}::jsonb)
        on conflict do nothing`.execute(connection);
    },
  };
}

interface SpotRow {
  id: string;
  ticket_id: string | null;
  place: MovedPlace | null;
  place_version: number;
  place_seen_version: number;
  place_at: Date | null;
  agent_call_id: string | null;
  ended_at: Date | null;
}

function toSpot(row: SpotRow): CallerSpot {
  return {
    callId: row.id, ticketId: row.ticket_id, place: row.place, version: row.place_version,
    seenVersion: row.place_seen_version, at: row.place_at, agentCallId: row.agent_call_id, endedAt: row.ended_at,
  };
}

export function roomStore(connection: Connection): RoomStore {
  return {
    spotOf: async (callId) => {
      const { rows } = await sql<SpotRow>`select id, ticket_id, place, place_version, place_seen_version, place_at, agent_call_id,
        ended_at from calls where id = ${callId}`.execute(connection);
      return rows[0] ? toSpot(rows[0]) : null;
    },
    saveSpot: async (spot) => {
      await sql`update calls set place = ${spot.place === null ? null : JSON.stringify(spot.place)}::jsonb,
          place_version = ${spot.version}, place_seen_version = ${spot.seenVersion}, place_at = ${spot.at},
          agent_call_id = ${spot.agentCallId}
        where id = ${spot.callId}`.execute(connection);
    },
    lastToAnswer: async (ticketId) => {
      const { rows } = await sql<{ id: string; agent_id: string }>`select id, agent_id from assignments
        where ticket_id = ${ticketId} and answered_at is not null order by ended_at is not null, answered_at desc limit 1`.execute(connection);
      return rows[0] ? { agentId: rows[0].agent_id, assignmentId: rows[0].id } : null;
    },
    openCallOfNumber: async (number) => {
      const { rows } = await sql<{ id: string }>`
        with recursive trail as (
          select id, merged_into from tickets where number = ${number}
          union all
          select next.id, next.merged_into from tickets next join trail on next.id = trail.merged_into
        )
        select c.id from calls c
        where c.ticket_id in (select id from trail union all
            select merged.id from tickets merged join trail on merged.merged_into = trail.id)
          and c.ended_at is null and not c.joined order by c.started_at desc limit 1`.execute(connection);
      return rows[0]?.id ?? null;
    },
  };
}
