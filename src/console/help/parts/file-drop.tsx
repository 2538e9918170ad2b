import { Box, Button, FileButton, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import type { ClipboardEvent, DragEvent, ReactNode } from 'react';
import { useWords } from '../../shared/words.tsx';
import { words } from '../words.ts';

/** A place for files: chosen, dropped or pasted anywhere inside `children`. */
export function FileDrop({ onFiles, hint, children }: { onFiles: (files: File[]) => void; hint: string; children: ReactNode }) {
  const say = useWords(words);
  const take = (event: DragEvent | ClipboardEvent, files: FileList | undefined) => {
    if (!files || files.length === 0) return;
    event.preventDefault();
    onFiles([...files]);
  };
  return (
    <Box
      onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer.files)} onPaste={(event) => take(event, event.clipboardData.files)}
    >
      {children}
      <FileButton multiple onChange={onFiles} inputProps={{ 'aria-label': say.files.add }}>
        {(props) => <Button {...props} variant="default" mt="xs" leftSection={<IconPaperclip size={16} aria-hidden />}>{say.files.add}</Button>}
      </FileButton>
      <Text size="xs" c="dimmed" mt={4}>{hint}</Text>
    </Box>
  );
}
