import type { Clock, Locale } from '../core/index.ts';

/** What everybody who waits is told now, in one language; `service` null: no service was chosen. */
export interface AnnouncementTopic {
  service: string | null;
  locale: Locale;
}

export type ReadAnnouncements = (about: AnnouncementTopic) => Promise<string[]>;

/** Gives what was read last, at once, and has it read again when that is older than some seconds. */
export type AnnouncementBoard = (about: AnnouncementTopic) => string[];

const freshMs = 10_000;
/** Nobody listens to more while they wait. */
const most = 3;

interface Shown {
  texts: string[];
  readAt: number;
}

/** Announcements for callers who wait, which never slow a turn: one that nobody has read yet is heard in the next turn. When reading fails, the last ones stay up. */
export function createAnnouncementBoard(read: ReadAnnouncements, clock: Clock): AnnouncementBoard {
  const board = new Map<string, Shown>();
  return (about) => {
    const key = `${about.locale} ${about.service ?? ''}`;
    const now = clock.now().getTime();
    const shown = board.get(key) ?? { texts: [], readAt: -Infinity };
    if (now - shown.readAt >= freshMs) {
      board.set(key, { ...shown, readAt: now });
      void read(about).then(
        (texts) => board.set(key, { texts: texts.slice(0, most), readAt: now }),
        () => undefined,
      );
    }
    return shown.texts;
  };
}
