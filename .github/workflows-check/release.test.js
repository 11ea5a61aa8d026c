// The scripts of a release, as the workflow runs them: with files in folders, and stand-ins for `gh`.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { loadPrism, Visitor } from "@ruby/prism";
import { root } from "./repository.js";

const prism = await loadPrism();
const temporary = mkdtempSync(join(tmpdir(), "rolecall-release-"));
after(() => rmSync(temporary, { recursive: true }));
let folders = 0;
const repository = "acme/rolecall";
const packages = ["linux-x64.tar.gz", "linux-arm64.tar.gz", "macos-arm64.tar.gz", "windows-x64.zip"];

function folder() {
  const path = join(temporary, `${++folders} with a blank`);
  mkdirSync(path);
  return path;
}

function write(path, text) {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const sums = (files) => Object.entries(files).map(([name, text]) => `${sha256(text)}  ${name}\n`).join("");

/** Runs SCRIPT of a release; what it prints and its status. */
function run(script, args, { cwd = root, env = {}, from = root } = {}) {
  const { status, stdout, stderr } = spawnSync(join(from, ".github/release", script), args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, GITHUB_ACTIONS: "", ...env },
  });
  return { status, stdout, stderr };
}

function fails(result, message) {
  assert.equal(result.status, 1, result.stdout + result.stderr);
  assert.ok(result.stderr.includes(message), result.stderr);
}

function succeeds(result) {
  assert.equal(result.status, 0, result.stdout + result.stderr);
  return result.stdout;
}

// A repository with a version and a changelog, and, if given, TAG on BRANCH.
function project({ pom = "1.3.0", json = "1.3.0", changelog = "## 1.3.0 - 2026-12-01\n\n- **New**: a thing.\n", tag, branch = "main" } = {}) {
  const path = folder();
  write(join(path, "pom.xml"), `<project>\n  <version>${pom}</version>\n  <x>\n    <version>9</version>\n  </x>\n</project>\n`);
  write(join(path, "package.json"), `{\n  "version": "${json}"\n}\n`);
  write(join(path, "CHANGELOG.md"), `# Changelog\n\n${changelog}\n## 1.2.0 - 2026-11-01\n\n- old\n`);
  cpSync(join(root, ".github/release"), join(path, ".github/release"), { recursive: true });
  if (tag) {
    const git = (...args) => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd: path, stdio: "pipe" });
    git("init", "-q", "-b", "main");
    git("commit", "-q", "--allow-empty", "-m", "first");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("commit", "-q", "--allow-empty", "-m", "second");
    git("tag", tag);
    if (branch === "main") git("update-ref", "refs/remotes/origin/main", "HEAD");
  }
  return path;
}

function version(project, tag) {
  return run("version", [tag], { from: project, cwd: tmpdir() });
}

test("version: this repository has one that can be released, but for the tag", () => {
  assert.match(succeeds(run("version", [""])), /^\d+\.\d+\.\d+\n$/);
});

test("version: the tag of a commit on main that has this version", () => {
  assert.equal(succeeds(version(project({ tag: "v1.3.0" }), "v1.3.0")), "1.3.0\n");
  const candidate = project({ pom: "2.0.0-rc.1", json: "2.0.0-rc.1", changelog: "## 2.0.0-rc.1 - 2026-12-01\n\n- x\n", tag: "v2.0.0-rc.1" });
  assert.equal(succeeds(version(candidate, "v2.0.0-rc.1")), "2.0.0-rc.1\n");
});

