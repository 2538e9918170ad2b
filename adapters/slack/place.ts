/** The network's own time stamp of a message, which names it within its room. */
const stamp = /^\d{1,12}\.\d{1,9}$/;
const room = /^[A-Z0-9]{1,40}$/;

/** Names one message of the whole network. */
export function messageIdOf(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

/** Where answers of a conversation are posted: a thread of a room, or a room itself. */
export function placeOf(channel: string, thread: string | null): string {
  return thread === null ? channel : messageIdOf(channel, thread);
}

/** What `placeOf` wrote; null for anything else. */
export function readPlace(place: string): { channel: string; thread: string | null } | null {
  const [channel = '', thread = null, ...more] = place.split('/');
  if (more.length > 0 || !isRoom(channel) || (thread !== null && !isStamp(thread))) return null;
  return { channel, thread };
}

export function isStamp(value: string): boolean {
  return stamp.test(value);
}

/** Whether this may be the id of a room or of a person. */
export function isRoom(value: string): boolean {
  return room.test(value);
}

/** Whether a message answers another one rather than standing in its room by itself. */
export function isThreadOfRoom({ ts, thread }: { ts: string; thread: string }): boolean {
  return thread !== ts;
}
