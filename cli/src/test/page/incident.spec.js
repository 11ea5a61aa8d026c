// One incident in full.
import {test, expect, visit, at, rows, shown} from './fixtures.js';

test('an incident opens, closes, and can be linked to', async ({page}) => {
  await visit(page, 'small', '#cause=PRINCIPAL_NOT_TRUSTED');
  await rows(page).first().locator('.cause').click();
  await expect(shown(page).getByRole('heading', {level: 3})).toContainText('could not assume');
  await expect(shown(page).locator('.lead p')).toHaveCount(2);
  for (const heading of ['What to do', 'The call', 'How sure', 'Checklist', 'Links']) await expect(shown(page).getByRole('heading', {name: heading, exact: true})).toBeVisible();
  await expect(shown(page).locator('.spark canvas')).toBeVisible();
  await expect(rows(page).first().locator('.open')).toHaveAttribute('aria-expanded', 'true');
  const address = page.url();
  await shown(page).getByRole('button', {name: 'Close'}).click();
  await expect(shown(page)).toHaveCount(0);
  await page.goBack();
  await expect(shown(page)).toBeVisible();
  await page.goto('about:blank');
  await visit(page, 'small', new URL(address).hash);
  await expect(shown(page)).toContainText('could not assume');
});

test('an incident begins with its cause and who needs to act', async ({page}) => {
  await visit(page, 'small');
  await page.locator('.first a').first().click();
  await expect(shown(page).locator('.lead p')).toHaveCount(2);
  await expect(shown(page).locator('.lead p').first()).toHaveText(/^(Certain|Likely)/);
});

test('a link to an incident shows it, wherever it stands', async ({page}) => {
  await visit(page, 'large', '#page=150');
  const href = await rows(page).first().locator('.open').getAttribute('href');
  const id = new URLSearchParams(href.slice(1)).get('incident');
  await page.goto('about:blank');
  await visit(page, 'large', `#incident=${id}`);
  await expect(page.locator('#pager')).toContainText('Page 150 of 200');
  await expect(shown(page)).toContainText('could not assume');
  await expect(shown(page)).toBeInViewport();
  await page.goto(at('large', `#cause=UNDETERMINED&q=nothing&incident=${id}`));
  await expect(shown(page)).toContainText(id);
});

test('what there is to copy is copied', async ({page, context}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, 'small', '#cause=PRINCIPAL_NOT_TRUSTED&sort=caller');
  for (const row of await rows(page).all()) {
    await row.locator('.open').click();
    await expect(shown(page)).toContainText('Checklist');
    if (await shown(page).getByRole('button', {name: 'Copy the difference'}).count()) break;
  }
  await shown(page).getByRole('button', {name: 'Copy the difference'}).first().click();
  await expect(page.locator('#said')).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\+ .*"/m);
  await shown(page).getByRole('button', {name: 'Copy the commands'}).first().click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^test "\$\(aws sts get-caller-identity .*\baws iam /s);
  await shown(page).getByRole('button', {name: 'Copy link'}).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/small\.html#incident=refusal-[0-9a-f]{32}$/);
});

test('a message to the owner is copied as text', async ({page, context}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, 'small', '#cause=TRUST_SIDE_UNREAD');
  await rows(page).first().locator('.open').click();
  await shown(page).getByRole('button', {name: 'Copy the message'}).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^To the owner of account \d{12}: `arn:[^`]+`.*\n\n[^]*\{\n {2}"Effect": "Allow",\n/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain('Copy');
});

test('without a clipboard the text is selected', async ({page}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {value: undefined});
    document.execCommand = () => false;
  });
  await visit(page, 'small', '#cause=ROLE_NOT_FOUND');
  await rows(page).first().locator('.open').click();
  await shown(page).getByRole('button', {name: 'Copy the commands'}).first().click();
  await expect(page.locator('#said')).toContainText('Selected');
  expect(await page.evaluate(() => String(getSelection()))).toMatch(/^aws sts /);
});

test('links lead only to the AWS console', async ({page}) => {
  await visit(page, 'hostile');
  for (const row of await rows(page).all()) {
    await row.locator('.open').click();
    await expect(shown(page)).toContainText('Checklist');
    for (const link of await shown(page).getByRole('link').all()) {
      expect(await link.getAttribute('href')).toMatch(/^https:\/\/([a-z0-9-]+\.)?console\.(aws\.amazon|amazonaws-us-gov)\.com\/|^https:\/\/([a-z0-9-]+\.)?console\.amazonaws\.cn\//);
    }
  }
});
