import { useElementSize, useTimeout } from '@mantine/hooks';
import { lazy, Suspense, useState, type CSSProperties, type ReactNode } from 'react';
import { useWords } from '../../shared/words.tsx';
import { Calls } from '../calls/calls.tsx';
import { Softphone } from '../calls/softphone.tsx';
import { Offers } from '../offers/offers.tsx';
import { SessionOver } from '../sign-in/session-over.tsx';
import { ClosedChannels } from './closed-channels.tsx';
import { ConnectionBar, useConnectionNews } from './connection-bar.tsx';
import { Header } from './header.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { KeysProvider } from './keys.tsx';
import { PhoneDialog } from './phone-dialog.tsx';
import styles from './shell.module.css';
import { words } from './words.ts';

// Without them the desk works all the same, so the first page goes first.
const toastsAfterMs = 1_000;
const Toasts = lazy(() => import('./toasts.tsx').catch(() => ({ default: () => null })));

/** The frame around every page of the console: the header with the bars below it, offers, and what stands over everything. */
export function Shell({ children }: { children: ReactNode }) {
  const say = useWords(words);
  const news = useConnectionNews();
  const [isKeysOpen, setKeysOpen] = useState(false);
  const [isPhoneOpen, setPhoneOpen] = useState(false);
  const [hasToasts, setToasts] = useState(false);
  useTimeout(() => setToasts(true), toastsAfterMs, { autoInvoke: true });
  // What fills the window leaves room for the header, whatever it holds now, and for offers: a call and a lost connection each add a bar.
  const { ref: headerRef, height: headerHeight } = useElementSize();
  const { ref: offersRef, height: offersHeight } = useElementSize<HTMLElement>();
  const frame: CSSProperties & Record<'--frame-top' | '--frame-offers', string> = { '--frame-top': `${Math.ceil(headerHeight) + 1}px`, '--frame-offers': `${Math.ceil(offersHeight)}px` };
  return (
    <KeysProvider>
      {hasToasts && <Suspense><Toasts /></Suspense>}
      <a className={styles['skip']} href="#content">{say.toContent}</a>
      <div className={styles['frame']} style={frame}>
        <header className={styles['top']}>
          <div ref={headerRef}>
            <Header openKeys={() => setKeysOpen(true)} openPhone={() => setPhoneOpen(true)} />
            <ConnectionBar news={news} />
            <ClosedChannels />
            <Softphone />
            <Calls />
          </div>
        </header>
        <main className={styles['content']} id="content" tabIndex={-1}>{children}</main>
        <Offers regionRef={offersRef} />
      </div>
      <KeysDialog opened={isKeysOpen} setOpened={setKeysOpen} />
      <PhoneDialog opened={isPhoneOpen} close={() => setPhoneOpen(false)} />
      <SessionOver />
    </KeysProvider>
  );
}
