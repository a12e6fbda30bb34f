// Runs in a process of its own, with nothing of ours in its environment, so that whatever a hostile file does to a decoder
// ends with this process. It gets bytes that scan-look.ts has judged and answers with page pictures that hold pixels only:
// no metadata, no script, no attachment survives being drawn. Plain JavaScript, so that Node loads it from libs/ and dist/.
import { writeSync } from 'node:fs';
import sharp from 'sharp';

class Refused extends Error {}

const [kind, limitsText] = process.argv.slice(2);
const { longSide, mostPixels, mostPages, mostDpi, quality } = JSON.parse(limitsText);
const POINTS_PER_INCH = 72;

sharp.cache(false);
sharp.concurrency(1);

try {
  const file = await everything(process.stdin);
  if (kind === 'pdf') await readPdf(file);
  else if (kind === 'heic') await readHeic(file);
  else await readPicture(file);
  answer({ end: true });
} catch (fault) {
  answer({ refusal: fault instanceof Refused ? fault.message : 'scan-broken' });
}

async function readPicture(file) {
  // autoOrient turns the pixels as the camera was held; nothing else of the metadata is carried over.
  const read = (failOn) => page(sharp(file, { limitInputPixels: mostPixels, failOn, pages: 1 }).autoOrient());
  try {
    await read('warning');
  } catch (fault) {
    // A picture that ends before its last row is only a warning to the decoder; its other warnings are harmless.
    if (/premature end/i.test(fault.message)) throw fault;
    await read('error');
  }
}

async function readHeic(file) {
  const { default: decode } = await import('heic-decode');
  const { width, height, data } = await decode({ buffer: file });
  if (width * height > mostPixels) throw new Refused('scan-too-many-pixels');
  await page(sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 4 } }));
}

async function readPdf(file) {
  const mupdf = await import('mupdf');
  const document = mupdf.Document.openDocument(file, 'application/pdf');
  if (document.needsPassword()) throw new Refused('scan-locked');
  const count = document.countPages();
  if (count > mostPages) throw new Refused('scan-too-many-pages');
  if (count < 1) throw new Refused('scan-broken');
  for (let n = 0; n < count; n++) await drawPage(mupdf, document.loadPage(n));
}

async function drawPage(mupdf, paper) {
  const [left, top, right, bottom] = paper.getBounds();
  const long = Math.max(right - left, bottom - top);
  if (!(long > 0) || !Number.isFinite(long)) throw new Refused('scan-broken');
  const scale = Math.min(longSide / long, mostDpi / POINTS_PER_INCH);
  const drawn = paper.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true);
  const raw = { width: drawn.getWidth(), height: drawn.getHeight(), channels: 3 };
  if (raw.width < 1 || raw.height < 1) throw new Refused('scan-broken');
  await page(sharp(Buffer.from(drawn.getPixels()), { raw }));
  drawn.destroy();
  paper.destroy();
}

async function page(picture) {
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality, effort: 3 })
    .toBuffer({ resolveWithObject: true });
  answer({ width: info.width, height: info.height, size: data.length }, data);
}

async function everything(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

// One line of JSON, then as many bytes as it says.
function answer(head, bytes = Buffer.alloc(0)) {
  let rest = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (fault) {
      if (fault.code !== 'EAGAIN') throw fault;
    }
  }
}
