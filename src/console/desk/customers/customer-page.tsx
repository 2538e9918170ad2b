import { Button, Loader, Tabs, Title } from '@mantine/core';
import { IconArrowsJoin } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { RequestError } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { AddressPart } from './address-part.tsx';
import { AssetsPart } from './assets-part.tsx';
import { ChangesPart } from './changes-part.tsx';
import styles from './customers.module.css';
import { DetailsPart } from './details-part.tsx';
import { HistoryPart } from './history-part.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { TicketsPart } from './tickets-part.tsx';
import { nameOf, useCustomer, useFaultText } from './use-customer.ts';
import { words } from './words.ts';

/** One customer: who they are, how they are reached, what they asked, and merging with another. */
export default function CustomerPage({ id }: { id: string }) {
  const say = useWords(words);
  const faultText = useFaultText();
  const [, go] = useLocation();
  const { read, customer, change } = useCustomer(id);
  const [merging, setMerging] = useState(false);
  const leadsTo = customer && customer.id !== id ? customer.id : null;
  useEffect(() => {
    if (leadsTo !== null) go(`/customers/${leadsTo}`, { replace: true });
  }, [leadsTo, go]);
  if (!customer) {
    if (read.isPending) return <Loader aria-label="…" />;
    const isGone = read.error instanceof RequestError && read.error.status === 404;
    return <p role="alert">{isGone ? say.notFound : faultText(read.error)} {!isGone && <Button size="compact-sm" variant="default" onClick={() => void read.refetch()}>{say.again}</Button>} <Link href="/customers">{say.back}</Link></p>;
  }
  return (
    <div className={styles['page']}>
      <Link href="/customers" className={styles['quiet'] ?? ''}>{say.back}</Link>
      <div className={styles['line']} style={{ justifyContent: 'space-between' }}>
        <Title order={1} size="h3">{nameOf(customer, say.unnamed)}</Title>
        <Button variant="default" leftSection={<IconArrowsJoin size={16} aria-hidden />} onClick={() => setMerging(true)}>{say.merge}</Button>
      </div>
      <div className={styles['columns']}>
        <div className={styles['side']}>
          <DetailsPart key={customer.id} customer={customer} change={change} />
          <AddressPart customer={customer} change={change} />
          <AssetsPart customerId={customer.id} />
        </div>
        <Tabs defaultValue="tickets" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="tickets">{say.tickets}</Tabs.Tab>
            <Tabs.Tab value="history">{say.history}</Tabs.Tab>
            <Tabs.Tab value="changes">{say.changes}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="tickets" pt="sm"><TicketsPart customerId={customer.id} /></Tabs.Panel>
          <Tabs.Panel value="history" pt="sm"><HistoryPart customerId={customer.id} /></Tabs.Panel>
          <Tabs.Panel value="changes" pt="sm"><ChangesPart customer={customer} /></Tabs.Panel>
        </Tabs>
      </div>
      {merging && <MergeDialog customer={customer} onClose={() => setMerging(false)} />}
    </div>
  );
}
