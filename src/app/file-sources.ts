import type { FileSource } from '../desk/files/index.ts';

/** Several providers as one: each is asked for what lies at addresses of its own. Null when there is none. */
export function joinFileSources(sources: (FileSource | null)[]): FileSource | null {
  const there = sources.filter((source) => source !== null);
  if (there.length === 0) return null;
  return {
    fetch: async (url, signal) => {
      for (const source of there) {
        const fetched = await source.fetch(url, signal);
        if (fetched.kind !== 'foreign-address') return fetched;
      }
      return { kind: 'foreign-address' };
    },
    deleteRecording: async (url) => {
      for (const source of there) if ((await source.deleteRecording(url)) === 'deleted') return 'deleted';
      return 'unreachable';
    },
  };
}
