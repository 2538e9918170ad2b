const remembered = 'ventanilla.sound';
const listeners = new Set<() => void>();
let context: AudioContext | null = null;

/** Whether offers are heard in this browser; on unless it was turned off here. */
export const sound = {
  isOn: () => localStorage.getItem(remembered) !== 'off',
  turn: (isOn: boolean) => {
    localStorage.setItem(remembered, isOn ? 'on' : 'off');
    for (const listener of [...listeners]) listener();
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** Two soft notes, a third apart; a call has them twice. Silent until the browser allows sound, which is after the first click or key on the page. */
export function ring(isCall: boolean): void {
  if (!sound.isOn()) return;
  context ??= new AudioContext();
  const audio = context;
  void audio.resume().then(() => {
    const notes = isCall ? [659, 831, 659, 831] : [659, 831];
    notes.forEach((pitch, index) => playNote(audio, pitch, audio.currentTime + index * 0.17));
  }).catch(() => undefined);
}

function playNote(audio: AudioContext, pitch: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = 'sine';
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.16, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.32);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.35);
}
