import { createTheme, Drawer, MantineProvider, Modal, Notification, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useWords } from './words.tsx';
import '@mantine/core/styles.css';

/** The desk's own green: shade 7 on white, and white on shade 7, have a contrast above 5.5 to 1. */
const desk: MantineColorsTuple = [
  '#e6f6f5', '#d3eae9', '#a8d5d3', '#79bfbc', '#53ada9', '#3aa19d', '#2a9b97', '#0b7571', '#056965', '#005c58',
];

/** White on shade 7 has a contrast of 5.2 to 1: what destroys is red, with words as white as those of any other button. */
const red: MantineColorsTuple = [
  '#fff5f5', '#ffe3e3', '#ffc9c9', '#ffa8a8', '#ff8787', '#ff6b6b', '#e93838', '#cf2b2b', '#b82424', '#9c1c1c',
];

const theme = createTheme({
  primaryColor: 'desk',
  primaryShade: { light: 7, dark: 7 },
  colors: { desk, red },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", Menlo, monospace',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Black or white, whichever is read better: at this luminance both have a contrast of 4.5 to 1.
  autoContrast: true,
  luminanceThreshold: 0.179,
});

/** Dark enough to be read on white and on the palest shade of their own colour, where the shades of Mantine are not. */
const readable = { green: '#1b6a2e', teal: '#0a5f47', yellow: '#7a4b00', orange: '#99350a' };

/** Quiet words, placeholders and coloured words that are still read: at least 4.5 to 1 on what they stand on. */
const readColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a636c', '--mantine-color-placeholder': '#68717a',
    ...Object.fromEntries(Object.entries(readable).flatMap(([name, shade]) => ['text', 'light-color', 'outline'].map((use) => [`--mantine-color-${name}-${use}`, shade]))),
  },
  dark: { '--mantine-color-dimmed': '#b0b5ba', '--mantine-color-placeholder': '#a3a9af' },
});

/** What allows our own styles under the content security policy of the page. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
}

// By this name the part of dialogs that keeps the page behind them still asks for the nonce (the package get-nonce).
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const names = { es: { close: 'Cerrar' }, en: { close: 'Close' } };

/** Look of every page; light or dark as the browser asks, unless chosen here. */
export function Theme({ children }: { children: ReactNode }) {
  const say = useWords(names);
  const named = useMemo(() => {
    const closeButtonProps = { 'aria-label': say.close };
    return createTheme({
      ...theme,
      components: {
        Modal: Modal.extend({ defaultProps: { closeButtonProps } }),
        Drawer: Drawer.extend({ defaultProps: { closeButtonProps } }),
        Notification: Notification.extend({ defaultProps: { closeButtonProps } }),
      },
    });
  }, [say]);
  return <MantineProvider theme={named} defaultColorScheme="auto" getStyleNonce={styleNonce} cssVariablesResolver={readColors}>{children}</MantineProvider>;
}