test("version: another tag, a snapshot, another branch or a missing section ends the release", () => {
  fails(version(project(), "v1.3.1"), "the tag is v1.3.1, but pom.xml has version 1.3.0: the tag must be v1.3.0");
  fails(version(project(), "1.3.0"), "the tag must be v1.3.0");
  fails(version(project(), "v1.3.0-rc.1"), "the tag must be v1.3.0");
  fails(version(project({ pom: "1.3.0-SNAPSHOT" }), "v1.3.0"), "1.3.0-SNAPSHOT");
  fails(version(project({ pom: "1.3" }), "v1.3"), "is not a version");
  fails(version(project({ pom: "1.3.0$(touch x)" }), "v1.3.0$(touch x)"), "is not a version");
  fails(version(project({ json: "1.2.0" }), "v1.3.0"), "package.json does not have version 1.3.0");
  fails(version(project({ tag: "v1.3.0", branch: "other" }), "v1.3.0"), "v1.3.0 is not on the branch main");
  fails(version(project({ changelog: "## Unreleased\n\n- x\n" }), "v1.3.0"), "## 1.3.0 - YYYY-MM-DD");
  fails(version(project({ changelog: "## 1.3.0\n\n- x\n" }), "v1.3.0"), "## 1.3.0 - YYYY-MM-DD");
  fails(version(project({ changelog: "## 1.3.0 - 2026-12-01\n\n" }), "v1.3.0"), "nothing is in it");
  fails(version(project({ changelog: "## 1.3.00 - 2026-12-01\n\n- x\n" }), "v1.3.0"), "## 1.3.0 - YYYY-MM-DD");
});

test("version: a rehearsal has no tag, and may have a snapshot", () => {
  assert.equal(succeeds(version(project({ pom: "1.3.0-SNAPSHOT" }), "")), "1.3.0\n");
});

test("an error stands on the page of the run", () => {
  const { stdout } = run("version", ["v0.0.1"], { env: { GITHUB_ACTIONS: "true" } });
  assert.match(stdout, /^::error::the tag is v0\.0\.1, but/);
});

test("a wrong number of arguments is a usage error", () => {
  for (const script of ["version", "notes", "assemble", "formula", "scoop", "publish", "tap", "deployment", "try-formula", "smoke-test"]) {
    const { status, stderr } = run(script, []);
    assert.equal(status, 2, script);
    assert.match(stderr, new RegExp(`^usage: ${script} `));
  }
});

test("notes: the section of the version, one line a paragraph, with links that work", () => {
  const changelog = `## 1.3.0 - 2026-12-01

### Added

- **One**: see [events](docs/events.md#recipes) and
  [Keep](https://keepachangelog.com/en/),
  and more.
- Two
  1. inner
     goes on

A paragraph
of two lines.

\`\`\`sh
a
  b
\`\`\`
`;
  const notes = succeeds(run("notes", ["1.3.0", repository], { from: project({ changelog }) }));
  assert.equal(
    notes.slice(0, notes.indexOf("\n### Install")),
    `### Added

- **One**: see [events](https://github.com/acme/rolecall/blob/v1.3.0/docs/events.md#recipes) and [Keep](https://keepachangelog.com/en/), and more.
- Two
  1. inner goes on

A paragraph of two lines.

\`\`\`sh
a
  b
\`\`\`
`,
  );
  assert.match(notes, /gh attestation verify rolecall-1\.3\.0-linux-x64\.tar\.gz --repo acme\/rolecall/);
  assert.doesNotMatch(notes, /old/);
});

