/** Style of the pages that people of the account see: light, at home beside NetSuite's own, readable without colour. */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #201e1c; --soft: #f6f4f2; --line: #b9b3ac; --faint: #dcd7d1; --dark: #2f3b45; --darker: #232d35; --blue: #11599c; --deep: #0c4277; --muted: #5d5751; }
* { box-sizing: border-box; }
html { font-size: 15px; } body { margin: 0; font: 1rem/1.45 "Oracle Sans", system-ui, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: #fff; }
a { color: var(--blue); } a:hover { color: var(--deep); }
:focus-visible { outline: 3px solid #b7791f; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; z-index: 9; } .skip:focus { left: 1rem; top: .4rem; background: #fff; padding: .3rem .6rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.ns-header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; justify-content: space-between; background: var(--darker); color: #fff; padding: .5rem 1.25rem; }
.brand { margin: 0; font-weight: 700; font-size: 1.1rem; } .brand span { font-weight: 400; font-size: .9rem; margin-left: .75rem; color: #dfe6ec; }
.who { position: relative; } .who summary { cursor: pointer; padding: .2rem .4rem; } .who .user { font-weight: 600; } .who .role { color: #dfe6ec; margin-left: .4rem; }
.who-menu { position: absolute; right: 0; top: 100%; z-index: 8; background: #fff; color: var(--ink); border: 1px solid var(--line); padding: .6rem; display: grid; gap: .4rem; min-width: 15rem; box-shadow: 0 4px 12px #0003; }
.who-menu .button { width: 100%; text-align: left; }
.ns-menu { background: var(--dark); color: #fff; padding: 0 .75rem; } .ns-menu > ul { display: flex; flex-wrap: wrap; margin: 0; padding: 0; list-style: none; }
.ns-menu a, .ns-menu summary { display: block; padding: .45rem .7rem; color: #fff; text-decoration: none; cursor: pointer; } .ns-menu a:hover, .ns-menu summary:hover { background: #455663; }
.ns-menu details { position: relative; } .ns-menu details ul { position: absolute; z-index: 8; list-style: none; margin: 0; padding: .3rem 0; background: #fff; border: 1px solid var(--line); min-width: 14rem; box-shadow: 0 4px 12px #0003; }
.ns-menu details ul a { color: var(--ink); } .ns-menu details ul a:hover { background: var(--soft); }
main { padding: .9rem 1.25rem 3rem; outline: none; max-width: 110rem; }
.crumbs { display: flex; flex-wrap: wrap; gap: .2rem .5rem; margin: 0 0 .2rem; padding: 0; list-style: none; font-size: .9rem; } .crumbs li + li::before { content: "/"; margin-right: .5rem; color: var(--muted); }
.title-row { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 1rem; } .crosslinks { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: 0; list-style: none; font-size: .9rem; }
h1 { font-size: 1.5rem; font-weight: 600; margin: .1rem 0 .6rem; overflow-wrap: anywhere; } h2 { font-size: 1.05rem; margin: 0; } h3 { font-size: 1rem; margin: .9rem 0 .4rem; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0 .9rem; }
.button { font: inherit; font-weight: 600; color: var(--ink); background: #fff; border: 1px solid #77706a; border-radius: 4px; padding: .35rem .9rem; cursor: pointer; } .button:hover { background: var(--soft); }
.button.primary { color: #fff; background: var(--blue); border-color: var(--blue); } .button.primary:hover { background: var(--deep); } .button:disabled { color: #6b655f; background: #eeebe8; border-color: var(--faint); cursor: not-allowed; }
.message { border: 1px solid var(--line); border-left-width: 6px; border-radius: 4px; padding: .5rem .9rem; margin: 0 0 .8rem; display: flex; gap: .8rem; justify-content: space-between; flex-wrap: wrap; }
.message > div { flex: 1 1 15rem; min-width: 0; overflow-wrap: anywhere; } .message p { margin: .1rem 0; } .message strong { margin-right: .4rem; }
.message.confirmation { background: #eef6ea; border-color: #508223; } .message.information { background: #eaf3f9; border-color: #2572a8; } .message.warning { background: #fdf5de; border-color: #a36a03; } .message.error { background: #fceeec; border-color: #b3311f; }
.message .close { border: 0; background: none; font: inherit; cursor: pointer; align-self: start; text-decoration: underline; }
.group, #div__bodytab > .fields { margin: 0 0 .9rem; border: 0; padding: 0; min-width: 0; } .group > h2, .group > summary { background: var(--soft); border-bottom: 1px solid var(--line); padding: .3rem .6rem; margin-bottom: .6rem; } .group.plain > h2 { background: none; } .group > summary h2 { display: inline; }
.group > summary { cursor: pointer; }
.fields { columns: 19rem 3; column-gap: 2rem; } .fields.single { columns: auto; max-width: 46rem; } .field-row { display: flex; flex-wrap: wrap; gap: 0 2.2rem; column-span: all; }
.uir-field-wrapper { break-inside: avoid; margin: 0 0 .7rem; min-width: 0; } .uir-field-wrapper.startcol { break-before: column; } .field-row .uir-field-wrapper { flex: 0 1 auto; }
.uir-label { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem; color: var(--muted); font-size: .88rem; font-weight: 600; } .required { color: #a3271a; font-weight: 700; }
.uir-field { display: block; min-width: 0; } .inputreadonly { display: block; min-height: 1.45rem; overflow-wrap: anywhere; } .pre { white-space: pre-wrap; }
input[type=text], input[type=email], input[type=tel], input[type=url], input[type=password], select, textarea { font: inherit; width: 100%; max-width: 26rem; padding: .28rem .45rem; border: 1px solid #77706a; border-radius: 4px; background: #fff; color: var(--ink); }
textarea { max-width: 46rem; } select[multiple] { min-height: 7rem; } input:disabled, select:disabled, textarea:disabled, input:read-only:not([type=checkbox]):not([type=radio]):not([type=file]), textarea:read-only { background: #f1eeeb; color: #4c4742; }
input[type=checkbox], input[type=radio] { width: 1.1rem; height: 1.1rem; margin: .15rem .4rem .15rem 0; vertical-align: middle; accent-color: var(--blue); }
.help { display: inline-block; font-weight: 400; } .help summary { list-style: none; cursor: pointer; border: 1px solid #77706a; border-radius: 50%; width: 1.2rem; height: 1.2rem; line-height: 1.05rem; text-align: center; font-size: .8rem; color: var(--blue); } .help summary::-webkit-details-marker { display: none; }
.help[open] { display: block; width: 100%; } .help p { margin: .2rem 0 .3rem; padding: .3rem .6rem; background: var(--soft); border-left: 3px solid var(--blue); color: var(--ink); max-width: 46rem; }
.hint { font-weight: 400; font-size: .85rem; color: var(--muted); } .wide { columns: auto; }
.tab-list { display: flex; flex-wrap: wrap; gap: 0 .15rem; margin: 1rem 0 0; padding: 0; list-style: none; border-bottom: 2px solid var(--dark); } .tab-list a { display: block; padding: .4rem .9rem; text-decoration: none; color: var(--ink); background: var(--soft); border: 1px solid var(--faint); border-bottom: 0; border-radius: 4px 4px 0 0; }
.tab-list a[aria-selected=true] { background: var(--dark); color: #fff; border-color: var(--dark); } .tab-panel { padding: .8rem 0; } .tab-panel[hidden] { display: none; } .scripted > .tab-panel > .tab-title { display: none; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem; margin: .4rem 0; align-items: center; } .tools .button { font-size: .9rem; padding: .2rem .7rem; }
.scroll { overflow-x: auto; max-width: 100%; } .scroll:focus-visible { outline-offset: -3px; } table { border-collapse: collapse; width: 100%; font-size: .93rem; background: #fff; } caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--faint); } thead th { background: #e9e5e1; border-bottom: 1px solid var(--line); white-space: nowrap; font-size: .86rem; } tbody tr:hover td { background: #f8f6f4; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } thead th:first-child.number { width: 1%; } td.center, th.center { text-align: center; }
tfoot td, tfoot th { font-weight: 700; border-top: 2px solid var(--line); border-bottom: 0; } .uir-machine-row-focused td { background: #eef4fa; } td .button { padding: .1rem .5rem; font-size: .88rem; } td input[type=text], td select { min-width: 7rem; } .grid td { border: 1px solid var(--faint); } .cell-text { overflow-wrap: break-word; min-width: 3rem; max-width: 32rem; display: inline-block; }
.empty { font-style: italic; color: var(--muted); } .people { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: .9rem; } .people li { border: 1px solid var(--faint); border-radius: 6px; padding: .8rem 1rem; } .people p { margin: .1rem 0 .5rem; color: var(--muted); overflow-wrap: anywhere; } .people .buttons { margin: 0; }
.dashboard { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1rem; align-items: start; } .portlet { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; } .portlet > h2 { background: var(--soft); border-bottom: 1px solid var(--line); padding: .45rem .9rem; } .portlet-body { padding: .7rem .9rem; } .portlet-body > :first-child { margin-top: 0; } .portlet-body > :last-child { margin-bottom: 0; } .portlet ul { margin: 0; padding-left: 1.1rem; }
.two { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0 0 .8rem; } .two dt { font-weight: 600; color: var(--muted); } .two dd { margin: 0; overflow-wrap: anywhere; min-width: 0; } .mail-body { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--faint); padding: .8rem; max-width: 60rem; }
dialog { min-width: min(22rem, 92vw); border: 1px solid var(--line); border-radius: 6px; padding: 0; max-width: min(34rem, 92vw); box-shadow: 0 8px 30px #0005; } dialog::backdrop { background: #1d1a1880; } dialog h2 { background: var(--darker); color: #fff; padding: .5rem 1rem; } .dialog-body { padding: .8rem 1rem; overflow-wrap: anywhere; } dialog .buttons { padding: 0 1rem; }
@media (max-width: 66rem) { .uir-field-wrapper.startcol { break-before: auto; } }
@media (max-width: 40rem) { main { padding: .7rem .8rem 2rem; } .two { grid-template-columns: 1fr; gap: 0; } .two dd { margin-bottom: .4rem; } .who-menu { left: 0; right: auto; } }
@media print { .ns-header, .ns-menu, .buttons, .tools { display: none; } }
`;
