import { useQuery } from '@tanstack/react-query';
import type { AnnouncementInForce, Catalog, OwnAsset, Portal, RequestStatus } from '../../api/contract.ts';
import { queryOf, request } from '../shared/request.ts';
import { useLanguage } from '../shared/words.tsx';

const minute = 60_000;

/** What the portal offers here, and whether its form is open; undefined until it is known. */
export function usePortal(): Portal | undefined {
  return useQuery({ queryKey: ['portal'], staleTime: minute, queryFn: () => request<Portal>('GET', '/api/portal') }).data;
}

export function useCatalog() {
  const { locale } = useLanguage();
  return useQuery({ queryKey: ['catalog', locale], staleTime: 10 * minute, queryFn: () => request<{ services: Catalog }>('GET', `/api/catalog${queryOf({ locale })}`) });
}

/** What everybody is told now, read anew every minute. */
export function useAnnouncements(): AnnouncementInForce[] {
  const { locale } = useLanguage();
  const { data } = useQuery({
    queryKey: ['announcements', locale], refetchInterval: minute,
    queryFn: () => request<{ announcements: AnnouncementInForce[] }>('GET', `/api/announcements${queryOf({ locale, channel: 'web' })}`),
  });
  return data?.announcements ?? [];
}

/** The address whose requests this browser may see; null: nobody's, undefined: not known yet. */
export function useMailbox(): string | null | undefined {
  const { data } = useQuery({ queryKey: ['mailbox'], queryFn: () => request<{ session: { email: string } | null }>('GET', '/api/portal/session') });
  return data === undefined ? undefined : (data.session?.email ?? null);
}

/** What whoever reads the mailbox can say that a request is about, by name; empty while it is not known, and for nobody's mailbox. */
export function useOwnAssets(mailbox: string | null): OwnAsset[] {
  const { data } = useQuery({
    queryKey: ['own', mailbox, 'assets'], enabled: mailbox !== null, staleTime: minute,
    queryFn: () => request<{ assets: OwnAsset[] }>('GET', '/api/portal/assets'),
  });
  return (mailbox !== null && data?.assets) || [];
}

/** One ticket as the holder of its status link sees it, read anew while the page is looked at. */
export function useRequestStatus(token: string) {
  return useQuery({
    queryKey: ['status', token], refetchInterval: 15_000,
    queryFn: async ({ signal }) => (await request<{ ticket: RequestStatus }>('GET', `/api/status/${encodeURIComponent(token)}`, { signal })).ticket,
  });
}
