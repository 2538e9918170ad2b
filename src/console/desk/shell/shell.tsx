import { AppShell } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';
import { useState, type ReactNode } from 'react';
import { useWords } from '../../shared/words.tsx';
import { Calls } from '../calls/calls.tsx';
import { Softphone } from '../calls/softphone.tsx';
import { Offers } from '../offers/offers.tsx';
import { SessionOver } from '../sign-in/session-over.tsx';
import { ConnectionBar, useConnectionNews } from './connection-bar.tsx';
import { Header } from './header.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { KeysProvider } from './keys.tsx';
import { PhoneDialog } from './phone-dialog.tsx';
import styles from './shell.module.css';
import { words } from './words.ts';

const lineHeight = 52;

/** The frame around every page of the console: the header with the bars below it, offers, and what stands over everything. */
export function Shell({ children }: { children: ReactNode }) {
  const say = useWords(words);
  const news = useConnectionNews();
  const [isKeysOpen, setKeysOpen] = useState(false);
  const [isPhoneOpen, setPhoneOpen] = useState(false);
  // Pages begin below whatever the header holds now: a call and a lost connection each add a bar.
  const { ref: barsRef, height: barsHeight } = useElementSize();
  return (
    <KeysProvider>
      <Notifications position="bottom-left" autoClose={6_000} limit={4} />
      <a className={styles['skip']} href="#content">{say.toContent}</a>
      <AppShell header={{ height: lineHeight + Math.ceil(barsHeight) }} padding={{ base: 'xs', sm: 'md' }} transitionDuration={0}>
        <AppShell.Header>
          <Header openKeys={() => setKeysOpen(true)} openPhone={() => setPhoneOpen(true)} />
          <div ref={barsRef}>
            <ConnectionBar news={news} />
            <Softphone />
            <Calls />
          </div>
        </AppShell.Header>
        <AppShell.Main id="content" tabIndex={-1}>{children}</AppShell.Main>
      </AppShell>
      <Offers />
      <KeysDialog opened={isKeysOpen} setOpened={setKeysOpen} />
      <PhoneDialog opened={isPhoneOpen} close={() => setPhoneOpen(false)} />
      <SessionOver />
    </KeysProvider>
  );
}
