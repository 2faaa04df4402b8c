# Patchbay's commands. `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run build check test eval bench real-model fuzz schemathesis format dashboard clean

TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
NPM := npm --prefix web-client
JUDGES := tests/judges/node_modules/.package-lock.json

# A fresh clone gains nothing from incremental compilation, and must build exactly what is committed.
ifdef CI
export CARGO_INCREMENTAL := 0
LOCKED := --locked
endif

help: ## List these commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: dashboard ## Build everything and start Patchbay on http://127.0.0.1:8080, data in ./data
	cargo build $(LOCKED) --release -p patchbay
	@exec $(TARGET_DIR)/release/patchbay serve

build: dashboard ## Build the release binary with the dashboard in it: target/release/patchbay
	cargo build $(LOCKED) --release -p patchbay

# One dev profile and one feature set (always --workspace) for everything below: nothing is compiled twice but for
# clippy, which compiles no code. `build --all-targets` also makes the binary that the end-to-end tests start.
check: dashboard ## The fast part: format, lints, unit tests, layers, bindings, TypeScript
	cargo fmt --all --check
	cargo clippy $(LOCKED) --workspace --all-targets -- -D warnings
	cargo build $(LOCKED) --workspace --all-targets
	cargo test $(LOCKED) --workspace --lib --bins --test layers --test evaluation
	$(TARGET_DIR)/debug/patchbay export-bindings --check
	$(NPM) run typecheck
	$(NPM) test
	@if command -v cargo-deny >/dev/null; then cargo deny check licenses bans sources; fi

test: $(JUDGES) ## Everything: check, end to end on SQLite and on PostgreSQL, the dashboard in a browser
	@scripts/ensure-postgresql >/dev/null
	@scripts/ensure-chromium >/dev/null
	@command -v python3 >/dev/null || scripts/install-packages Python python3
	@$(MAKE) --no-print-directory check
	@scripts/test

eval: ## Score how well the built-in assistant understands; make eval CORPUS=FILE scores one of your own beside it
	$(if $(CORPUS),PATCHBAY_CORPUS=$(abspath $(CORPUS))) cargo test $(LOCKED) -p patchbay-understanding --test evaluation -- \
	  --nocapture --test-threads 1

bench: dashboard ## Measure receiving and delivering on both databases, beside the least programs that could
	@scripts/ensure-postgresql >/dev/null
	cargo build $(LOCKED) --release -p patchbay
	cargo build $(LOCKED) --release -p patchbay-tests --bin bench --bin bare
	@scripts/bench

real-model: dashboard ## Let a real, small language model take the turns; the first time it compiles llama.cpp
	cargo build $(LOCKED) -p patchbay
	cargo build $(LOCKED) -p patchbay-tests --bin real-model
	@scripts/real-model

fuzz: dashboard ## Fuzz what strangers can send, 300 seconds a target; make fuzz SECONDS=10 for less
	@scripts/fuzz $(or $(SECONDS),300)

schemathesis: dashboard ## Call every REST operation with generated inputs, and compare with the OpenAPI document
	cargo build $(LOCKED) -p patchbay
	@scripts/schemathesis

format: ## Format the Rust code
	cargo fmt --all
	cargo fmt --manifest-path fuzz/Cargo.toml

clean: ## Remove what was built and installed here; ./data stays
	cargo clean
	rm -rf web-client/dist web-client/node_modules tests/judges/node_modules fuzz/target

dashboard: web-client/dist/index.html

web-client/node_modules/.package-lock.json: web-client/package.json web-client/package-lock.json
	$(NPM) ci --no-audit --no-fund
	@touch $@

# The packages that the end-to-end tests hold Patchbay's texts, mails and signatures against.
$(JUDGES): tests/judges/package.json tests/judges/package-lock.json
	npm --prefix tests/judges ci --no-audit --no-fund
	@touch $@

DASHBOARD_SOURCES := $(shell find bindings web-client/src web-client/public web-client/*.json web-client/*.ts \
  web-client/index.html -type f)

web-client/dist/index.html: web-client/node_modules/.package-lock.json $(DASHBOARD_SOURCES)
	$(NPM) run build
	@touch $@
