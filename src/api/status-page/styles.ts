import { createHash } from 'node:crypto';

/** Readable on a telephone and on paper, in light and dark, with a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const styles = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #57606a; --paper: #fff; --ours: #eef4fb; --line: #d5dae0; --link: #0a58a8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7eaee; --soft: #a4adb8; --paper: #15181c; --ours: #1e2a38; --line: #363d46; --link: #7db8f5; }
}
body { margin: 0 auto; padding: 1.25rem; max-width: 42rem; font: 1.0625rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
header p, footer, .who { color: var(--soft); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 1.25rem 0; }
dt { color: var(--soft); } dd { margin: 0; }
.state { font-weight: 600; }
ol { list-style: none; margin: 0; padding: 0; }
li { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; margin: 0 1.5rem .75rem 0; }
li.desk { margin: 0 0 .75rem 1.5rem; background: var(--ours); }
.who { margin: 0; font-size: .875rem; }
.text { margin: .15rem 0 0; white-space: pre-wrap; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .75rem; font-size: .9375rem; }
a { color: var(--link); }
`;

const hash = createHash('sha256').update(styles).digest('base64');

/** Lets in this page's own style and nothing else: no script, no picture, no form. */
export const contentSecurityPolicy =
  `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
