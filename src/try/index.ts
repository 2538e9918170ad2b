export { openTryWorld, type TryWorld } from './try-world.ts';
export { tryRoutes } from './try-routes.ts';
