import { Anchor, CloseButton, Paper, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useWords } from '../shared/words.tsx';
import { searchCatalog, type Entry, type Found, type Service } from './catalog-search.ts';
import classes from './home-page.module.css';
import { Announcements } from './parts/announcements.tsx';
import { FormClosed } from './parts/form-closed.tsx';
import { Heading } from './parts/heading.tsx';
import { Trouble } from './parts/trouble.tsx';
import { useCatalog } from './use-portal.ts';
import { words } from './words.ts';

const noServices: Service[] = [];

/** What the desk offers, by service, and a search over it. */
export function HomePage() {
  const say = useWords(words);
  const catalog = useCatalog();
  const [query, setQuery] = useSearchParams();
  const typed = query.get('q') ?? '';
  const services = catalog.data?.services ?? noServices;
  const found = useMemo(() => searchCatalog(services, typed), [services, typed]);
  const type = (text: string) => setQuery(text === '' ? {} : { q: text }, { replace: true });
  return (
    <>
      <Announcements />
      <Heading back={null}>{say.question}</Heading>
      <FormClosed />
      <TextInput
        size="lg" type="search" aria-label={say.search} placeholder={say.searchExample} value={typed} maxLength={200}
        onChange={(event) => type(event.currentTarget.value)} leftSection={<IconSearch size={20} aria-hidden />} classNames={{ input: classes.search ?? '' }}
        rightSection={typed === '' ? null : <CloseButton aria-label={say.clear} onClick={() => type('')} />}
      />
      <Text size="sm" c="dimmed" role="status" mt={4} mih={22}>{typed.trim() === '' ? '' : found.length === 0 ? say.nothingFound : say.found(found.length)}</Text>
      {catalog.isError && <Trouble fault={catalog.error} again={() => void catalog.refetch()} />}
      {catalog.isPending && <Skeleton h={240} aria-label={say.loading} />}
      {typed.trim() === '' ? <Everything services={services} /> : <Results found={found} />}
      <Paper withBorder p="md" mt="lg">
        <Anchor component={Link} href={typed.trim() === '' ? '/ask' : `/ask?about=${encodeURIComponent(typed)}`} fw={600}>{say.inOwnWords}</Anchor>
        <Text size="sm" c="dimmed">{say.inOwnWordsHint}</Text>
      </Paper>
    </>
  );
}

function Everything({ services }: { services: Service[] }) {
  return (
    <div className={classes.services}>
      {services.map((service) => (
        <section key={service.key} className={classes.service} aria-labelledby={`service-${service.key}`}>
          <Title order={2} size="h4" mb="xs" id={`service-${service.key}`}>{service.name}</Title>
          <ul className={classes.entries}>{service.entries.map((entry) => <Choice key={entry.key} entry={entry} />)}</ul>
        </section>
      ))}
    </div>
  );
}

function Results({ found }: { found: Found[] }) {
  return <ul className={classes.entries}>{found.map(({ service, entry }) => <Choice key={entry.key} entry={entry} service={service} />)}</ul>;
}

function Choice({ entry, service }: { entry: Entry; service?: Service }) {
  const say = useWords(words);
  const example = entry.examples[0];
  return (
    <li>
      <Link href={`/ask/${entry.key}`} className={classes.entry}>
        <Stack gap={0}>
          <Text fw={500}>{entry.name}</Text>
          {(service ?? example) !== undefined && (
            <Text size="sm" c="dimmed">{[service?.name, example === undefined ? undefined : say.example(example)].filter(Boolean).join(' · ')}</Text>
          )}
        </Stack>
        <IconChevronRight size={18} aria-hidden className={classes.onward} />
      </Link>
    </li>
  );
}
