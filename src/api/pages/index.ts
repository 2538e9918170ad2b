export { pagesRoutes, type PagesOptions } from './pages-routes.ts';
