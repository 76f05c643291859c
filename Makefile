# `make` alone explains itself.
#
# A scenario runs on the real Maelstrom if there is one, and on this project's own bench if there is none.
# The two take the same command line, so only the program differs.

.DEFAULT_GOAL := help

# Maven runs on a JDK 25 or newer, wherever it is: the first Java on the PATH may be older.
JDK := $(shell . ./maelstrom-core/src/main/packaging/find-jdk.sh && find_jdk && echo "$$jdk")
MVN := JAVA_HOME='$(JDK)' MAVEN_OPTS='--sun-misc-unsafe-memory-access=allow' \
	mvn --batch-mode --no-transfer-progress

BENCH := maelstrom-bench/target/maelstrom-bench.jar

# The released Maelstrom, for those who are online.
RELEASE := v0.2.4
RELEASE_URL := https://github.com/jepsen-io/maelstrom/releases/download/$(RELEASE)/maelstrom.tar.bz2

# What runs a scenario: the program named by MAELSTROM, the downloaded one, the one on the PATH, our bench.
HARNESS := $(or $(MAELSTROM),$(wildcard maelstrom/maelstrom),$(shell command -v maelstrom),$(BENCH))
HARNESS_NAME := $(if $(filter $(BENCH),$(HARNESS)),our own bench,Maelstrom at $(HARNESS))

# ---------------------------------------------------------------------------------------- scenarios

# Their flags are the course's own. NAME, MODULE, FLAGS, LIMITS (checked after the run), NODE OPTIONS.
echoer.module := echo
echoer.flags := -w echo --node-count 1 --time-limit $(or $(TIME_LIMIT),10)

unique-id.module := unique-ids
unique-id.flags := -w unique-ids --node-count 3 --time-limit $(or $(TIME_LIMIT),30) --rate 1000 \
	--availability total --nemesis partition

snb.module := broadcast
snb.flags := -w broadcast --node-count 1 --time-limit $(or $(TIME_LIMIT),20) --rate 10

mnb.module := broadcast
mnb.flags := -w broadcast --node-count 5 --time-limit $(or $(TIME_LIMIT),20) --rate 10

ftb.module := broadcast
ftb.flags := -w broadcast --node-count 5 --time-limit $(or $(TIME_LIMIT),20) --rate 10 --nemesis partition

# A round of 260 ms: 24 / (0.26 * 100) = 0.9 messages per operation for rounds, and half a one for reports.
eb-one.module := broadcast
eb-one.flags := -w broadcast --node-count 25 --time-limit $(or $(TIME_LIMIT),20) --rate 100 --latency 100
eb-one.options := --round-millis 260
eb-one.limits := --messages-per-operation 30 --median-millis 400 --max-millis 600

# A round of 1100 ms: 24 / (1.1 * 100) = 0.22 messages per operation for rounds, and at most half a one for reports.
eb-two.module := broadcast
eb-two.flags := $(eb-one.flags)
eb-two.options := --round-millis 1100
eb-two.limits := --messages-per-operation 20 --median-millis 1000 --max-millis 2000

goc.module := g-counter
goc.flags := -w g-counter --node-count 3 --rate 100 --time-limit $(or $(TIME_LIMIT),20) --nemesis partition

sn-kafka.module := kafka-log
sn-kafka.flags := -w kafka --node-count 1 --concurrency 2n --time-limit $(or $(TIME_LIMIT),20) --rate 1000

mn-kafka.module := kafka-log
mn-kafka.flags := -w kafka --node-count 2 --concurrency 2n --time-limit $(or $(TIME_LIMIT),20) --rate 1000

e-kafka.module := kafka-log
e-kafka.flags := $(mn-kafka.flags)

sn-tat.module := txn-rw-register
sn-tat.flags := -w txn-rw-register --node-count 1 --time-limit $(or $(TIME_LIMIT),20) --rate 1000 \
	--concurrency 2n --consistency-models read-uncommitted --availability total

tarut.module := txn-rw-register
tarut.flags := -w txn-rw-register --node-count 2 --concurrency 2n --time-limit $(or $(TIME_LIMIT),20) \
	--rate 1000 --consistency-models read-uncommitted

