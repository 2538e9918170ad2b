/** Gives what a browser signs in to the telephone network with, to be rung by this name from `at` until `expiresAt`. */
export type BrowserTokens = (identity: string, at: Date) => { token: string; expiresAt: Date };
