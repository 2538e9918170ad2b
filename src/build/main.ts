import { buildGateway } from './gateway.ts';
import { buildPages } from './pages.ts';

// `npm run build`: everything that `npm start` runs and serves.
await Promise.all([buildGateway(), buildPages()]);
