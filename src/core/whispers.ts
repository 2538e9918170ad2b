/**
 * Passing words between the processes of one desk: who looks at a ticket, who is typing. Told at most once, to
 * whoever listens at that moment, and stored nowhere; what must not be lost is an event, not a whisper.
 */
export interface Whispers {
  /** Never throws and waits for nothing. What is longer than 4,000 characters of JSON is dropped. */
  tell(topic: string, words: unknown): void;
  /** Calls `listener` for every whisper of a topic, also this process's own; gives what ends that. */
  hear(topic: string, listener: (words: unknown) => void): () => void;
}
