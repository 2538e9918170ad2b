import { useInfiniteQuery } from '@tanstack/react-query';
import { queryOf, request } from '../../../shared/request.ts';

/** A list that is read a page at a time; `rows` are all that were read so far. */
export function usePages<Row, Name extends string>(key: string, path: string, name: Name, query: Record<string, string | number | undefined>) {
  type Page = Record<Name, Row[]> & { nextCursor: string | null };
  const pages = useInfiniteQuery({
    queryKey: [key, query], initialPageParam: undefined as string | undefined, refetchInterval: 15_000,
    queryFn: ({ pageParam, signal }) => request<Page>('GET', `${path}${queryOf({ ...query, cursor: pageParam })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const rows: Row[] | undefined = pages.data?.pages.flatMap((page) => page[name]);
  return { data: rows, error: pages.data ? null : pages.error, refetch: pages.refetch, hasMore: pages.hasNextPage, more: () => void pages.fetchNextPage(), isReadingMore: pages.isFetchingNextPage };
}
