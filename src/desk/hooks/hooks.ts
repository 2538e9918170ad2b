import { AppError, demandUnchanged, invalidInput, momentAfter, newId, notFound, type Clock, type Signals, type Transact } from '../../core/index.ts';
import { agentActor, type EventLog, type EventName, type NewEvent } from '../events/index.ts';
import type { Hook, HookHealth, HookSecrets, NewHook } from './hook.ts';
import type { HookReader, HookStore } from './hook-store.ts';
import type { HookRefusal, HookSender } from './sender.ts';
import { newHookSecret } from './signature.ts';

export interface HookStores {
  hooks: HookStore;
  events: EventLog;
  signals: Signals;
}

/** Who changes it, and the `updatedAt` that they saw, if they said. */
export interface HookSeenBy {
  agentId: string;
  seen: Date | null;
}

/** Webhooks to other systems, kept by admins. What is refused for its URL throws `invalid_input` (400) or one of the codes of HookRefusal (422). */
export interface Hooks {
  list(): Promise<(Hook & { health: HookHealth })[]>;
  /** Throws `not_found` (404). */
  read(id: string): Promise<Hook & { health: HookHealth }>;
  /** It is told of what happens from now on. Its secret is given here and never again. Throws `too_many` (409) above 50. */
  add(hook: NewHook, agentId: string): Promise<{ hook: Hook; secret: string }>;
  /** Changes what is given. Throws `not_found` (404), and `stale` (409) when it changed since it was seen. */
  change(id: string, change: { [Field in keyof NewHook]?: NewHook[Field] | undefined } & { active?: boolean | undefined }, by: HookSeenBy): Promise<Hook>;
  /** With everything that was handed over. Throws `not_found` (404) and `stale` (409). */
  remove(id: string, by: HookSeenBy): Promise<void>;
  /** A new secret. The one before signs too for 24 hours, unless `atOnce`. Throws `not_found` (404). */
  rotateSecret(id: string, how: { atOnce: boolean }, agentId: string): Promise<{ hook: Hook; secret: string }>;
}

const mostHooks = 50;
/** Milliseconds for which a secret goes on signing after it was replaced. */
const previousLasts = 24 * 60 * 60_000;

export function createHooks(parts: { transact: Transact<HookStores>; reader: HookReader; sender: Pick<HookSender, 'check'>; clock: Clock }): Hooks {
  const { transact, reader, sender, clock } = parts;
  const demandUrl = async (url: string) => {
    const refusal = await sender.check(url);
    if (refusal) throw refused(refusal);
  };

  return {
    list: () => reader.list(),
    read: async (id) => demandExisting(await reader.read(id)),
    add: async (hook, agentId) => {
      await demandUrl(hook.url);
      return transact(async ({ hooks, events }) => {
        if ((await hooks.count()) >= mostHooks) {
          throw new AppError({ code: 'too_many', status: 409, publicMessage: `A desk has at most ${mostHooks} webhooks.` });
        }
        const at = clock.now();
        const id = newId();
        const secret = newHookSecret();
        await hooks.add({ ...hook, id, secret, by: agentId, at });
        const added = demandExisting(await hooks.lock(id));
        await events.append([tell('hook.added', agentId, at, { is: added })]);
        return { hook: added, secret };
      });
    },
    change: async (id, { active, ...change }, { agentId, seen }) => {
      if (change.url !== undefined) await demandUrl(change.url);
      return transact(async ({ hooks, events, signals }) => {
        const was = demandExisting(await hooks.lock(id));
        demandUnchanged(was.updatedAt, seen);
        const at = momentAfter(was.updatedAt, clock.now());
        await hooks.change(id, {
          url: change.url ?? was.url, description: change.description ?? was.description, events: change.events ?? was.events,
          includesWords: change.includesWords ?? was.includesWords,
        }, at);
        if (active !== undefined && active !== was.active) await hooks.turn(id, { active, reason: null, at });
        if (active === true) signals.raise({ kind: 'deliver-hook', hookId: id });
        const is = demandExisting(await hooks.lock(id));
        await events.append([tell('hook.changed', agentId, at, { was, is })]);
        return is;
      });
    },
    remove: (id, { agentId, seen }) =>
      transact(async ({ hooks, events }) => {
        const was = demandExisting(await hooks.lock(id));
        demandUnchanged(was.updatedAt, seen);
        await hooks.remove(id);
        await events.append([tell('hook.removed', agentId, clock.now(), { was })]);
      }),
    rotateSecret: (id, { atOnce }, agentId) =>
      transact(async ({ hooks, events }) => {
        const was = demandExisting(await hooks.lock(id));
        const at = momentAfter(was.updatedAt, clock.now());
        const { secrets: { current } } = demandExisting(await hooks.targetOf(id));
        const secrets: HookSecrets = {
          current: newHookSecret(),
          previous: atOnce ? null : { secret: current, until: new Date(at.getTime() + previousLasts) },
        };
        await hooks.setSecrets(id, secrets, at);
        await events.append([{ ...tell('hook.changed', agentId, at, { is: was }), reason: 'secret-rotated' }]);
        return { hook: demandExisting(await hooks.lock(id)), secret: secrets.current };
      }),
  };
}

function demandExisting<Found>(hook: Found | null): Found {
  if (hook === null) throw notFound('The webhook');
  return hook;
}

/** Of its URL the log keeps the host alone: the rest may be a secret of the other system's. */
export function tell(name: EventName, by: string, at: Date, { was, is }: { was?: Hook; is?: Hook }): NewEvent {
  const id = is?.id ?? was?.id;
  return {
    name, at, actor: agentActor(by),
    ...(was && { before: { hookId: id, ...told(was) } }),
    after: { hookId: id, ...(is && told(is)) },
  };
}

function told({ url, description, events, includesWords, active }: Hook): Record<string, unknown> {
  return { host: new URL(url).host, description, events, includesWords, active };
}

const refusalWords: Record<Exclude<HookRefusal, 'invalid_url'>, string> = {
  private_address: 'This name leads to an address inside a private network. An admin can allow it in desk.yaml (webhooks.allow).',
  own_address: 'This is the address of the desk itself.',
  https_required: 'The URL must begin with https://. Hosts named in desk.yaml (webhooks.allow) may have http://.',
  host_not_found: 'The host of this URL could not be found.',
};

function refused(refusal: HookRefusal): AppError {
  if (refusal === 'invalid_url') return invalidInput({ url: 'an https URL without a name and password in it' });
  return new AppError({ code: refusal, status: 422, publicMessage: refusalWords[refusal], fields: { url: refusalWords[refusal] } });
}
