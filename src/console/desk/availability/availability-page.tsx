import { Alert, Button, Group, Skeleton, Stack, Switch, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Availability, Downtime } from '../../../api/contract.ts';
import { faultText, queryOf, request } from '../../shared/request.ts';
import { momentText, serverNow } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import customers from '../customers/customers.module.css';
import { useKeys } from '../shell/keys.tsx';
import styles from './availability.module.css';
import { DowntimeForm } from './downtime-form.tsx';
import { lastMonths, partsOf, type Month } from './periods.ts';
import { words } from './words.ts';

type Service = Availability['services'][number];
type Line = Service['downtimes'][number];
const key = ['availability'];

/** Per service how much of this month and the last it was there, and the downtimes behind it; leads correct them here. */
export default function AvailabilityPage() {
  const say = useWords(words);
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Downtime | 'new' | null>(null);
  const [{ present, past }] = useState(() => lastMonths(serverNow(), locale));
  const [each, setEach] = useState(false);
  const presently = useMonth(present, each);
  const before = useMonth(past, each);
  useKeys([{ key: 'n', words: say.keyAdd, group: say.keyGroup, does: () => setEdited('new') }]);
  const failed = [presently, before].find(({ isError }) => isError);
  const downtimes = together(presently.data, before.data);
  const done = () => {
    setEdited(null);
    void queries.invalidateQueries({ queryKey: key });
  };
  return (
    <div className={customers['page']}>
      <Link href="~/lead" className={customers['quiet'] ?? ''}>{say.back}</Link>
      <Group justify="space-between">
        <Title order={1} size="h3">{say.title}</Title>
        <Button leftSection={<IconPlus size={16} aria-hidden />} title="n" onClick={() => setEdited('new')}>{say.add}</Button>
      </Group>
      <Text size="sm" c="dimmed">{say.about}</Text>
      {failed && <Alert color="red" variant="light" role="alert">{faultText(failed.error, say.faults, say.fault)} <Button size="compact-sm" variant="default" onClick={() => void failed.refetch()}>{say.again}</Button></Alert>}
      {presently.data
        ? (
          <div className={styles['services']}>
            {presently.data.services.map((service) => (
              <ServiceCard key={service.key} service={service} before={before.data?.services.find((one) => one.key === service.key)} months={[present.name, past.name]} />
            ))}
          </div>
        )
        : !failed && <Skeleton h={120} aria-label={say.loading} />}
      {presently.data && before.data && (
        <section aria-label={say.downtimes}>
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h5">{say.downtimes}</Title>
            {(each || downtimes.some(({ alarms }) => alarms > 1)) && <Switch size="sm" label={say.each} checked={each} onChange={({ currentTarget }) => setEach(currentTarget.checked)} />}
          </Group>
          {downtimes.length === 0 ? <Text size="sm" c="dimmed">{say.none}</Text> : <DowntimeTable downtimes={downtimes} services={presently.data.services} onEdit={setEdited} />}
        </section>
      )}
      {edited !== null && <DowntimeForm downtime={edited === 'new' ? null : edited} onDone={done} onClose={() => setEdited(null)} />}
    </div>
  );
}

function useMonth({ from, to }: Month, each: boolean) {
  const { locale } = useLanguage();
  return useQuery({
    queryKey: [...key, from, to, locale, each], refetchInterval: 60_000, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request<Availability>('GET', `/api/availability${queryOf({ from, to, locale, ...(each && { each: 'true' }) })}`, { signal }),
  });
}

/** The downtimes of both months, each once: those that go on, then the latest first. */
function together(...months: (Availability | undefined)[]): Line[] {
  const all = months.flatMap((month) => month?.services.flatMap(({ downtimes }) => downtimes) ?? []);
  return [...new Map(all.toReversed().map((one) => [one.alarms > 1 ? `${one.service} ${one.ticket}` : one.id, one])).values()].toSorted((one, other) => Number(other.to === null) - Number(one.to === null)
    || other.from.localeCompare(one.from) || (one.asset?.name ?? '').localeCompare(other.asset?.name ?? '', undefined, { numeric: true }));
}

function ServiceCard({ service, before, months }: { service: Service; before: Service | undefined; months: [string, string] }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  return (
    <section className={styles['service']} aria-label={service.name}>
      <Group justify="space-between" gap="xs" align="baseline">
        <h2>{service.name}</h2>
        <span className={styles['quiet']}>{service.target === null ? say.noTarget : `${say.target}: ${percent.format(service.target)} %`}</span>
      </Group>
      <div className={styles['months']}>
        {[service, before].map((one, place) => (
          <div key={months[place]}>
            <div className={styles['quiet']}>{months[place]}</div>
            {one && <Figure service={one} percent={percent} />}
          </div>
        ))}
      </div>
    </section>
  );
}

function Figure({ service, percent }: { service: Service; percent: Intl.NumberFormat }) {
  const say = useWords(words);
  const { availability, target, downSeconds } = service;
  if (availability === null) return <div className={styles['quiet']}>{say.nothingYet}</div>;
  const verdict = target === null ? null : availability >= target ? 'kept' : 'missed';
  return (
    <>
      <div className={styles['percent']}>{percent.format(availability)} %</div>
      {verdict !== null && <div className={styles[verdict]}>{say[verdict]}</div>}
      <div className={styles['quiet']}>{downSeconds === 0 ? say.noneDown : say.down(downSeconds < 60 ? say.underAMinute : say.length(...partsOf(downSeconds)))}</div>
    </>
  );
}

function DowntimeTable({ downtimes, services, onEdit }: { downtimes: Line[]; services: Service[]; onEdit: (downtime: Downtime) => void }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  return (
    <table className={customers['rows']}>
      <thead>
        <tr>
          <th scope="col">{say.service}</th><th scope="col">{say.from}</th><th scope="col">{say.to}</th>
          <th scope="col" className={customers['wide']}>{say.asset}</th><th scope="col" className={customers['wide']}>{say.by}</th><td />
        </tr>
      </thead>
      <tbody>
        {downtimes.map((downtime) => {
          const service = services.find((one) => one.key === downtime.service)?.name ?? downtime.service;
          const from = momentText(downtime.from, locale);
          return (
            <tr key={downtime.id}>
              <td className={styles['about']}>
                {service}
                <Stack gap={0} className={styles['quiet'] ?? ''}>
                  {downtime.ticket !== null && <Link href={`~/tickets/${downtime.ticket}`}>{downtime.ticket}</Link>}
                  {downtime.alarms > 1 && <span>{say.alarms(downtime.alarms)}</span>}
                  {downtime.note !== '' && <span>{downtime.note}</span>}
                </Stack>
              </td>
              <td>{from}</td>
              <td>{downtime.to === null ? <strong className={styles['missed']}>{say.lasts}</strong> : momentText(downtime.to, locale)}</td>
              <td className={customers['wide']}>{downtime.asset ? <Link href={`~/inventory/${downtime.asset.id}`}>{downtime.asset.name}</Link> : '–'}</td>
              <td className={customers['wide']}>{downtime.by?.name ?? say.machine}</td>
              <td className={customers['number']}>{downtime.alarms === 1 && <Button size="compact-sm" variant="default" aria-label={say.editOf(service, from)} onClick={() => onEdit(downtime)}>{say.edit}</Button>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
