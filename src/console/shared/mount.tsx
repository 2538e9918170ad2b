import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { PageGuard } from './page-guard.tsx';
import { createQueries } from './queries.ts';
import { Theme } from './theme.tsx';
import { LanguageProvider } from './words.tsx';

/** Shows one page in its `#root`, with what every page stands on: language, answers that are kept, looks. */
export function mount(page: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('This page has no root.');
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <QueryClientProvider client={createQueries()}>
          <Theme><PageGuard>{page}</PageGuard></Theme>
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>,
  );
}
