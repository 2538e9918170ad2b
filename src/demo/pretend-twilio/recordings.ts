import { goodMedia } from './media.ts';
import type { MediaAnswer } from './media.ts';
import type { PhoneCall } from './phone-call.ts';
import type { Parameters, PostAnswer } from './signed-post.ts';
import { newSid } from './sids.ts';

export interface PretendRecording {
  sid: string;
  /** Empty for a conference's, which belongs to no single call. */
  callSid: string;
  conferenceSid: string | null;
  seconds: number;
  source: 'RecordVerb' | 'DialVerb' | 'Conference' | 'OutboundAPI';
  createdAt: Date;
  /** How its audio is answered; may be changed at any time. */
  audio: MediaAnswer;
  transcribeCallback: string | null;
  /** Parameters of the call it was made in. */
  common: Parameters;
}

export interface NewRecording {
  call: PhoneCall | null;
  conferenceSid?: string;
  source: PretendRecording['source'];
  seconds: number;
  transcribeCallback?: string | null;
}

/** The recordings that the provider keeps until somebody deletes them. */
export interface Recordings {
  all: PretendRecording[];
  /** How the audio of recordings made from now on is answered. */
  answerWith(audio: MediaAnswer): void;
  add(recording: NewRecording): PretendRecording;
  parametersOf(recording: PretendRecording): Parameters;
  /** Posts that it is ready, when a callback was asked for. */
  tell(recording: PretendRecording, callback: string | undefined): Promise<void>;
  /** Posts what was said in it to its transcribeCallback; null: it could not be understood. */
  transcribe(sid: string, text: string | null): Promise<PostAnswer>;
  remove(sid: string): boolean;
}

export function createRecordings(world: {
  accountSid: string;
  baseUrl: () => string;
  now: () => Date;
  post: (url: string, parameters: Parameters) => Promise<PostAnswer>;
}): Recordings {
  const { accountSid, baseUrl, now, post } = world;
  const all: PretendRecording[] = [];
  let audio: MediaAnswer = goodMedia;
  const urlOf = (sid: string): string => `${baseUrl()}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  const parametersOf: Recordings['parametersOf'] = ({ sid, seconds }) => ({
    RecordingSid: sid,
    RecordingUrl: urlOf(sid),
    RecordingDuration: String(seconds),
  });

  return {
    all,
    answerWith: (given) => {
      audio = given;
    },
    add: ({ call, conferenceSid = null, source, seconds, transcribeCallback = null }) => {
      const recording: PretendRecording = {
        sid: newSid('RE'), callSid: call?.sid ?? '', conferenceSid, seconds, source,
        createdAt: now(), audio, transcribeCallback, common: call?.common ?? {},
      };
      all.push(recording);
      return recording;
    },
    parametersOf,
    tell: async (recording, callback) => {
      if (!callback) return;
      const { callSid, conferenceSid, source, createdAt } = recording;
      await post(callback, {
        AccountSid: accountSid,
        // A conference's recording names the conference, and no call.
        ...(conferenceSid === null ? { CallSid: callSid } : { ConferenceSid: conferenceSid }),
        ...parametersOf(recording),
        RecordingStatus: 'completed',
        RecordingChannels: '1',
        RecordingStartTime: createdAt.toUTCString(),
        RecordingSource: source,
      });
    },
    transcribe: (sid, text) => {
      const recording = all.find((one) => one.sid === sid);
      if (!recording?.transcribeCallback) throw new Error(`No recording ${sid} whose transcription was asked for.`);
      const transcription = newSid('TR');
      return post(recording.transcribeCallback, {
        ...recording.common,
        TranscriptionSid: transcription,
        TranscriptionText: text ?? '',
        TranscriptionStatus: text === null ? 'failed' : 'completed',
        TranscriptionType: 'fast',
        TranscriptionUrl: `${urlOf(sid)}/Transcriptions/${transcription}`,
        RecordingSid: sid,
        RecordingUrl: urlOf(sid),
      });
    },
    remove: (sid) => {
      const index = all.findIndex((one) => one.sid === sid);
      if (index >= 0) all.splice(index, 1);
      return index >= 0;
    },
  };
}

/** The REST resource of a recording. */
export function recordingResource(recording: PretendRecording, accountSid: string, baseUrl: string): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}`;
  const created = recording.createdAt.toUTCString();
  return {
    sid: recording.sid,
    account_sid: accountSid,
    call_sid: recording.callSid || null,
    conference_sid: recording.conferenceSid,
    status: 'completed',
    source: recording.source,
    duration: String(recording.seconds),
    channels: 1,
    date_created: created,
    date_updated: created,
    start_time: created,
    price: null,
    price_unit: 'USD',
    error_code: null,
    encryption_details: null,
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    media_url: `${baseUrl}${uri}`,
    subresource_uris: {},
  };
}
