import { sql, type RawBuilder } from 'kysely';
import type { Locale } from '../../src/core/index.ts';
import type { KnownMail, MailQuery, MailStore, ThreadCandidate } from '../../src/intake/mail/mail-store.ts';
import { addressLock, lockNames } from './advisory-locks.ts';
import type { Connection } from './database.ts';

interface KnownRow {
  duplicate_id: string | null;
  taken_claims: string[];
  is_own: boolean;
  blocked: boolean;
  customer_id: string | null;
  customer_locale: Locale | null;
  undeliverable: boolean | null;
  forwarded_id: string | null;
  forwarded_locale: Locale | null;
  agent_id: string | null;
  reported: KnownMail['reported'];
  candidates: (Omit<ThreadCandidate, 'resolvedAt'> & { resolvedAt: string | null })[] | null;
}

/** Mails that a mail answers whose arrival at the same instant it waits for. */
const mostWaitedFor = 10;

export function mailStore(connection: Connection): MailStore {
  return {
    serialise: (query) => {
      const ids = [query.messageId, ...query.threadIds.slice(0, mostWaitedFor)];
      const people = [query.sender, query.forwardedFrom].filter((address) => address !== null);
      return lockNames(connection, [
        ...ids.map((id) => `mail ${id}`), ...people.map((value) => addressLock({ kind: 'email', value })),
      ]);
    },
    lookUp: async (query) => {
      const { rows } = await lookUpStatement(query).execute(connection);
      return toKnown(rows[0]);
    },
  };
}

function lookUpStatement(q: MailQuery): RawBuilder<KnownRow> {
  return sql<KnownRow>`
    with recursive sender as (
      select c.id, c.locale, a.undeliverable_at is not null as undeliverable
      from addresses a join customers c on c.id = a.customer_id where a.kind = 'email' and a.value = ${q.sender}
    ), forwarded as (
      select c.id, c.locale from addresses a join customers c on c.id = a.customer_id where a.kind = 'email' and a.value = ${q.forwardedFrom}
    ), agent as (
      select id from agents where email = ${q.sender} and active
    ), same_id as (
      select m.contact_id, c.provider_id, m.sender is not distinct from ${q.sender}
        and (m.fingerprint_words = ${q.fingerprints.words} or (m.fingerprint_date = ${q.fingerprints.date}
          -- Who forges a sender does not make the sender's own mail a copy of the forgery.
          and (${q.dmarc} = 'fail' or m.authentication ->> 'dmarc' <> 'fail'))) as is_copy
      from mails m join contacts c on c.id = m.contact_id
      where m.message_id = ${q.messageId} and c.channel = ${q.channel}
    )
    select
      (select contact_id from same_id where is_copy limit 1) as duplicate_id,
      array(select provider_id from same_id union select provider_id from contacts
        where channel = ${q.channel} and provider_id = ${q.claim}) as taken_claims,
      exists (select from replies where message_id = ${q.messageId}) as is_own,
      exists (select from blocked_addresses where kind = 'email' and value = ${q.sender}) as blocked,
      (select id from sender) as customer_id, (select locale from sender) as customer_locale,
      (select undeliverable from sender) as undeliverable,
      (select id from forwarded) as forwarded_id, (select locale from forwarded) as forwarded_locale,
      (select id from agent) as agent_id,
      ${reportedReply(q)} as reported, ${candidates(q)} as candidates`;
}

/** A signed bounce address proves more than a Message-ID that somebody returns. */
function reportedReply({ taggedReplies, reportedIds }: MailQuery): RawBuilder<unknown> {
  if (taggedReplies.length === 0 && reportedIds.length === 0) return sql`null::json`;
  return sql`(
    select json_build_object('replyId', r.id, 'conversationId', v.id, 'ticketId', v.ticket_id)
    from (
      select 1 as step, ord, r.id from unnest(${taggedReplies}::uuid[]) with ordinality as given(id, ord) join replies r using (id)
      union all
      select 2, ord, r.id from unnest(${reportedIds}::text[]) with ordinality as given(id, ord) join replies r on r.message_id = given.id
    ) found join replies r on r.id = found.id join conversations v on v.id = r.conversation_id
    order by found.step, found.ord limit 1)`;
}

/** Mails that share a Message-ID by mistake, and conversations of one ticket, beyond which nothing is looked at. */
const mostAlike = 50;

