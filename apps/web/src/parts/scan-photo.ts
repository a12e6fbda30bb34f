/** A photograph is made this small before it is sent: a village network carries 600 kB in a minute, and at 1,600 pixels a paper
 *  of A4 is still legible. */
export const PHOTO_BYTES = 600_000;
const FIRST_LONG_SIDE = 2_400;
const LEAST_LONG_SIDE = 1_600;

/** From good to just good enough; the first that is small enough is taken, else the last. */
const TRIALS = [
  { longSide: FIRST_LONG_SIDE, quality: 0.82 },
  { longSide: FIRST_LONG_SIDE, quality: 0.7 },
  { longSide: 2_000, quality: 0.7 },
  { longSide: LEAST_LONG_SIDE, quality: 0.7 },
  { longSide: LEAST_LONG_SIDE, quality: 0.55 },
] as const;

/** Makes a photograph smaller, upright and free of what the camera wrote into it. What the browser cannot draw (PDF, HEIC,
 *  damaged files) is sent as it is; the server judges it. */
export async function smallerPhoto(file: Blob): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || (file.type !== 'image/webp' && file.size <= PHOTO_BYTES)) return file;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return file;
  let smallest: Blob = file;
  for (const { longSide, quality } of TRIALS) {
    const drawn = await drawAt(picture, longSide, quality);
    if (drawn && (drawn.size < smallest.size || file.type === 'image/webp')) smallest = drawn;
    if (smallest !== file && smallest.size <= PHOTO_BYTES) break;
  }
  picture.close();
  return smallest;
}

function drawAt(picture: ImageBitmap, longSide: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(null);
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
