import { ActionIcon, Alert, Button, Group, Paper, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconMicrophone, IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useWords } from '../shared/words.tsx';
import { stopSpeaking, useMicrophone, useSpokenLines } from './speech.ts';
import css from './telephone.module.css';
import type { Act, Heard, VisitorView } from './use-visitor.ts';
import { words } from './words.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
/** How long a line listens before it goes on, in milliseconds: to a menu, and to music or the waiting line. */
const patience: Record<string, number> = { menu: 9_000, waiting: 12_000, music: 12_000 };
const nobody: Heard[] = [];

/** A telephone that reads aloud what the desk says, and takes keys and words. */
export function Telephone({ view, number, act }: { view: VisitorView; number: string; act: Act }) {
  const say = useWords(words);
  const [isAloud, setAloud] = useState(true);
  const [sentence, setSentence] = useState('');
  const state = view.call?.state ?? 'idle';
  const heard = view.call?.heard ?? nobody;
  const isOn = state !== 'idle' && state !== 'ended';
  const listens = state === 'menu' || state === 'waiting';
  const move = (name: string, body?: object) => {
    stopSpeaking();
    void act(`call${name}`, body).catch(() => undefined);
  };
  const [said, setSaid] = useState(0);
  useSpokenLines(heard, isAloud, () => setSaid(heard.length));
  usePatience(state, said, () => move('/wait'));
  const tell = (words: string) => {
    if (words.trim() !== '') move('/words', { words });
    setSentence('');
  };
  const microphone = useMicrophone(heard.at(-1)?.language ?? 'es-CO', tell);

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm">{say.yourNumber}: <b>{view.number}</b> → {say.deskNumber}: <b>{number}</b></Text>
        <Switch label={say.speakAloud} checked={isAloud} onChange={({ currentTarget }) => setAloud(currentTarget.checked)} />
      </Group>
      <Paper withBorder p="sm">
        <Text fw={600} role="status" data-state={state}>{say.states[state] ?? state}</Text>
        <Transcript lines={heard} label={say.heard} />
        {view.call?.fault != null && <Alert color="red" mt="xs">{say.broken}</Alert>}
      </Paper>
      {state === 'recording' && <Recorder key={heard.length} onDone={(seconds) => move('/message', { seconds })} />}
      <div className={css.pad}>
        <SimpleGrid cols={3} spacing={6} aria-label={say.keypad} role="group">
          {keys.map((key) => <Button key={key} variant="default" size="md" disabled={!isOn} onClick={() => move('/keys', { digits: key })}>{key}</Button>)}
        </SimpleGrid>
        <Stack gap={6}>
          {isOn
            ? <Button color="red" size="lg" leftSection={<IconPhoneOff size={20} />} onClick={() => move('/hang-up')}>{say.hangUp}</Button>
            : <Button size="lg" leftSection={<IconPhone size={20} />} onClick={() => move('')}>{say.call}</Button>}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              tell(sentence);
            }}
          >
            <Stack gap={6}>
              <TextInput aria-label={say.say} placeholder={say.sayPlaceholder} value={sentence} disabled={!listens} onChange={({ currentTarget }) => setSentence(currentTarget.value)} />
              <Group gap={6} grow={microphone === null}>
                <Button type="submit" variant="light" disabled={!listens} flex={1}>{say.say}</Button>
                {microphone && (
                  <ActionIcon size={36} variant="light" aria-label={say.listen} title={say.listen} disabled={!listens} loading={microphone.isListening} onClick={microphone.listen}>
                    <IconMicrophone size={18} />
                  </ActionIcon>
                )}
              </Group>
            </Stack>
          </form>
        </Stack>
      </div>
    </Stack>
  );
}

/** When the line hears nothing for long enough after everything was said, `onPassed` is called. */
function usePatience(state: string, said: number, onPassed: () => void): void {
  const passed = useEffectEvent(onPassed);
  useEffect(() => {
    const lasts = patience[state];
    if (lasts === undefined) return;
    const timer = window.setTimeout(() => passed(), lasts);
    return () => window.clearTimeout(timer);
  }, [state, said]);
}

function Transcript({ lines, label }: { lines: Heard[]; label: string }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [lines.length]);
  return (
    <div className={css.heard} role="log" aria-label={label} tabIndex={0}>
      {lines.map(({ text, language }, place) => <p key={place} lang={language}>{text}</p>)}
      <div ref={end} />
    </div>
  );
}

function Recorder({ onDone }: { onDone: (seconds: number) => void }) {
  const say = useWords(words);
  const [seconds, setSeconds] = useState(1);
  useEffect(() => {
    const timer = window.setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  return <Button color="red" variant="light" onClick={() => onDone(seconds)}>{say.recordDone(seconds)}</Button>;
}
