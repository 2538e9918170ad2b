import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueries } from '../shared/queries.ts';
import { Theme } from '../shared/theme.tsx';
import { LanguageProvider } from '../shared/words.tsx';
import { Page } from './help-page.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('This page has no root.');
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={createQueries()}>
        <Theme><Page /></Theme>
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
