import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const house = path.join(root, 'test/fixtures/lint-bad');

const boundary = 'boundaries/dependencies';
/** Every bad file and the rule that must catch it. */
const faults: Record<string, string> = {
  'src/core/exports-desk.ts': boundary,
  'src/core/imports-late.ts': boundary,
  'src/desk/agents/imports-pg.ts': boundary,
  'src/desk/agents/imports-past-index.ts': boundary,
  'src/desk/agents/imports-channel.ts': boundary,
  'src/desk/agents/imports-fs.ts': boundary,
  'src/intake/imports-api.ts': boundary,
  'src/api/imports-adapter.ts': boundary,
  'src/jobs/imports-app.ts': boundary,
  'src/telemetry/imports-domain.ts': boundary,
  'channels/sms/imports-adapter.ts': boundary,
  'channels/sms/imports-channel.ts': boundary,
  'channels/sms/imports-net.ts': boundary,
  'channels/sms/imports-sdk.ts': boundary,
  'adapters/postgres/imports-adapter.ts': boundary,
  'adapters/postgres/imports-foreign-sdk.ts': boundary,
  'adapters/postgres/imports-desk-value.ts': boundary,
  'src/stray.ts': 'boundaries/no-unknown-files',
  'src/core/cycle-first.ts': 'import-x/no-cycle',
  'src/core/cycle-second.ts': 'import-x/no-cycle',
  'src/core/too-long.ts': 'max-lines',
  'src/core/reads-environment.ts': 'no-restricted-properties',
  'src/core/uses-any.ts': '@typescript-eslint/no-explicit-any',
  'src/core/uses-bang.ts': '@typescript-eslint/no-non-null-assertion',
  'src/core/floats.ts': '@typescript-eslint/no-floating-promises',
  'src/core/imports-type-as-value.ts': '@typescript-eslint/consistent-type-imports',
};

/** The rules that a file of the bad house breaks. */
const found = new Map<string, string[]>();

beforeAll(async () => {
  const eslint = new ESLint({
    cwd: house,
    overrideConfigFile: path.join(root, 'eslint.config.js'),
    overrideConfig: { settings: { 'boundaries/root-path': house } },
  });
  for (const { filePath, messages } of await eslint.lintFiles(['.'])) {
    found.set(path.relative(house, filePath), messages.map((message) => message.ruleId ?? message.message));
  }
}, 120_000);

describe('the known-bad house', () => {
  test.each(Object.entries(faults))('%s is caught by %s, and by nothing else', (file, rule) => {
    expect(found.get(file)).toEqual([rule]);
  });

  test('whatever is not listed is clean', () => {
    const others = [...found].filter(([file]) => !(file in faults));
    expect(others.filter(([, rules]) => rules.length > 0)).toEqual([]);
    expect(others.map(([file]) => file)).toContain('src/app/config.ts');
  });

  test('every file of it is looked at', async () => {
    const files = (await readdir(house, { recursive: true })).filter((file) => file.endsWith('.ts'));
    expect([...found.keys()].sort()).toEqual(files.sort());
  });

  test('the ordinary lint run passes it by', async () => {
    expect(await new ESLint({ cwd: root }).isPathIgnored(path.join(house, 'src/stray.ts'))).toBe(true);
  });
});
