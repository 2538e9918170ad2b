import { ActionIcon, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPaperclip, IconRefresh, IconX } from '@tabler/icons-react';
import { useLanguage, useWords, type Locale } from '../../shared/words.tsx';
import type { DraftFile } from './draft.ts';
import type { Upload } from './use-uploads.ts';
import { words } from './words.ts';

/** The files of an answer: those the desk has, those on their way, and those that did not arrive. */
export function FilesList(parts: {
  files: DraftFile[]; uploads: Upload[]; onRemove: (token: string) => void; onCancel: (key: number) => void; onRetry: (key: number) => void;
}) {
  const say = useWords(words);
  const { locale } = useLanguage();
  if (parts.files.length === 0 && parts.uploads.length === 0) return null;
  return (
    <Stack gap={4} component="ul" aria-label={say.files} m={0} p={0} style={{ listStyle: 'none' }}>
      {parts.files.map(({ token, name, size }) => (
        <Group key={token} component="li" gap={6} wrap="nowrap">
          <IconPaperclip size={14} aria-hidden />
          <Text size="sm" truncate>{name}</Text>
          <Text size="xs" c="dimmed" style={{ flexShrink: 0 }}>{sizeText(size, locale)}</Text>
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label={say.removeFile(name)} onClick={() => parts.onRemove(token)}><IconX size={14} /></ActionIcon>
        </Group>
      ))}
      {parts.uploads.map(({ key, file, share, code }) => (
        <Stack key={key} component="li" gap={2}>
          <Group gap={6} wrap="nowrap">
            <IconPaperclip size={14} aria-hidden />
            <Text size="sm" truncate>{file.name}</Text>
            {code !== null && <Text size="xs" c="red" role="alert">{say.uploadFault(code)}</Text>}
            {(code === 'offline' || code === 'unavailable' || code === 'unauthorized' || code === 'internal') && (
              <ActionIcon size="sm" variant="subtle" aria-label={say.retryUpload(file.name)} onClick={() => parts.onRetry(key)}><IconRefresh size={14} /></ActionIcon>
            )}
            <ActionIcon size="sm" variant="subtle" color="gray" aria-label={say.cancelUpload(file.name)} onClick={() => parts.onCancel(key)}><IconX size={14} /></ActionIcon>
          </Group>
          {code === null && <Progress size="xs" value={share * 100} aria-label={say.uploading(file.name, Math.round(share * 100))} />}
        </Stack>
      ))}
    </Stack>
  );
}

export function sizeText(bytes: number, locale: Locale): string {
  const [unit, size] = bytes >= 1024 * 1024 ? (['megabyte', bytes / 1024 / 1024] as const) : bytes >= 1024 ? (['kilobyte', bytes / 1024] as const) : (['byte', bytes] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: size < 10 ? 1 : 0 }).format(size);
}
