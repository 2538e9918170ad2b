import type { ServerResponse } from 'node:http';

/** How a media address answers: as it should, with 404, with far too much, with nothing at all, or cut off in the middle. */
export type MediaAnswer =
  | { kind: 'bytes'; bytes?: Buffer; contentType?: string }
  | { kind: 'missing' }
  | { kind: 'endless'; megabytes: number; contentType?: string }
  | { kind: 'hangs' }
  | { kind: 'cut' };

export const goodMedia: MediaAnswer = { kind: 'bytes' };

const chunk = Buffer.alloc(1024 * 1024, 0x55);

/** Writes the answer; `endless` stops when the other side does not want more. */
export async function sendMedia(response: ServerResponse, answer: MediaAnswer, whole: { bytes: Buffer; contentType: string; name?: string }): Promise<void> {
  if (answer.kind === 'hangs') return;
  if (answer.kind === 'missing') return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  const bytes = (answer.kind === 'bytes' ? answer.bytes : undefined) ?? whole.bytes;
  const contentType = ('contentType' in answer ? answer.contentType : undefined) ?? whole.contentType;
  const disposition = whole.name === undefined ? {} : { 'content-disposition': `inline; filename="${whole.name}"` };
  const head = { 'content-type': contentType, ...disposition };
  if (answer.kind === 'bytes') return void response.writeHead(200, { ...head, 'content-length': bytes.length }).end(bytes);
  if (answer.kind === 'cut') {
    response.writeHead(200, { ...head, 'content-length': bytes.length }).write(bytes.subarray(0, bytes.length / 2));
    return void setImmediate(() => response.destroy());
  }
  response.writeHead(200, head);
  for (let sent = 0; sent < answer.megabytes && !response.destroyed; sent += 1) {
    if (!response.write(chunk)) await roomOrEnd(response);
  }
  response.end();
}

function roomOrEnd(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

const sampleRate = 8000;

/** A second of a quiet 440 Hz tone: 16-bit mono WAV at 8 kHz. */
export function smallWav(): Buffer {
  const data = Buffer.alloc(sampleRate * 2);
  for (let index = 0; index < sampleRate; index += 1) {
    data.writeInt16LE(Math.round(2000 * Math.sin((2 * Math.PI * 440 * index) / sampleRate)), index * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'ascii');
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8, 'ascii');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'ascii');
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

/** An MPEG-1 layer III frame of silence: enough to be known as an MP3. */
export function smallMp3(): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9064, 0);
  return frame;
}
