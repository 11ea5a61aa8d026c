// Shell scripts of the repository, and those in workflows and actions: syntax and ShellCheck.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";
import { test } from "node:test";
import { actions, files, read, requireTools, root, workflows } from "./repository.js";
import { scripts } from "./rules.js";

const shells = files.filter((path) => path.endsWith(".sh") || /^#!.*\b(ba)?sh\b/.test(firstLine(path)));
const missing = spawnSync("shellcheck", ["--version"]).error !== undefined;
const skip = missing && !requireTools && "ShellCheck is not installed";

function firstLine(path) {
  const buffer = Buffer.alloc(64);
  let file;
  try {
    file = openSync(root + path, "r");
    readSync(file, buffer);
  } catch {
    return ""; // a deleted file, or a symbolic link to a folder
  } finally {
    if (file !== undefined) closeSync(file);
  }
  return buffer.toString("latin1").split("\n")[0];
}

function run(command, args, input) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8", input });
  assert.equal(error, undefined);
  assert.equal(status, 0, stdout + stderr);
}

test("the repository has shell scripts", () => {
  for (const path of ["rolecall", ".ci/run", ".github/release/common.sh", ".github/release/version"]) {
    assert.ok(shells.includes(path), path);
  }
});

test("scripts are valid bash", () => {
  for (const path of shells) {
    run("bash", ["-n", path]);
  }
});

// SC2016: sentences have backquotes, which are meant. SC2015: `A && B || fail` is meant, too. SC2317: what a trap calls is reached.
const options = ["--exclude=SC2015,SC2016,SC2317", "--external-sources", "--source-path=SCRIPTDIR"];

test("ShellCheck finds nothing in scripts", { skip }, () => {
  // Resources of the command line are given to `sh`, with variables that are exported already.
  const resources = shells.filter((path) => !firstLine(path).startsWith("#!") && path.startsWith("cli/src/main/resources/"));
  assert.ok(resources.length > 0);
  run("shellcheck", [...options, ...shells.filter((path) => !resources.includes(path))]);
  run("shellcheck", [...options, "--exclude=SC2034", "--shell=dash", ...resources]);
});

test("ShellCheck finds a planted fault", { skip }, () => {
  assert.throws(() => run("shellcheck", [...options, "--shell=bash", "-"], "rm -rf $1/*\n"));
});

test("ShellCheck finds nothing in the steps of workflows and actions", { skip }, () => {
  for (const script of [...workflows, ...actions].flatMap((path) => scripts(read(path)))) {
    run("shellcheck", [...options, "--shell=bash", "-"], script);
  }
});
