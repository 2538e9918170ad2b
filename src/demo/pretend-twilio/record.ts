import { interruptionOf, kindsOnly } from './interruptions.ts';
import { callOver, goOn, report } from './line-world.ts';
import type { LineWorld, Way } from './line-world.ts';
import type { XmlElement } from './xml.ts';

/** Records one message. Silence records nothing and lets the next verb follow. */
export async function record(world: LineWorld, { attributes }: XmlElement): Promise<Way | null> {
  const { call, recordings } = world;
  const move = await call.mailbox.listen('recording', { refuses: kindsOnly('speak', 'silence') });
  if (move.kind !== 'speak') {
    if (move.kind === 'hang-up') await report(world, attributes['action'], { ...callOver, Digits: 'hangup' });
    return interruptionOf(move);
  }
  const recording = recordings.add({
    call,
    source: 'RecordVerb',
    seconds: Math.min(move.seconds, Number(attributes['maxLength'] ?? Infinity)),
    transcribeCallback: attributes['transcribeCallback'] ?? null,
  });
  await recordings.tell(recording, attributes['recordingStatusCallback']);
  const what = recordings.parametersOf(recording);
  if (move.thenHangUp) {
    await report(world, attributes['action'], { ...callOver, ...what, Digits: 'hangup' });
    return { kind: 'hung-up' };
  }
  return goOn(attributes['action'], { ...what, Digits: '#' });
}
