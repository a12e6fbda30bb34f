import { connect, type Socket } from 'node:net';

const CHUNK_BYTES = 64 * 1024;
const PATIENCE_MS = 20_000;
const MOST_ANSWER_CHARS = 1_000;

/** Asks a ClamAV daemon about bytes, over its INSTREAM command; nothing is written to a disk on the way. Without CLAMD_URL
 *  nothing is asked. A daemon that is away or in trouble is an error: what could not be checked is not called clean. */
export class VirusCheck {
  constructor(private readonly url: string | null) {}

  /** @throws Error when the daemon gives no verdict in time */
  async isInfected(bytes: Buffer): Promise<boolean> {
    if (this.url === null) return false;
    const { hostname, port } = new URL(this.url);
    const answer = await ask(connect({ host: hostname, port: Number(port || 3310) }), bytes);
    if (/^stream: .+ FOUND$/.test(answer)) return true;
    if (answer === 'stream: OK') return false;
    throw new Error(`the virus check gave no verdict: ${answer.slice(0, 100)}`);
  }
}

function ask(daemon: Socket, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const timer = setTimeout(() => daemon.destroy(new Error('the virus check did not answer in time')), PATIENCE_MS);
    daemon.on('error', reject);
    daemon.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.length > MOST_ANSWER_CHARS) daemon.destroy(new Error('the virus check answered too much'));
    });
    daemon.on('close', () => {
      clearTimeout(timer);
      resolve(answer.replace(/\0.*$/s, '').trim());
    });
    daemon.write('zINSTREAM\0');
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES);
      daemon.write(lengthOf(chunk));
      daemon.write(chunk);
    }
    // A chunk of no length ends the stream; the daemon answers and closes.
    daemon.write(lengthOf(Buffer.alloc(0)));
  });
}

function lengthOf(chunk: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(chunk.length);
  return head;
}
