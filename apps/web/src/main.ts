import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/states.css';
import './styles/tables.css';
import './styles/dialogs.css';
import './styles/home.css';
import './styles/print.css';

import { askAhead } from './ahead.js';

// A few hundred bytes that run while the office itself is still on its way.
askAhead();
void import('./start.js');
