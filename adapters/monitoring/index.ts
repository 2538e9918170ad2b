export { createMonitoringPlugin, type MonitoringOptions } from './plugin.ts';
