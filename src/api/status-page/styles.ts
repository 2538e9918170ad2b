import { createHash } from 'node:crypto';

/**
 * Readable on a telephone and on paper, in light and dark. Words have a contrast of at least 4.5 to 1, the edges of
 * fields and the focus at least 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const styles = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #57606a; --paper: #fff; --ours: #eef4fb; --line: #d5dae0; --edge: #6e7781; --link: #0a58a8; --on-link: #fff; --wrong: #b3261e; --wrong-paper: #fdf0ef; --right: #116329; --right-paper: #edf8f0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7eaee; --soft: #a4adb8; --paper: #15181c; --ours: #1e2a38; --line: #363d46; --edge: #8b949e; --link: #7db8f5; --on-link: #10151b; --wrong: #ff9d94; --wrong-paper: #2f1b1a; --right: #7ed99a; --right-paper: #16281c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem; max-width: 42rem; font: 1.0625rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
header p, footer, .who, .hint { color: var(--soft); }
header p { margin: 0 0 .25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 1.25rem 0; }
dt { color: var(--soft); } dd { margin: 0; }
.state { font-weight: 600; }
ol { list-style: none; margin: 0; padding: 0; }
ol > li { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; margin: 0 1.5rem .75rem 0; }
li.desk { margin: 0 0 .75rem 1.5rem; background: var(--ours); }
.who { margin: 0; font-size: .875rem; }
.text { margin: .15rem 0 0; white-space: pre-wrap; }
.files { margin: .35rem 0 0; padding: 0 0 0 1.1rem; font-size: .9375rem; }
a { color: var(--link); }
section + section { margin-top: 2rem; }
form { margin: .75rem 0 0; }
fieldset { border: 0; margin: 0; padding: 0; }
legend { font-weight: 600; padding: 0; }
label.choice { display: flex; align-items: center; gap: .5rem; min-height: 2.25rem; margin: 0; font-weight: 400; }
label { display: block; font-weight: 600; margin: 1rem 0 .25rem; }
.hint { margin: 0 0 .35rem; font-size: .9375rem; }
textarea { display: block; width: 100%; min-height: 8rem; resize: vertical; padding: .55rem .7rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: .4rem; }
input[type=file] { display: block; width: 100%; font: inherit; font-size: .9375rem; padding: .25rem; }
::file-selector-button { margin: 0 .75rem 0 0; padding: .45rem .9rem; min-height: 2.75rem; font: inherit; color: inherit; background: var(--ours); border: 1px solid var(--edge); border-radius: .4rem; cursor: pointer; }
[aria-invalid=true] { border: 2px solid var(--wrong); }
button { margin: 1.25rem 0 0; padding: .6rem 1.4rem; min-height: 2.75rem; font: inherit; font-weight: 600; color: var(--on-link); background: var(--link); border: 1px solid var(--link); border-radius: .4rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.fault, .done { border-left: 4px solid; border-radius: .25rem; padding: .5rem .8rem; margin: .5rem 0; }
.fault { color: var(--wrong); background: var(--wrong-paper); }
.fault a { color: inherit; }
.fault p { margin: 0; } .fault ul { margin: .25rem 0 0; padding-left: 1.2rem; }
.done { color: var(--right); background: var(--right-paper); margin: 1rem 0 0; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .75rem; font-size: .9375rem; }
@media print { form, header a { display: none; } }
`;

const hash = createHash('sha256').update(styles).digest('base64');

/** Lets in this page's own style and forms that come back to us, and nothing else: no script, no picture. */
export const contentSecurityPolicy =
  `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
