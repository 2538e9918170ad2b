import type { Locale } from '../shared/words.tsx';

/** What the page that embeds the chat asks for, by attributes of the script tag. */
export interface Settings {
  /** The desk's origin, without a slash at the end. */
  desk: string;
  locale: Locale;
  position: 'left' | 'right';
  /** `#rgb` or `#rrggbb`. */
  color: string;
}

const ownColor = '#0b6e4f';

/** Reads the script tag; null when it says no origin that the chat could reach. */
export function readSettings(script: HTMLScriptElement): Settings | null {
  const desk = originOf(script.getAttribute('data-desk') ?? script.src);
  if (desk === null) return null;
  const color = script.getAttribute('data-color')?.trim() ?? '';
  return {
    desk,
    locale: chosenLocale([script.getAttribute('data-locale'), document.documentElement.lang, ...navigator.languages]),
    position: script.getAttribute('data-position') === 'left' ? 'left' : 'right',
    color: /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(color) ? color : ownColor,
  };
}

function originOf(written: string): string | null {
  try {
    const { protocol, origin } = new URL(written, document.baseURI);
    return protocol === 'https:' || protocol === 'http:' ? origin : null;
  } catch {
    return null;
  }
}

/** The first that the chat speaks, else Spanish. */
function chosenLocale(wishes: (string | null)[]): Locale {
  for (const wish of wishes) {
    const language = wish?.slice(0, 2).toLowerCase();
    if (language === 'es' || language === 'en') return language;
  }
  return 'es';
}

/** Black or white, whichever reads better on the colour (WCAG 2.2, relative luminance and contrast ratio). */
export function inkOn(color: string): '#000' | '#fff' {
  const digits = color.length === 4 ? [...color.slice(1)].map((digit) => digit + digit).join('') : color.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#fff' : '#000';
}
