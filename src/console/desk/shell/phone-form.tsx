import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { request, RequestError } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import { useConsoleSettings } from './use-console-settings.ts';
import { words } from './words.ts';

/** Asks where this person's calls ring, and stores it. */
export default function PhoneForm({ close }: { close: () => void }) {
  const say = useWords(words).phone;
  const { me } = useSession();
  const queries = useQueryClient();
  const canBrowser = useConsoleSettings()?.browserCalls ?? false;
  const isNumber = me.phone !== null && /^\+?\d/.test(me.phone);
  const [where, setWhere] = useState(me.phone === null || me.phone.startsWith('client:') ? 'browser' : 'own');
  const [number, setNumber] = useState(isNumber ? me.phone ?? '' : '');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await request('PUT', '/api/agents/me/phone', { body: { phone: where === 'browser' ? null : number } });
      await queries.invalidateQueries({ queryKey: ['session'] });
      notifications.show({ message: say.saved });
      close();
    } catch (error) {
      setFault(error instanceof RequestError && error.code === 'invalid_input' ? say.wrong : say.fault);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack>
        <Radio.Group value={where} onChange={setWhere} aria-label={say.title}>
          <Stack gap="sm">
            <Radio value="browser" label={say.browser} description={canBrowser ? say.browserHint : say.browserOff} />
            <Radio value="own" label={say.own} description={say.ownHint} />
          </Stack>
        </Radio.Group>
        {where === 'own' && <TextInput type="tel" label={say.number} value={number} onChange={(event) => setNumber(event.currentTarget.value)} error={fault} maxLength={40} autoComplete="tel" />}
        {where !== 'own' && fault !== null && <Text c="red" size="sm" role="alert">{fault}</Text>}
        {me.phone !== null && !isNumber && <Text size="xs" c="dimmed">{say.given(me.phone)}</Text>}
        <Group justify="flex-end"><Button type="submit" loading={isBusy}>{say.save}</Button></Group>
      </Stack>
    </form>
  );
}
