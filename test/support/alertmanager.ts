import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../adapters/postgres/embedded-port.ts';
import { until } from '../../src/demo/expectations.ts';
import { alertmanagerProgram, ensureAlertmanager } from './ensure-alertmanager.ts';

/** A real Alertmanager that tells one receiver at once, and again every second. */
export interface Alertmanager {
  /** Something is wrong with this, until it is told to be over. */
  fire(labels: Record<string, string>, annotations?: Record<string, string>): Promise<void>;
  over(labels: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

export async function startAlertmanager(receiver: { url: string; secret: string }): Promise<Alertmanager> {
  ensureAlertmanager();
  const folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-alertmanager-'));
  const port = await findFreePort();
  const configFile = path.join(folder, 'alertmanager.yml');
  // JSON is YAML.
  await writeFile(configFile, JSON.stringify({
    route: { receiver: 'desk', group_by: ['alertname'], group_wait: '50ms', group_interval: '500ms', repeat_interval: '1s' },
    receivers: [{ name: 'desk', webhook_configs: [{ url: receiver.url, send_resolved: true, http_config: { authorization: { credentials: receiver.secret } } }] }],
  }));
  const program = spawn(alertmanagerProgram, [
    `--config.file=${configFile}`, `--storage.path=${path.join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address=',
  ], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  program.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const api = `http://127.0.0.1:${port}`;
  const send = async (alert: Record<string, unknown>) => {
    const answer = await fetch(`${api}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([alert]) });
    if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}: ${await answer.text()}`);
  };
  await until('Alertmanager answers', async () => {
    if (program.exitCode !== null) throw new Error(`Alertmanager ended:\n${output}`);
    return fetch(`${api}/-/ready`).then(({ ok }) => ok, () => false);
  });
  return {
    fire: (labels, annotations = {}) => send({ labels, annotations }),
    over: (labels) => send({ labels, endsAt: new Date().toISOString() }),
    close: async () => {
      const ended = once(program, 'exit');
      program.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
