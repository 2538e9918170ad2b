import type { PhoneCall } from './phone-call.ts';
import type { Parameters } from './signed-post.ts';
import { newSid } from './sids.ts';

/** One call in a conference. */
export interface Member {
  callSid: string;
  muted: boolean;
  hold: boolean;
  /** The call that alone hears this one. */
  coach: string | null;
  label: string | null;
  startOnEnter: boolean;
  endOnExit: boolean;
}

/** A named conference, from its first member to its last. */
export interface Room {
  sid: string;
  name: string;
  status: 'init' | 'in-progress' | 'completed';
  members: Map<string, Member>;
  createdAt: Date;
  /** Somebody's noun asked for a recording, or for status callbacks: the first one counts for the whole conference. */
  recorded: boolean;
  told: boolean;
}

export interface Seat {
  room: Room;
  /** The conference is over for this call: it ended, or the call was removed from it. */
  ended: Promise<void>;
  leave(): void;
}

/** Whoever wants to know what happens in a room: one for each noun that named a callback, and the recorder. */
export type RoomListener = (room: Room, event: RoomEvent, more: Parameters) => void;
export type RoomEvent = 'participant-join' | 'participant-leave' | 'conference-start' | 'conference-end';

export interface Rooms {
  /** Rooms that are not over. */
  open(): Room[];
  all: Room[];
  find(name: string): Room | null;
  enter(name: string, call: PhoneCall, member: Omit<Member, 'callSid' | 'hold'>, listener: RoomListener | null): Seat;
  change(room: Room, callSid: string, change: Partial<Member>): boolean;
  remove(room: Room, callSid: string): boolean;
  end(room: Room): void;
  /** Returns when these calls, and no others, are in the room of this name. */
  reaches(name: string, callSids: string[]): Promise<void>;
}

export function createRooms(now: () => Date): Rooms {
  const all: Room[] = [];
  const inside = new Map<Room, { ends: Map<string, () => void>; listeners: RoomListener[] }>();
  let watchers: (() => void)[] = [];

  const changed = (): void => {
    const woken = watchers;
    watchers = [];
    for (const wake of woken) wake();
  };
  const find = (name: string): Room | null => all.find((room) => room.name === name && room.status !== 'completed') ?? null;
  const tell = (room: Room, event: RoomEvent, more: Parameters = {}): void => {
    for (const listener of inside.get(room)?.listeners ?? []) listener(room, event, more);
  };
  const create = (name: string): Room => {
    const room: Room = { sid: newSid('CF'), name, status: 'init', members: new Map(), createdAt: now(), recorded: false, told: false };
    all.push(room);
    inside.set(room, { ends: new Map(), listeners: [] });
    return room;
  };
  const remove: Rooms['remove'] = (room, callSid) => {
    const member = room.members.get(callSid);
    if (!member) return false;
    room.members.delete(callSid);
    const ends = inside.get(room)?.ends;
    const end = ends?.get(callSid);
    ends?.delete(callSid);
    tell(room, 'participant-leave', { CallSid: callSid });
    if (member.endOnExit || room.members.size === 0) endRoom(room);
    changed();
    end?.();
    return true;
  };
  const endRoom = (room: Room): void => {
    if (room.status === 'completed') return;
    room.status = 'completed';
    for (const callSid of Array.from(room.members.keys())) remove(room, callSid);
    tell(room, 'conference-end');
  };

  return {
    all,
    open: () => all.filter(({ status }) => status !== 'completed'),
    find,
    enter: (name, call, member, listener) => {
      const room = find(name) ?? create(name);
      room.members.set(call.sid, { ...member, callSid: call.sid, hold: false });
      const within = inside.get(room);
      if (listener) within?.listeners.push(listener);
      const ended = new Promise<void>((resolve) => within?.ends.set(call.sid, resolve));
      tell(room, 'participant-join', { CallSid: call.sid });
      const mayStart = Array.from(room.members.values()).some(({ startOnEnter }) => startOnEnter);
      if (room.status === 'init' && mayStart && room.members.size > 1) {
        room.status = 'in-progress';
        tell(room, 'conference-start');
      }
      changed();
      return { room, ended, leave: () => void remove(room, call.sid) };
    },
    change: (room, callSid, change) => {
      const member = room.members.get(callSid);
      if (!member) return false;
      Object.assign(member, change);
      changed();
      return true;
    },
    remove,
    end: endRoom,
    reaches: async (name, callSids) => {
      const wanted = [...callSids].sort().join(' ');
      while (Array.from(find(name)?.members.keys() ?? []).sort().join(' ') !== wanted) {
        await new Promise<void>((resolve) => watchers.push(resolve));
      }
    },
  };
}
