/** placeholder */
export function htmlToMrkdwn(_html: string): string | null {
  return null;
}