function candidates(q: MailQuery): RawBuilder<unknown> {
  const steps = stepsOf(q);
  if (steps.length === 0) return sql`null::json`;
  return sql`(
    with found (step, step_order, ord, place, conversation_id) as (${sql.join(steps, sql` union all `)})
    select json_agg(json_build_object(
      'step', f.step, 'conversationId', v.id, 'ticketId', v.ticket_id, 'status', t.status, 'resolvedAt', t.resolved_at,
      'topic', coalesce(v.topic, ''),
      'takesPart', coalesce(v.theirs_kind = 'email' and v.theirs = ${q.sender}, false)
        or t.customer_id in (select id from sender)
        or exists (select from participants p where p.conversation_id = v.id and p.address = ${q.sender})
        or (${q.dmarc} = 'pass' and exists (select from agent))
    ) order by f.step_order, f.ord, f.place)
    from found f join conversations v on v.id = f.conversation_id and v.channel = ${q.channel} join tickets t on t.id = v.ticket_id)`;
}

function stepsOf(q: MailQuery): RawBuilder<unknown>[] {
  const tagged = sql`
    select 'signed-address', 1, ord, 1, id
    from unnest(${q.taggedConversations}::uuid[]) with ordinality as given(id, ord)
    union all
    select 'signed-address', 1, ord, 2, r.conversation_id
    from unnest(${q.taggedReplies}::uuid[]) with ordinality as given(id, ord) join replies r using (id)`;
  const ownMessages = sql`
    select 'own-message', 2, ord, 1, r.conversation_id
    from unnest(${q.threadIds}::text[]) with ordinality as given(id, ord) join replies r on r.message_id = given.id`;
  // The oldest first, which of those of one moment has the shortest claim: who takes a known Message-ID for a mail of their own does not come before the one that had it.
  const knownMails = sql`
    select 'known-mail', 3, ord, row_number() over (partition by ord order by m.received_at, m.claimed, m.id), m.conversation_id
    from unnest(${q.threadIds}::text[]) with ordinality as given(id, ord) cross join lateral (
      select c.id, c.received_at, length(c.provider_id) as claimed, c.conversation_id from mails known join contacts c on c.id = known.contact_id
      where known.message_id = given.id and c.conversation_id is not null
      order by c.received_at, claimed, c.id limit ${mostAlike}
    ) m`;
  // On a ticket that others were merged into, the sender's own conversation comes before those of others.
  const numbered = sql`
    select 'subject-number', 4, trail.ord, row_number() over (partition by trail.ord order by v.is_own desc, v.last_contact_at desc, v.id), v.id
    from (
      with recursive numbered as (
        select ord, t.id, t.merged_into from unnest(${q.numbers}::int[]) with ordinality as given(number, ord)
        join tickets t on t.number = given.number
        union
        select before.ord, next.id, next.merged_into from numbered before join tickets next on next.id = before.merged_into
      )
      select ord, id from numbered where merged_into is null
    ) trail cross join lateral (
      select id, last_contact_at, coalesce(theirs_kind = 'email' and theirs = ${q.sender}, false) as is_own from conversations
      where ticket_id = trail.id and channel = ${q.channel} order by is_own desc, last_contact_at desc, id limit ${mostAlike}
    ) v`;
  return [
    ...(q.taggedConversations.length + q.taggedReplies.length > 0 ? [tagged] : []),
    ...(q.threadIds.length > 0 ? [ownMessages, knownMails] : []),
    ...(q.numbers.length > 0 ? [numbered] : []),
  ];
}

function toKnown(row: KnownRow | undefined): KnownMail {
  if (!row) throw new Error('The look-up of a mail gave no row.');
  const customer = customerOf(row.customer_id, row.customer_locale);
  return {
    duplicate: row.duplicate_id === null ? null : { contactId: row.duplicate_id },
    takenClaims: row.taken_claims,
    isOwn: row.is_own,
    blocked: row.blocked,
    customer: customer && { ...customer, undeliverable: row.undeliverable === true },
    forwardedCustomer: customerOf(row.forwarded_id, row.forwarded_locale),
    agentId: row.agent_id,
    reported: row.reported,
    candidates: (row.candidates ?? []).map((one) => ({ ...one, resolvedAt: one.resolvedAt === null ? null : new Date(one.resolvedAt) })),
  };
}

function customerOf(id: string | null, locale: Locale | null): { id: string; locale: Locale } | null {
  return id === null || locale === null ? null : { id, locale };
}
