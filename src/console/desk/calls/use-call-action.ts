import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { ScreenRequests } from '../../../realtime/index.ts';
import { useWords } from '../../shared/words.tsx';
import { useLive } from '../live/use-live.tsx';
import { words } from './words.ts';

export type CallAction = Extract<keyof ScreenRequests, `call:${string}`>;

/** Asks something about a call; one thing at a time, and a refusal is said. True when it was done. */
export function useCallAction() {
  const say = useWords(words);
  const live = useLive();
  const [busy, setBusy] = useState<CallAction | null>(null);
  const act = async <Name extends CallAction>(name: Name, payload: Parameters<ScreenRequests[Name]>[0]): Promise<boolean> => {
    setBusy(name);
    const answer = await live.ask(name, payload);
    setBusy(null);
    if (!('error' in answer)) return true;
    notifications.show({ color: 'red', message: say.faultOf(answer.error.code) });
    return false;
  };
  return { act, busy };
}
