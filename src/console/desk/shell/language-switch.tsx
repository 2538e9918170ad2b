import { SegmentedControl } from '@mantine/core';
import { useLanguage, useWords, type Locale } from '../../shared/words.tsx';
import { words } from './words.ts';

/** Each in its own words. */
export const languages: { value: Locale; label: string }[] = [{ value: 'es', label: 'Español' }, { value: 'en', label: 'English' }];

/** The language of the pages; remembered in this browser. */
export function LanguageSwitch() {
  const say = useWords(words);
  const { locale, choose } = useLanguage();
  return (
    <SegmentedControl
      size="xs" data={languages} value={locale} aria-label={say.language}
      onChange={choose}
    />
  );
}
