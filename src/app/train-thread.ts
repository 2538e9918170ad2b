import { parentPort } from 'node:worker_threads';
import { trainModel, type Trained, type TrainingOrder } from '../desk/lessons/index.ts';

/** The thread that trains one model: the order comes as a message, so does the answer, and that is its end. */
parentPort?.once('message', (order: TrainingOrder) => {
  const trained: Trained = trainModel(order, () => performance.now());
  parentPort?.postMessage(trained);
});
