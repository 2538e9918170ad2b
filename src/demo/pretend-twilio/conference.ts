import { interruptionOf, kindsOnly } from './interruptions.ts';
import { hear } from './gather.ts';
import { callOver, goOn, report } from './line-world.ts';
import type { LineWorld, Way } from './line-world.ts';
import type { RoomEvent, RoomListener } from './rooms.ts';
import { elementsOf, parseXml, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** A call in a named conference, until it hangs up, is sent elsewhere, is removed, or the conference ends. */
export async function confer(world: LineWorld, dial: XmlElement, noun: XmlElement): Promise<Way | null> {
  const { call, rooms } = world;
  const { attributes } = noun;
  // Whoever is in a conference is moved by the test, and no longer by a rule.
  call.pilot = null;
  const seat = rooms.enter(
    textOf(noun),
    call,
    {
      muted: attributes['muted'] === 'true',
      coach: attributes['coach'] ?? null,
      label: attributes['participantLabel'] ?? null,
      startOnEnter: attributes['startConferenceOnEnter'] !== 'false',
      endOnExit: attributes['endConferenceOnExit'] === 'true',
    },
    listenerOf(world, noun),
  );
  const { action } = dial.attributes;
  const dialled = { DialCallStatus: 'answered', DialCallDuration: '35', ConferenceSid: seat.room.sid };
  if (seat.room.status === 'init') await hearWaiting(world, noun);
  const ended = seat.ended.then(() => ({ kind: 'peer-left' as const }));
  for (;;) {
    const move = await call.mailbox.listen('conference', { refuses: kindsOnly('keys', 'silence'), also: ended });
    if (move.kind === 'keys' && move.digits.includes('*') && dial.attributes['hangupOnStar'] === 'true') {
      seat.leave();
      return goOn(action, dialled);
    }
    if (move.kind === 'peer-left') return goOn(action, dialled);
    const interruption = interruptionOf(move);
    if (!interruption) continue;
    seat.leave();
    // A redirected call abandons its document, and with it this action.
    if (interruption.kind === 'hung-up') await report(world, action, { ...callOver, ...dialled });
    return interruption;
  }
}

/** What is heard before the conference begins; a music file needs no request. */
async function hearWaiting(world: LineWorld, { attributes }: XmlElement): Promise<void> {
  const { waitUrl, waitMethod } = attributes;
  if (!waitUrl || waitMethod === 'GET') return;
  const answer = await world.post(waitUrl, world.call.common);
  if (!answer.contentType.startsWith('text/xml')) return;
  for (const verb of elementsOf(parseXml(answer.body))) if (verb.name === 'Say') hear(world.call, verb);
}

const eventWords: Record<RoomEvent, string> = {
  'participant-join': 'join',
  'participant-leave': 'leave',
  'conference-start': 'start',
  'conference-end': 'end',
};

/** The first noun that names a callback or asks for a recording gets them for the whole conference, as at the provider. */
function listenerOf(world: LineWorld, { attributes }: XmlElement): RoomListener {
  const asked = attributes['statusCallbackEvent']?.split(/\s+/) ?? [];
  const { statusCallback, recordingStatusCallback } = attributes;
  const mine = { recording: false, telling: false, started: false };
  let sequence = 0;
  return (room, event, more) => {
    if (!mine.recording && !room.recorded && ['record-from-start', 'true'].includes(attributes['record'] ?? '')) {
      mine.recording = room.recorded = true;
    }
    if (!mine.telling && !room.told && statusCallback) mine.telling = room.told = true;
    if (event === 'conference-start') mine.started = true;
    if (event === 'conference-end' && mine.recording && mine.started) {
      const recording = world.recordings.add({ call: null, conferenceSid: room.sid, source: 'Conference', seconds: 35 });
      void world.recordings.tell(recording, recordingStatusCallback).catch(() => undefined);
    }
    if (!mine.telling || !statusCallback || !asked.includes(eventWords[event])) return;
    sequence += 1;
    const { AccountSid = '' } = world.call.common;
    void world.post(statusCallback, {
      AccountSid, ConferenceSid: room.sid, FriendlyName: room.name, StatusCallbackEvent: event, SequenceNumber: String(sequence), ...more,
    }).catch(() => undefined);
  };
}
