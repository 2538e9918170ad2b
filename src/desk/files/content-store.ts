/** Bytes as they come in. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** A content that was received whole and is not kept yet: either keep or discard it. */
export interface ReceivedContent {
  /** In hexadecimal. */
  sha256: string;
  /** In bytes. */
  size: number;
  /** The type that its magic bytes say, or null when they say none. */
  sniffed: string | null;
  /** Its first bytes, at most 4 KiB. */
  head: Uint8Array;
  /** Puts it under its hash, on the disk for good when this resolves. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** Where the bytes of files are: by their SHA-256 and nothing else, so that no name from outside is part of a path. */
export interface ContentStore {
  /** Reads a stream to its end, or to the first byte past the limit. Rejects with what the stream rejects with; then nothing is left. */
  receive(stream: ByteStream, mostBytes: number): Promise<ReceivedContent | 'too-large'>;
  /** The bytes, or those from `start` to `end` inclusive; whoever opens them reads them or ends them. Null when there is no such content. */
  open(sha256: string, range?: { start: number; end: number }): Promise<ByteStream | null>;
  /** Whether the content is there and its bytes still have this hash. */
  isWhole(sha256: string): Promise<boolean>;
  /** Removes a content; one that is gone already is no fault. */
  remove(sha256: string): Promise<void>;
  /** Hashes of what was put there before this time, in batches. What was received before it and never kept is removed on the way. */
  olderThan(time: Date): AsyncIterable<string[]>;
}
