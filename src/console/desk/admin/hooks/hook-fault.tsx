import { Alert } from '@mantine/core';
import { faultText } from '../../../shared/request.ts';
import { useWords } from '../../../shared/words.tsx';
import { words as common } from '../words.ts';
import { words } from './words.ts';

/** Why the desk refused it, in the words of this part where it has some. */
export function HookFault({ error }: { error: unknown }) {
  const { faults } = useWords(words);
  const plain = useWords(common).faults;
  return error === null || error === undefined ? null : <Alert color="red" role="alert">{faultText(error, { ...plain, ...faults }, plain.internal)}</Alert>;
}
