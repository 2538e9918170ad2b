import { sendMedia, smallMp3, smallWav } from './media.ts';
import { recordingResource } from './recordings.ts';
import type { Recordings } from './recordings.ts';
import { notFound } from './rest-call.ts';
import type { MediaRoute, RestRoute } from './rest-call.ts';
import { isSame, isWithin, pageOf } from './rest-list.ts';

const path = /^\/Recordings\/(?<sid>RE[0-9a-f]{32})\.json$/;

/** Recordings: listed by the date they were made, read, and deleted. */
export function recordingRoutes(recordings: Recordings, accountSid: string, baseUrl: () => string): RestRoute[] {
  const show = (recording: Recordings['all'][number]) => recordingResource(recording, accountSid, baseUrl());
  return [
    {
      method: 'GET',
      path: /^\/Recordings\.json$/,
      answer: (call) => {
        const found = recordings.all.filter(
          ({ callSid, conferenceSid, createdAt }) =>
            isSame(call.query, 'CallSid', callSid) && isSame(call.query, 'ConferenceSid', conferenceSid) && isWithin(call.query, 'DateCreated', createdAt),
        );
        return pageOf(call, 'recordings', found.reverse(), show);
      },
    },
    {
      method: 'GET',
      path,
      answer: (_call, { sid }) => {
        const recording = recordings.all.find((one) => one.sid === sid);
        return recording ? { status: 200, body: show(recording) } : notFound();
      },
    },
    {
      method: 'DELETE',
      path,
      answer: (_call, { sid = '' }) => (recordings.remove(sid) ? { status: 204, body: null } : notFound()),
    },
  ];
}

/** A recording's audio: WAV unless an MP3 is asked for. */
export function recordingMediaRoutes(recordings: Recordings, accountSid: string): MediaRoute[] {
  return [
    {
      path: /^\/2010-04-01\/Accounts\/(?<account>AC[0-9a-f]{32})\/Recordings\/(?<sid>RE[0-9a-f]{32})(?<form>\.wav|\.mp3)?$/,
      needsPassword: true,
      answer: (response, { account, sid, form }) => {
        const recording = recordings.all.find((one) => account === accountSid && one.sid === sid);
        const whole = form === '.mp3' ? { bytes: smallMp3(), contentType: 'audio/mpeg' } : { bytes: smallWav(), contentType: 'audio/x-wav' };
        return sendMedia(response, recording?.audio ?? { kind: 'missing' }, whole);
      },
    },
  ];
}
