import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import type { TimelineOf } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { PlainText } from './plain-text.tsx';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

type Contact = TimelineOf<'contact'>;
type Mail = NonNullable<Contact['mail']>;

/** What a mail says: its visible words, all of them on demand, and how it was written in a frame that may run nothing. */
export function MailBody({ from, text, mail }: { from: string; text: string; mail: Mail }) {
  const say = useWords(timelineWords).mail;
  const [isFull, setFull] = useState(false);
  const [page, setPage] = useState<{ url: string; remote: boolean } | null>(null);
  const source = page && (page.remote ? `${page.url}?images=remote` : page.url);
  return (
    <>
      <MailWarning mail={mail} />
      {source === null
        ? <PlainText text={isFull && mail.fullText !== null ? mail.fullText : text} />
        : (
          <iframe
            className={styles['frame']} style={{ height: heightFor(mail.fullText ?? text) }} title={say.frame(from)} src={source} sandbox="allow-popups allow-popups-to-escape-sandbox"
            referrerPolicy="no-referrer" loading="lazy"
          />
        )}
      <Group gap={4}>
        {page === null && mail.fullText !== null && (
          <Button size="compact-xs" variant="subtle" aria-pressed={isFull} onClick={() => setFull(!isFull)}>{isFull ? say.visibleText : say.fullText}</Button>
        )}
        {mail.htmlUrl !== '' && (
          <Button size="compact-xs" variant="subtle" aria-pressed={page !== null} onClick={() => setPage(page ? null : { url: mail.htmlUrl, remote: false })}>
            {page ? say.plain : say.html}
          </Button>
        )}
        {page !== null && !page.remote && mail.remoteImages && (
          <Button size="compact-xs" variant="subtle" title={say.remoteWhy} onClick={() => setPage({ url: mail.htmlUrl, remote: true })}>{say.remote}</Button>
        )}
      </Group>
      <MailDetails from={from} mail={mail} />
    </>
  );
}

/** A guess, for what is in the frame cannot be measured: as much as its words take; the corner makes it larger. */
function heightFor(text: string): string {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), 0);
  return `clamp(11rem, ${lines * 1.6 + 5}rem, 34rem)`;
}

/** Whether its sender may be somebody else. */
function MailWarning({ mail }: { mail: Mail }) {
  const say = useWords(timelineWords).mail;
  const { spf, dkim, dmarc } = mail.authentication;
  if (dmarc === 'fail') return <Alert color="red" p="xs" icon={<IconShieldX size={18} aria-hidden />}>{say.spoof}</Alert>;
  if (dmarc !== 'pass' && spf === 'fail' && dkim !== 'pass') {
    return <Alert color="yellow" p="xs" icon={<IconAlertTriangle size={18} aria-hidden />}>{say.unproven}</Alert>;
  }
  return null;
}

function MailDetails({ from, mail }: { from: string; mail: Mail }) {
  const words = useWords(timelineWords);
  const say = words.mail;
  const { spf, dkim, dmarc, domain } = mail.authentication;
  const results = say.checks(say.results[spf], say.results[dkim], say.results[dmarc]);
  return (
    <details className={styles['details']}>
      <summary>{say.details}</summary>
      <dl>
        <dt>{words.from}</dt><dd>{from}</dd>
        {mail.to.length > 0 && <><dt>{words.to}</dt><dd>{mail.to.join(', ')}</dd></>}
        {mail.cc.length > 0 && <><dt>{words.cc}</dt><dd>{mail.cc.join(', ')}</dd></>}
        <dt>{say.landed}</dt><dd>{mail.landed.words}</dd>
        <dt>SPF, DKIM, DMARC</dt><dd>{domain === null ? results : `${results} · ${say.domain(domain)}`}</dd>
        {mail.automatic !== null && <><dt aria-hidden>·</dt><dd>{say.automatic}</dd></>}
      </dl>
    </details>
  );
}