tarut-partition.module := txn-rw-register
tarut-partition.flags := $(tarut.flags) --availability total --nemesis partition

tarct.module := txn-rw-register
tarct.flags := -w txn-rw-register --node-count 2 --concurrency 2n --time-limit $(or $(TIME_LIMIT),20) \
	--rate 1000 --consistency-models read-committed --availability total --nemesis partition

SCENARIOS := echoer unique-id snb mnb ftb eb-one eb-two goc sn-kafka mn-kafka e-kafka \
	sn-tat tarut tarut-partition tarct

# The flags' last word: ARGS adds any of the harness's own, for example ARGS='--simulate --seed 7'.
# STEP asks for another of the module's solutions than the best one, which alone takes the options.
STEP :=
node-options = $(if $(STEP),--step $(STEP),$($(1).options))
arguments = $(strip $($(1).flags) --bin $($(1).module)/target/$($(1).module).jar $(ARGS) \
	$(if $(call node-options,$(1)),-- $(call node-options,$(1))))

.PHONY: $(SCENARIOS)
$(foreach s,$(SCENARIOS),$(eval $(s): target/built-$($(s).module)))
$(SCENARIOS):
	@$(find-harness)
	@echo "$@ on $(HARNESS_NAME)"
	$(HARNESS) test $(call arguments,$@)
	$(if $($@.limits),$(BENCH) limits store/latest $($@.limits))

# All of them, as the list that `maelstrom-bench suite` takes.
LIST := target/scenarios.txt
quoted = '$(subst ','\'',$(1))'
entry = $(1) | $(call arguments,$(1))$(if $($(1).limits), | $($(1).limits))

.PHONY: list all simulate
list: build
	@{ echo '# name | options of test | options of limits'; \
	$(foreach s,$(SCENARIOS),printf '%s\n' $(call quoted,$(call entry,$(s)));) } > $(LIST)

all: list
	@$(find-harness)
	@echo "The fifteen scenarios on $(HARNESS_NAME)"
	$(BENCH) suite $(LIST) --harness $(HARNESS)

SEEDS := 20
simulate: list
	$(BENCH) suite $(LIST) --simulate --runs $(SEEDS)

# A search through whatever each program promises to survive, so many seconds in all, or so many RUNS of each. SHARD
# is one of several equal parts of these, for another machine each, which leave their seeds' lines in target/swarm.
TIME := 60
SWARM_SEED :=
RUNS :=
SHARD :=
SWARMS := echo:echo unique-ids:unique-ids broadcast:broadcast g-counter:g-counter kafka:kafka-log \
	txn-rw-register:txn-rw-register

.PHONY: swarm
swarm: build
	@status=0; for each in $(SWARMS); do module="$${each#*:}"; \
	$(BENCH) swarm -w "$${each%:*}" --bin "$$module/target/$$module.jar" $(if $(SWARM_SEED),--seed $(SWARM_SEED)) \
	$(if $(RUNS),--runs $(RUNS),--time $$(( ($(TIME) + 5) / 6 ))) \
	$(if $(SHARD),--shard $(SHARD) --results "target/swarm/$$module.jsonl") || status=1; done; exit $$status

# -------------------------------------------------------------------------------------------- chores

.PHONY: help build test format format-check javadoc sbom artifacts scenarios clean perf serve maelstrom need-jdk

