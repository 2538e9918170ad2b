import type { Unsent } from './unsent.ts';

export interface Upload {
  id: string;
  name: string;
  size: number;
  contentType: string;
  state: 'going' | 'done' | 'failed';
  /** 0 to 100. */
  percent: number;
  token: string | null;
}

export interface Uploads {
  list(): Upload[];
  add(file: File): void;
  again(id: string): void;
  remove(id: string): void;
  /** Those that are with the desk, ready to be sent with a message; they are gone from the list then. */
  takeDone(): Unsent['files'];
}

export interface UploadParts {
  desk: string;
  token(): string | null;
  newId(): string;
  onChange(): void;
}

/** Takes files to the desk, each by itself; what they belong to is said later by their tokens. */
export function createUploads({ desk, token, newId, onChange }: UploadParts): Uploads {
  let uploads: (Upload & { file: File; stop: () => void })[] = [];
  const change = (id: string, is: Partial<Upload>) => {
    uploads = uploads.map((upload) => (upload.id === id ? { ...upload, ...is } : upload));
    onChange();
  };
  const begin = (id: string, file: File): (() => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${desk}/chat/files`);
    request.setRequestHeader('authorization', `Bearer ${token() ?? ''}`);
    request.upload.addEventListener('progress', ({ loaded, total }) => change(id, { percent: Math.min(99, Math.floor((loaded / Math.max(total, 1)) * 100)) }));
    request.addEventListener('load', () => {
      const stored = request.status === 201 ? tokenOf(request.responseText) : null;
      change(id, stored === null ? { state: 'failed' } : { state: 'done', percent: 100, token: stored });
    });
    for (const failed of ['error', 'timeout'] as const) request.addEventListener(failed, () => change(id, { state: 'failed' }));
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
    return () => request.abort();
  };
  return {
    list: () => uploads,
    add: (file) => {
      const id = newId();
      const upload = { id, file, name: file.name, size: file.size, contentType: file.type, state: 'going', percent: 0, token: null } as const;
      uploads = [...uploads, { ...upload, stop: begin(id, file) }];
      onChange();
    },
    again: (id) => {
      uploads = uploads.map((upload) => (upload.id === id ? { ...upload, state: 'going', percent: 0, stop: begin(id, upload.file) } : upload));
      onChange();
    },
    remove: (id) => {
      uploads.find((upload) => upload.id === id)?.stop();
      uploads = uploads.filter((upload) => upload.id !== id);
      onChange();
    },
    takeDone: () => {
      const files = uploads.flatMap(({ token: stored, name, size, contentType }) => (stored === null ? [] : [{ token: stored, name, size, contentType }]));
      uploads = uploads.filter(({ state }) => state !== 'done');
      onChange();
      return files;
    },
  };
}

function tokenOf(answer: string): string | null {
  try {
    const { file }: { file?: { token?: unknown } } = JSON.parse(answer) as object;
    return typeof file?.token === 'string' ? file.token : null;
  } catch {
    return null;
  }
}

/** `10 MB`, `2.5 kB`: powers of 1000, as the reader's language writes numbers. */
export function sizeText(bytes: number, locale: string): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: power === 0 ? 0 : 1 }).format(bytes / 1000 ** power);
  return `${number} ${units[power] ?? 'B'}`;
}
