// The files of the repository that the checks read.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Tracked files, and new ones that git does not ignore. */
export const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 1 << 26,
})
  .split("\0")
  .filter(Boolean)
  .sort();

export const read = (path) => readFileSync(root + path, "utf8");

export const workflows = files.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
export const actions = files.filter((path) => /(^|\/)action\.ya?ml$/.test(path));

/** The folder of a file, as Dependabot's configuration spells it: `/` is the root. */
export const folder = (path) => "/" + path.split("/").slice(0, -1).join("/");

/** Whether tools that are not part of the project may be missing: in CI they may not. */
export const requireTools = process.env.ROLECALL_REQUIRE_TOOLS === "true";
