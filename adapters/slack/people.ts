import type { webApi } from '@slack/bolt';
import type { Clock, WorkspacePerson } from '../../src/core/index.ts';
import type { Identity } from './identity.ts';
import { createShortMemory } from './short-memory.ts';

/** What Slack tells of people and rooms, remembered for ten minutes; what it does not tell in 800 ms is not known. */
export interface People {
  /** Never rejects. A mail address only of full members of our own workspace who proved it: others could claim anybody's. */
  person(userId: string): Promise<WorkspacePerson>;
  /** Names of the people and rooms that a text mentions by id, as far as they are known in time. */
  namesIn(text: string): Promise<Record<string, string>>;
  /** What was told of them is true no more: they are asked for anew. */
  forget(userId: string): void;
}

const patienceMs = 800;
const rememberMs = 10 * 60_000;
const mostRemembered = 1_000;
/** Of one text. */
const mostNames = 10;

export function createPeople(client: webApi.WebClient, identity: Identity, clock: Clock): People {
  const people = createShortMemory<WorkspacePerson>(clock, { rememberMs, most: mostRemembered });
  const rooms = createShortMemory<string | null>(clock, { rememberMs, most: mostRemembered });

  const person = async (id: string): Promise<WorkspacePerson> => {
    const known = await people.soon(id, async () => {
      const [{ user }, self] = await Promise.all([client.users.info({ user: id, include_locale: true }), identity.ask(patienceMs)]);
      // Whether they are of our workspace is asked again once we know which it is.
      if (!self) people.forget(id);
      return toPerson(id, user, self?.teamId ?? null);
    }, patienceMs);
    return known ?? stranger(id);
  };
  const roomName = (id: string): Promise<string | null> =>
    rooms.soon(id, async () => (await client.conversations.info({ channel: id })).channel?.name ?? null, patienceMs);

  return {
    person,
    forget: people.forget,
    namesIn: async (text) => {
      const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].flatMap(([, id]) => id ?? []))].slice(0, mostNames);
      const mentioned = named(/<@([A-Z0-9]{1,40})(?:\|[^<>]*)?>/g);
      const mentionedRooms = named(/<#([A-Z0-9]{1,40})\|?>/g);
      const pairs = await Promise.all([
        ...mentioned.map(async (id) => [id, (await person(id)).name] as const),
        ...mentionedRooms.map(async (id) => [id, await roomName(id)] as const),
      ]);
      return Object.fromEntries(pairs.flatMap(([id, name]) => (name === null ? [] : [[id, name]])));
    },
  };
}

function stranger(id: string): WorkspacePerson {
  return { id, name: null, email: null };
}

type User = NonNullable<webApi.UsersInfoResponse['user']>;

function toPerson(id: string, user: User | undefined, ourTeam: string | null): WorkspacePerson {
  if (!user) return stranger(id);
  const { profile, locale } = user;
  const isMember = ourTeam !== null && (user.team_id === ourTeam || user.enterprise_user?.teams?.includes(ourTeam) === true) && !user.deleted && !user.is_bot && !user.is_restricted
    && !user.is_ultra_restricted && !user.is_stranger && user.is_email_confirmed !== false;
  const name = [profile?.display_name, user.real_name, profile?.real_name, user.name].find((one) => one !== undefined && one.trim() !== '');
  const language = locale?.slice(0, 2).toLowerCase();
  return {
    id, name: name ?? null, email: (isMember && profile?.email) || null,
    ...(language === 'es' || language === 'en' ? { locale: language } : {}),
  };
}
