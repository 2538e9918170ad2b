/** A note in parts: `@` with the name of somebody of the desk, or with one word, is a mention. Joined, the parts are the note. */
export function splitMentions(text: string, people: readonly string[]): { text: string; isMention: boolean }[] {
  // The longest name first, so that "Ana María" is not read as "Ana".
  const names = [...people].sort((one, other) => other.length - one.length).map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const mention = new RegExp(`((?<![\\p{L}\\p{N}])@(?:${[...names, '[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}]'].join('|')}))`, 'giu');
  return text.split(mention).map((part, place) => ({ text: part, isMention: place % 2 === 1 })).filter((part) => part.text !== '');
}
