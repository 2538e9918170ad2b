/**
 * Why a mail is where it is: the step that found its conversation, or why it opened a ticket of its own. The order of
 * the first four is the order in which they are tried.
 */
export const mailLandings = [
  'signed-address', 'own-message', 'known-mail', 'subject-number',
  'new', 'stranger', 'changed-subject', 'dmarc-fail', 'ended', 'forwarded',
  'bounce', 'blocked',
] as const;
export type MailLanding = (typeof mailLandings)[number];

/** The steps that find a conversation. */
export type ThreadStep = Extract<MailLanding, 'signed-address' | 'own-message' | 'known-mail' | 'subject-number'>;
