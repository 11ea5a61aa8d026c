// Keyboard, screen readers, schemes, sizes, paper.
import {STORIES, test, expect, visit, barriers, rows, shown, drawn} from './fixtures.js';

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`no barriers, ${colorScheme}, ${width} wide`, async ({page}) => {
      await page.setViewportSize({width, height: 900});
      await page.emulateMedia({colorScheme});
      await visit(page, 'small', '#cause=OIDC_CLAIM_MISMATCH');
      await rows(page).first().locator('.open').click();
      await expect(shown(page)).toContainText('Checklist');
      for (const summary of await page.locator('main summary').all()) await summary.click();
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  }
}

test('the keyboard is enough', async ({page}) => {
  await visit(page, 'small');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', {name: 'Skip to the incidents'})).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', {name: 'Incidents'})).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Search')).toBeFocused();
  await page.keyboard.type('mfa');
  await expect(page.locator('#count')).toContainText(`of ${STORIES}`);
  const first = rows(page).first().locator('.open');
  for (let i = 0; i < 20 && !(await first.evaluate(link => link === document.activeElement)); i++) await page.keyboard.press('Tab');
  await expect(first).toBeFocused();
  expect(await first.evaluate(link => getComputedStyle(link).outlineStyle)).toBe('solid');
  await page.keyboard.press('Enter');
  await expect(shown(page)).toContainText('Checklist');
  await expect(first).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(shown(page).getByRole('button', {name: 'Copy link'})).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(shown(page)).toHaveCount(0);
  await expect(first).toBeFocused();
});

test('whoever filters with the keyboard stays where he is', async ({page}) => {
  await visit(page, 'small');
  await page.locator('#legend button').nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#legend button[aria-pressed=true]')).toBeFocused();
  await page.locator('#chips button').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#chips button')).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement.id)).toBe('incidents');
});

test('a screen reader hears what the charts show', async ({page}) => {
  await visit(page, 'small');
  await expect(page.locator('#time')).toHaveAttribute('aria-label', /^Denials by day and cause, from 2026-10-26 to 2026-11-2\d\./);
  await page.locator('section:has(#time) summary').click();
  await expect(page.locator('#time-table tbody tr').first()).toContainText('2026-10-26');
  await expect(page.locator('#undated')).toHaveText(/^\d+ denials without a timestamp are not shown\.$/);
});

test('the scheme changes the charts too', async ({page}) => {
  await page.emulateMedia({colorScheme: 'light'});
  await visit(page, 'small');
  const ink = () => page.locator('#time canvas').evaluate(canvas => canvas.toDataURL().length + canvas.toDataURL().slice(-2000));
  const light = await ink();
  await page.emulateMedia({colorScheme: 'dark'});
  await expect.poll(ink).not.toBe(light);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(20, 20, 19)');
});

test('on paper there are the rows that match, the open incident, and no controls', async ({page}) => {
  await page.emulateMedia({colorScheme: 'dark'});
  await visit(page, 'small');
  await rows(page).first().locator('.open').click();
  await expect(shown(page)).toContainText('Checklist');
  await page.emulateMedia({media: 'print', colorScheme: 'dark'});
  await expect(rows(page)).toHaveCount(STORIES);
  await expect(shown(page)).toContainText('Checklist');
  for (const control of ['#filters', '#pager', '.tools', '.paste > .push', '.skip', 'details']) for (const each of await page.locator(control).all()) await expect(each).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
  expect((await page.pdf({format: 'A4'})).length).toBeGreaterThan(50_000);
  await page.emulateMedia({media: 'screen'});
  await expect(rows(page)).toHaveCount(50);
  await drawn(page);
});

test('on paper no more than some hundred rows', async ({page}) => {
  await visit(page, 'large');
  await page.emulateMedia({media: 'print'});
  await expect(rows(page)).toHaveCount(300);
  await expect(page.locator('#rows')).toContainText('9,700 more incidents are not printed');
});
