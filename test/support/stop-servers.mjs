import fs from 'node:fs';

export default async function stopServers() {
  globalThis.sinergiTestRedis?.kill('SIGTERM');
  const own = globalThis.sinergiTestServer;
  if (!own) return;
  await own.postgres.stop();
  fs.rmSync(own.folder, { recursive: true, force: true });
}
