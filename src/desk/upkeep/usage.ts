/** How much hangs on a key of desk.yaml, also on one that is no longer in it. */
export interface Usage {
  key: string;
  /** Active people who have it. */
  people: number;
  /** Open tickets that have it, and those of them that wait for an agent. */
  open: number;
  waiting: number;
}

export interface UsageReader {
  /** Every key that an active person or an open ticket has. */
  read(): Promise<{ teams: Usage[]; skills: Usage[]; entries: Usage[] }>;
}
