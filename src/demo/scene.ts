import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

/** One scene: what happens, and what must be true of it. */
export interface Scene {
  title: string;
  play(stage: Stage, story: Story): Promise<void>;
}
