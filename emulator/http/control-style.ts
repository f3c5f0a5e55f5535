import { Markup } from './html';

/** Styles of the control page: one column, readable without colour, light and dark. */
export const STYLE = new Markup(`
:root { color-scheme: light dark; --line: #8885; --ink: #1c2430; --paper: #fff; --soft: #f3f5f8; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --paper: #14181f; --soft: #1d232d; --accent: #7cb8ff; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); background: var(--soft); display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: baseline; }
h1 { font-size: 1.25rem; margin: 0; } h1 span { font-weight: 400; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
nav a { margin-right: 1rem; } a { color: var(--accent); } nav a[aria-current] { font-weight: 600; text-decoration: none; }
main { padding: 0 1.5rem 3rem; outline: none; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0 0 1rem; } dt { font-weight: 600; } dd { margin: 0; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; margin-bottom: 1rem; }
caption { text-align: left; padding: .25rem 0; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); } th { background: var(--soft); white-space: nowrap; }
code { font-size: .85em; } .details { white-space: pre-wrap; overflow-wrap: anywhere; } .empty { font-style: italic; }
form { margin: 0; } label { margin-right: .5rem; } input, button { font: inherit; padding: .2rem .6rem; } input[type=number] { width: 7rem; margin-right: .5rem; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .3rem; }
`);
