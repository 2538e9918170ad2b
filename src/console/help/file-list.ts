import { useRef, useState } from 'react';
import { request, RequestError } from '../shared/request.ts';

/** A file that the desk has taken in, to be named in the request. */
export interface SentFile {
  token: string;
  name: string;
  size: number;
}

export type FileFault = 'tooLarge' | 'type' | 'empty' | 'failed' | 'slowDown';

/** A file on its way, or one that was not taken. */
export interface FileUnderWay {
  id: number;
  name: string;
  fault: FileFault | null;
}

/** Sends files as soon as they are chosen, so that the request itself is short; `sent` is kept by whoever asks. */
export function useFileList(parts: { sent: SentFile[]; onSent: (add: SentFile) => void; most: number; mostBytes: number }) {
  const [underWay, setUnderWay] = useState<FileUnderWay[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const next = useRef(0);

  const send = async (file: File) => {
    next.current += 1;
    const id = next.current;
    const early: FileFault | null = file.size === 0 ? 'empty' : file.size > parts.mostBytes ? 'tooLarge' : null;
    setUnderWay((all) => [...all, { id, name: file.name, fault: early }]);
    if (early) return;
    const body = new FormData();
    body.append('file', file, file.name);
    try {
      const { file: taken } = await request<{ file: SentFile }>('POST', '/api/requests/files', { body });
      parts.onSent({ token: taken.token, name: taken.name, size: taken.size });
      setUnderWay((all) => all.filter((one) => one.id !== id));
    } catch (error) {
      setUnderWay((all) => all.map((one) => (one.id === id ? { ...one, fault: faultOf(error) } : one)));
    }
  };

  return {
    underWay, tooMany,
    isSending: underWay.some(({ fault }) => fault === null),
    add: (files: File[]) => {
      const room = parts.most - parts.sent.length - underWay.filter(({ fault }) => fault === null).length;
      setTooMany(files.length > room);
      for (const file of files.slice(0, Math.max(0, room))) void send(file);
    },
    dismiss: (id: number) => setUnderWay((all) => all.filter((one) => one.id !== id)),
  };
}

function faultOf(error: unknown): FileFault {
  if (!(error instanceof RequestError)) return 'failed';
  if (error.status === 413) return 'tooLarge';
  if (error.status === 429) return 'slowDown';
  return error.status === 400 || error.status === 415 ? 'type' : 'failed';
}
