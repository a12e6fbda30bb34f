import { createTheme } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

const sea: MantineColorsTuple = [
  '#edf6f6',
  '#d8eaeb',
  '#b0d4d7',
  '#83bbc1',
  '#579fa8',
  '#35838e',
  '#1f6d7a',
  '#125a68',
  '#0e4857',
  '#0b3042',
];
const brick: MantineColorsTuple = [
  '#fbeeec',
  '#f5d9d5',
  '#e9b2ab',
  '#dc887e',
  '#cb6055',
  '#b84539',
  '#a5362b',
  '#8e2b22',
  '#76231c',
  '#5a1a15',
];

/** Only what the form controls of Mantine need; every other colour and size is a CSS variable in styles/tokens.css. */
export const theme = createTheme({
  colors: { sea, brick },
  primaryColor: 'sea',
  primaryShade: 7,
  black: '#11262e',
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
