/** What a caller hears while the desk cannot remember anything, not even their language. */
export interface OutageWords {
  sorry: string;
  thanks: string;
  /** Nothing was recorded either. */
  callAgain: string;
  agentSorry: string;
}
