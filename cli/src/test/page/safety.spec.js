// Nothing that strangers write acts. That no page asks for anything, fails or breaks its own policy is checked in every test.
import {STORIES, test, expect, visit, rows, shown} from './fixtures.js';

test('what strangers write stays text, with every incident opened', async ({page}) => {
  test.slow();
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', event => console.error(`breaks ${event.violatedDirective}`)));
  await visit(page, 'hostile');
  const pages = Number((await page.locator('#pager span').textContent()).match(/of (\d+)/)[1]);
  let opened = 0;
  for (let number = 1; number <= pages; number++) {
    for (const row of await rows(page).all()) {
      await row.locator('.open').click();
      await expect(shown(page)).toContainText('Checklist');
      opened++;
    }
    if (number < pages) await page.getByRole('button', {name: 'Next'}).click();
    await expect(page.locator('#pager span')).toContainText(`Page ${Math.min(pages, number + 1)} `);
  }
  expect(opened).toBe(STORIES);
  await page.getByRole('button', {name: 'Callers and roles'}).click();
  await page.locator('section:has(#flows) summary').click();
  await expect(page.locator('#flows-table')).toContainText('<script>');
  const tags = await page.evaluate(() => [...new Set([...document.querySelectorAll('body *')].map(each => each.localName))]);
  for (const tag of ['img', 'svg', 'iframe', 'object', 'embed', 'base', 'meta', 'link']) expect(tags).not.toContain(tag);
  expect(await page.evaluate(() => [...document.querySelectorAll('*')].some(each => each.getAttributeNames().some(name => name.startsWith('on'))))).toBe(false);
});

test('the policy stops scripts, markup and requests', async ({browser}) => {
  const page = await browser.newPage();
  await visit(page, 'small');
  const stopped = await page.evaluate(async () => {
    const directives = new Set();
    document.addEventListener('securitypolicyviolation', event => directives.add(event.effectiveDirective));
    const attempts = {
      script: () => document.head.append(Object.assign(document.createElement('script'), {text: 'window.pwned = 1'})),
      markup: () => (document.body.innerHTML = '<b>pwned</b>'),
      evaluation: () => eval('window.pwned = 1'),
      image: () => (new Image().src = 'https://example.invalid/x.png'),
      request: () => fetch('https://example.invalid/').catch(() => {}),
    };
    const passed = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      // Not within what the test evaluates, which may do more.
      await new Promise(resolve => setTimeout(() => {
        try {
          attempt();
          passed.push(name);
        } catch {}
        setTimeout(resolve, 50);
      }));
    }
    return {directives: [...directives].sort(), passed, pwned: window.pwned, whole: document.querySelectorAll('main').length};
  });
  // A picture and a request fail later than the attempt.
  expect(stopped).toEqual({directives: ['connect-src', 'img-src', 'require-trusted-types-for'], passed: ['image', 'request'], pwned: undefined, whole: 1});
  await page.close();
});
