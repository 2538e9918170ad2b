import { RequestError } from '../../shared/request.ts';
import type { DraftFile } from './draft.ts';

/** Hands one file over, telling how much of it has gone, from 0 to 1. Throws a RequestError; `aborted` when it was told to stop. */
export function uploadFile(file: File, { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal }): Promise<DraftFile> {
  return new Promise((resolve, reject) => {
    // `fetch` does not tell how much has gone.
    const call = new XMLHttpRequest();
    const fail = (code: string, status = 0) => reject(new RequestError({ status, code, message: code }));
    call.open('POST', '/api/files');
    call.responseType = 'json';
    call.setRequestHeader('accept', 'application/json');
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    call.onerror = () => fail('offline');
    call.ontimeout = () => fail('offline');
    call.onabort = () => fail('aborted');
    call.onload = () => {
      const answer: unknown = call.response;
      const stored = call.status === 201 ? storedOf(answer) : null;
      if (stored) resolve({ ...stored, at: Date.now() });
      else fail(codeOf(answer, call.status), call.status);
    };
    signal.addEventListener('abort', () => call.abort(), { once: true });
    const form = new FormData();
    form.append('file', file, file.name);
    call.send(form);
  });
}

function storedOf(answer: unknown): Omit<DraftFile, 'at'> | null {
  if (typeof answer !== 'object' || answer === null || !('file' in answer)) return null;
  const { file } = answer;
  if (typeof file !== 'object' || file === null || !('token' in file && 'name' in file && 'size' in file)) return null;
  return typeof file.token === 'string' && typeof file.name === 'string' && typeof file.size === 'number'
    ? { token: file.token, name: file.name, size: file.size }
    : null;
}

function codeOf(answer: unknown, status: number): string {
  if (typeof answer === 'object' && answer !== null && 'error' in answer) {
    const { error } = answer;
    if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code;
  }
  return status >= 500 ? 'unavailable' : 'internal';
}
