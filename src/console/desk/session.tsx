import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Agent } from '../../api/contract.ts';
import { request, RequestError, whenSignedOut } from '../shared/request.ts';

interface Session {
  me: Agent;
  /** True once the desk said that the session is over; what is on the screen stays. */
  isOver: boolean;
  signedIn: () => void;
  signOut: () => Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

/** Whoever is signed in by cookie; `outside` stands where nobody is. */
export function SessionProvider({ children, outside }: { children: ReactNode; outside: (signedIn: () => void) => ReactNode }) {
  const queries = useQueryClient();
  const [isOver, setOver] = useState(false);
  const current = useQuery({
    queryKey: ['session'], staleTime: Infinity,
    queryFn: () => request<{ agent: Agent }>('GET', '/api/sessions/current').catch((error: unknown) => {
      if (error instanceof RequestError && error.status === 401) return { agent: null };
      throw error;
    }),
  });
  const me = current.data?.agent ?? null;
  useEffect(() => whenSignedOut(() => setOver(true)), []);
  const signedIn = () => {
    setOver(false);
    void queries.invalidateQueries();
  };
  if (current.isPending) return null;
  if (!me) return outside(signedIn);
  const signOut = async () => {
    await request('DELETE', '/api/sessions/current').catch(() => undefined);
    queries.clear();
    window.location.assign('/');
  };
  return <SessionContext value={{ me, isOver, signedIn, signOut }}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Only inside of a SessionProvider.');
  return session;
}
