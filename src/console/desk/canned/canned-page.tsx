import { ActionIcon, Alert, Badge, Button, Group, Modal, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CannedAnswer } from '../../../api/contract.ts';
import { codeOf, request } from '../../shared/request.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { folded } from '../composer/text-editing.ts';
import { asSeen } from '../changed-meanwhile/changed-meanwhile.tsx';
import { useSession } from '../session.tsx';
import { useCatalog, useTeams } from '../directory.ts';
import { CannedForm } from './canned-form.tsx';
import { words } from './words.ts';

const key = ['canned-answers'];

/** Where leads keep the answers that everybody at the desk may use. */
export default function CannedPage() {
  const say = useWords(words);
  const queries = useQueryClient();
  const { me } = useSession();
  const [query, setQuery] = useState('');
  const [edited, setEdited] = useState<CannedAnswer | 'new' | null>(null);
  const [removed, setRemoved] = useState<CannedAnswer | null>(null);
  const canned = useQuery({ queryKey: key, queryFn: ({ signal }) => request<{ cannedAnswers: CannedAnswer[] }>('GET', '/api/canned-answers', { signal }) });
  const all = canned.data?.cannedAnswers ?? [];
  const shown = all.filter(({ title, text }) => folded(`${title} ${text}`).includes(folded(query.trim())));
  const refresh = () => void queries.invalidateQueries({ queryKey: key });
  const mayChange = me.role !== 'agent';
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h3">{say.title}</Title>
        {mayChange && <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>{say.add}</Button>}
      </Group>
      <Text size="sm" c="dimmed">{mayChange ? say.about : `${say.about} ${say.onlyLeads}`}</Text>
      <TextInput aria-label={say.search} placeholder={say.search} value={query} maw={420} onChange={({ currentTarget }) => setQuery(currentTarget.value)} />
      {canned.isError && <Alert color="red" role="alert"><Group><Text size="sm">{say.notLoaded}</Text><Button size="compact-xs" variant="default" onClick={() => void canned.refetch()}>{say.again}</Button></Group></Alert>}
      {canned.isPending && <Text c="dimmed" role="status">{say.loading}</Text>}
      {canned.isSuccess && shown.length === 0 && <Text c="dimmed">{all.length === 0 ? say.none : say.noMatch}</Text>}
      {shown.length > 0 && <CannedTable answers={shown} mayChange={mayChange} onEdit={setEdited} onRemove={setRemoved} />}
      {edited !== null && (
        <CannedForm
          answer={edited === 'new' ? null : edited} onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            refresh();
          }}
        />
      )}
      {removed !== null && <RemoveDialog answer={removed} onClose={() => setRemoved(null)} onRemoved={refresh} />}
    </Stack>
  );
}

function CannedTable({ answers, mayChange, onEdit, onRemove }: {
  answers: CannedAnswer[]; mayChange: boolean; onEdit: (answer: CannedAnswer) => void; onRemove: (answer: CannedAnswer) => void;
}) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const [teams, services] = [useTeams(), useCatalog()];
  const nameOf = (places: { key: string; name: string }[], place: string) => places.find((one) => one.key === place)?.name ?? place;
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="xs" highlightOnHover>
        <Table.Thead><Table.Tr><Table.Th>{say.fieldTitle}</Table.Th><Table.Th>{say.colText}</Table.Th><Table.Th>{say.colScope}</Table.Th><Table.Th>{say.colChanged}</Table.Th><Table.Td /></Table.Tr></Table.Thead>
        <Table.Tbody>
          {answers.map((answer) => (
            <Table.Tr key={answer.id}>
              <Table.Td><Text size="sm" fw={600}>{answer.title}</Text></Table.Td>
              <Table.Td maw={420}><Text size="sm" lineClamp={2} lang={answer.locale}>{answer.text}</Text></Table.Td>
              <Table.Td>
                <Group gap={4}>
                  <Badge variant="light" size="sm">{say[answer.locale]}</Badge>
                  {answer.team !== null && <Badge variant="default" size="sm">{nameOf(teams, answer.team)}</Badge>}
                  {answer.service !== null && <Badge variant="default" size="sm">{nameOf(services, answer.service)}</Badge>}
                </Group>
              </Table.Td>
              <Table.Td><Text size="xs" c="dimmed">{say.changed(answer.changedBy.name, momentText(answer.changedAt, locale))}</Text></Table.Td>
              <Table.Td>
                {mayChange && (
                  <Group gap={4} wrap="nowrap" justify="end">
                    <ActionIcon variant="subtle" aria-label={say.edit(answer.title)} onClick={() => onEdit(answer)}><IconPencil size={16} /></ActionIcon>
                    <ActionIcon variant="subtle" color="red" aria-label={say.remove(answer.title)} onClick={() => onRemove(answer)}><IconTrash size={16} /></ActionIcon>
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function RemoveDialog({ answer, onClose, onRemoved }: { answer: CannedAnswer; onClose: () => void; onRemoved: () => void }) {
  const say = useWords(words);
  const [fault, setFault] = useState<string | null>(null);
  const remove = async () => {
    try {
      await request('DELETE', `/api/canned-answers/${answer.id}`, { headers: asSeen(answer.changedAt) });
      onRemoved();
      onClose();
    } catch (error) {
      onRemoved();
      setFault(say.fault(codeOf(error)));
    }
  };
  return (
    <Modal opened onClose={onClose} title={say.removeIt} closeButtonProps={{ 'aria-label': say.cancel }}>
      <Stack>
        <Text>{say.removeSure(answer.title)}</Text>
        {fault !== null && <Alert color="red" role="alert">{fault}</Alert>}
        <Group justify="end"><Button variant="default" onClick={onClose}>{say.cancel}</Button><Button color="red" onClick={() => void remove()}>{say.removeIt}</Button></Group>
      </Stack>
    </Modal>
  );
}
