export { ChannelIcon } from './channel-icon.tsx';
export { PriorityBadge } from './priority-badge.tsx';
export { SlaBar } from './sla-bar.tsx';
export { lengthText, slaOf, type Sla, type SlaTicket } from './sla.ts';
export { StatusBadge } from './status-badge.tsx';
export { TagList } from './tag-list.tsx';
