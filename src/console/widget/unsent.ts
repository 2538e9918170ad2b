/** What a visitor said that the desk has not taken yet. `id` stays the same however often it is sent. */
export interface Unsent {
  id: string;
  at: string;
  text: string;
  files: { token: string; name: string; size: number; contentType: string }[];
  /** Why the desk refused it; null: it waits for the line. */
  refused: string | null;
}
