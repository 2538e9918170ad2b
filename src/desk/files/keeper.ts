import type { Clock, Transact } from '../../core/index.ts';
import type { ByteStream, ContentStore, ReceivedContent } from './content-store.ts';
import { safeName } from './file-name.ts';
import { contradicts, decideAnyType, decideType, isProgram, type FileFamily, type FileType } from './file-type.ts';

/** A content that the desk has, with the name it came under. */
export interface StoredFile {
  sha256: string;
  /** In bytes. */
  size: number;
  /** What it is, whatever it claimed to be. */
  type: string;
  name: string | null;
}

export type Refusal = 'too-large' | 'empty' | 'unknown-type' | 'type-mismatch' | 'program';
export type Kept = { kind: 'kept'; file: StoredFile } | { kind: 'refused'; reason: Refusal };

export interface FileLimits {
  mostBytes: number;
  /** Left out: all that the desk takes. */
  families?: readonly FileFamily[];
  /** Of those, only these types; left out: all of them. */
  types?: readonly string[];
  /** `keep`: of whatever type it is, and whatever it claims to be, unless it is a program. Left out: only what the desk takes. */
  unknown?: 'keep';
}

/** The contents that the desk knows of, inside one transaction. */
export interface FileStore {
  /** Makes everything that follows in this transaction the only one for this content. */
  serialise(sha256: string): Promise<void>;
  /** Notes a content that is on the disk; one known already counts as kept now. */
  remember(file: Pick<StoredFile, 'sha256' | 'size' | 'type'>, at: Date): Promise<void>;
}

export interface FileKeeper {
  /**
   * Takes in a file, piece by piece and never whole in memory; reads no further than the limit. What is kept stays for
   * a day without anybody referring to it (`sha256`), and then for as long as somebody does. Rejects when the stream breaks.
   */
  keep(
    content: ByteStream | Uint8Array,
    about: { name: string | null; claimedType: string | null; limits: FileLimits },
  ): Promise<Kept>;
}

/** Keeps files: one content once, of a type that is decided by its bytes. */
export function createFileKeeper<Stores extends { files: FileStore }>(parts: {
  transact: Transact<Stores>;
  content: ContentStore;
  clock: Clock;
}): FileKeeper {
  const { transact, content, clock } = parts;

  const store = (received: ReceivedContent, type: FileType): Promise<void> =>
    transact(async (stores) => {
      // Under the lock of the sweep, which may be removing this very content.
      await stores.files.serialise(received.sha256);
      await received.keep();
      await stores.files.remember({ sha256: received.sha256, size: received.size, type: type.type }, clock.now());
    });

  return {
    keep: async (given, { name, claimedType, limits }) => {
      const received = await content.receive(given instanceof Uint8Array ? once(given) : given, limits.mostBytes);
      if (received === 'too-large') return { kind: 'refused', reason: 'too-large' };
      try {
        const judged = judge(received, { name: safeName(name), claimedType, limits });
        if (typeof judged === 'string') return { kind: 'refused', reason: judged };
        await store(received, judged);
        const { sha256, size } = received;
        return { kind: 'kept', file: { sha256, size, type: judged.type, name: safeName(name) } };
      } finally {
        await received.discard();
      }
    },
  };
}

function judge(received: ReceivedContent, about: { name: string | null; claimedType: string | null; limits: FileLimits }): FileType | Refusal {
  const { name, claimedType, limits } = about;
  const { sniffed, head } = received;
  if (received.size === 0) return 'empty';
  const isAnyTaken = limits.unknown === 'keep';
  if (isAnyTaken && isProgram(name, sniffed, head)) return 'program';
  const found = isAnyTaken ? decideAnyType(sniffed, head) : decideType(sniffed, head);
  if (!found) return 'unknown-type';
  const isWanted = (limits.families?.includes(found.family) ?? true) && (limits.types?.includes(found.type) ?? true);
  if (isAnyTaken && isWanted) return found;
  return isWanted && !contradicts(claimedType, found) ? found : 'type-mismatch';
}

async function* once(bytes: Uint8Array): ByteStream {
  yield bytes;
}
