import { Alert, Button, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { BulkResult } from '../../../api/contract.ts';
import { lazyPage } from '../../shared/lazy-page.ts';
import { codeOf } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import styles from './bulk-bar.module.css';
import type { BulkDialogKind } from './bulk-dialog.tsx';
import { useBulk, type BulkAction } from './use-bulk.ts';
import { words } from './words.ts';

const BulkDialog = lazyPage(() => import('./bulk-dialog.tsx'));

interface BulkBarProps {
  numbers: readonly string[];
  onClear: () => void;
  /** What went through is chosen no more. */
  onDone: (results: readonly BulkResult[]) => void;
}

/** What can be done with the tickets that are chosen, and how it went with each. */
export function BulkBar({ numbers, onClear, onDone }: BulkBarProps) {
  const say = useWords(words);
  const { me } = useSession();
  const [asking, setAsking] = useState<BulkDialogKind | null>(null);
  const bulk = useBulk();
  const go = (action: BulkAction) => {
    setAsking(null);
    bulk.mutate({ numbers, action }, { onSuccess: onDone });
  };
  const kinds: BulkDialogKind[] = [...(me.role === 'agent' ? [] : ['assign' as const]), 'transfer', 'tag', 'classify', 'cancel'];
  const failed = bulk.data?.filter(({ ok }) => !ok) ?? [];
  return (
    <>
      {numbers.length > 0 && (
        <div className={styles['bar']} role="toolbar" aria-label={say.bulk.label}>
          <span className={styles['count']} aria-live="polite">{say.bulk.chosen(numbers.length)}</span>
          {kinds.map((kind) => (
            <Button key={kind} size="compact-sm" variant="default" disabled={bulk.isPending} onClick={() => setAsking(kind)}>{say.bulk[kind]}</Button>
          ))}
          <Button size="compact-sm" variant="default" disabled={bulk.isPending} onClick={() => go({ kind: 'follow', following: true })}>{say.bulk.follow}</Button>
          <Button size="compact-sm" variant="default" disabled={bulk.isPending} onClick={() => go({ kind: 'follow', following: false })}>{say.bulk.unfollow}</Button>
          <Button size="compact-sm" variant="subtle" onClick={onClear} loading={bulk.isPending}>{say.bulk.clear}</Button>
        </div>
      )}
      {bulk.error && <Alert color="red" role="alert" withCloseButton closeButtonLabel={say.bulk.close} onClose={bulk.reset}>{say.faultOf(codeOf(bulk.error))}</Alert>}
      {bulk.data && (
        <Alert color={failed.length > 0 ? 'yellow' : 'desk'} role="status" py={6} withCloseButton closeButtonLabel={say.bulk.close} onClose={bulk.reset}>
          <Text size="sm">{say.bulk.done(bulk.data.length - failed.length)} {failed.length > 0 && say.bulk.failed(failed.length)}</Text>
          {failed.slice(0, 20).map(({ number, error }) => <Text size="sm" key={number}>{number}: {say.faultOf(error?.code ?? 'internal')}</Text>)}
        </Alert>
      )}
      {asking !== null && <Suspense><BulkDialog kind={asking} count={numbers.length} onClose={() => setAsking(null)} onGo={go} /></Suspense>}
    </>
  );
}
