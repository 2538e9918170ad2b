import { Button, Checkbox, Group, Modal, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Agent } from '../../../../api/contract.ts';
import { request, RequestError } from '../../../shared/request.ts';
import { useDoing } from '../../../shared/use-doing.ts';
import { useWords } from '../../../shared/words.tsx';
import { Fault } from '../parts/fault.tsx';
import { useUsage } from '../parts/queries.ts';
import { words as common } from '../words.ts';
import { PasswordChoice } from './password-choice.tsx';
import { words } from './words.ts';

interface Saved {
  agent: Agent;
  password?: string;
}

const nobody = { name: '', email: '', role: 'agent' as Agent['role'], teams: [] as string[], skills: [] as string[], locales: ['es', 'en'] as string[], capacity: 100 as number | string, phone: '' };

/** Adds somebody, or changes what is said of them. What a field was refused for stands beside it. */
export function PersonForm({ person, onSaved, onClose }: { person: Agent | null; onSaved: (agent: Agent, password: string | undefined) => void; onClose: () => void }) {
  const say = useWords(words);
  const all = useWords(common);
  const usage = useUsage().data;
  const [how, setHow] = useState('made');
  const [given, setGiven] = useState('');
  const { isBusy, error, run } = useDoing();
  const form = useForm({
    initialValues: person ? { ...nobody, ...person, locales: [...person.locales] as string[], phone: person.phone ?? '' } : nobody,
    validate: { name: (name) => (name.trim() === '' ? (say.check['name'] ?? null) : null), email: (email) => (/^[^\s@]+@[^\s@]+$/.test(email.trim()) ? null : (say.check['email'] ?? null)) },
  });
  const save = form.onSubmit((values) => {
    const { name, email, role, teams, skills, locales, phone } = values;
    const capacity = Number(values.capacity);
    const body = { name, email, role, teams, skills, capacity, phone: phone.trim() === '' ? null : phone, ...(locales.length > 0 ? { locales } : {}), ...(person === null && how === 'given' ? { password: given } : {}) };
    void run(async () => {
      try {
        const { agent, password } = await request<Saved>(person ? 'PATCH' : 'POST', person ? `/api/agents/${person.id}` : '/api/agents', { body });
        onSaved(agent, password);
      } catch (fault) {
        form.setErrors(errorsOf(fault, say));
        throw fault;
      }
    });
  });
  const teams = (usage?.teams ?? []).filter(({ key, retired }) => !retired || person?.teams.includes(key));
  const skills = (usage?.skills ?? []).filter(({ key, retired }) => !retired || person?.skills.includes(key));
  const option = ({ key, name, retired }: { key: string; name: string; retired: boolean }) => ({ value: key, label: retired ? `${name} (${all.retired})` : name });
  return (
    <Modal opened onClose={onClose} title={person ? say.editTitle(person.name) : say.add} size="lg" closeOnClickOutside={!form.isDirty()}>
      <form onSubmit={save} noValidate>
        <Stack gap="sm">
          <Group grow align="flex-start">
            <TextInput label={say.name} required data-autofocus maxLength={200} {...form.getInputProps('name')} />
            <TextInput label={say.email} type="email" required maxLength={320} {...form.getInputProps('email')} />
          </Group>
          <Select label={say.role} description={say.roleHints[form.values.role]} allowDeselect={false} data={(['agent', 'lead', 'admin'] as const).map((role) => ({ value: role, label: say.roles[role] }))} {...form.getInputProps('role')} />
          <MultiSelect label={say.teams} data={teams.map(option)} searchable clearable hidePickedOptions {...form.getInputProps('teams')} />
          <MultiSelect label={say.skills} description={skills.length === 0 ? say.noSkills : say.skillsHint} disabled={skills.length === 0} data={skills.map(option)} searchable clearable {...form.getInputProps('skills')} />
          <Checkbox.Group label={say.languages} {...form.getInputProps('locales')}>
            <Group mt={6}>{(['es', 'en'] as const).map((locale) => <Checkbox key={locale} value={locale} label={say.locales[locale]} />)}</Group>
          </Checkbox.Group>
          <Group grow align="flex-start">
            <NumberInput label={say.capacity} description={say.capacityHint} min={1} max={100_000} allowDecimal={false} allowNegative={false} {...form.getInputProps('capacity')} />
            <TextInput label={say.phone} description={say.phoneHint} maxLength={200} {...form.getInputProps('phone')} />
          </Group>
          {person === null && <PasswordChoice how={how} setHow={setHow} given={given} setGiven={setGiven} />}
          <Fault error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{all.cancel}</Button>
            <Button type="submit" loading={isBusy} disabled={person === null && how === 'given' && given.length < 8}>{all.save}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function errorsOf(fault: unknown, say: (typeof words)['es']): Record<string, string> {
  if (!(fault instanceof RequestError)) return {};
  const fields = Object.keys(fault.fields).map((field) => field.split('.')[0] ?? field);
  const named = fault.code === 'email_taken' ? ['email'] : fault.code === 'no_capacity' ? ['capacity'] : fields;
  return Object.fromEntries(named.map((field) => [field, say.check[field] ?? say.checkOther]));
}
