import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { alikeEntries } from '../../../src/desk/catalog/index.ts';
import { parseDesk } from '../../../src/desk/definition/index.ts';

const root = new URL('../../..', import.meta.url);
const model = readFileSync(new URL('desk.yaml', root), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'desk check '));
afterAll(() => rmSync(folder, { recursive: true }));

function deskCheck(...files: string[]) {
  return spawnSync('npm', ['run', '--silent', 'desk:check', ...files], { cwd: root, encoding: 'utf8' });
}

describe('npm run desk:check', () => {
  it('sums up a desk that is in order, and warns of entries that look alike, with their lines', () => {
    const alike = ['Mi impresora no imprime', 'Quiero un computador nuevo', 'Solicito cambio de computador', 'Necesito un computador'];
    const before = '            - No me prende el computador\n';
    const file = join(folder, 'alike.yaml');
    writeFileSync(file, model.replace(before, `${alike.map((text) => `            - ${text}\n`).join('')}${before}`));
    const line = model.slice(0, model.indexOf(before)).split('\n').length;
    const run = deskCheck(file);
    expect(run.stderr.match(/^warning: .*$/gm)).toEqual([
      expect.stringContaining(`alike.yaml:${line}:15 services[0].entries[2].examples.es[0]: reads nearly like "impresora"`),
      expect.stringContaining(`alike.yaml:${line + 1}:15 services[0].entries[2].examples.es[1]: reads nearly like "equipo-nuevo"`),
      expect.stringContaining(`alike.yaml:${line + 2}:15 services[0].entries[2].examples.es[2]: reads nearly like "equipo-nuevo"`),
      expect.stringContaining('services[0].entries[3].examples: looks like "computador"'),
    ]);
    expect(run.stdout).toMatch(/alike\.yaml is in order: Ventanilla Única, 4 services, \d+ entries with \d+ examples, 11 teams/);
    expect(run.status).toBe(0);
  }, 30_000);

  it('has nothing to say about the model desk', () => {
    const { desk, warnings } = parseDesk(model, 'desk.yaml');
    expect([...warnings, ...alikeEntries(desk)]).toEqual([]);
  });

  it('tells every fault with its line and fails', () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'name: Desk\nphoneRegion: 7\n');
    const run = deskCheck(file);
    expect(run.stderr).toContain('mine.yaml:2:14 phoneRegion: expected a country of two capital letters such as "CO", got 7');
    expect(run.stderr).toContain('mine.yaml:1:1 services: expected a list, but it is missing');
    expect(run.status).toBe(1);
  }, 30_000);

  it('looks over the desk that DESK_FILE names, and tells that it cannot be read', () => {
    const run = spawnSync('npm', ['run', '--silent', 'desk:check'], { cwd: root, encoding: 'utf8', env: { ...process.env, DESK_FILE: join(folder, 'absent.yaml') } });
    expect(run.stderr).toContain('absent.yaml');
    expect(run.status).toBe(1);
  }, 30_000);
});
