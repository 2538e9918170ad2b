import type { Locale } from '../shared/words.tsx';

/** Bytes in megabytes of 1024 × 1024, or kilobytes when fewer, as people of this language write them. */
export function sizeText(bytes: number, locale: Locale): string {
  const [value, unit] = bytes >= 1024 * 1024 ? [bytes / (1024 * 1024), 'MB'] : [bytes / 1024, 'kB'];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}
