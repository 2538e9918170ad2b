/** What colleagues mentioned this person in, counted in the header. */
export function MentionsBell() {
  return null;
}
