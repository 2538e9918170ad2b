/** Markup that is safe to send. Only the tag below makes it, so whatever people wrote is escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | readonly Html[] | string | null;

/** A template whose texts are escaped and whose other parts are markup; null and empty lists leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const markup = strings.map((string, index) => string + toMarkup(parts[index] ?? null)).join('');
  return { markup };
}

function toMarkup(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escape(part);
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
