// A page of the report that is watched: it must ask for nothing, complain about nothing and ask nobody.
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {test as base, expect} from '@playwright/test';

const folder = process.env.ROLECALL_PAGES ? pathToFileURL(resolve(process.env.ROLECALL_PAGES) + '/') : new URL('../../../target/pages/', import.meta.url);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const events = fileURLToPath(new URL('../../../../events/', import.meta.url));
/** How many stories the corpus has: each is an incident of the small page. */
export const STORIES = readdirSync(events, {recursive: true}).filter(path => path.endsWith('event.json')).length;

/** The address of a page, with what is to be shown. */
export const at = (name, hash = '') => new URL(`${name}.html${hash}`, folder).href;
export const file = name => fileURLToPath(new URL(`${name}.html`, folder));

export const test = base.extend({
  page: async ({page}, use) => {
    const faults = [];
    page.on('request', request => request.url().startsWith('file:') || faults.push(`asks for ${request.url()}`));
    page.on('dialog', dialog => faults.push(`asks: ${dialog.message()}`) && dialog.dismiss());
    page.on('pageerror', error => faults.push(`fails: ${error.stack}`));
    page.on('console', message => ['error', 'warning'].includes(message.type()) && faults.push(`complains: ${message.text()}`));
    page.on('popup', popup => faults.push(`opens ${popup.url()}`));
    await use(page);
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => window.pwned)).toBeUndefined();
  },
});

/** Opens a page and waits for its charts. */
export async function visit(page, name, hash) {
  await page.goto(at(name, hash));
  await drawn(page);
}

export async function drawn(page) {
  await expect(page.locator('#flows canvas')).toBeVisible();
  await expect(page.locator('#time canvas')).toBeVisible();
}

/** What a check for accessibility finds, in the state that the page is in. */
export async function barriers(page) {
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => window.axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}));
  return violations.map(({id, nodes}) => `${id}: ${nodes.map(node => node.html.slice(0, 200)).join(' | ')}`);
}

export const rows = page => page.locator('#rows tr.row');
export const shown = page => page.locator('.detail');
export {expect};
