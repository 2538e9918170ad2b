import { sql, type Kysely } from 'kysely';

/** Legs that the desk dials itself, and how far callers who were moved have come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // `place_version` counts the moves of a caller; `place_seen_version`: the newest whose document they asked for.
  `alter table calls
    add column place_version integer not null default 0,
    add column place_seen_version integer not null default 0,
    add column place_at timestamptz,
    add column agent_call_id text`,
  `create index calls_to_move on calls (place_at) where place_version > place_seen_version and ended_at is null`,
  `create table call_legs (
    id uuid primary key,
    room text not null,
    call_id text references calls,
    ticket_id uuid not null references tickets,
    assignment_id uuid references assignments,
    callback_id uuid,
    agent_id uuid references agents,
    role text not null check (role in ('agent', 'customer', 'consult', 'supervisor')),
    purpose text not null,
    target_kind text not null check (target_kind in ('number', 'sip', 'client')),
    target text not null,
    from_number text not null,
    ring_seconds integer not null,
    detect_machine boolean not null,
    provider_call_id text unique,
    state text not null check (state in ('wanted', 'placing', 'ringing', 'joined', 'ended')),
    place text not null default 'room' check (place in ('room', 'end')),
    place_version integer not null default 0,
    place_seen_version integer not null default 0,
    place_at timestamptz not null,
    mode text,
    step integer not null default 0,
    outcome text check (outcome in
      ('answered', 'busy', 'no-answer', 'failed', 'canceled', 'machine', 'declined', 'left')),
    created_at timestamptz not null,
    placed_at timestamptz,
    answered_at timestamptz,
    joined_at timestamptz,
    ended_at timestamptz,
    constraint ended_with_an_outcome check ((state = 'ended') = (outcome is not null) and (state = 'ended') = (ended_at is not null))
  )`,
  `create index call_legs_of_room on call_legs (room)`,
  `create index call_legs_of_call on call_legs (call_id) where call_id is not null`,
  `create index call_legs_of_ticket on call_legs (ticket_id)`,
  `create index call_legs_open on call_legs (created_at) where state <> 'ended'`,
  `create table leg_steps (
    leg_id uuid not null references call_legs,
    step text not null,
    response jsonb not null,
    primary key (leg_id, step)
  )`,
];
