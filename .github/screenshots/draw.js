// Draws messages for Slack from golden files, each on a phone (400 px) and on a desktop.
// `npm run draw` draws those of the README into ../images; `npm run draw -- FOLDER NAME ...` any of them elsewhere
// (FOLDER as an absolute path).
// Needs Debian's chromium, fonts-lato, fonts-noto-color-emoji and pngquant.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {createElement} from 'react';
import {renderToStaticMarkup} from 'react-dom/server';
import {Message} from 'slack-blocks-to-jsx';
import {Browser} from './browser.js';

const root = new URL('../../', import.meta.url);
const images = new URL('../images/', import.meta.url);
const styles = readFileSync(createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8');

const vendor = 'events/external-id-missing/vendor-onboarding/';
const tests = 'core/src/test/resources/notices/';

/** By name: the golden file, when the message came, and whether its buttons and its reply are drawn. */
const pictures = {
  first: {golden: vendor + 'notices/first.json', at: '09:42'},
  changed: {golden: vendor + 'notices/changed.json', at: '09:17'},
  resolved: {golden: vendor + 'notices/resolved.json', at: '08:37'},
  search: {golden: tests + 'search.json', at: '15:52'},
  open: {golden: vendor + 'notices/progress.json', at: '09:30', buttons: true},
  acknowledged: {golden: vendor + 'notices/acknowledged.json', at: '09:30', buttons: true},
  snoozed: {golden: vendor + 'notices/snoozed.json', at: '09:30', buttons: true},
  checked: {golden: vendor + 'notices/checked.json', at: '09:30', buttons: true},
  'resolved-by-hand': {golden: vendor + 'notices/resolved-by-hand.json', at: '09:30', buttons: true},
  reopened: {golden: vendor + 'notices/reopened.json', at: '09:02', buttons: true, reply: true},
  'shared-cause': {golden: tests + 'shared-cause.json', at: '08:19', buttons: true},
  'shared-cause-resolved': {golden: tests + 'shared-cause-resolved.json', at: '08:19', buttons: true},
  digest: {golden: tests + 'digest.json', at: '07:00'},
};
const more = {
  details: {golden: vendor + 'slack.json', reply: true},
  again: {golden: 'events/principal-not-trusted/execution-role-tried-by-hand/notices/first.json', reply: true},
  progress: {golden: vendor + 'notices/progress.json'},
  'changed-reply': {golden: vendor + 'notices/changed.json', reply: true},
  reminder: {golden: vendor + 'notices/reminder.json', reply: true},
  'resolved-reply': {golden: vendor + 'notices/resolved.json', reply: true},
  allowed: {golden: 'events/changed-since/trust-policy-edited-ten-minutes-later/notices/resolved.json', reply: true},
  silent: {golden: 'events/scp-deny/allow-list-of-a-unit/notices/resolved.json', reply: true},
  'search-reply': {golden: tests + 'search.json', reply: true},
  'search-reminder': {golden: tests + 'search-reminder.json', reply: true},
  'search-resolved': {golden: tests + 'search-resolved.json', reply: true},
  ended: {golden: vendor + 'notices/resolved.json', at: '08:37', buttons: true},
  'shared-cause-reply': {golden: tests + 'shared-cause.json', at: '08:19', reply: true},
  'shared-cause-reminder': {golden: tests + 'shared-cause-reminder.json', at: '08:19', buttons: true},
  'another-owner': {golden: tests + 'another-owner.json', reply: true},
};
const widths = {phone: 400, desktop: 720};

const logo =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="6" fill="#1d3557"/>' +
      '<text x="18" y="25" font-family="sans-serif" font-size="20" font-weight="700" fill="#fff" text-anchor="middle">R</text></svg>',
  );

function message(blocks, at) {
  return createElement(Message, {blocks, logo, name: 'Rolecall', time: new Date(`2026-11-03T${at}:00`)});
}

function page({golden, at = '03:14', reply, buttons}) {
  const slack = JSON.parse(readFileSync(new URL(golden, root), 'utf8'));
  const replies = reply && slack.thread ? [message(slack.thread.blocks, at)] : [];
  const body = renderToStaticMarkup(
    createElement('main', null, message([...slack.blocks, ...(buttons ? slack.actions ?? [] : [])], at), ...replies.map(each => createElement('div', {key: 'r', className: 'reply'}, each))),
  );
  return `<!doctype html><meta charset="utf-8"><style>${styles}</style><style>
    body, h3, p, pre, span, li { font-family: Lato, Arial, "Noto Color Emoji", sans-serif; }
    code, pre, code span, pre span { font-family: Menlo, "DejaVu Sans Mono", "Noto Color Emoji", monospace !important; }
    /* As Slack does and release 1.1.1 does not: https://github.com/themashcodee/slack-blocks-to-jsx/pull/100, issues/62 */
    .slack_blocks_to_jsx__rich_text_section_element { display: block !important; }
    .slack_blocks_to_jsx--block_wrapper + .slack_blocks_to_jsx--block_wrapper { margin-top: 8px; }
    h3, .font-semibold { font-weight: 700 !important; }
    main * { min-width: 0; }
    .slack_inline_code { display: inline !important; box-decoration-break: clone; overflow-wrap: anywhere; }
    .slack_blocks_to_jsx { max-width: none !important; }
    body { margin: 0; background: #fff; }
    main { padding: 14px 12px; }
    .reply { margin: 14px 0 0 20px; border-left: 2px solid #ddd; padding-left: 12px; }
  </style>${body}`;
}

const [folder, ...names] = process.argv.slice(2);
const target = folder ? pathToFileURL(resolve(folder) + '/') : images;
const wanted = Object.entries({...pictures, ...more}).filter(([name]) => (folder ? names.length === 0 || names.includes(name) : name in pictures));
mkdirSync(target, {recursive: true});
const browser = await Browser.start();
try {
  for (const [name, picture] of wanted) {
    for (const [device, width] of Object.entries(widths)) {
      const file = fileURLToPath(new URL(`${name}-${device}.png`, target));
      writeFileSync(file, await browser.picture(page(picture), width));
      execFileSync('pngquant', ['--force', '--ext', '.png', '--strip', '--speed', '1', '24', file]);
    }
  }
} finally {
  browser.stop();
}
