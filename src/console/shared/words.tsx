import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

export type Locale = 'es' | 'en';

/** Words in both languages; both have the same keys, which the compiler checks. */
export type InBoth<Words> = Record<Locale, Words>;

interface Language {
  locale: Locale;
  choose: (locale: Locale) => void;
}

const LanguageContext = createContext<Language>({ locale: 'es', choose: () => undefined });
const remembered = 'ventanilla.locale';

/** The language chosen here before, else the browser's, else Spanish. */
export function firstLocale(): Locale {
  const known = localStorage.getItem(remembered) ?? navigator.language;
  return known.startsWith('en') ? 'en' : 'es';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(firstLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const language = useMemo<Language>(() => ({
    locale,
    choose: (chosen) => {
      localStorage.setItem(remembered, chosen);
      setLocale(chosen);
    },
  }), [locale]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The words of one part of the pages, in the language chosen. */
export function useWords<Words>(both: InBoth<Words>): Words {
  return both[useContext(LanguageContext).locale];
}
