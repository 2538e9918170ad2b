import { z } from 'zod';
import { isRoom, isStamp } from '../place.ts';

/** A button of a message that somebody pressed. Nothing of `value` says who they are. */
export interface Pressed {
  user: string;
  value: string;
  actionId: string;
  channel: string;
  /** Of the message that has the button. */
  ts: string;
  /** The thread that the message answers in; null when it stands by itself. */
  thread: string | null;
  trigger: string;
}

const pressedSchema = z.looseObject({
  user: z.looseObject({ id: z.string().refine(isRoom) }),
  actions: z.tuple([z.looseObject({ action_id: z.string().max(255), value: z.uuid() })], z.unknown()),
  channel: z.looseObject({ id: z.string().refine(isRoom) }),
  message: z.looseObject({ ts: z.string().refine(isStamp), thread_ts: z.string().refine(isStamp).nullish() }),
  trigger_id: z.string().max(500),
});

/** Null for a button of another time, whose value is none that we give now. */
export function readPressed(body: unknown): Pressed | null {
  const read = pressedSchema.safeParse(body);
  if (!read.success) return null;
  const { user, actions: [{ action_id: actionId, value }], channel, message, trigger_id: trigger } = read.data;
  return { user: user.id, value, actionId, channel: channel.id, ts: message.ts, thread: message.thread_ts ?? null, trigger };
}
