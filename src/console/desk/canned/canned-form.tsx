import { Alert, Button, Group, Modal, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import type { CannedAnswer } from '../../../api/contract.ts';
import { codeOf, request } from '../../shared/request.ts';
import { useLanguage, useWords, type Locale } from '../../shared/words.tsx';
import { blankNames, blanksIn } from '../composer/placeholders.ts';
import { asSeen, ChangedMeanwhile } from '../changed-meanwhile/changed-meanwhile.tsx';
import { useCatalog, useTeams } from '../directory.ts';
import { words } from './words.ts';

/** Asks for the words of a new answer, or of one that is there. */
export function CannedForm({ answer, onClose, onSaved }: { answer: CannedAnswer | null; onClose: () => void; onSaved: () => void }) {
  const say = useWords(words);
  const { locale: shown } = useLanguage();
  const [teams, services] = [useTeams(), useCatalog()];
  const area = useRef<HTMLTextAreaElement>(null);
  const [title, setTitle] = useState(answer?.title ?? '');
  const [text, setText] = useState(answer?.text ?? '');
  const [locale, setLocale] = useState<Locale>(answer?.locale ?? shown);
  const [team, setTeam] = useState(answer?.team ?? null);
  const [service, setService] = useState(answer?.service ?? null);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<CannedAnswer | null>(null);
  const [seen, setSeen] = useState(answer);
  const save = async (over: CannedAnswer | null) => {
    setBusy(true);
    setFault(null);
    try {
      const body = { title, text, locale, team, service };
      if (over) await request('PATCH', `/api/canned-answers/${over.id}`, { body, headers: asSeen(over.changedAt) });
      else await request('POST', '/api/canned-answers', { body });
      onSaved();
    } catch (error) {
      const now = over && codeOf(error) === 'stale' ? await readNow(over.id) : null;
      setTheirs(now);
      if (now === null) setFault(say.fault(codeOf(error)));
      setBusy(false);
    }
  };
  const takeTheirs = (now: CannedAnswer) => {
    setTitle(now.title);
    setText(now.text);
    setLocale(now.locale);
    setTeam(now.team);
    setService(now.service);
    setSeen(now);
    setTheirs(null);
  };
  const put = (blank: string) => {
    const at = area.current?.selectionStart ?? text.length;
    setText(`${text.slice(0, at)}${blank}${text.slice(at)}`);
    area.current?.focus();
  };
  const known = blankNames.map((name) => `{{${name}}}`);
  const odd = blanksIn(text).find((blank) => !known.includes(blank.replaceAll(/\s/g, '')));
  const options = (places: readonly { key: string; name: string }[]) => places.map(({ key, name }) => ({ value: key, label: name }));
  return (
    <Modal opened onClose={onClose} title={answer ? say.editTitle : say.newTitle} size="lg" closeButtonProps={{ 'aria-label': say.cancel }}>
      <form
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault();
          void save(seen);
        }}
      >
        <Stack gap="sm">
          <TextInput label={say.fieldTitle} value={title} maxLength={120} required data-autofocus onChange={({ currentTarget }) => setTitle(currentTarget.value)} />
          <Textarea ref={area} label={say.fieldText} value={text} maxLength={10_000} required autosize minRows={5} maxRows={14} onChange={({ currentTarget }) => setText(currentTarget.value)} />
          <Group gap={6}>
            <Text size="xs" c="dimmed">{say.blanks}:</Text>
            {known.map((blank) => <Button key={blank} size="compact-xs" variant="default" ff="monospace" aria-label={say.insert(blank)} onClick={() => put(blank)}>{blank}</Button>)}
          </Group>
          {odd !== undefined && <Text size="sm" c="orange" role="status">{say.unknownBlank(odd)}</Text>}
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <Select label={say.fieldLocale} value={locale} allowDeselect={false} data={[{ value: 'es', label: say.es }, { value: 'en', label: say.en }]} onChange={(value) => setLocale(value === 'en' ? 'en' : 'es')} />
            <Select label={say.fieldTeam} value={team} clearable placeholder={say.everybody} data={options(teams)} onChange={setTeam} />
            <Select label={say.fieldService} value={service} clearable placeholder={say.everybody} data={options(services)} onChange={setService} />
          </SimpleGrid>
          {theirs && (
            <ChangedMeanwhile name={theirs.changedBy.name} changedAt={theirs.changedAt} isBusy={isBusy} onMine={() => void save(theirs)} onTheirs={() => takeTheirs(theirs)}>
              <b>{theirs.title}</b>{`\n${theirs.text}`}
            </ChangedMeanwhile>
          )}
          {fault !== null && <Alert color="red" role="alert">{fault}</Alert>}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>{say.cancel}</Button>
            <Button type="submit" loading={isBusy}>{say.save}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What others have left of it; null when it cannot be read, or is gone. */
async function readNow(id: string): Promise<CannedAnswer | null> {
  const all = await request<{ cannedAnswers: CannedAnswer[] }>('GET', '/api/canned-answers').catch(() => null);
  return all?.cannedAnswers.find((one) => one.id === id) ?? null;
}
