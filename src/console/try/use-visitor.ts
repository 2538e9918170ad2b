import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../shared/request.ts';

export interface Heard {
  text: string;
  /** Such as `es-MX`. */
  language: string;
}

export interface VisitorView {
  number: string;
  mail: string;
  call: { state: string; heard: Heard[]; fault: string | null } | null;
  texts: { from: 'me' | 'desk'; text: string; at: string }[];
  mails: { subject: string; text: string; at: string }[];
}

interface Opened {
  visitor: string;
  desk: { number: string; mail: string };
}

const remembered = 'ventanilla.try';
const askEvery = 700;

/** Somebody with a number and a mail address for this tab, and what reached them so far. */
export function useVisitor() {
  const queries = useQueryClient();
  const opened = useQuery({ queryKey: ['try', 'opened'], queryFn: openVisitor, staleTime: Infinity, retry: 2 });
  const name = opened.data?.visitor;
  const view = useQuery({
    queryKey: ['try', name], enabled: name !== undefined, refetchInterval: askEvery, retry: false,
    queryFn: ({ signal }) => request<VisitorView>('GET', `/try/api/visitors/${name ?? ''}`, { signal }),
  });
  const act = async (move: string, body: object = {}) => {
    const answer = await request<VisitorView>('POST', `/try/api/visitors/${name ?? ''}/${move}`, { body });
    // What was asked before may be answered after, and is older.
    await queries.cancelQueries({ queryKey: ['try', name] });
    queries.setQueryData(['try', name], answer);
  };
  return { desk: opened.data?.desk ?? null, view: view.data ?? null, fault: opened.error ?? null, isLost: view.isError, act, reopen: () => forget(() => void opened.refetch()) };
}

export type Act = ReturnType<typeof useVisitor>['act'];

/** The visitor of before, while the gateway still knows them: it forgets at a restart. */
async function openVisitor(): Promise<Opened> {
  const known = sessionStorage.getItem(remembered);
  if (known !== null) {
    const before = JSON.parse(known) as Opened;
    if (await request('GET', `/try/api/visitors/${before.visitor}`).then(() => true, () => false)) return before;
  }
  const opened = await request<Opened>('POST', '/try/api/visitors', { body: {} });
  sessionStorage.setItem(remembered, JSON.stringify(opened));
  return opened;
}

function forget(then: () => void): void {
  sessionStorage.removeItem(remembered);
  then();
}
