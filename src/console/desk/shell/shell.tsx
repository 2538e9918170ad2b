import { Anchor, AppShell, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useWords } from '../../shared/words.tsx';
import { KeysProvider } from './keys.tsx';
import { words } from './words.ts';

/** The frame around every page of the console. */
export function Shell({ children }: { children: ReactNode }) {
  const say = useWords(words);
  const places = [['/work', say.work], ['/queue', say.queue], ['/tickets', say.tickets], ['/customers', say.customers]] as const;
  return (
    <KeysProvider>
      <AppShell header={{ height: 52 }} padding="md">
        <AppShell.Header px="md">
          <Group component="nav" h="100%">
            {places.map(([to, name]) => <Anchor key={to} component={Link} href={to}>{name}</Anchor>)}
          </Group>
        </AppShell.Header>
        <AppShell.Main>{children}</AppShell.Main>
      </AppShell>
    </KeysProvider>
  );
}
