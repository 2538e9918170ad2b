import { useEffect, useRef, useState } from 'react';
import type { WayBack } from '../../../api/contract.ts';
import { codeOf } from '../../shared/request.ts';
import type { DraftFile } from './draft.ts';
import { uploadFile } from './upload.ts';

/** A file on its way to the desk, or one that did not get there; `code` says why. */
export interface Upload {
  key: number;
  file: File;
  /** From 0 to 1. */
  share: number;
  code: string | null;
}

/** Hands files over one beside the other; what is too large or too much is told before anything is sent. */
export function useUploads(parts: { limits: WayBack['files'] | undefined; kept: DraftFile[]; onStored: (file: DraftFile) => void }) {
  const { limits, kept, onStored } = parts;
  const [uploads, setUploads] = useState<Upload[]>([]);
  const stops = useRef(new Map<number, AbortController>());
  const nextKey = useRef(1);
  const stored = useRef(onStored);
  useEffect(() => {
    stored.current = onStored;
  });
  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
    };
  }, []);

  const change = (key: number, is: Partial<Upload>) => setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...is } : one)));
  const remove = (key: number) => setUploads((all) => all.filter((one) => one.key !== key));

  const start = async (key: number, file: File) => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    try {
      const done = await uploadFile(file, { onProgress: (share) => change(key, { share }), signal: stop.signal });
      stored.current(done);
      remove(key);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'aborted') remove(key);
      else change(key, { code, share: 0 });
    } finally {
      stops.current.delete(key);
    }
  };

  const add = (files: readonly File[]) => {
    let count = kept.length + uploads.length;
    let bytes = [...kept, ...uploads.map(({ file }) => file)].reduce((sum, { size }) => sum + size, 0);
    const added = files.map((file): Upload => {
      count += 1;
      bytes += file.size;
      const code = file.size === 0 ? 'empty' : !limits ? null : file.size > limits.maxBytes ? 'too_large' : count > limits.most ? 'too_many' : bytes > limits.maxBytesTogether ? 'too_much' : null;
      const key = nextKey.current;
      nextKey.current += 1;
      return { key, file, share: 0, code };
    });
    setUploads((all) => [...all, ...added]);
    for (const { key, file, code } of added) if (code === null) void start(key, file);
  };

  return {
    uploads, add,
    isBusy: uploads.some(({ code }) => code === null),
    cancel: (key: number) => {
      stops.current.get(key)?.abort();
      remove(key);
    },
    retry: (key: number) => {
      const upload = uploads.find((one) => one.key === key);
      if (!upload) return;
      change(key, { code: null, share: 0 });
      void start(key, upload.file);
    },
  };
}
