import { CloseButton, Group, Loader, Text } from '@mantine/core';
import { useLanguage, useWords } from '../../shared/words.tsx';
import type { FileFault, FileUnderWay, SentFile } from '../file-list.ts';
import { sizeText } from '../sizes.ts';
import { words } from '../words.ts';

/** The files of a request: those that are there, those on their way, and those that were not taken, with the reason. */
export function FileRows({ sent, underWay, tooMany, limits, onRemove, onDismiss }: {
  sent: SentFile[];
  underWay: FileUnderWay[];
  tooMany: boolean;
  limits: { most: number; mostBytes: number };
  onRemove: (token: string) => void;
  onDismiss: (id: number) => void;
}) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const faultText = (fault: FileFault) => {
    if (fault === 'slowDown') return say.faults.slowDown;
    return fault === 'tooLarge' ? say.files.faults.tooLarge(sizeText(limits.mostBytes, locale)) : say.files.faults[fault];
  };
  return (
    <div role="status" aria-label={say.files.list}>
      {sent.map(({ token, name, size }) => (
        <Group key={token} gap="xs" mt={4} wrap="nowrap">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}><bdi>{name}</bdi> ({sizeText(size, locale)})</Text>
          <CloseButton size="sm" aria-label={say.files.remove(name)} onClick={() => onRemove(token)} />
        </Group>
      ))}
      {underWay.map(({ id, name, fault }) => (
        <Group key={id} gap="xs" mt={4} wrap="nowrap">
          {fault === null && <Loader size="xs" aria-hidden />}
          <Text size="sm" {...(fault !== null && { c: 'var(--mantine-color-error)' })} style={{ overflowWrap: 'anywhere' }}>
            <bdi>{name}</bdi>{fault === null ? ` · ${say.files.sending}` : `: ${faultText(fault)}`}
          </Text>
          {fault !== null && <CloseButton size="sm" aria-label={say.files.remove(name)} onClick={() => onDismiss(id)} />}
        </Group>
      ))}
      {tooMany && <Text size="sm" c="var(--mantine-color-error)" mt={4}>{say.files.tooMany(limits.most)}</Text>}
    </div>
  );
}
