import type { MailFile } from '../../src/core/index.ts';
import type { ByteStream } from '../../src/desk/files/index.ts';
import type { KeepMailFile } from '../../src/intake/mail/receiving.ts';

/** What a file of a mail is called and claims to be. */
export interface FileClaim {
  name: string | null;
  type: string;
  contentId: string | null;
  inline: boolean;
}

/** Gathers the files of one mail. */
export interface MailFiles {
  /** Keeps a file; from the hundred-and-first on it is only named, and its content is not read. */
  keep(content: ByteStream | Uint8Array, claim: FileClaim): Promise<void>;
  readonly list: readonly MailFile[];
}

const most = 100;
const mostNamed = 200;

export function createMailFiles(keepFile: KeepMailFile): MailFiles {
  const list: MailFile[] = [];
  return {
    list,
    keep: async (content, { name, type, contentId, inline }) => {
      const claimed = type.slice(0, 200);
      const about = { url: '', ...(name === null ? {} : { name: name.slice(0, 300).toWellFormed() }), contentId, inline };
      if (list.length >= most) {
        if (list.length < mostNamed) list.push({ ...about, contentType: claimed, refused: 'too-many' });
        return;
      }
      const kept = await keepFile(content instanceof Uint8Array ? once(content) : content, { name, claimedType: claimed });
      if (kept.kind === 'kept') {
        const { sha256, size, type: found } = kept.file;
        // Invitations come as text and again as a file.
        const isThere = contentId === null && list.some((other) => other.contentId === null && other.name === about.name && other.file?.sha256 === sha256);
        if (!isThere) list.push({ ...about, contentType: found, file: { sha256, size } });
      } else if (name !== null || kept.reason !== 'empty') list.push({ ...about, contentType: claimed, refused: kept.reason });
    },
  };
}

async function* once(bytes: Uint8Array): ByteStream {
  yield bytes;
}
