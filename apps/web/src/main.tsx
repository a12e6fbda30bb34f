import './styles/tokens.css';
import './styles/mantine.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/door.css';
import './styles/parts.css';
import './styles/states.css';
import './styles/tables.css';
import './styles/forms.css';
import './styles/home-and-lists.css';
import './styles/lists.css';
import './styles/file.css';
import './styles/history.css';
import './styles/registration.css';
import './styles/papers.css';
import './styles/import.css';
import './styles/scans.css';
import './styles/office.css';
import './styles/dashboard.css';
import './styles/phone.css';
import './styles/print.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app.js';
import { storedLanguage } from './language.js';
import { wordsFor } from './words.js';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) return;
  const code = storedLanguage();
  const words = await wordsFor(code);
  createRoot(root).render(
    <StrictMode>
      <App firstLanguage={code} firstWords={words} />
    </StrictMode>,
  );
}

void start();
