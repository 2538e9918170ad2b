import type { Locale } from '../../core/index.ts';

export const announcementKinds = ['outage', 'maintenance', 'news'] as const;
export type AnnouncementKind = (typeof announcementKinds)[number];

/** Where people are told, by the names of the channels' folders: on the line, at the pages, in the chat. */
export const announcementChannels = ['voice', 'web', 'chat'] as const;
export type AnnouncementChannel = (typeof announcementChannels)[number];

/** `text` may be empty: then the title says it all. */
export interface AnnouncementWords {
  title: string;
  text: string;
}

/** What the desk tells everybody: an outage, maintenance to come, news. */
export interface NewAnnouncement {
  kind: AnnouncementKind;
  /** In one language at least; those who speak the other are told in this one. */
  words: Partial<Record<Locale, AnnouncementWords>>;
  /** Keys of the services that it concerns; empty: all. */
  services: string[];
  channels: AnnouncementChannel[];
  from: Date;
  /** Null: until somebody takes it back. */
  until: Date | null;
}

export interface Announcement extends NewAnnouncement {
  id: string;
  createdBy: { id: string; name: string };
  createdAt: Date;
  updatedAt: Date;
}

/** An announcement in force as one reader is told it; `locale` is the language of its words. */
export interface AnnouncementInForce extends AnnouncementWords {
  id: string;
  kind: AnnouncementKind;
  locale: Locale;
  services: string[];
  from: Date;
  until: Date | null;
}

export interface AnnouncementStore {
  /** Locks it until the transaction ends; null when there is none. */
  lock(id: string): Promise<Announcement | null>;
  add(announcement: NewAnnouncement & { id: string; by: string; at: Date }): Promise<void>;
  change(id: string, announcement: NewAnnouncement, at: Date): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Reads outside of any transaction. */
export interface AnnouncementReader {
  inForce(at: Date, most: number): Promise<Announcement[]>;
  /** Those that begin last first. */
  list(most: number): Promise<Announcement[]>;
}

const urgencies: Record<AnnouncementKind, number> = { outage: 0, maintenance: 1, news: 2 };

/** What is said to one reader, outages first and then the newest; `service` null: they have chosen none, and hear of all. */
export function tellOne(all: Announcement[], about: { channel: AnnouncementChannel; service: string | null; locale: Locale }): AnnouncementInForce[] {
  const { channel, service, locale } = about;
  return all
    .filter(({ channels, services }) => channels.includes(channel) && (service === null || services.length === 0 || services.includes(service)))
    .sort((one, other) => urgencies[one.kind] - urgencies[other.kind] || other.from.getTime() - one.from.getTime())
    .flatMap(({ id, kind, words, services, from, until }) => {
      const spoken = words[locale] ? locale : locale === 'es' ? 'en' : 'es';
      const said = words[spoken];
      return said ? [{ id, kind, ...said, locale: spoken, services, from, until }] : [];
    });
}

/** As it is spoken on the line. */
export function spokenWords({ title, text }: AnnouncementWords): string {
  const head = /[.!?…]$/.test(title) ? title : `${title}.`;
  return text === '' ? head : `${head} ${text}`;
}
