const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Plain text as Slack shows it word for word: what would call a whole channel, name somebody or hide a link's address stays words (docs.slack.dev, formatting message text). */
export function textToMrkdwn(text: string): string {
  return text.replaceAll(/[&<>]/g, (letter) => escapes[letter] ?? letter);
}
