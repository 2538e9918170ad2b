import { createTheme, MantineProvider, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import type { ReactNode } from 'react';
import '@mantine/core/styles.css';

/** The desk's own green: shade 7 on white, and white on shade 7, have a contrast above 5.5 to 1. */
const desk: MantineColorsTuple = [
  '#e6f6f5', '#d3eae9', '#a8d5d3', '#79bfbc', '#53ada9', '#3aa19d', '#2a9b97', '#0b7571', '#056965', '#005c58',
];

const theme = createTheme({
  primaryColor: 'desk',
  primaryShade: { light: 7, dark: 7 },
  colors: { desk },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", Menlo, monospace',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  // Black or white, whichever is read better: at this luminance both have a contrast of 4.5 to 1.
  autoContrast: true,
  luminanceThreshold: 0.179,
});

/** Quiet words and placeholders that are still read: at least 4.5 to 1 on what they stand on. */
const quietColors: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5a636c', '--mantine-color-placeholder': '#68717a' },
  dark: { '--mantine-color-dimmed': '#b0b5ba', '--mantine-color-placeholder': '#a3a9af' },
});

/** What allows our own styles under the content security policy of the page. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
}

// By this name the part of dialogs that keeps the page behind them still asks for the nonce (the package get-nonce).
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

/** Look of every page; light or dark as the browser asks, unless chosen here. */
export function Theme({ children }: { children: ReactNode }) {
  return <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce} cssVariablesResolver={quietColors}>{children}</MantineProvider>;
}
