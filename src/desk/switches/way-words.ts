import type { Locale } from '../../core/index.ts';
import type { OpenWay } from './closed-channel.ts';

interface WayWords {
  /** A sentence that names the ways that are open, to follow another; '' when there is none. */
  instead(ways: OpenWay[]): string;
}

const es: Record<OpenWay['by'], (address: string) => string> = {
  call: (address) => `llámenos al ${address}`, text: (address) => `envíe un mensaje al ${address}`, mail: (address) => `escriba a ${address}`, page: (address) => `use ${address}`,
};
const en: Record<OpenWay['by'], (address: string) => string> = {
  call: (address) => `call ${address}`, text: (address) => `text ${address}`, mail: (address) => `write to ${address}`, page: (address) => `use ${address}`,
};

/** How people are told of other ways, in a few words that fit into a text message. */
export const wayWords: Record<Locale, WayWords> = {
  es: { instead: (ways) => (ways.length === 0 ? '' : ` Si prefiere: ${ways.map(({ by, address }) => es[by](address)).join('; ')}`) },
  en: { instead: (ways) => (ways.length === 0 ? '' : ` You can also ${ways.map(({ by, address }) => en[by](address)).join(', or ')}`) },
};
