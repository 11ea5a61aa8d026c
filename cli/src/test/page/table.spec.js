// Search, filters, order and address.
import {STORIES, test, expect, visit, at, rows, shown} from './fixtures.js';

test('the first rows are the same without the script', async ({page, browser}) => {
  const context = await browser.newContext({javaScriptEnabled: false});
  const still = await context.newPage();
  await still.goto(at('small'));
  await expect(still.locator('noscript .note')).toBeVisible();
  const before = await still.locator('#rows').innerHTML();
  await context.close();
  await visit(page, 'small');
  expect(await page.locator('#rows').innerHTML()).toBe(before);
  await expect(rows(page)).toHaveCount(50);
});

test('a search narrows rows, count and address', async ({page}) => {
  await visit(page, 'small');
  await page.getByLabel('Search').fill('harborline external');
  await expect(page.locator('#count')).toHaveText(new RegExp(`^\\d+ of ${STORIES} incidents, [\\d,]+ denials$`));
  for (const text of await rows(page).locator('.cause').allTextContents()) expect(text).toContain('external ID');
  await expect(page).toHaveURL(/#q=harborline\+external$/);
  await page.getByLabel('Search').fill('nobody at all');
  await expect(page.locator('#rows')).toHaveText('No matching incidents.');
  await page.getByRole('button', {name: 'Remove filter “nobody at all”'}).click();
  await expect(rows(page)).toHaveCount(50);
});

test('filters go into the address, and back leads out of them', async ({page}) => {
  await visit(page, 'small');
  await page.locator('#cause').selectOption({label: await page.locator('#cause option', {hasText: 'MFA required'}).textContent()});
  await page.locator('#standing').selectOption('STILL_DENIED');
  await expect(page).toHaveURL(/#cause=MFA_REQUIRED&standing=STILL_DENIED$/);
  for (const row of await rows(page).all()) await expect(row).toContainText('MFA required');
  await page.goBack();
  await expect(page).toHaveURL(/#cause=MFA_REQUIRED$/);
  await expect(page.locator('#standing')).toHaveValue('');
  await page.goBack();
  await expect(rows(page)).toHaveCount(50);
  await page.goForward();
  await expect(page.locator('#cause')).toHaveValue('MFA_REQUIRED');
});

test('an address shows what it says, and nothing that it makes up', async ({page}) => {
  await visit(page, 'small', '#cause=MFA_REQUIRED&sort=caller');
  const callers = await rows(page).locator('.open').allTextContents();
  expect(callers.length).toBeGreaterThan(1);
  expect(callers).toEqual([...callers].sort(new Intl.Collator('en', {numeric: true}).compare));
  await visit(page, 'small', '#cause=__proto__&sort=constructor&page=-3&standing=x');
  await expect(rows(page)).toHaveCount(50);
  await page.goto(at('small', '#incident=%3Cimg%20src=x%20onerror=alert(1)%3E'));
  await expect(page.getByRole('alert')).toHaveText('Incident <img src=x onerror=alert(1)> is not in this report.');
});

test('every column sorts both ways', async ({page}) => {
  await visit(page, 'small');
  const numbers = async () => (await rows(page).locator('td.number').allTextContents()).map(text => Number(text.replace(',', '')));
  const head = page.getByRole('columnheader', {name: 'Denials'});
  await page.getByRole('button', {name: 'Denials'}).click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  expect(await numbers()).toEqual((await numbers()).sort((one, other) => other - one));
  await page.getByRole('button', {name: 'Denials'}).click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  expect(await numbers()).toEqual((await numbers()).sort((one, other) => one - other));
  for (const name of ['Caller', 'Role', 'Cause', 'Status', 'First seen, UTC', 'Last seen, UTC']) {
    await page.getByRole('button', {name, exact: true}).click();
    await expect(page.locator('th[aria-sort]')).toHaveText(name);
  }
});

test('pages turn', async ({page}) => {
  await visit(page, 'large');
  const first = await rows(page).first().textContent();
  await page.getByRole('button', {name: 'Next'}).click();
  await expect(page.locator('#pager')).toContainText('Page 2 of 200');
  await expect(page).toHaveURL(/#page=2$/);
  expect(await rows(page).first().textContent()).not.toBe(first);
  await page.goto(at('large', '#page=200'));
  await expect(page.getByRole('button', {name: 'Next'})).toBeDisabled();
});

test('the pictures filter the table', async ({page}) => {
  await visit(page, 'small');
  const total = Number((await page.locator('#legend button small').first().textContent()).replace(',', ''));
  expect(total).toBeGreaterThan(Number((await page.locator('#legend button small').last().textContent()).replace(',', '')));
  await page.locator('#legend button').first().click();
  await expect(page).toHaveURL(/#group=/);
  await expect(page.locator('#legend button').first()).toHaveAttribute('aria-pressed', 'true');
  await page.locator('#legend button').first().click();
  await page.locator('#flows').scrollIntoViewIfNeeded();
  const box = await page.locator('#flows').boundingBox();
  await page.mouse.click(box.x + 9, box.y + 20);
  await expect(page).toHaveURL(/#from=/);
  await page.getByRole('button', {name: /^Remove filter caller’s account/}).click();
  await page.getByRole('button', {name: 'Callers and roles'}).click();
  await page.locator('section:has(#flows) summary').click();
  const line = page.locator('#flows-table a').first();
  const incidents = Number(await line.textContent());
  await line.click();
  await expect(page).toHaveURL(/#caller=.*&role=/);
  await expect(rows(page)).toHaveCount(incidents);
});

test('the figures filter the table', async ({page}) => {
  await visit(page, 'small');
  await page.getByRole('link', {name: 'Allowed now'}).click();
  await expect(page.locator('#standing')).toHaveValue('ALLOWED_NOW');
  const figure = await page.locator('.figure.allowed-now dd').textContent();
  await expect(page.locator('#count')).toContainText(`${figure} of ${STORIES} incidents`);
  await page.getByRole('link', {name: 'Unreadable sources'}).click();
  await expect(page.locator('#standing')).toHaveValue('ALLOWED_NOW');
});

test('what to fix first leads to its incident', async ({page}) => {
  await visit(page, 'small');
  await expect(page.locator('.first li')).toHaveCount(5);
  const numbers = (await page.locator('.first li b').allTextContents()).map(text => Number(/([\d,]+) denial/.exec(text)[1].replace(',', '')));
  expect(numbers).toEqual([...numbers].sort((one, other) => other - one));
  await page.locator('.first a').first().click();
  await expect(shown(page)).toBeInViewport();
  await expect(page.locator('.row.is-open .standing')).toHaveText('Still denied');
  await expect(page.locator('.row.is-open td.number')).toHaveText(numbers[0].toLocaleString('en-US'));
});

test('a group of causes filters the table', async ({page}) => {
  await visit(page, 'small', '#group=MFA');
  await expect(page.locator('#chips')).toContainText('MFA');
  for (const text of await rows(page).locator('.cause').allTextContents()) expect(text).toContain('MFA');
});

test('a report of nothing says so', async ({page}) => {
  await page.goto(at('empty'));
  await expect(page.locator('#rows')).toHaveText('No call was denied in this period.');
  await expect(page.locator('.first')).toHaveCount(0);
  await expect(page.locator('#pictures')).toBeHidden();
});
