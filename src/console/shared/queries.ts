import { QueryClient } from '@tanstack/react-query';
import { RequestError } from './request.ts';

/** One cache for all of a page: what cannot be reached is tried again, what was refused is not. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => error instanceof RequestError && (error.code === 'offline' || error.status >= 503) && failures < 5,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}
