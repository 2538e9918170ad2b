import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import type { Answer } from './protocol.ts';
import { pixelHeightOf } from './tiff-resolution.ts';

/** Pixels of the longest side of a picture: enough to read a page by. */
const longestSide = 1_600;
/** Of a page as it comes: an A3 sheet at 600 dots an inch has 70 million. */
const mostPixels = 100_000_000;

/** Draws the first page as a PNG, or says what is wrong with the file. */
export async function drawFirstPage(content: Uint8Array, type: string): Promise<Answer> {
  return (type === 'application/pdf' ? drawPdf(content) : drawTiff(content)).catch(refusalOf);
}

function refusalOf(error: unknown): Answer {
  const words = error instanceof Error ? error.message : '';
  if (/password/i.test(words)) return { kind: 'refused', reason: 'encrypted' };
  return { kind: 'refused', reason: /pixel limit|allocate|memory/i.test(words) ? 'too-large' : 'broken' };
}

async function drawTiff(content: Uint8Array): Promise<Answer> {
  // A fax whose line broke is shown as far as it came.
  const image = sharp(content, { page: 0, limitInputPixels: mostPixels, failOn: 'none', sequentialRead: true });
  const { format, width, height, pages, orientation, bitsPerSample } = await image.metadata();
  if (format !== 'tiff') throw new Error('The file is no TIFF.');
  const stretched = { width, height: height * pixelHeightOf(content) };
  const isTurned = (orientation ?? 1) >= 5;
  const size = fitted(isTurned ? { width: stretched.height, height: stretched.width } : stretched);
  const { data, info } = await image.autoOrient().resize({ ...size, fit: 'fill' }).toColourspace('srgb')
    .png(bitsPerSample === 1 ? { palette: true, colours: 16 } : {}).toBuffer({ resolveWithObject: true });
  return { kind: 'picture', png: data, width: info.width, height: info.height, pages: pages ?? 1 };
}

async function drawPdf(content: Uint8Array): Promise<Answer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(content);
  const pages = document.getPageCount();
  if (pages < 1) throw new Error('The document has no page.');
  const page = document.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const size = fitted({ width: originalWidth, height: originalHeight }, true);
  const { data, width, height } = await page.render({ ...size, colorSpace: 'BGRA', render: 'bitmap' });
  const png = await sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha().png().toBuffer();
  return { kind: 'picture', png, width, height, pages };
}

/** The size with these proportions whose longest side is that of a picture; one that is smaller grows only where it has no size in pixels. */
function fitted({ width, height }: { width: number; height: number }, mayGrow = false): { width: number; height: number } {
  if (!(width > 0 && height > 0)) throw new Error('The page has no size.');
  const scale = longestSide / Math.max(width, height);
  const by = mayGrow ? scale : Math.min(scale, 1);
  return { width: Math.max(Math.round(width * by), 1), height: Math.max(Math.round(height * by), 1) };
}
