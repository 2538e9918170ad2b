import { ticketNumber, type InboundFax } from '../core/index.ts';
import type { FileKeeper } from '../desk/files/index.ts';
import type { Accept } from '../intake/accept.ts';
import { createTakeFaxMail, faxIsAbout } from '../intake/mail/take-fax.ts';
import type { DeskGround } from './desk-parts.ts';

const faxTypes = ['image/tiff', 'application/pdf'] as const;

/** Faxes as they come in: from a fax server, or as the mail of a gateway. */
export function composeFax({ desk, channels: { fax: channel } }: Pick<DeskGround, 'desk' | 'channels'>, { accept, fileKeeper, isClosed }: { accept: Accept; fileKeeper: FileKeeper; isClosed: () => boolean }) {
  const limits = { mostBytes: desk.files.maxMegabytes * 1024 * 1024, types: faxTypes };
  return {
    takeFaxMail: createTakeFaxMail({ desk, channel, accept, isClosed }),
    /** Keeps the pages of a fax, which are a TIFF or a PDF by their bytes. */
    keepFaxFile: (content: Parameters<FileKeeper['keep']>[0], { name }: { name: string | null }) => fileKeeper.keep(content, { name, claimedType: null, limits }),
    /** `number`: null where it was kept and is no work for anybody. */
    receiveFax: async (fax: InboundFax): Promise<{ kind: string; number: string | null }> => {
      const accepted = await accept(channel.toContact({ chosen: faxIsAbout(desk.fax), ...fax }), channel.capabilities);
      const number = 'number' in accepted ? accepted.number : accepted.landed?.number ?? null;
      return { kind: accepted.kind, number: number === null ? null : ticketNumber(number) };
    },
  };
}
