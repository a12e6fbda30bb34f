import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app.js';
import { storedLanguage } from './stored-language.js';
import { firstWordsFor } from './words.js';

async function start(): Promise<void> {
  const code = storedLanguage();
  const words = await firstWordsFor(code);
  await pageRead();
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <App firstLanguage={code} firstWords={words} />
    </StrictMode>,
  );
}

/** From its cache a browser may have the scripts before it has read the page to its end. */
function pageRead(): Promise<void> | undefined {
  if (document.readyState !== 'loading') return undefined;
  return new Promise((resolve) => document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }));
}

void start();
