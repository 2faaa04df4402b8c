-- For wrk: posts a message of 1 KB, each from another sender, and prints one line for scripts/bench.

local filler = string.rep("x", 850)
local thread_count = 0
local sent = 0

function setup(thread)
  thread:set("number", thread_count)
  thread_count = thread_count + 1
end

function request()
  sent = sent + 1
  local sender = string.format("%d-%d", number, sent)
  local body = string.format('{"senderIdentifier":"%s","content":"Please call Acme tomorrow at 3pm","metadata":{"note":"%s"}}', sender, filler)
  return wrk.format("POST", nil, { ["content-type"] = "application/json" }, body)
end

function done(summary, latency, requests)
  local errors = summary.errors
  local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("RESULT %.0f %.2f %.2f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, bad))
end