help: ## Show this help
	@echo "Gossip Glomers: the fifteen scenarios, on $(HARNESS_NAME)."
	@echo
	@echo "  make all        run them all, one after the other, and print one table"
	@echo "  make simulate   the same on virtual time, $(SEEDS) seeds of each"
	@echo "  make swarm      search for failures in configurations drawn at random, $(TIME) s in all"
	@echo "  make serve      show all runs on a local page, http://localhost:$(PORT)/"
	@echo "  make build      build every program (each scenario does it by itself)"
	@echo "  make test       run the unit tests and the format check"
	@echo "  make format     format the sources"
	@echo "  make javadoc    make the API's pages, in target/reports/apidocs"
	@echo "  make sbom       write the bench's bill of materials (CycloneDX)"
	@echo "  make artifacts  build the libraries for others, in target/artifacts; with REPOSITORY=<owner>/<name>"
	@echo "  make perf       measure start-up, memory and throughput of the echo node"
	@echo "  make maelstrom  download the released Maelstrom $(RELEASE) into ./maelstrom"
	@echo "  make clean      remove what was built, but not the runs in ./store"
	@echo
	@echo "Scenarios, each with the course's own flags:"
	@$(foreach s,$(SCENARIOS),printf '  %-15s %s\n' '$(s)' '$(strip $($(s).flags))';)
	@echo
	@echo "Settings: STEP=<solution>  MAELSTROM=<program>  TIME_LIMIT=<seconds>  ARGS='<more flags>'  SEEDS=<number>  TIME=<seconds>  PORT=<number>"
	@echo "Simulated, a hundred seeds:  make mnb MAELSTROM=$(BENCH) ARGS='--simulate --runs 100'"

find-harness = command -v '$(HARNESS)' >/dev/null || { echo "There is no program $(HARNESS): MAELSTROM has to name\
 Maelstrom's script; leave it out for our own bench, or download Maelstrom with: make maelstrom" >&2; exit 1; }

need-jdk:
	@sh maelstrom-core/src/main/packaging/need-jdk.sh

SOURCES := pom.xml $(wildcard */pom.xml */*/pom.xml) $(shell find . -path './*/src/main/*' -type f)

MODULES := $(sort $(foreach s,$(SCENARIOS),$($(s).module)))

target/built: $(SOURCES) | need-jdk
	$(MVN) --quiet package -DskipTests
	@mkdir -p target && touch $(MODULES:%=target/built-%) $@

# What one scenario needs, and no more: its program and the bench, side by side. The bench is trained with unique-ids.
target/built-%: $(SOURCES) | need-jdk
	$(MVN) --quiet --threads 2 package -Dmaven.test.skip --projects $*,unique-ids,maelstrom-bench/cli --also-make
	@mkdir -p target && touch $@

build: target/built

test: need-jdk
	$(MVN) test spotless:check

javadoc: need-jdk
	$(MVN) --quiet javadoc:aggregate
	@echo "See target/reports/apidocs/index.html"

# The bench's bill of materials, in maelstrom-bench/target/sbom.
sbom: need-jdk
	$(MVN) --quiet package -DskipTests cyclonedx:makeBom --projects maelstrom-bench/cli --also-make

# The libraries with sources, Javadoc and POMs that say where they come from, as a Maven repository. REPOSITORY is
# the owner's and the repository's name on GitHub.
ARTIFACTS := $(CURDIR)/target/artifacts
artifacts: need-jdk
	@test -n '$(REPOSITORY)' || { echo "Say where this lives: make artifacts REPOSITORY=owner/name" >&2; exit 1; }
	$(MVN) --quiet deploy -Prelease -DskipTests -Dmaven.install.skip -Drepository='$(REPOSITORY)' \
		-DaltDeploymentRepository='libraries::file:$(ARTIFACTS)' \
		--projects maelstrom-core/codecs,maelstrom-core,maelstrom-bench/checkers,maelstrom-bench/simulation

format: need-jdk
	$(MVN) --quiet spotless:apply

format-check: need-jdk
	$(MVN) --quiet spotless:check

scenarios:
	@echo $(SCENARIOS)

PORT := 8080
serve: build
	@mkdir -p store
	$(BENCH) serve --port $(PORT)

# Others to measure in the same run: make perf BESIDE='path/to/a/rust/node path/to/a/go/node'
BESIDE :=
perf: target/built-echo
	$(BENCH) perf --bin echo/target/echo.jar $(BESIDE:%=--beside %)

maelstrom:
	curl --fail --location $(RELEASE_URL) | tar --extract --bzip2

clean:
	rm -rf target */target

.DEFAULT:
	@echo "There is no target '$@'; make alone lists them all." >&2; exit 2
