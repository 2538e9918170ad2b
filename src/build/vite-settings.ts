import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

const root = fileURLToPath(new URL('../console', import.meta.url));
const page = (name: string) => `${root}/${name}.html`;

const common = {
  root, configFile: false, logLevel: 'warn', plugins: [react()],
} satisfies InlineConfig;

/** The pages that are served: the desk, the portal and the try-it page, with the parts they share. */
export function pagesSettings(outDir: string): InlineConfig {
  return {
    ...common,
    build: {
      outDir, emptyOutDir: true, target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 1_000,
      // These know light-dark(); what replaces it for older ones needs a colour scheme that no script sets.
      cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
      // Inlined files would need `data:` in more places of the content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { desk: page('index'), help: page('help'), try: page('try') } },
    },
  };
}

/** The chat's one script, for pages of others: no module, nothing beside it, no name left behind. */
export function widgetSettings(outDir: string): InlineConfig {
  return {
    ...common,
    plugins: [],
    // Their own build stands on pages that added to Object.prototype; what bundling its parts would add does not.
    resolve: { alias: { 'socket.io-client': fileURLToPath(new URL('dist/socket.io.esm.min.js', import.meta.resolve('socket.io-client/package.json'))) } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir, emptyOutDir: false, target: 'es2022', reportCompressedSize: false,
      lib: { entry: `${root}/widget/main.ts`, formats: ['iife'], name: 'ventanillaChat', fileName: () => 'widget.js' },
    },
  };
}
