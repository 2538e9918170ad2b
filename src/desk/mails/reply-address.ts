import { createSigner, idBytes, idOfBytes } from '../../core/index.ts';

/** What a signed address of ours stands for: a conversation that is answered, or a reply that a mail server reports on. */
export type ReplyTag = { kind: 'conversation'; id: string } | { kind: 'reply'; id: string };

/** Makes and reads our own addresses with a signed tag, such as `soporte+t.…@example.org` (RFC 5233). */
export interface ReplyAddresses {
  /** The address itself when the tag does not fit into it (RFC 5321, 4.5.3.1.1: 64 letters before the @). */
  addressOf(ours: string, tag: ReplyTag): string;
  /** Null when it has no tag that we made. Letter case does not matter. */
  read(address: string): ReplyTag | null;
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const kinds = { t: 'conversation', b: 'reply' } as const;
const signatureBytes = 6;

/** A tag is the id and a short signature, in letters that survive any mail server (RFC 4648, base 32). */
export function createReplyAddresses(secret: string): ReplyAddresses {
  const signers = { t: createSigner(secret, 'reply-address t', signatureBytes), b: createSigner(secret, 'reply-address b', signatureBytes) };
  return {
    addressOf: (ours, tag) => {
      const at = ours.lastIndexOf('@');
      const kind = tag.kind === 'conversation' ? 't' : 'b';
      const id = idBytes(tag.id);
      const local = `${ours.slice(0, at)}+${kind}.${encode(Buffer.concat([id, signers[kind].sign(id)]))}`;
      return local.length > 64 ? ours : `${local}${ours.slice(at)}`;
    },
    read: (address) => {
      const match = /\+([tb])\.([a-z2-7]{36})@/.exec(address.toLowerCase());
      const kind = match?.[1] === 't' || match?.[1] === 'b' ? match[1] : null;
      const bytes = kind && decode(match?.[2] ?? '');
      if (!kind || !bytes) return null;
      const id = bytes.subarray(0, 16);
      if (!signers[kind].isSigned(id, bytes.subarray(16))) return null;
      return { kind: kinds[kind], id: idOfBytes(id) };
    },
  };
}

function encode(bytes: Buffer): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31] ?? '';
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + (letters[(held << (5 - bits)) & 31] ?? '') : text;
}

/** 22 bytes; null when the letters say anything else. */
function decode(text: string): Buffer | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    held = (held << 5) | letters.indexOf(letter);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
    held &= (1 << bits) - 1;
  }
  const whole = Buffer.from(bytes);
  return whole.length === 16 + signatureBytes && encode(whole) === text ? whole : null;
}