test("notes: the pages that the notes of this version link to exist", () => {
  const notes = succeeds(run("notes", [succeeds(run("version", [""])).trim(), repository]));
  const pages = [...notes.matchAll(/\/blob\/v[^/]+\/([^)#]+)/g)].map(([, page]) => page);
  assert.ok(pages.includes("docs/install.md"));
  assert.deepEqual(pages.filter((page) => !existsSync(join(root, page))), []);
});

test("notes: the older section, whole", () => {
  assert.match(succeeds(run("notes", ["1.2.0", repository], { from: project() })), /^- old\n/);
  fails(run("notes", ["1.1.0", repository], { from: project() }), "has no section");
});

// What the jobs hand over.
function artifacts(change = () => {}) {
  const path = folder();
  const sbom = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", serialNumber: "urn:uuid:1", components: [{ name: "a" }] });
  const jobs = {
    deployment: { "rolecall-function.jar": "a jar", "rolecall.template.json": '{"Parameters": {"A": 1}, "Resources": {"B": 1}}' },
    jar: { "rolecall.jar": "another jar", "rolecall-live.jar": "and its second part" },
  };
  for (const name of packages) {
    jobs[`package-${name.split(".")[0]}`] = { [`rolecall-1.3.0-${name}`]: `package ${name}`, "rolecall-1.3.0.cdx.json": sbom };
  }
  change(jobs);
  for (const [job, files] of Object.entries(jobs)) {
    const all = job === "jar" ? files : { SHA256SUMS: sums(files), ...files };
    for (const [name, text] of Object.entries(all)) {
      write(join(path, job, name), text);
    }
  }
  return path;
}

function assemble(from) {
  const output = join(folder(), "release");
  return { output, result: run("assemble", [from, "1.3.0", repository, output], { cwd: tmpdir() }) };
}

test("assemble: every file of a release, and a checksum of each", () => {
  const { output, result } = assemble(artifacts());
  succeeds(result);
  const files = readdirSync(output).sort();
  assert.deepEqual(
    files,
    [
      ...packages.map((name) => `rolecall-1.3.0-${name}`),
      "SHA256SUMS",
      "rolecall-1.3.0.cdx.json",
      "rolecall-function.jar",
      "rolecall.json",
      "rolecall.rb",
      "rolecall.template.json",
    ].sort(),
  );
  const listed = readFileSync(join(output, "SHA256SUMS"), "utf8");
  assert.equal(listed, sums(Object.fromEntries(files.filter((name) => name !== "SHA256SUMS").map((name) => [name, readFileSync(join(output, name))]))));
  execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: output });
});

test("assemble: what is missing, changed or cannot be attested ends the release", () => {
  const change = (job, name, text) => assemble(artifacts((jobs) => {
    if (text === undefined) delete jobs[job][name];
    else jobs[job][name] = text;
  })).result;
  for (const name of packages) {
    fails(change(`package-${name.split(".")[0]}`, `rolecall-1.3.0-${name}`), `rolecall-1.3.0-${name} is missing or empty`);
  }
  fails(change("package-linux-x64", "rolecall-1.3.0.cdx.json"), "rolecall-1.3.0.cdx.json is missing");
  fails(change("deployment", "rolecall-function.jar"), "rolecall-function.jar is missing");
  fails(change("deployment", "rolecall-function.jar", ""), "rolecall-function.jar is missing or empty");
  fails(change("package-windows-x64", "SHA256SUMS", sums({ "rolecall-1.3.0-windows-x64.zip": "another" })), "does not have the checksum");
  fails(change("package-windows-x64", "SHA256SUMS", ""), "exactly one SHA-256 checksum");
  fails(change("package-linux-x64", "rolecall-1.3.0.cdx.json", '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [1]}'), "serialNumber");
  fails(change("package-linux-x64", "rolecall-1.3.0.cdx.json", "<bom/>"), "serialNumber");
  fails(change("deployment", "rolecall.template.json", "{}"), "is not a template");
  const output = folder();
  fails(run("assemble", [artifacts(), "1.3.0", repository, output]), "exists already");
});

// A package whose command answers as Rolecall does, but for what CHANGE replaces.
function packaged(platform, change = (script) => script) {
  const name = `rolecall-1.3.0-${platform}`;
  const path = folder();
  const script = `#!/bin/sh
case "$*" in
  --version) echo rolecall 1.3.0 ;;
  'explain '*error.txt) grep -q 'role/deploy' "$2" && echo 'ci could not assume role deploy' && exit 3 ;;
  explain*json) echo '{"diagnosis":{"cause":"EXTERNAL_ID_MISSING"}}' ;;
  report*) echo EXTERNAL_ID_MISSING ;;
  check*breaks*) echo '2 would be denied' && exit 6 ;;
  check*) echo '5 as expected' ;;
  *--no-such-option) echo 'unknown option --no-such-option' >&2 && exit 2 ;;
esac
[ -z "$JAVA_HOME" ]
`;
  write(join(path, name, "bin/rolecall"), change(script));
  execFileSync("tar", ["-czf", `${name}.tar.gz`, name], { cwd: path });
  return join(path, `${name}.tar.gz`);
}

test("smoke-test: a package that answers", () => {
  const smoke = (file) => run("smoke-test", [file], { cwd: tmpdir(), env: { JAVA_HOME: "/nowhere" } });
  assert.equal(succeeds(smoke(packaged("linux-x64"))).split("\n").length, 8);
  succeeds(smoke(packaged("macos-arm64")));
  fails(smoke(packaged("linux-x64", (script) => script.replace("rolecall 1.3.0", "rolecall 1.2.0"))), "does not print `rolecall 1.3.0`");
  fails(smoke(packaged("linux-arm64", (script) => script.replace("exit 6", "exit 0; exit 6"))), "ended with 0, not with 6");
  fails(smoke(packaged("linux-x64", (script) => script.replace("exit 3", "exit 4"))), "ended with 4, not with 3");
  fails(smoke(packaged("linux-x64", (script) => script.replace("EXTERNAL_ID_MISSING", "MFA_REQUIRED"))), "EXTERNAL_ID_MISSING");
  fails(smoke("dist/x.zip"), "is not a package");
});

// The formula, as Homebrew reads it.

const checksums = sums(Object.fromEntries(packages.map((name) => [`rolecall-1.3.0-${name}`, `package ${name}`])));

function formula(version = "1.3.0", text = checksums) {
  const file = join(folder(), "SHA256SUMS");
  write(file, text);
  return run("formula", [version, repository, file]);
}

/** Calls with string arguments in the formula, each with the blocks around it. */
function calls(ruby) {
  const { value, errors } = prism(ruby);
  assert.deepEqual(errors, []);
  const found = [];
  const around = [];
  class Calls extends Visitor {
    visitCallNode(node) {
      const strings = (node.arguments_?.arguments_ ?? []).filter(({ unescaped }) => unescaped).map(({ unescaped }) => unescaped.value ?? unescaped);
      if (strings.length > 0) found.push([...around, node.name, ...strings].join(" "));
      if (node.block) around.push(node.name);
      super.visitCallNode(node);
      if (node.block) around.pop();
    }
  }
  value.accept(new Calls());
  return found;
}

test("formula: valid Ruby with the package and checksum of each platform", () => {
  const ruby = succeeds(formula());
  const at = (name) => `https://github.com/acme/rolecall/releases/download/v1.3.0/rolecall-1.3.0-${name}`;
  const of = (name) => sha256(`package ${name}`);
  const found = calls(ruby);
  for (const call of [
    "homepage https://github.com/acme/rolecall",
    "version 1.3.0",
    `on_macos url ${at("macos-arm64.tar.gz")}`,
    `on_macos sha256 ${of("macos-arm64.tar.gz")}`,
    `on_linux on_intel url ${at("linux-x64.tar.gz")}`,
    `on_linux on_intel sha256 ${of("linux-x64.tar.gz")}`,
    `on_linux on_arm url ${at("linux-arm64.tar.gz")}`,
    `on_linux on_arm sha256 ${of("linux-arm64.tar.gz")}`,
  ]) {
    assert.ok(found.includes(call), `${call} is not in ${found.join("\n")}`);
  }
  assert.equal(found.filter((call) => / url /.test(call)).length, 3);
  assert.match(ruby, /^class Rolecall < Formula$/m);
  assert.match(ruby, /^ {2}test do$/m);
  const description = found.find((call) => call.startsWith("desc ")).slice("desc ".length);
  assert.ok(description.length <= 80 && !/^(an?|the|rolecall)\b|\.$/i.test(description), description);
});

test("formula: a version, repository or checksum that is none ends the release", () => {
  fails(formula('1.3.0"; system("x")'), "is not a version");
  fails(formula("1.3.1"), "needs exactly one SHA-256 checksum of rolecall-1.3.1-macos-arm64.tar.gz");
  fails(formula("1.3.0", checksums + checksums), "exactly one");
  fails(formula("1.3.0", checksums.replaceAll(/[0-9a-f]{64}/g, "x".repeat(64))), "exactly one");
  fails(run("formula", ["1.3.0", 'acme/role"call', "/dev/null"]), "is not a repository");
});

test("try-formula: the formula installs the package of this machine", () => {
  const path = mkdtempSync(join(temporary, "tap-"));
  write(join(path, "bin/brew"), `#!/bin/sh
echo "$*" >>${path}/calls
case $1 in
  tap-new) mkdir -p ${path}/tap/Formula ;;
  --repository) echo ${path}/tap ;;
esac
`);
  write(join(path, "dist/rolecall-1.3.0-macos-arm64.tar.gz"), "a package");
  succeeds(run("try-formula", ["dist/rolecall-1.3.0-macos-arm64.tar.gz"], { cwd: path, env: { PATH: `${path}/bin:${process.env.PATH}` } }));
  const found = calls(readFileSync(join(path, "tap/Formula/rolecall.rb"), "utf8"));
  assert.ok(found.includes(`on_macos url file://${path}/dist/rolecall-1.3.0-macos-arm64.tar.gz`), found.join("\n"));
  assert.ok(found.includes(`on_macos sha256 ${sha256("a package")}`));
  assert.ok(readFileSync(join(path, "calls"), "utf8").endsWith("install --formula rolecall/check/rolecall\ntest rolecall/check/rolecall\n"));
  fails(run("try-formula", ["rolecall-1.3.0-windows-x64.zip"]), "is not a package for Linux or macOS");
});

test("scoop: the package for Windows", () => {
  const file = join(folder(), "SHA256SUMS");
  write(file, checksums);
  const { architecture, autoupdate, bin, ...manifest } = JSON.parse(succeeds(run("scoop", ["1.3.0", repository, file])));
  assert.deepEqual(architecture["64bit"], {
    url: "https://github.com/acme/rolecall/releases/download/v1.3.0/rolecall-1.3.0-windows-x64.zip",
    hash: sha256("package windows-x64.zip"),
    extract_dir: "rolecall-1.3.0-windows-x64",
  });
  assert.equal(autoupdate.architecture["64bit"].url.replaceAll("$version", "1.3.0"), architecture["64bit"].url);
  assert.equal(bin, "bin\\rolecall.bat");
  assert.equal(manifest.version, "1.3.0");
  write(file, "");
  fails(run("scoop", ["1.3.0", repository, file]), "exactly one");
});

// A `gh` that keeps a release in a folder: `state` (draft, published or absent) and the names of its files.
const gh = `#!/usr/bin/env bash
set -eu
printf '%s\\n' "$*" >>"$GH_STAND_IN/calls"
case "$1 $2" in
  'release view')
    [[ ! -e $GH_STAND_IN/down ]] || { echo 'HTTP 502' >&2; exit 1; }
    [[ -e $GH_STAND_IN/state ]] || { echo 'release not found' >&2; exit 1; }
    if [[ $5 == isDraft ]]; then
      if [[ $(<"$GH_STAND_IN/state") == draft ]]; then echo true; else echo false; fi
    else
      cat "$GH_STAND_IN/files"
    fi ;;
  'release delete') rm "$GH_STAND_IN/state" ;;
  'release create')
    [[ ! -e $GH_STAND_IN/state ]]
    echo draft >"$GH_STAND_IN/state"
    for file; do [[ $file != */release/* ]] || basename "$file"; done | grep -v "$(cat "$GH_STAND_IN/lost" 2>/dev/null || echo none)" >"$GH_STAND_IN/files" ;;
  'release edit') [[ $* == *--draft=false* ]] && echo published >"$GH_STAND_IN/state" ;;
  'auth setup-git') ;;
  *) exit 9 ;;
esac
`;

let assembled;

function publish({ tag = "v1.3.0", prepare = () => {} } = {}) {
  if (!assembled) {
    assembled = assemble(artifacts());
    succeeds(assembled.result);
  }
  const path = folder();
  const output = join(path, "release");
  cpSync(assembled.output, output, { recursive: true });
  write(join(path, "bin/gh"), gh);
  write(join(path, "notes.md"), "notes");
  prepare(path, output);
  const published = run("publish", [tag, join(path, "notes.md"), output], {
    env: { PATH: `${join(path, "bin")}:${process.env.PATH}`, GH_STAND_IN: path },
  });
  const text = (name) => (existsSync(join(path, name)) ? readFileSync(join(path, name), "utf8") : "");
  return { ...published, state: text("state").trim(), calls: text("calls"), output };
}

test("publish: a draft with every file, then the release", () => {
  const done = publish();
  succeeds(done);
  assert.equal(done.state, "published");
  const [, create, , edit] = done.calls.split("\n");
  assert.match(create, /^release create v1\.3\.0 --draft --verify-tag --title Rolecall 1\.3\.0 --notes-file /);
  for (const name of readdirSync(done.output)) {
    assert.ok(create.includes(`/release/${name}`), name);
  }
  assert.equal(edit, "release edit v1.3.0 --draft=false");
});

test("publish: a version with a hyphen is a prerelease", () => {
  assert.match(publish({ tag: "v1.4.0-rc.1" }).calls, / --prerelease /);
  assert.doesNotMatch(publish().calls, /--prerelease/);
});

test("publish: the draft of an earlier attempt is replaced, a release is not", () => {
  const again = publish({ prepare: (path) => write(join(path, "state"), "draft\n") });
  succeeds(again);
  assert.match(again.calls, /^release delete v1\.3\.0 --yes$/m);
  const published = publish({ prepare: (path) => write(join(path, "state"), "published\n") });
  fails(published, "release v1.3.0 is published already");
  assert.doesNotMatch(published.calls, /create|delete|edit/);
});

test("publish: a draft without every file stays a draft", () => {
  const lost = publish({ prepare: (path) => write(join(path, "lost"), "windows") });
  fails(lost, "does not have every file");
  assert.equal(lost.state, "draft");
});

test("publish: a changed file or an answer that says nothing publishes nothing", () => {
  const changed = publish({ prepare: (path, output) => write(join(output, "rolecall.rb"), "changed") });
  fails(changed, "does not have the checksum");
  assert.equal(changed.calls, "");
  const down = publish({ prepare: (path) => write(join(path, "down"), "") });
  fails(down, "cannot read release v1.3.0: HTTP 502");
  assert.doesNotMatch(down.calls, /create/);
});

test("tap: the formula is committed once", () => {
  const path = folder();
  write(join(path, "bin/gh"), gh);
  const tap = join(path, "acme/homebrew-tap.git");
  const git = (...args) => execFileSync("git", args, { encoding: "utf8", stdio: "pipe" });
  const seed = join(path, "seed");
  git("init", "-q", "-b", "main", seed);
  git("-C", seed, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "--allow-empty", "-m", "first");
  git("clone", "-q", "--bare", seed, tap);
  const file = join(path, "rolecall.rb");
  write(file, succeeds(formula()));
  const push = () => run("tap", [file, "acme/homebrew-tap"], {
    cwd: tmpdir(),
    env: { PATH: `${join(path, "bin")}:${process.env.PATH}`, GH_STAND_IN: path, TAP_SERVER: `file://${path}` },
  });
  succeeds(push());
  assert.equal(git("-C", tap, "show", "main:Formula/rolecall.rb"), readFileSync(file, "utf8"));
  assert.equal(git("-C", tap, "log", "--format=%s %an"), "rolecall 1.3.0 github-actions[bot]\nfirst a\n");
  assert.match(succeeds(push()), /has this formula already/);
  assert.equal(git("-C", tap, "rev-list", "--count", "main"), "2\n");
  fails(run("tap", [file, "--upload-pack=x/y"]), "is not a repository");
  write(file, "class X\nend\n");
  fails(push(), "is not a version");
});
