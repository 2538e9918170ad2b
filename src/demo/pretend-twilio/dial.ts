import { confer } from './conference.ts';
import { interruptionOf, kindsOnly } from './interruptions.ts';
import { callOver, goOn, report } from './line-world.ts';
import type { DialledLeg, LineWorld, Way } from './line-world.ts';
import type { Parameters } from './signed-post.ts';
import { elementsOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Rings one phone and talks to it, or joins a conference. */
export async function dial(world: LineWorld, verb: XmlElement): Promise<Way | null> {
  const [noun, second] = elementsOf(verb);
  if (!noun) throw new Error('<Dial> without anybody to ring.');
  if (second) throw new Error('This network rings one phone at a time.');
  if (noun.name === 'Conference') return confer(world, verb, noun);
  const leg = world.ring(world.call, verb, noun);
  const said = leg.screened.then((result) => ({ kind: 'screened' as const, ...result }));
  const { action } = verb.attributes;
  const ids = { DialCallSid: leg.call.sid, DialCallDuration: '35' };
  for (;;) {
    const move = await world.call.mailbox.listen(leg.byItself ? 'busy' : 'ringing', { refuses: kindsOnly('keys', 'silence'), also: said });
    if (move.kind === 'screened') {
      if (move.bridged) return talk(world, verb, leg, ids);
      return goOn(action, { ...ids, DialCallStatus: move.status, DialBridged: 'false' });
    }
    if (move.kind === 'silence') {
      leg.drop('no-answer');
      return goOn(action, { ...ids, DialCallStatus: 'no-answer', DialBridged: 'false' });
    }
    const interruption = interruptionOf(move);
    if (!interruption) continue;
    leg.drop('canceled');
    if (interruption.kind === 'hung-up') await report(world, action, { ...callOver, ...ids, DialCallStatus: 'canceled', DialBridged: 'false' });
    return interruption;
  }
}

async function talk(world: LineWorld, verb: XmlElement, leg: DialledLeg, ids: Parameters): Promise<Way | null> {
  const { action } = verb.attributes;
  const left = leg.left.then(() => ({ kind: 'peer-left' as const }));
  for (;;) {
    const move = await world.call.mailbox.listen('talking', { refuses: kindsOnly('keys', 'silence', 'agent-hangs-up'), also: left });
    const interruption = interruptionOf(move);
    if (!interruption && move.kind !== 'peer-left' && move.kind !== 'agent-hangs-up') continue;
    if (move.kind !== 'peer-left') leg.drop('canceled');
    const recorded = await recordedTalk(world, verb);
    const talked = { ...ids, ...recorded, DialCallStatus: 'completed', DialBridged: 'true' };
    if (!interruption) return goOn(action, talked);
    // A redirected call abandons its document, and with it this action.
    if (interruption.kind === 'hung-up') await report(world, action, { ...callOver, ...talked });
    return interruption;
  }
}

/** The recording belongs to the line that dialled. */
async function recordedTalk(world: LineWorld, { attributes }: XmlElement): Promise<Parameters> {
  const { record = 'do-not-record', recordingStatusCallback } = attributes;
  if (record === 'do-not-record' || record === 'false') return {};
  const recording = world.recordings.add({ call: world.call, source: 'DialVerb', seconds: 35 });
  await world.recordings.tell(recording, recordingStatusCallback);
  return world.recordings.parametersOf(recording);
}
