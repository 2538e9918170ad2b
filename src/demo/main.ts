import { Unmet } from './expectations.ts';
import { playMorning } from './morning.ts';
import { onStage } from './stage.ts';
import { createStory } from './story.ts';
import { createPaint } from './terminal.ts';
import { sumUp } from './totals.ts';

const startedAt = Date.now();
const paint = createPaint(process.stdout.isTTY && process.env['NO_COLOR'] === undefined);
const write = (line: string) => console.log(line);

// The stage is cleared also when somebody leaves early.
const leaving = new Promise<never>((_resolve, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Unmet(`stopped by ${signal}`)));
});
leaving.catch(() => undefined);

try {
  const story = createStory({ write, paint });
  story.title('A morning at the model desk');
  write(paint.dim('   A gateway starts with its own PostgreSQL; phones, texts, Slack and forms reach it as signed provider requests, mail by SMTP, alarms as Alertmanager posts them.'));
  await onStage(story, async (stage) => {
    write(paint.dim(`   It listens on ${stage.gateway.url}. Ana and Beto: technology. Elena: administration. Carla: second tier. Diego: servers.`));
    await Promise.race([playMorning(stage, story), leaving]);
    write(`\n ${paint.bold('The morning in numbers')}`);
    write(await sumUp(stage.lead.rest));
  });
  write(paint.green(`\n   Everything came true, in ${((Date.now() - startedAt) / 1000).toFixed(1)} s. Nothing is left running.\n`));
} catch (error) {
  console.error(paint.red(`\n   ✗ ${error instanceof Error ? error.message : String(error)}\n`));
  process.exitCode = 1;
}
