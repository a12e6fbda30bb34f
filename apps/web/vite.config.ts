import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Scripts and styles lie compressed beside themselves; the API hands out the smallest form that the browser takes. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = `${config.build.outDir}/assets`;
    },
    closeBundle() {
      for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const bytes = readFileSync(`${folder}/${name}`);
        if (bytes.length < 1024) continue;
        writeFileSync(`${folder}/${name}.br`, brotliCompressSync(bytes));
        writeFileSync(`${folder}/${name}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/** The page names the office's scripts at once; the small one that it begins with would name them a trip later. */
function named(): Plugin {
  return {
    name: 'named',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_page, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
        const office = chunks.filter(({ name }) => name === 'office');
        const begun = chunks.filter(({ isEntry }) => isEntry);
        return office
          .flatMap(({ fileName, imports }) => [fileName, ...imports])
          .filter((name) => begun.every(({ fileName }) => fileName !== name))
          .map((name) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` }, injectTo: 'head' }));
      },
    },
  };
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), named(), compressed()],
  build: {
    modulePreload: { polyfill: false },
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 400,
    // Two files before the first screen: a small one that asks ahead, and the office. Left alone they fall into a dozen pieces.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'ahead', test: /apps\/web\/(index\.html|src\/main\.ts)$|rolldown.runtime/, priority: 2 },
            { name: 'office', test: here('src/start.tsx'), priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:3000', '/health': 'http://127.0.0.1:3000' },
  },
});
