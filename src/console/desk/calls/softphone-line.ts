import { useSyncExternalStore } from 'react';

export type SoftphoneFault = 'microphone' | 'noDevice' | 'token' | 'network' | 'unsupported' | { other: string };

/** The telephone of this browser, as the page shows it. A new object for every change. */
export interface SoftphoneState {
  /** `off`: calls of this person ring elsewhere. */
  line: 'off' | 'starting' | 'ready' | 'ringing' | 'talking';
  isMuted: boolean;
  fault: SoftphoneFault | null;
}

/** What can be done with the call that is there; each does nothing while there is none. */
export interface SoftphoneControls {
  answer(): void;
  reject(): void;
  mute(isMuted: boolean): void;
  hangUp(): void;
}

const nothing: SoftphoneControls = { answer: () => undefined, reject: () => undefined, mute: () => undefined, hangUp: () => undefined };
const listeners = new Set<() => void>();
let state: SoftphoneState = { line: 'off', isMuted: false, fault: null };
let controls = nothing;

/** The one telephone of this page: whoever runs it says how it is, everybody may look. */
export const softphoneLine = {
  tell: (change: Partial<SoftphoneState>) => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  },
  state: () => state,
  controls: () => controls,
  takeControls: (given: SoftphoneControls | null) => {
    controls = given ?? nothing;
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

export function useSoftphone() {
  const now = useSyncExternalStore(softphoneLine.subscribe, softphoneLine.state);
  return {
    ...now,
    isTalking: now.line === 'talking',
    toggleMute: () => softphoneLine.controls().mute(!now.isMuted),
    answer: () => softphoneLine.controls().answer(),
    reject: () => softphoneLine.controls().reject(),
  };
}
