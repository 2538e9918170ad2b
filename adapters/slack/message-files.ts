import { z } from 'zod';
import type { InboundThreadMessage } from '../../src/core/index.ts';

/** docs.slack.dev/reference/objects/file-object */
export const fileSchema = z.looseObject({
  id: z.string().max(60).nullish(),
  mode: z.string().nullish(),
  file_access: z.string().nullish(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
});
type SlackFile = z.infer<typeof fileSchema>;

const sharedScheme = 'slack-file:';

/** Of a file that cannot be had any more. */
const gone = new Set(['tombstone', 'hidden_by_limit']);

/** Files as they are to be fetched. One without an address is named all the same. */
export function toFiles(files: SlackFile[]): InboundThreadMessage['files'] {
  return files.map((file) => ({
    url: gone.has(file.mode ?? '') ? '' : addressOf(file),
    name: file.name ?? file.title ?? file.id ?? '',
    contentType: file.mimetype ?? 'application/octet-stream',
    size: file.size !== undefined && file.size !== null && Number.isSafeInteger(file.size) && file.size >= 0 ? file.size : null,
  }));
}

/** Of a file that another workspace shares, its address is asked for later, by its id. */
function addressOf({ url_private_download: download, url_private: shown, file_access: access, id }: SlackFile): string {
  const address = download ?? shown ?? '';
  return address === '' && access === 'check_file_info' && id ? `${sharedScheme}${id}` : address;
}

/** The id of a file whose address is still to be asked for; null for an address. */
export function sharedFile(address: string): string | null {
  return address.startsWith(sharedScheme) ? address.slice(sharedScheme.length) : null;
}
