# Two commands matter: `make run` and `make test`. Everything else is for those who build the house.
.DEFAULT_GOAL := help
.PHONY: help python-found install install-run extra run test lock mechanisms measure house reference translations bench bundle

# The first Python that is new enough; any other may be named: make run PYTHON=/path/to/python3
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv/bin
export PYTHONUTF8 := 1
# what was compiled once is kept, whatever the shell says: without it each start compiles fourteen hundred modules anew, a second and more
export PYTHONDONTWRITEBYTECODE :=

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1|/' | while IFS='|' read -r a b; do printf '%-18s %s\n' "$$a" "$$b"; done

python-found:
	@test -n "$(PYTHON)" || { echo "bihuan: no Python 3.11 or newer was found on this machine" >&2; exit 1; }

install: python-found  ## set up .venv, locked packages, front-end files and translations, for running and for testing
	@$(PYTHON) tools/install.py --dev

install-run: python-found
	@$(PYTHON) tools/install.py

extra: python-found  ## one optional part: NAME=ocr (scanned plans), heic (photographs of newer telephones), s3, ldap, guomi
	@$(PYTHON) tools/install.py --extra "$(NAME)"

run: install-run  ## set up, load the demo campaign on the first start, serve on 127.0.0.1:8000
	@$(VENV)/bihuan run

test: install  ## everything: lint, types, translations, reference, contracts, both databases, browser
	@$(VENV)/python -m tools.checks

lock:  ## write requirements*.txt anew from pyproject.toml
	@$(VENV)/python tools/lock.py

mechanisms:  ## which mechanisms a test demonstrates, and which are still open
	@$(VENV)/python -m tools.mechanisms

measure:  ## sizes of files, functions and templates against the house's taste
	@$(VENV)/python -m tools.measure

house:  ## draw rooms and import arrows under build/
	@$(VENV)/python -m tools.house

reference:  ## write docs/reference/ anew
	@$(VENV)/python -m tools.reference

translations:  ## bring texts that are new into the English catalogue, to be translated there
	@$(VENV)/python -m tools.translations gather

bench:  ## every speed claim, full size, on both databases
	@$(VENV)/python -m bench

bundle: install-run  ## everything for machines without the internet in one archive under dist/, tried out
	@$(VENV)/python -m tools.bundle
