// What workflows and actions of this repository must meet beyond what actionlint knows.
import { parse } from "yaml";

/** GitHub's images that are generally available and are used here. `-latest` changes without a commit. */
export const images = ["ubuntu-24.04", "ubuntu-24.04-arm", "macos-15", "windows-2025"];

// Triggers that run with the repository's rights on what other people wrote.
const unsafeTriggers = ["pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "discussion_comment"];

// The inputs that are used here of each action: actionlint does not know those of an action that is pinned to a commit.
const inputs = {
  "actions/attest": ["sbom-path", "subject-checksums", "subject-path"],
  "actions/checkout": ["fetch-depth", "path", "persist-credentials", "ref", "repository", "sparse-checkout"],
  "actions/download-artifact": ["merge-multiple", "name", "path", "pattern"],
  "actions/setup-java": ["cache", "distribution", "java-version"],
  "actions/upload-artifact": ["compression-level", "if-no-files-found", "name", "path", "retention-days"],
};

/** Findings in the workflow or action TEXT, as sentences. */
export function findings(text) {
  const document = parse(text);
  return [...pins(text), ...(document.runs ? ofAction(document) : ofWorkflow(document))];
}

/** Each action that TEXT uses: its name, commit and version. */
export function uses(text) {
  return [...text.matchAll(/^[ -]*uses: *(\S+)(?: +# *(\S+))? *$/gm)].map(([, reference, version]) => {
    const [name, commit] = reference.split("@");
    return { reference, name, commit, version };
  });
}

function pins(text) {
  return uses(text)
    .filter(({ name }) => !name.startsWith("./"))
    .filter(({ commit, version }) => !/^[0-9a-f]{40}$/.test(commit ?? "") || !/^v\d+\.\d+\.\d+$/.test(version ?? ""))
    .map(({ reference }) => `${reference} is not pinned to a commit with its version as a comment`);
}

function ofAction({ runs }) {
  return (runs.steps ?? []).flatMap((step, index) => ofStep(step, `step ${index + 1}`));
}

function ofWorkflow(workflow) {
  const found = [];
  const triggers = typeof workflow.on === "string" ? [workflow.on] : Array.isArray(workflow.on) ? workflow.on : Object.keys(workflow.on);
  for (const trigger of triggers.filter((each) => unsafeTriggers.includes(each))) {
    found.push(`trigger ${trigger} runs with the repository's rights on what other people wrote`);
  }
  if (!workflow.permissions || Object.keys(workflow.permissions).length > 0 || typeof workflow.permissions === "string") {
    found.push("the workflow must have `permissions: {}`: jobs name what they need");
  }
  if (!workflow.concurrency) {
    found.push("the workflow has no concurrency");
  }
  for (const [id, job] of Object.entries(workflow.jobs)) {
    found.push(...ofJob(id, job, triggers).map((finding) => `job ${id}: ${finding}`));
  }
  return found;
}

function ofJob(id, job, triggers) {
  const found = [];
  for (const key of ["name", "timeout-minutes", "permissions"]) {
    if (!job[key]) {
      found.push(`has no ${key}`);
    }
  }
  if (typeof job.permissions === "string") {
    found.push(`permissions ${job.permissions} is more than the job needs`);
  } else if (triggers.includes("pull_request") && Object.values(job.permissions ?? {}).includes("write")) {
    found.push("may write, and runs for pull requests");
  }
  const labels = job["runs-on"] === "${{ matrix.runner }}" ? job.strategy.matrix.include.map(({ runner }) => runner) : [job["runs-on"]];
  for (const label of labels.filter((each) => !images.includes(each))) {
    found.push(`runs on ${label}, which is not one of ${images.join(", ")}`);
  }
  if (!job.environment && JSON.stringify(job).includes("secrets.")) {
    found.push("uses a secret without an environment");
  }
  for (const [index, step] of (job.steps ?? []).entries()) {
    found.push(...ofStep(step, `step ${index + 1}`));
    if (triggers.includes("push") && !triggers.includes("pull_request") && step.with?.cache) {
      found.push(`step ${index + 1}: restores a cache, which other branches can write`);
    }
  }
  return found;
}

function ofStep(step, place) {
  const found = [];
  if (step.run?.includes("${{")) {
    found.push(`${place}: the script contains an expression; pass it in env`);
  }
  if (step.run && step.run.trim().split("\n").length > 6) {
    found.push(`${place}: the script is long; put it into a file, with tests`);
  }
  const known = inputs[step.uses?.split("@")[0]] ?? Object.keys(step.with ?? {});
  for (const input of Object.keys(step.with ?? {}).filter((each) => !known.includes(each))) {
    found.push(`${place}: ${step.uses} is given ${input}, which is not among its inputs in rules.js`);
  }
  if (/secrets\./.test(JSON.stringify(step.with ?? {}))) {
    found.push(`${place}: gives a secret to an action`);
  }
  if (step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false) {
    found.push(`${place}: the checkout keeps the token: add persist-credentials: false`);
  }
  return found;
}

/** The scripts of steps in TEXT that bash runs. */
export function scripts(text) {
  const document = parse(text);
  const steps = document.runs ? (document.runs.steps ?? []) : Object.values(document.jobs).flatMap((job) => job.steps ?? []);
  return steps.filter(({ run, shell }) => run && (shell ?? "bash") === "bash").map(({ run }) => run);
}
