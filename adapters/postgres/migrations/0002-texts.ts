import { sql, type Kysely } from 'kysely';

/** Who said STOP, replies in several texts, tries by hand, and answers that wait until the customer writes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The last word of each pair of addresses on whether we may write; a pair without a row never said anything.
  `create table consents (
    channel text not null,
    theirs_kind text not null,
    theirs text not null,
    ours text not null,
    stopped boolean not null,
    source text not null check (source in ('customer', 'provider')),
    contact_id uuid references contacts,
    changed_at timestamptz not null,
    primary key (channel, theirs_kind, theirs, ours)
  )`,

  // An answer to STOP or HELP may belong to no ticket: it has its addresses itself, and is written once per contact.
  `alter table replies
    alter column ticket_id drop not null,
    add column contact_id uuid references contacts,
    add column channel text,
    add column ours text,
    add column theirs_kind text,
    add column theirs text,
    drop constraint replies_kind_check,
    add constraint replies_kind_check check
      (kind in ('agent', 'acknowledgement', 'invitation', 'opted-out', 'opted-in', 'help')),
    add constraint reply_has_a_place check (ticket_id is not null or (channel is not null and theirs is not null))`,
  `create unique index one_answer_per_contact on replies (contact_id) where contact_id is not null`,

  `alter table deliveries
    add column part smallint not null default 1,
    add column parts smallint not null default 1,
    add column attempt smallint not null default 1,
    add column text text,
    add column encoding text,
    add column segments smallint,
    add column held_after timestamptz,
    drop constraint deliveries_status_check,
    add constraint deliveries_status_check check
      (status in ('queued', 'held', 'sending', 'sent', 'delivered', 'shelved', 'failed', 'unknown')),
    add constraint part_of_parts check (part between 1 and parts)`,
  `create unique index one_delivery_per_part on deliveries (reply_id, part, attempt)`,
  `create index deliveries_held on deliveries (updated_at) where status = 'held'`,
  `create index deliveries_undelivered on deliveries (updated_at desc, id) where status in ('failed', 'unknown')`,
  `alter table receipts add column because text`,
];
