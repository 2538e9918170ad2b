import { calls } from './scenes-calls.ts';
import { forms } from './scenes-forms.ts';
import { mail } from './scenes-mail.ts';
import { telephone } from './scenes-telephone.ts';
import { texts } from './scenes-texts.ts';
import { demandThat } from './expectations.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

/** Plays all scenes, each to its end. Throws Unmet at the first thing that does not come true. */
export async function playMorning(stage: Stage, story: Story): Promise<void> {
  for (const agent of [stage.ana, stage.beto, stage.carla, stage.elena]) await agent.be('available');
  for (const { title, play } of [...texts, ...forms, ...calls, ...telephone, ...mail]) {
    story.scene(title);
    await play(stage, story);
  }
  demandThat('the offers still open', { open: stillOpen(stage) }, { open: 0 });
}

function stillOpen({ ana, beto, carla, elena }: Stage): number {
  return [ana, beto, carla, elena].reduce((sum, agent) => sum + agent.offers().length, 0);
}
