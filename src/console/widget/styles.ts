/**
 * The chat's styles. Rules of the host that are `!important` win over every rule of the page, important or not
 * (CSS Cascading Level 5, "context"), so nothing the page says reaches the inside.
 */
const css = `
:host { all: initial !important; position: fixed !important; inset: auto 0 0 auto !important; width: 0 !important; height: 0 !important;
  z-index: 2147483647 !important; display: block !important; direction: ltr !important; contain: none !important; color-scheme: light dark !important; }
:host::before, :host::after { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.root { --surface: #fff; --ink: #1b1f23; --soft: #58616b; --line: #8a939d; --faint: #dfe3e8; --theirs: #eef1f4; --wrong: #b42318; --notice: #eef4ff;
  font: 400 0.9375rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-size: 0.9375em; color: var(--ink); text-align: left; }
@media (prefers-color-scheme: dark) {
  .root { --surface: #1d2024; --ink: #eceef0; --soft: #b0b8c1; --line: #7d8690; --faint: #3a4048; --theirs: #2c3138; --wrong: #ff9d92; --notice: #232d40; }
}
button, input, textarea, select { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; background: none; border: 0; padding: 0; }
button:disabled { cursor: default; opacity: .6; }
p, h2, ul { margin: 0; padding: 0; font: inherit; }
a { color: inherit; text-decoration: underline; text-underline-offset: 2px; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
.icon { width: 1.4em; height: 1.4em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; display: block; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launcher { position: fixed; bottom: calc(20px + env(safe-area-inset-bottom)); right: calc(20px + env(safe-area-inset-right)); width: 56px; height: 56px; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); display: grid; place-items: center; border: 2px solid transparent; box-shadow: 0 0 0 1px #ffffff59, 0 4px 16px #0000004d; }
.launcher .icon { width: 26px; height: 26px; }
.launcher:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; box-shadow: 0 0 0 3px var(--surface); }
.left .launcher { right: auto; left: calc(20px + env(safe-area-inset-left)); }
.badge { position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; background: #b42318; color: #fff; font-size: 13px; font-weight: 600; line-height: 22px; text-align: center; }
.panel { position: fixed; bottom: calc(88px + env(safe-area-inset-bottom)); right: calc(20px + env(safe-area-inset-right)); width: 384px; max-width: calc(100vw - 40px);
  height: 600px; max-height: calc(100vh - 108px); max-height: calc(100dvh - 108px); display: flex; flex-direction: column; overflow: hidden;
  background: var(--surface); border: 1px solid var(--faint); border-radius: 14px; box-shadow: 0 12px 40px #0000004d; animation: rise .16s ease-out; }
.left .panel { right: auto; left: calc(20px + env(safe-area-inset-left)); }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
.head { display: flex; align-items: center; gap: 8px; padding: 12px 8px 12px 16px; background: var(--accent); color: var(--on-accent); }
.head div { flex: 1; min-width: 0; }
.head h2 { font-weight: 600; font-size: 1.07em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.head p { font-size: .9em; }
.head :focus-visible { outline-color: var(--on-accent); outline-offset: -3px; }
.tool { display: grid; place-items: center; width: 40px; height: 40px; border-radius: 8px; flex: none; }
.tool:hover { background: color-mix(in srgb, currentColor 14%, transparent); }
.tool.small { width: 28px; height: 28px; }
.scroll { overflow-y: auto; overscroll-behavior: contain; flex: 1; min-height: 0; }
.start { padding: 16px; display: flex; flex-direction: column; gap: 12px; }
.greeting { font-size: 1.07em; white-space: pre-line; }
.field { display: flex; flex-direction: column; gap: 4px; }
.field label { font-weight: 600; }
.hint { color: var(--soft); font-weight: 400; }
.field input, .field textarea, .field select, .composer textarea { width: 100%; padding: 8px 10px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.field [aria-invalid] { border-color: var(--wrong); }
textarea { resize: none; display: block; }
.field textarea { resize: vertical; min-height: 84px; }
::placeholder { color: var(--soft); opacity: 1; }
.fault { color: var(--wrong); font-size: .93em; }
.fault:empty, .uploads:empty { display: none; }
.primary { padding: 9px 16px; border-radius: 8px; background: var(--accent); color: var(--on-accent); font-weight: 600; border: 1px solid var(--faint); }
.link { padding: 4px 0; color: inherit; text-decoration: underline; text-underline-offset: 2px; min-height: 24px; }
.notice { padding: 8px 16px; background: var(--notice); font-size: .93em; }
.start .notice { border-radius: 8px; padding: 10px 12px; }
.connecting { display: grid; place-content: center; justify-items: center; gap: 12px; flex: 1; padding: 24px; text-align: center; color: var(--soft); }
.talk { position: relative; flex: 1; min-height: 0; display: flex; flex-direction: column; }
.log { padding: 8px 16px 12px; }
.log:focus-visible { outline-offset: -2px; }
.day { text-align: center; color: var(--soft); font-size: .87em; padding: 12px 0 4px; }
.day::first-letter { text-transform: uppercase; }
.message { display: flex; flex-direction: column; align-items: flex-start; gap: 3px; margin-top: 3px; max-width: 86%; position: relative; }
.message.first { margin-top: 12px; }
.message.visitor { align-items: flex-end; margin-left: auto; }
.who, .fate { font-size: .87em; color: var(--soft); }
.fate.fault { color: var(--wrong); }
.waiting .fate { animation: appear 0s 1.5s both; }
@keyframes appear { from { visibility: hidden; } }
.text { padding: 8px 12px; border-radius: 12px; background: var(--theirs); white-space: pre-wrap; overflow-wrap: anywhere; }
.visitor .text { background: var(--accent); color: var(--on-accent); }
.visitor .text :focus-visible { outline-color: var(--on-accent); }
.desk .text { background: none; border: 1px solid var(--faint); }
.waiting .text { opacity: .85; }
.options { display: flex; flex-wrap: wrap; gap: 6px; padding-top: 3px; }
.option { min-height: 36px; padding: 6px 12px; border: 1px solid var(--line); border-radius: 18px; text-align: start; overflow-wrap: anywhere; }
.option:hover { background: var(--theirs); }
.file { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; padding: 7px 10px; border: 1px solid var(--line); border-radius: 10px; max-width: 100%; text-decoration: none; }
.file .name { text-decoration: underline; overflow-wrap: anywhere; min-width: 0; flex: 1; }
.size { color: var(--soft); font-size: .87em; white-space: nowrap; }
.picture { display: block; flex-basis: 100%; max-width: 100%; height: auto; border-radius: 6px; object-fit: contain; object-position: left; }
.typing { min-height: 1.5em; padding: 0 16px; color: var(--soft); font-size: .87em; }
.composer { border-top: 1px solid var(--faint); padding: 8px; }
.composer .fault { padding: 0 8px 6px; }
.line { display: flex; align-items: flex-end; gap: 4px; }
.line textarea { flex: 1; min-width: 0; max-height: 140px; overflow-y: auto; }
.uploads { list-style: none; padding: 0 4px 6px; display: flex; flex-direction: column; gap: 2px; max-height: 130px; overflow-y: auto; }
.upload { display: flex; align-items: center; gap: 8px; font-size: .93em; }
.upload .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
progress { width: 72px; accent-color: var(--accent); }
.more { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; font-size: .93em; }
.going > .more, .talk > div > .more { padding: 0 16px 10px; }
.fold { border-top: 1px solid var(--faint); padding: 12px 16px; display: flex; flex-direction: column; gap: 8px; }
.over { border-top: 1px solid var(--faint); padding: 14px 16px; display: flex; flex-direction: column; gap: 10px; align-items: center; }
.drop { position: absolute; inset: 8px; display: grid; place-items: center; border: 2px dashed var(--line); border-radius: 10px; background: var(--surface); font-weight: 600; }
@media (max-width: 480px), (max-height: 420px) {
  .panel, .left .panel { inset: 0; width: 100%; max-width: none; height: 100%; height: 100dvh; max-height: none; border: 0; border-radius: 0;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left); }
  .open .launcher { display: none; }
  .field input, .field textarea, .field select, .composer textarea { font-size: 16px; }
}
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (forced-colors: active) { .launcher, .text, .primary, .badge { border: 1px solid; } }
`;

/** Fills the screen here; the same as in the styles. */
export const phone = '(max-width: 480px), (max-height: 420px)';

/** Puts the styles in a way that a policy without 'unsafe-inline' allows. */
export function applyStyles(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
}
