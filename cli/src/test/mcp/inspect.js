// Lists and calls every tool of `rolecall mcp` with the command line of the MCP Inspector, and starts and ends the
// server as clients do. ROLECALL: the command to test; otherwise the packaged one, or the launcher.
import { execFile, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");
const story = join(root, "events/external-id-missing/vendor-onboarding");
const inspector = join(here, "node_modules/@modelcontextprotocol/inspector-cli/build/index.js");
const rolecall = process.env.ROLECALL ?? packaged() ?? join(root, "rolecall");
const options = ["mcp", "--snapshot", join(story, "snapshot"), "--allow-dir", join(root, "events")];

function packaged() {
  const dist = join(root, "dist");
  return (existsSync(dist) ? readdirSync(dist) : [])
    .map((name) => join(dist, name, "bin/rolecall"))
    .find((command) => existsSync(command));
}

const problems = [];
let checks = 0;

function check(fine, what) {
  checks++;
  if (!fine) {
    problems.push(what);
  }
}

// The inspector exits with 0 when a call fails: what counts is its JSON.
async function inspect(...words) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [inspector, rolecall, ...words, "--", ...options],
    { timeout: 60_000, maxBuffer: 1 << 26 },
  );
  return JSON.parse(stdout);
}

async function call(tool, args, test) {
  const words = Object.entries(args).map(([key, value]) => `${key}=${value}`);
  const result = await inspect("--method", "tools/call", "--tool-name", tool, "--tool-arg", ...words);
  check(test(result, result.content[0].text), `${tool} ${words}: ${JSON.stringify(result).slice(0, 500)}`);
}

async function tools() {
  const { tools } = await inspect("--method", "tools/list");
  const names = tools.map((tool) => tool.name).join(" ");
  check(
    names === "explain_denial check_access check_proposed_policy list_causes incidents",
    `the tools are ${names}`,
  );
  check(tools.every((tool) => tool.annotations.readOnlyHint), "a tool is not read-only");
}

const role = "arn:aws:iam::444455556666:role/deploy";
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:role/ci" }, Action: "sts:AssumeRole" }],
};
const calls = [
  () => tools(),
  () =>
    call("explain_denial", { event: readFileSync(join(story, "event.json"), "utf8") }, (result, text) =>
      text.includes(readFileSync(join(story, "message.txt"), "utf8").trim()) &&
      result.structuredContent.explanations[0].diagnosis.cause === "EXTERNAL_ID_MISSING",
    ),
  () =>
    call("explain_denial", { file: "external-id-missing/vendor-onboarding/event.json" }, (result) =>
      result.structuredContent.explanations.length === 1,
    ),
  () => call("explain_denial", { file: "../README.md" }, (result, text) => result.isError && text.startsWith("file: ")),
  () =>
    call("check_access", { caller: "arn:aws:iam::111122223333:role/ci", role }, (result) =>
      ["ALLOWED", "DENIED", "UNDETERMINED"].includes(result.structuredContent.verdict),
    ),
  () =>
    call(
      "check_proposed_policy",
      {
        role,
        trust_policy: JSON.stringify(trust),
        pairs: JSON.stringify([{ caller: "arn:aws:iam::111122223333:role/ci" }]),
      },
      (result) => result.structuredContent.pairs.length === 1,
    ),
  () => call("list_causes", { code: "SCP_DENY" }, (result) => result.structuredContent.causes.length === 1),
  () => call("incidents", { id: "refusal-123" }, (result, text) => result.isError && text.includes("--live")),
];

// A server with the lines that it wrote.
function serve() {
  const server = spawn(rolecall, options, { stdio: ["pipe", "pipe", "pipe"] });
  const lines = [];
  let rest = "";
  let errors = "";
  const waiting = [];
  server.stdout.setEncoding("utf8").on("data", (data) => {
    rest += data;
    const whole = rest.split("\n");
    rest = whole.pop();
    for (const line of whole) {
      lines.push(JSON.parse(line));
      waiting.shift()?.();
    }
  });
  server.stderr.setEncoding("utf8").on("data", (data) => (errors += data));
  return {
    lines,
    send: (message) => server.stdin.write((typeof message === "string" ? message : JSON.stringify(message)) + "\n"),
    line: () => new Promise((resolve) => waiting.push(resolve)),
    end: () => server.stdin.end(),
    kill: () => server.kill("SIGTERM"),
    ended: new Promise((resolve) =>
      server.on("close", (status, signal) => resolve({ status, signal, rest, errors })),
    ),
  };
}

const initialize = {
  jsonrpc: "2.0",
  id: 0,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
};

async function session() {
  const started = performance.now();
  const server = serve();
  const answer = server.line();
  server.send(initialize);
  await answer;
  const time = Math.round(performance.now() - started);
  server.send({ jsonrpc: "2.0", method: "notifications/initialized" });
  server.send("this is not JSON");
  server.send({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_causes", arguments: {} } });
  server.end();
  const { status, rest, errors } = await server.ended;
  check(status === 0, `the session ended with ${status}: ${errors}`);
  check(rest === "" && errors === "", `the session wrote \`${rest}\` and \`${errors}\``);
  check(server.lines.length === 3, `${server.lines.length} messages instead of 3`);
  check(server.lines.some((line) => line.error?.code === -32700), "garbage was not answered");
  check(server.lines.some((line) => line.id === 1 && line.result), "the call before the end was not answered");
  return time;
}

async function terminated() {
  const server = serve();
  const answer = server.line();
  server.send(initialize);
  await answer;
  const asked = performance.now();
  server.kill();
  const { status, signal, rest } = await server.ended;
  check(status === 143 || signal === "SIGTERM", `SIGTERM ended the server with ${status}`);
  check(rest === "" && performance.now() - asked < 5_000, "SIGTERM did not end the server at once");
}

const times = [await session(), await session(), await session()].sort((a, b) => a - b);
await terminated();
const next = calls[Symbol.iterator]();
await Promise.all([1, 2].map(async () => {
  for (const one of next) {
    await one();
  }
}));
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`${checks} checks of ${rolecall} mcp; initialized after ${times[1]} ms (median of 3)`);
