// Dependabot keeps up to date what the repository uses, and leaves nothing out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { actions, files, folder, read } from "./repository.js";

const { version, updates, ...rest } = parse(read(".github/dependabot.yml"));
const of = (ecosystem) => updates.filter((update) => update["package-ecosystem"] === ecosystem);
const directories = (ecosystem) => of(ecosystem).flatMap((update) => update.directories ?? [update.directory]).sort();

test("every npm folder with dependencies is listed", () => {
  const folders = files
    .filter((path) => /(^|\/)package\.json$/.test(path))
    .filter((path) => /ependencies"/.test(read(path)))
    .map(folder);
  assert.ok(folders.length > 4);
  assert.deepEqual(directories("npm"), folders.sort());
});

test("every folder with an action is listed, and the workflows", () => {
  assert.deepEqual(directories("github-actions"), ["/", ...actions.map(folder)].sort());
});

test("the root pom, which has every version, is listed", () => {
  assert.deepEqual(directories("maven"), ["/"]);
});

test("it is a configuration of version 2 with known keys", () => {
  assert.equal(version, 2);
  assert.deepEqual(rest, {});
  const known = ["commit-message", "cooldown", "directories", "directory", "groups", "ignore", "open-pull-requests-limit", "package-ecosystem", "schedule"];
  for (const update of updates) {
    assert.deepEqual(Object.keys(update).filter((key) => !known.includes(key)), []);
  }
});

test("updates come grouped, once a week, and not on the day of the release", () => {
  for (const update of updates) {
    assert.deepEqual(update.schedule, { interval: "weekly" });
    assert.ok(update.cooldown["default-days"] >= 7);
    assert.ok(Object.keys(update.groups).length > 0);
  }
});
