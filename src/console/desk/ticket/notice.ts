/** What the page tells above the timeline. */
export type Notice =
  | { kind: 'done' | 'fault'; words: string }
  /** Contacts went to a new ticket. */
  | { kind: 'split'; words: string; number: string }
  /** Whoever asked for `from` was led here. */
  | { kind: 'merged'; from: string };

/** The notice that came along with a change of the address; null when none did. */
export function readNotice(state: unknown): Notice | null {
  if (typeof state !== 'object' || state === null || !('notice' in state)) return null;
  const { notice } = state;
  if (typeof notice !== 'object' || notice === null || !('kind' in notice)) return null;
  if (notice.kind === 'merged' && 'from' in notice && typeof notice.from === 'string') return { kind: 'merged', from: notice.from };
  if (notice.kind === 'done' && 'words' in notice && typeof notice.words === 'string') return { kind: 'done', words: notice.words };
  return null;
}
