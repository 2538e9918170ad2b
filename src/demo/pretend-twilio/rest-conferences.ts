import { notFound } from './rest-call.ts';
import type { RestAnswer, RestCall, RestRoute } from './rest-call.ts';
import { isSame, pageOf } from './rest-list.ts';
import type { Member, Room, Rooms } from './rooms.ts';

const participant = /^\/Conferences\/(?<room>CF[0-9a-f]{32})\/Participants\/(?<call>CA[0-9a-f]{32})\.json$/;

/** Conferences and who is in them: found by name, changed and ended. */
export function conferenceRoutes(rooms: Rooms, accountSid: string): RestRoute[] {
  const inRoom = (sids: Record<string, string>, answer: (room: Room) => RestAnswer): RestAnswer => {
    const room = rooms.all.find(({ sid }) => sid === sids['room']);
    return room ? answer(room) : notFound();
  };
  const showRoom = (room: Room) => roomResource(room, accountSid);
  const shown = (room: Room, member: Member | undefined): RestAnswer =>
    member ? { status: 200, body: memberResource(room, member, accountSid) } : notFound();
  return [
    {
      method: 'GET',
      path: /^\/Conferences\.json$/,
      answer: (call) => {
        const found = rooms.all.filter(({ name, status }) => isSame(call.query, 'FriendlyName', name) && isSame(call.query, 'Status', status));
        return pageOf(call, 'conferences', found.reverse(), showRoom);
      },
    },
    {
      method: 'POST',
      path: /^\/Conferences\/(?<room>CF[0-9a-f]{32})\.json$/,
      answer: (call, sids) =>
        inRoom(sids, (room) => {
          if (call.form.get('Status') === 'completed') rooms.end(room);
          return { status: 200, body: showRoom(room) };
        }),
    },
    {
      method: 'GET',
      path: /^\/Conferences\/(?<room>CF[0-9a-f]{32})\/Participants\.json$/,
      answer: (call, sids) =>
        inRoom(sids, (room) => pageOf(call, 'participants', Array.from(room.members.values()), (member) => memberResource(room, member, accountSid))),
    },
    { method: 'GET', path: participant, answer: (_call, sids) => inRoom(sids, (room) => shown(room, room.members.get(sids['call'] ?? ''))) },
    {
      method: 'POST',
      path: participant,
      answer: (call, sids) =>
        inRoom(sids, (room) => {
          rooms.change(room, sids['call'] ?? '', changeOf(call));
          return shown(room, room.members.get(sids['call'] ?? ''));
        }),
    },
    {
      method: 'DELETE',
      path: participant,
      answer: (_call, sids) => inRoom(sids, (room) => (rooms.remove(room, sids['call'] ?? '') ? { status: 204, body: null } : notFound())),
    },
  ];
}

function changeOf({ form }: RestCall): Partial<Member> {
  const flag = (name: string): boolean | null => (form.has(name) ? form.get(name) === 'true' : null);
  const [muted, hold, endOnExit, coaching] = [flag('Muted'), flag('Hold'), flag('EndConferenceOnExit'), flag('Coaching')];
  return {
    ...(muted !== null && { muted }),
    ...(hold !== null && { hold }),
    ...(endOnExit !== null && { endOnExit }),
    ...(coaching !== null && { coach: coaching ? form.get('CallSidToCoach') : null }),
  };
}

function roomResource(room: Room, accountSid: string): Record<string, unknown> {
  return {
    sid: room.sid,
    account_sid: accountSid,
    friendly_name: room.name,
    status: room.status,
    date_created: room.createdAt.toUTCString(),
    date_updated: room.createdAt.toUTCString(),
    api_version: '2010-04-01',
    region: 'us1',
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}.json`,
    subresource_uris: {},
  };
}

function memberResource(room: Room, member: Member, accountSid: string): Record<string, unknown> {
  return {
    account_sid: accountSid,
    conference_sid: room.sid,
    call_sid: member.callSid,
    label: member.label,
    muted: member.muted,
    hold: member.hold,
    coaching: member.coach !== null,
    call_sid_to_coach: member.coach,
    start_conference_on_enter: member.startOnEnter,
    end_conference_on_exit: member.endOnExit,
    status: 'connected',
    date_created: room.createdAt.toUTCString(),
    date_updated: room.createdAt.toUTCString(),
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}/Participants/${member.callSid}.json`,
  };
}
