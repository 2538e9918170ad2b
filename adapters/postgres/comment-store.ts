import { sql } from 'kysely';
import type { CommentStore } from '../../src/intake/comment-store.ts';
import type { Connection } from './database.ts';
import { broughtBy, conversationsShown, readAsked } from './status-link-trail.ts';
import { familyOf } from './ticket-reader-timeline.ts';

/** Finds where comments go by the same rules by which the status page shows them, so that whoever writes sees their words. */
export function commentStore(connection: Connection): CommentStore {
  return {
    findPlace: async (link) => {
      const asked = await readAsked(connection, link);
      if (!asked) return null;
      const { endsIn } = asked;
      // A conversation nobody wrote in yet belongs to the ticket of its first contact: on a merged one, to the other.
      const { rows } = await sql<{ id: string }>`
        with recursive family as (${familyOf(endsIn)}), shown as (${conversationsShown(link.ticketId, endsIn)})
        select v.id from shown v
        where ${endsIn}::uuid = ${link.ticketId}::uuid or (${broughtBy()}) is not null
        order by v.last_contact_at desc, v.id limit 1`.execute(connection);
      return { ticketId: endsIn, conversationId: rows[0]?.id ?? null };
    },
    isFollowUp: async (ticketId, ofTicketId) => {
      const { rows } = await sql`select from ticket_links
        where from_id = ${ticketId}::uuid and to_id = ${ofTicketId}::uuid and kind = 'follow-up'`.execute(connection);
      return rows.length > 0;
    },
    openConversation: async (conversation) => {
      await sql`insert into conversations (id, ticket_id, channel, ours, last_contact_at)
        values (${conversation.id}, ${conversation.ticketId}, ${conversation.channel}, ${conversation.ours}, ${conversation.at}::timestamptz)`
        .execute(connection);
    },
  };
}
