import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawFirstPage as draw } from '../../../adapters/preview/draw.ts';
import { createFirstPageRenderer } from '../../../adapters/preview/index.ts';
import { pixelHeightOf } from '../../../adapters/preview/tiff-resolution.ts';
import type { ByteStream } from '../../../src/desk/files/index.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/fax/${name}`, import.meta.url));
const never = new AbortController().signal;
const render = createFirstPageRenderer();
async function* once(bytes: Uint8Array): ByteStream {
  yield bytes;
}
const read = (name: string) => readFile(fixture(name));

/** A PDF of one page of this size, in points, that draws what is said. */
function pdf(box: string, drawing = '', page = '/Type/Page'): Buffer {
  const parts = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', `<<${page}/Parent 2 0 R/MediaBox[${box}]/Contents 4 0 R>>`, `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`];
  let text = '%PDF-1.4\n';
  const places = parts.map((part, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${part}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${text}xref\n0 5\n0000000000 65535 f \n${table}trailer<</Size 5/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`);
}

/** A TIFF that claims this many pixels and has none of them. */
function hollowTiff(width: number, height: number): Buffer {
  const tags: [tag: number, type: number, value: number][] = [
    [256, 4, width], [257, 4, height], [258, 3, 8], [259, 3, 1], [262, 3, 1], [273, 4, 8], [277, 3, 1], [278, 4, height], [279, 4, width],
  ];
  const bytes = Buffer.alloc(8 + 2 + tags.length * 12 + 4);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, value], index) => {
    const at = 10 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(1, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
  return bytes;
}

describe('the first page of a file', () => {
  it.each([
    ['coarse-g4.tif', 'image/tiff', 3], ['fine-g4.tif', 'image/tiff', 3], ['coarse-g3.tif', 'image/tiff', 2], ['fine.pdf', 'application/pdf', 3],
  ])('%s is drawn in its true proportions', async (name, type, pages) => {
    const drawn = await draw(await read(name), type);
    expect(drawn).toMatchObject({ kind: 'picture', height: 1_600, pages });
    if (drawn.kind !== 'picture') return;
    // 1728 dots at 204 an inch, by 2290 lines at 196.
    expect(drawn.width / drawn.height).toBeCloseTo(1_728 / 204 / (2_290 / 196), 2);
    const { dominant, ...picture } = { ...(await sharp(drawn.png).metadata()), ...(await sharp(drawn.png).stats()) };
    expect(picture).toMatchObject({ format: 'png', width: drawn.width, height: drawn.height });
    expect(dominant.r, 'paper is white').toBeGreaterThan(240);
    expect(picture.channels[0]?.min, 'ink is black').toBeLessThan(80);
  });

  it('is shown of a fax whose line broke as far as it came', async () => {
    const whole = await read('fine-g4.tif');
    const strips = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'white' } }).tiff({ compression: 'none' }).toBuffer();
    expect(await draw(strips, 'image/tiff')).toMatchObject({ kind: 'picture', width: 400, height: 300, pages: 1 });
    expect((await draw(whole.subarray(0, 40), 'image/tiff')).kind).toBe('refused');
  });

  it('of any size of sheet is drawn with its longest side at most 1600 pixels', async () => {
    const [huge, ribbon, empty] = await Promise.all([
      draw(pdf('0 0 14400000 14400000'), 'application/pdf'), draw(pdf('0 0 1000000 1'), 'application/pdf'), draw(pdf('0 0 0 0'), 'application/pdf'),
    ]);
    expect(huge).toMatchObject({ kind: 'picture', width: 1_600, height: 1_600 });
    expect(ribbon).toMatchObject({ kind: 'picture', width: 1_600, height: 1 });
    // PDFium takes a page without a size for a letter.
    expect(empty.kind).toBe('picture');
  });

  it('is refused with its reason where the file is broken, locked or a bomb', async () => {
    const refused = await Promise.all([
      read('encrypted.pdf').then((bytes) => draw(bytes, 'application/pdf')),
      draw(Buffer.from('%PDF-1.7\nnothing'), 'application/pdf'),
      draw(Buffer.from('II*\0'), 'image/tiff'),
      draw(await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png().toBuffer(), 'image/tiff'),
      draw(hollowTiff(60_000, 60_000), 'image/tiff'),
    ]);
    expect(refused.map((one) => one.kind === 'refused' && one.reason)).toEqual(['encrypted', 'broken', 'broken', 'broken', 'too-large']);
  });

  it('comes from a process of its own, which may die of the file', async () => {
    const [drawn, refused] = await Promise.all([render(once(await read('coarse-g4.tif')), 'image/tiff', never), render(once(hollowTiff(60_000, 60_000)), 'image/tiff', never)]);
    expect(drawn).toMatchObject({ kind: 'picture', width: 1_160, height: 1_600, pages: 3 });
    expect(refused).toEqual({ kind: 'refused', reason: 'too-large' });
  });

  it('is given up by the process that draws where nobody is left to end it', async () => {
    const program = fileURLToPath(new URL('../../../adapters/preview/draw-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', program, 'application/pdf', '0.1'], { stdio: ['pipe', 'ignore', 'ignore'], env: {} });
    // It waits for a file that never ends.
    expect(await new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))).toBe('SIGKILL');
  });

  it('is given up when drawing takes too long, too much, or is no longer wanted', async () => {
    const bytes = await read('fine.pdf');
    const [slow, large] = await Promise.all([
      createFirstPageRenderer({ seconds: 0.05 })(once(bytes), 'application/pdf', never),
      createFirstPageRenderer({ megabytes: 60 })(once(bytes), 'application/pdf', never),
    ]);
    expect(slow).toEqual({ kind: 'refused', reason: 'too-slow' });
    if (process.platform === 'linux') expect(large).toEqual({ kind: 'refused', reason: 'too-large' });
    const stopping = new AbortController();
    const drawing = render(once(bytes), 'application/pdf', stopping.signal);
    stopping.abort();
    await expect(drawing).rejects.toThrow('aborted');
    await expect(render(broken(), 'application/pdf', never)).rejects.toThrow('The disk is gone.');
  });
});

async function* broken(): ByteStream {
  yield Buffer.from('%PDF-1.7');
  throw new Error('The disk is gone.');
}

describe('how high the pixels of a TIFF are', () => {
  it('is what both of its resolutions say, and 1 where they say nothing credible', async () => {
    const coarse = await read('coarse-g4.tif');
    expect(pixelHeightOf(coarse)).toBeCloseTo(204 / 98, 5);
    for (let end = 0; end < coarse.length; end += 97) expect(pixelHeightOf(coarse.subarray(0, end))).toBeGreaterThan(0);
    expect(pixelHeightOf(hollowTiff(10, 10))).toBe(1);
    expect(pixelHeightOf(new Uint8Array())).toBe(1);
  });
});
