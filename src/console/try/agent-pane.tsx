import { Alert, Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { request } from '../shared/request.ts';
import { useWords } from '../shared/words.tsx';
import css from './try-page.module.css';
import { words } from './words.ts';

/** The console of the agent who is tried. Whoever has signed in here already stays who they are. */
export function AgentPane() {
  const say = useWords(words);
  const session = useQuery({
    queryKey: ['try', 'agent'], staleTime: Infinity, retry: 3,
    queryFn: async () => {
      const known = await fetch('/api/sessions/current');
      if (!known.ok) await request('POST', '/try/api/agent', { body: {} });
      return true;
    },
  });
  if (session.isError) {
    return <Alert color="red" role="alert" m="md">{say.offline} <Button size="xs" loading={session.isFetching} onClick={() => void session.refetch()}>{say.again}</Button></Alert>;
  }
  return session.data ? <iframe className={css.agent} src="/work" title={say.agentTitle} allow="autoplay; microphone" /> : <Loader />;
}
