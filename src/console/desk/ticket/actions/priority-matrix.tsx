import type { Priorities } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { PriorityBadge } from '../../lists/parts/index.ts';
import { ticketWords, type Level } from '../../lists/ticket-words.ts';
import styles from './priority-matrix.module.css';
import { actionWords } from './words.ts';

interface PriorityMatrixProps {
  matrix: Priorities['matrix'];
  impact: Level;
  urgency: Level;
  onChoose: (impact: Level, urgency: Level) => void;
}

/** The most pressing stands at the top and on the right. */
const impacts = ['high', 'medium', 'low'] as const satisfies readonly Level[];
const urgencies = ['low', 'medium', 'high'] as const satisfies readonly Level[];

/** Impact by urgency, each field showing the priority it gives; arrow keys walk through it as through any group of choices. */
export function PriorityMatrix({ matrix, impact, urgency, onChoose }: PriorityMatrixProps) {
  const say = useWords(actionWords).dialog.classify;
  const desk = useWords(ticketWords);
  return (
    <fieldset className={styles['matrix']}>
      <legend>{say.matrix}</legend>
      <div className={styles['grid']} role="presentation">
        <span aria-hidden className={styles['corner']}>{desk.impact} ↓ · {desk.urgency} →</span>
        {urgencies.map((level) => <span key={level} aria-hidden className={styles['axis']}>{desk.level[level]}</span>)}
        {impacts.map((row) => [
          <span key={row} aria-hidden className={styles['axis']}>{desk.level[row]}</span>,
          ...urgencies.map((column) => {
            const priority = matrix[row][column];
            const isChosen = row === impact && column === urgency;
            return (
              <label key={`${row} ${column}`} className={`${styles['cell']} ${isChosen ? styles['chosen'] : ''}`}>
                <input
                  type="radio" name="impact-and-urgency" checked={isChosen} onChange={() => onChoose(row, column)}
                  aria-label={say.cell(desk.level[row].toLowerCase(), desk.level[column].toLowerCase(), priority)}
                />
                <PriorityBadge priority={priority} />
              </label>
            );
          }),
        ])}
      </div>
    </fieldset>
  );
}
