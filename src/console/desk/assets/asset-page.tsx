import { Badge, Button, Group, Loader, Modal, Stack, Tabs, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AssetProfile } from '../../../api/contract.ts';
import { RequestError } from '../../shared/request.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import customers from '../customers/customers.module.css';
import { useCatalog } from '../directory.ts';
import { TicketTable } from '../lists/ticket-table.tsx';
import { useTicketList } from '../lists/use-ticket-list.ts';
import { useSession } from '../session.tsx';
import { AssetForm } from './asset-form.tsx';
import { ChangesPart } from './changes-part.tsx';
import { HitPart } from './hit-part.tsx';
import { useAsset, useFaultText } from './use-asset.ts';
import { kindText, words } from './words.ts';

/** One asset: what it is, who is hit when it fails, its tickets and what was changed. */
export default function AssetPage({ id }: { id: string }) {
  const say = useWords(words);
  const faultText = useFaultText();
  const { locale } = useLanguage();
  const { me } = useSession();
  const { read, asset, change } = useAsset(id);
  if (!asset) {
    if (read.isPending) return <Loader aria-label="…" />;
    const isGone = read.error instanceof RequestError && read.error.status === 404;
    return <p role="alert">{isGone ? say.notFound : faultText(read.error)} {!isGone && <Button size="compact-sm" variant="default" onClick={() => void read.refetch()}>{say.again}</Button>} <Link href="/inventory">{say.back}</Link></p>;
  }
  const isLead = me.role !== 'agent';
  const saved = () => notifications.show({ message: say.saved, closeButtonProps: { 'aria-label': say.close } });
  return (
    <div className={customers['page']}>
      <Link href="/inventory" className={customers['quiet'] ?? ''}>{say.back}</Link>
      <Group justify="space-between">
        <Group gap="xs">
          <Title order={1} size="h3">{asset.name}</Title>
          {asset.retiredAt !== null && <Badge variant="default">{say.retiredAt(momentText(asset.retiredAt, locale))}</Badge>}
        </Group>
        {isLead && <RetireButton asset={asset} onRetire={(retired) => change.mutateAsync({ body: { retired }, seen: asset.changedAt })} />}
      </Group>
      <div className={customers['columns']}>
        <div className={customers['side']}>
          {isLead
            ? <AssetForm key={asset.id} asset={asset} onSave={async (body, seen) => { await change.mutateAsync({ body, seen }); saved(); }} />
            : <Facts asset={asset} />}
          <HitPart asset={asset} mayChange={isLead} onChange={(ids) => change.mutateAsync({ body: { customers: ids }, seen: asset.changedAt })} />
        </div>
        <Tabs defaultValue="tickets" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="tickets">{say.tickets}</Tabs.Tab>
            <Tabs.Tab value="changes">{say.changes}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="tickets" pt="sm"><TicketsPart id={asset.id} /></Tabs.Panel>
          <Tabs.Panel value="changes" pt="sm"><ChangesPart asset={asset} /></Tabs.Panel>
        </Tabs>
      </div>
    </div>
  );
}

function Facts({ asset }: { asset: AssetProfile }) {
  const say = useWords(words);
  const services = useCatalog();
  const facts = [
    [say.kind, kindText(say, asset.kind)], [say.owner, asset.owner ?? '–'],
    [say.service, services.find(({ key }) => key === asset.service)?.name ?? asset.service ?? '–'], ...(asset.notes === '' ? [] : [[say.notes, asset.notes]]),
  ];
  return (
    <section aria-label={say.details}>
      <dl style={{ margin: 0 }}>
        {facts.map(([name, value]) => <div key={name}><dt className={customers['quiet']}>{name}</dt><dd style={{ margin: '0 0 8px', whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{value}</dd></div>)}
      </dl>
      <Text size="xs" c="dimmed">{say.onlyLeads}</Text>
    </section>
  );
}

function TicketsPart({ id }: { id: string }) {
  const say = useWords(words);
  const { list } = useTicketList({ asset: id, status: 'all', sort: 'newest' });
  const tickets = list.data?.pages.flatMap((page) => page.tickets) ?? [];
  return (
    <div className={customers['tickets']}>
      <TicketTable
        tickets={tickets} label={say.tickets} memory={`asset ${id}`} empty={list.isPending ? null : say.noTickets}
        onNearEnd={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }}
      />
    </div>
  );
}

function RetireButton({ asset, onRetire }: { asset: AssetProfile; onRetire: (retired: boolean) => Promise<unknown> }) {
  const say = useWords(words);
  const faultText = useFaultText();
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const turn = async (retired: boolean) => {
    setFault(null);
    try {
      await onRetire(retired);
      setAsking(false);
    } catch (error) {
      setFault(error);
    }
  };
  const told = <div role="alert" className={customers['bad']}>{fault !== null && faultText(fault)}</div>;
  if (asset.retiredAt !== null) return <div><Button variant="default" onClick={() => void turn(false)}>{say.reuse}</Button>{told}</div>;
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{say.retire}</Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={say.retireTitle} closeButtonProps={{ 'aria-label': say.close }}>
        <Stack gap="sm">
          <Text fw={600}>{asset.name}</Text>
          <Text size="sm">{say.retireMeans}</Text>
          {told}
          <Group justify="end"><Button variant="default" onClick={() => setAsking(false)}>{say.cancel}</Button><Button color="red" onClick={() => void turn(true)}>{say.retire}</Button></Group>
        </Stack>
      </Modal>
    </>
  );
}
