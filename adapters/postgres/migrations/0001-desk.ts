import { sql, type Kysely } from 'kysely';

/** The first shape of the desk. The promises that must hold whatever the code does are constraints here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create extension if not exists unaccent`,

  // Values the installation makes for itself once, such as the key of the status links.
  `create table secrets (name text primary key, value text not null)`,

  // ---------------------------------------------------------------- customers
  `create table customers (
    id uuid primary key,
    name text,
    locale text not null,
    created_at timestamptz not null
  )`,
  `create table addresses (
    kind text not null check (kind in ('phone', 'email', 'slack', 'visitor')),
    value text not null,
    customer_id uuid not null references customers,
    verified_at timestamptz,
    created_at timestamptz not null,
    primary key (kind, value)
  )`,
  `create index addresses_of_customer on addresses (customer_id)`,

  // ---------------------------------------------------------------- people of the desk
  `create table agents (
    id uuid primary key,
    name text not null,
    email text not null unique check (email = lower(email)),
    password_hash text not null,
    role text not null check (role in ('agent', 'lead', 'admin')),
    active boolean not null default true,
    skills text[] not null default '{}',
    locales text[] not null default '{es,en}',
    teams text[] not null default '{}',
    phone text,
    capacity integer not null default 100 check (capacity between 1 and 100000),
    load integer not null default 0,
    availability text not null default 'offline' check (availability in ('available', 'away', 'offline')),
    away_reason text,
    idle_since timestamptz not null,
    missed_offers integer not null default 0,
    created_at timestamptz not null,
    constraint never_over_capacity check (load between 0 and capacity)
  )`,
  `create index agents_ready on agents using gin (teams) where availability = 'available' and active`,
  `create table agent_presence (
    agent_id uuid primary key references agents,
    seen_at timestamptz not null
  )`,
  `create table processes (id uuid primary key, seen_at timestamptz not null)`,
  `create table sessions (
    token_hash text primary key,
    agent_id uuid not null references agents,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create index sessions_of_agent on sessions (agent_id)`,

  // ---------------------------------------------------------------- tickets
  `create sequence ticket_numbers start 1001`,
  `create table tickets (
    id uuid primary key,
    number integer not null unique default nextval('ticket_numbers'),
    kind text not null,
    status text not null check (status in
      ('new', 'queued', 'offered', 'assigned', 'waiting', 'resolved', 'closed', 'cancelled')),
    subject text not null,
    service text,
    entry text,
    impact text,
    urgency text,
    priority text check (priority in ('P1', 'P2', 'P3', 'P4', 'P5')),
    tier smallint check (tier between 1 and 3),
    team text,
    agent_id uuid references agents,
    channel text not null,
    customer_id uuid references customers,
    locale text not null,
    live boolean not null default false,
    cost integer not null check (cost > 0),
    abandoned boolean not null default false,
    triage boolean not null default false,
    confidence real,
    skills text[] not null default '{}',
    agent_locale text,
    chosen jsonb not null default '{}',
    version integer not null default 1,
    routing_version integer not null default 1,
    routed_version integer not null default 0,
    queued_at timestamptz,
    queue_key timestamptz,
    opened_at timestamptz not null,
    respond_by timestamptz,
    resolve_by timestamptz,
    responded_at timestamptz,
    resolved_at timestamptz,
    waiting_for text check (waiting_for in ('customer', 'vendor')),
    waiting_until timestamptz,
    solution text,
    merged_into uuid references tickets,
    status_key integer not null default 1,
    words tsvector,
    constraint queued_has_a_place check (status <> 'queued' or (queue_key is not null and team is not null)),
    constraint assigned_has_an_agent check (status <> 'assigned' or agent_id is not null)
  )`,
  `create index tickets_queue on tickets (team, queue_key) where status = 'queued'`,
  // Lane by lane: what asks the same of its agent stands together, in queue order.
  `create index tickets_lanes on tickets (team, cost, live, coalesce(agent_locale, ''), skills, queue_key)
    where status = 'queued'`,
  `create index tickets_open on tickets (queue_key, number) where status not in ('closed', 'cancelled')`,
  `create index tickets_unrouted on tickets (opened_at) where routed_version < routing_version`,
  `create index tickets_of_agent on tickets (agent_id) where agent_id is not null`,
  `create index tickets_of_customer on tickets (customer_id)`,
  `create index tickets_merged on tickets (merged_into) where merged_into is not null`,
  `create index tickets_waiting on tickets (waiting_until) where waiting_until is not null`,
  `create index tickets_words on tickets using gin (words)`,
  `create table ticket_links (
    from_id uuid not null references tickets,
    to_id uuid not null references tickets,
    kind text not null check (kind in ('parent', 'duplicate', 'follow-up', 'split', 'caused-by')),
    primary key (from_id, to_id, kind)
  )`,

  // ---------------------------------------------------------------- what was said
  `create table conversations (
    id uuid primary key,
    ticket_id uuid not null references tickets,
    channel text not null,
    ours text not null,
    theirs_kind text,
    theirs text,
    last_contact_at timestamptz not null
  )`,
  `create index conversations_of_ticket on conversations (ticket_id)`,
  `create index conversations_by_pair on conversations (channel, theirs, ours, last_contact_at desc)`,
  `create table contacts (
    id uuid primary key,
    channel text not null,
    provider_id text not null,
    conversation_id uuid references conversations,
    customer_id uuid references customers,
    from_text text not null,
    to_text text not null,
    subject text,
    text text not null,
    attachments jsonb not null default '[]',
    outcome text not null default 'received',
    received_at timestamptz not null,
    constraint one_claim_per_delivery unique (channel, provider_id)
  )`,
  `create index contacts_of_conversation on contacts (conversation_id)`,
  `create table replies (
    id uuid primary key,
    ticket_id uuid not null references tickets,
    conversation_id uuid references conversations,
    agent_id uuid references agents,
    kind text not null check (kind in ('agent', 'acknowledgement')),
    text text not null,
    locale text not null,
    created_at timestamptz not null
  )`,
  `create index replies_of_ticket on replies (ticket_id)`,
  `create unique index one_acknowledgement on replies (ticket_id) where kind = 'acknowledgement'`,
  `create table deliveries (
    id uuid primary key,
    reply_id uuid not null references replies,
    status text not null check (status in
      ('queued', 'sending', 'sent', 'delivered', 'shelved', 'failed', 'unknown')),
    provider_id text,
    tries integer not null default 0,
    next_try_at timestamptz not null,
    error_code text,
    error_message text,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index deliveries_of_reply on deliveries (reply_id)`,
  `create unique index deliveries_by_provider on deliveries (provider_id) where provider_id is not null`,
  `create index deliveries_open on deliveries (next_try_at) where status in ('queued', 'sending')`,
  `create table receipts (
    provider_id text primary key,
    state text not null,
    code text,
    message text,
    received_at timestamptz not null
  )`,
  `create table notes (
    id uuid primary key,
    ticket_id uuid not null references tickets,
    agent_id uuid not null references agents,
    text text not null,
    created_at timestamptz not null
  )`,

  // ---------------------------------------------------------------- routing
  `create table offers (
    id uuid primary key,
    ticket_id uuid not null references tickets,
    agent_id uuid not null references agents,
    cost integer not null,
    live boolean not null,
    offered_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    outcome text check (outcome in ('accepted', 'declined', 'expired', 'withdrawn')),
    reason text,
    constraint ended_with_an_outcome check ((ended_at is null) = (outcome is null))
  )`,
  `create unique index one_open_offer_per_ticket on offers (ticket_id) where ended_at is null`,
  `create unique index one_live_offer_per_agent on offers (agent_id) where ended_at is null and live`,
  `create index offers_open_of_agent on offers (agent_id) where ended_at is null`,
  `create index offers_due on offers (expires_at) where ended_at is null`,
  `create index offers_pace on offers (ended_at) where live and outcome = 'accepted'`,
  `create index offers_refused on offers (ticket_id, agent_id, ended_at) where outcome in ('declined', 'expired')`,
  `create table assignments (
    id uuid primary key,
    ticket_id uuid not null references tickets,
    agent_id uuid not null references agents,
    cost integer not null,
    live boolean not null,
    started_at timestamptz not null,
    answered_at timestamptz,
    ended_at timestamptz,
    reason text
  )`,
  `create unique index one_open_assignment_per_ticket on assignments (ticket_id) where ended_at is null`,
  `create index assignments_open_of_agent on assignments (agent_id) where ended_at is null`,

  // ---------------------------------------------------------------- calls
  `create table calls (
    id text primary key,
    contact_id uuid not null references contacts,
    ticket_id uuid references tickets,
    from_text text not null,
    to_text text not null,
    session jsonb not null,
    step integer not null default 0,
    state text not null default 'in-progress',
    seconds integer,
    started_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create index calls_of_ticket on calls (ticket_id)`,
  `create table call_steps (
    call_id text not null references calls,
    step text not null,
    response jsonb not null,
    primary key (call_id, step)
  )`,
  `create table recordings (
    id text primary key,
    call_id text not null references calls,
    url text not null,
    seconds integer not null,
    left_at timestamptz,
    ready_at timestamptz
  )`,
  `create index recordings_of_call on recordings (call_id)`,

  // ---------------------------------------------------------------- what happened
  `create table events (
    id bigint generated always as identity primary key,
    seq bigint unique,
    at timestamptz not null,
    effective_at timestamptz not null,
    name text not null,
    actor_kind text not null check (actor_kind in ('customer', 'agent', 'desk', 'provider')),
    actor_id uuid,
    ticket_id uuid references tickets,
    agent_id uuid,
    contact_id uuid,
    reply_id uuid,
    note_id uuid,
    offer_id uuid,
    reason text,
    before jsonb,
    after jsonb
  )`,
  `create index events_unpublished on events (id) where seq is null`,
  `create index events_of_ticket on events (ticket_id, id)`,
  `create index events_of_contact on events (contact_id) where contact_id is not null`,
];
