import type { Whispers } from '../core/index.ts';
import type { ChannelSwitches } from '../desk/switches/index.ts';
import type { Closers } from './closers.ts';

const topic = 'channel-turned';
/** Milliseconds within which a process knows of a switch, were its whisper lost. */
const readEvery = 5_000;

/**
 * Keeps what this process knows of closed channels true. Whoever learns of a change passes it on, so that all processes
 * know at once. Resolves when it was read for the first time.
 */
export async function followSwitches(
  switches: Pick<ChannelSwitches, 'read' | 'whenTurned'>,
  { whispers, onFault, closers }: { whispers: Whispers; onFault: (error: unknown) => void; closers: Closers },
): Promise<void> {
  await switches.read();
  const readAgain = () => void switches.read().catch(onFault);
  const stopHearing = whispers.hear(topic, readAgain);
  const stopTelling = switches.whenTurned(() => whispers.tell(topic, {}));
  const reading = setInterval(readAgain, readEvery);
  closers.push(async () => {
    clearInterval(reading);
    stopTelling();
    stopHearing();
  });
}
