import { sql } from 'kysely';

/** The call that goes on for ticket `t` or for one that went into it, with its legs, as JSON (`StoredCall`); null when nobody is on the line. */
export const callColumn = sql.raw(
  `(select json_build_object('id', c.id, 'phase', c.session ->> 'phase', 'place', c.place ->> 'to', 'room', c.place ->> 'room',
      'startedAt', c.started_at, 'placeAt', c.place_at, 'rungAt', s.started_at, 'answeredAt', s.answered_at,
      'legs', coalesce((
        select json_agg(json_build_object('id', l.id, 'role', l.role, 'purpose', l.purpose, 'state', l.state,
          'who', coalesce(owner.name, l.target), 'agentId', l.agent_id, 'createdAt', l.created_at) order by l.created_at, l.role <> 'agent', l.id)
        from call_legs l left join agents owner on owner.id = l.agent_id
        where l.call_id = c.id and l.state <> 'ended' and l.place <> 'end'), '[]'))
    from calls c left join assignments s on s.ticket_id = c.ticket_id and s.ended_at is null
    where c.ticket_id in (select t.id union all select merged.id from tickets merged where merged.merged_into = t.id) and c.ended_at is null and not c.joined
    order by c.started_at desc limit 1) as call`,
);

/** The open callback of ticket `t`, as JSON (`CallbackView`, its time as PostgreSQL writes it); null when there is none. */
export const callbackColumn = sql.raw(
  `(select json_build_object('state', b.state, 'askedBy', b.asked_by, 'number', b.number, 'askedFor', b.asked_for, 'tries', b.tries)
    from callbacks b where b.ticket_id = t.id and b.ended_at is null) as callback`,
);
