import { createChat } from './panel.ts';
import { readSettings } from './settings.ts';
import { applyStyles } from './styles.ts';

const mark = 'data-ventanilla-chat';

/** Puts the chat beside the page's body, once however many tags ask for it; styles, ids and names of page and chat stay apart. */
function embed(script: Element | SVGScriptElement | null): void {
  const settings = script instanceof HTMLScriptElement ? readSettings(script) : null;
  if (!settings || document.querySelector(`[${mark}]`)) return;
  const host = document.createElement('div');
  host.setAttribute(mark, '');
  const shadow = host.attachShadow({ mode: 'open' });
  applyStyles(shadow);
  shadow.appendChild(createChat(settings));
  document.documentElement.appendChild(host);
}

embed(document.currentScript ?? document.querySelector('script[src*="/widget.js"]'));
