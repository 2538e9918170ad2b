import type { ChatFile } from '../../realtime/index.ts';
import { make } from './dom.ts';

const kinds = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const largest = 4_000_000;
const widest = 220;

/** Whether the file is shown small in the conversation. */
export function isPicture({ contentType, size }: ChatFile): boolean {
  return kinds.has(contentType) && size <= largest;
}

/** Draws a small picture and hands it over; nothing where that fails. Drawn rather than shown, for the page's `img-src` is not ours to widen. */
export function createPicture(url: string, ready: (picture: HTMLCanvasElement) => void): void {
  const draw = async () => {
    const answer = await fetch(url, { credentials: 'omit' });
    if (!answer.ok) return;
    const bitmap = await createImageBitmap(await answer.blob());
    const scale = Math.min(1, widest / bitmap.width, widest / bitmap.height);
    const picture = make('canvas', { class: 'picture', width: Math.max(1, Math.round(bitmap.width * scale)), height: Math.max(1, Math.round(bitmap.height * scale)), 'aria-hidden': 'true' });
    picture.getContext('2d')?.drawImage(bitmap, 0, 0, picture.width, picture.height);
    bitmap.close();
    ready(picture);
  };
  draw().catch(() => undefined);
}
