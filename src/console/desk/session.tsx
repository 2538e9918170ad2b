import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Agent } from '../../api/contract.ts';
import { request, RequestError, whenSignedOut } from '../shared/request.ts';
import { forgetOthers } from './sign-in/forget-others.ts';
import { NotReached } from './sign-in/not-reached.tsx';

interface Session {
  me: Agent;
  /** True once the desk said that the session is over; what is on the screen stays. */
  isOver: boolean;
  signedIn: () => void;
  signOut: () => Promise<void>;
}

interface Current {
  agent: Agent | null;
}

const SessionContext = createContext<Session | null>(null);
const key = ['session'];

/**
 * Whoever is signed in by cookie; `outside` stands where nobody is. A session that ends leaves the page as it is. When
 * another person has signed in with this browser, the page is loaded anew: nothing here is theirs.
 */
export function SessionProvider({ children, outside }: { children: ReactNode; outside: (signedIn: () => void) => ReactNode }) {
  const queries = useQueryClient();
  const [isOver, setOver] = useState(false);
  const current = useQuery({ queryKey: key, staleTime: Infinity, refetchOnWindowFocus: 'always', queryFn: () => readSession(queries) });
  useEffect(() => whenSignedOut(() => setOver(true)), []);
  const signedIn = () => {
    setOver(false);
    void queries.invalidateQueries();
  };
  if (current.isPending) return null;
  if (!current.data) return <NotReached again={() => void current.refetch()} isTrying={current.isFetching} />;
  const me = current.data.agent;
  if (!me) return outside(signedIn);
  const signOut = async () => {
    await request('DELETE', '/api/sessions/current').catch(() => undefined);
    window.location.assign('/');
  };
  return <SessionContext value={{ me, isOver, signedIn, signOut }}>{children}</SessionContext>;
}

/** Who the desk says it is; whoever was here stays when it says nobody. */
async function readSession(queries: QueryClient): Promise<Current> {
  const known = queries.getQueryData<Current>(key)?.agent ?? null;
  try {
    const current = await request<Current>('GET', '/api/sessions/current');
    if (known && current.agent && current.agent.id !== known.id) window.location.reload();
    else if (current.agent) forgetOthers(current.agent.id, localStorage, sessionStorage);
    return current;
  } catch (error) {
    if (error instanceof RequestError && error.status === 401) return { agent: known };
    throw error;
  }
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Only inside of a SessionProvider.');
  return session;
}
