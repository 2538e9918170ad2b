import { calls } from './scenes-calls.ts';
import { forms } from './scenes-forms.ts';
import { machines } from './scenes-machines.ts';
import { mail } from './scenes-mail.ts';
import { slack } from './scenes-slack.ts';
import { telephone } from './scenes-telephone.ts';
import { texts } from './scenes-texts.ts';
import { demandThat } from './expectations.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

/** Plays all scenes, each to its end. Throws Unmet at the first thing that does not come true. */
export async function playMorning(stage: Stage, story: Story): Promise<void> {
  for (const agent of [stage.ana, stage.beto, stage.carla, stage.diego, stage.elena]) await agent.be('available');
  for (const { title, play } of [...texts, ...forms, ...calls, ...telephone, ...mail, ...slack, ...machines]) {
    story.scene(title);
    await play(stage, story);
  }
  demandThat('the offers still open', { open: stillOpen(stage) }, { open: 0 });
}

function stillOpen({ ana, beto, carla, diego, elena }: Stage): number {
  return [ana, beto, carla, diego, elena].reduce((sum, agent) => sum + agent.offers().length, 0);
}
