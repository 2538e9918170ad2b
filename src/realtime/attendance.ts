import type { Presence, Sessions } from '../desk/staffing/index.ts';
import type { Tab } from './tab.ts';

/** Keeps PostgreSQL told of who is connected here, and this process told of whose session still holds. */
export interface Attendance {
  /** Marks everybody with a tab here as seen now. */
  markAll(): Promise<void>;
  /** Ends the tabs whose session was revoked or is over. */
  endInvalid(): Promise<void>;
}

export function createAttendance(parts: {
  tabs: ReadonlySet<Tab>;
  presence: Pick<Presence, 'markSeen'>;
  sessions: Pick<Sessions, 'stillValid'>;
}): Attendance {
  const { tabs, presence, sessions } = parts;
  return {
    markAll: async () => {
      const agentIds = [...new Set([...tabs].map(({ owner }) => owner.agentId))];
      if (agentIds.length > 0) await presence.markSeen(agentIds);
    },
    endInvalid: async () => {
      const checked = [...tabs];
      if (checked.length === 0) return;
      const valid = await sessions.stillValid([...new Set(checked.map(({ owner }) => owner.tokenHash))]);
      for (const { socket, owner } of checked) {
        if (valid.has(owner.tokenHash)) continue;
        socket.emit('session:ended', { code: 'session_ended' });
        socket.disconnect(true);
      }
    },
  };
}
