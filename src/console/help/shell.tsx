import { ActionIcon, Anchor, Button, Container, Group, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconInbox, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useLanguage, useWords } from '../shared/words.tsx';
import classes from './shell.module.css';
import { usePortal } from './use-portal.ts';
import { words } from './words.ts';

/** The frame of every page of the portal. */
export function Shell({ children }: { children: ReactNode }) {
  const say = useWords(words);
  const { locale, choose } = useLanguage();
  const portal = usePortal();
  const other = locale === 'es' ? 'en' : 'es';
  return (
    <div className={classes.page}>
      <a className={classes.skip} href="#content">{say.skip}</a>
      <header className={classes.header}>
        <Container size="md">
          <Group h={56} gap="xs" wrap="nowrap" justify="space-between">
            <Anchor component={Link} href="/" className={classes.name} fw={600} c="inherit">{portal?.deskName ?? say.home}</Anchor>
            <Group gap={4} wrap="nowrap">
              <Button component={Link} href="/mine" variant="subtle" size="sm" px="xs" leftSection={<IconInbox size={18} aria-hidden className={classes.long} />} classNames={{ section: classes.long ?? '' }}>{say.mine}</Button>
              <Button variant="subtle" size="sm" px="xs" color="gray" lang={other} aria-label={`${other.toUpperCase()} ${say.otherLanguage}`} onClick={() => choose(other)}>
                <span className={classes.long}>{say.otherLanguage}</span><span className={classes.short}>{other.toUpperCase()}</span>
              </Button>
              <Colours />
            </Group>
          </Group>
        </Container>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}><Container size="md">{children}</Container></main>
    </div>
  );
}

function Colours() {
  const say = useWords(words);
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme('light');
  const other = now === 'light' ? 'dark' : 'light';
  const Icon = other === 'dark' ? IconMoon : IconSun;
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={say[other]} title={say[other]} onClick={() => setColorScheme(other)}>
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}
