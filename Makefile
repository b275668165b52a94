# The project's commands; `make` alone lists them. Everything that takes more than a line lives in scripts/.
HOST ?= 127.0.0.1
PORT ?= 8000
UPGRADE ?=
ROUNDS ?= 50
MINUTES ?= 10
SEED ?=
OFFICERS ?= 200
python := .venv/bin/python
pytest := $(python) -m pytest -p tests.skips -n auto --dist loadgroup
rounds := tests/projects/drafting/test_many_writers.py tests/projects/jobs/test_killed_often.py tests/projects/review/test_at_once.py tests/disclosures/publishing/test_killed.py tests/budget_site/operating/test_web_killed.py
rounds += tests/budget_site/operating/test_database_restart.py tests/budget_site/operating/test_clock_jumps.py tests/disclosures/publishing/test_full_disk.py

# Messages are Chinese whatever the terminal's locale is.
export PYTHONUTF8 := 1
# Whatever the machine says of it: what is kept compiled is not compiled anew by each of hundreds of programs.
unexport PYTHONDONTWRITEBYTECODE
ifdef PYTHON
export PYTHON
endif

.PHONY: help run test check lint bench load soak fuzz pictures bundle fonts lock audit

help:
	@echo "make run     准备环境和演示数据，启动网站（HOST=$(HOST) PORT=$(PORT) 可改）"
	@echo "make test    准备测试环境，检查代码，在 SQLite 和 PostgreSQL 上运行全部测试"
	@echo "make check   提交之前：CI 运行的全部检查，与 make test 相同"
	@echo "make lint    只检查代码：格式、写法、遗漏的迁移"
	@echo "make bench   测量快慢，与同类工具相比（QUICK=1 快测，ONLY=Volumes 只测一类，WRITE=1 写入 docs/benchmarks.md）"
	@echo "make load    200 人同时填写、审核、公开、查阅十分钟，核对有没有丢（MINUTES=$(MINUTES)、OFFICERS=$(OFFICERS) 可改，WRITE=1 写入 docs/benchmarks.md）"
	@echo "make soak    反复测试：多人同时填写，程序、数据库随时中断，磁盘写满，时钟跳动，更多例子（ROUNDS=$(ROUNDS) 可改）"
	@echo "make bundle  制作离线安装包：程序、依赖、字体（FILE=… 指定文件）"
	@echo "make fuzz    用随机改动的 Word、Excel 文件试探读取程序（MINUTES=$(MINUTES) 可改，SEED=编号 只试一个），问题文件留在 var/fuzz"
	@echo "make pictures  重新拍使用手册和 README 里的图（浏览器测试发现图过时的时候）"
	@echo "make fonts   只准备 PDF 用的字体"
	@echo "make lock    按 pyproject.toml 重新锁定依赖（UPGRADE=--upgrade 升级到最新版本）"
	@echo "make audit   查询依赖的已知漏洞，写入 docs/dependencies.md（需要能访问互联网）"

run:
	@sh scripts/system.sh run
	@"$$(sh scripts/python.sh)" scripts/serve.py --only-check "$(HOST)" "$(PORT)"
	@sh scripts/environment.sh base
	@$(python) scripts/fonts.py
	@$(python) -m budget_site.first_run
	@$(python) manage.py migrate --verbosity 0
	@$(python) manage.py collectstatic --no-input --verbosity 0
	@exec $(python) scripts/serve.py "$(HOST)" "$(PORT)"

test: lint
	@$(python) scripts/fonts.py
	$(pytest)
	TEST_DATABASE=postgresql $(pytest) -m "database and not browser"

# What CI runs (.ci/run), under the name that people look for.
check: test

lint:
	@sh scripts/system.sh test
	@sh scripts/environment.sh test
	$(python) -m ruff check
	$(python) -m ruff format --check
	SECRET_KEY=none DATABASE_URL=sqlite://:memory: $(python) manage.py makemigrations --check --dry-run

bench:
	@sh scripts/system.sh bench
	@sh scripts/environment.sh bench
	@$(python) scripts/fonts.py
	@$(python) -m benchmarks $(if $(QUICK),--quick) $(if $(WRITE),--write) $(if $(PROFILE),--profile) --only "$(ONLY)"

load:
	@sh scripts/system.sh bench
	@sh scripts/environment.sh bench
	@$(python) scripts/fonts.py
	@$(python) -m benchmarks.load --minutes $(MINUTES) --officers $(OFFICERS) $(if $(WRITE),--write)

soak: export SOAK_ROUNDS = $(ROUNDS)
soak:
	@sh scripts/system.sh test
	@sh scripts/environment.sh test
	@$(python) scripts/fonts.py
	$(pytest) $(rounds)
	TEST_DATABASE=postgresql $(pytest) $(rounds)
	$(pytest) -p tests.soaking --hypothesis-profile soak -m hypothesis

bundle:
	@sh scripts/system.sh run
	@sh scripts/environment.sh base
	@$(python) scripts/fonts.py
	@sh scripts/bundle.sh $(FILE)

fuzz:
	@sh scripts/system.sh test
	@sh scripts/environment.sh test
	@$(python) -m tests.projects.hostile.fuzzing $(MINUTES) $(SEED)

pictures:
	@sh scripts/system.sh test
	@sh scripts/environment.sh test
	@$(python) scripts/fonts.py
	MAKE_PICTURES=1 $(python) -m pytest -q tests/e2e/test_pictures.py

fonts:
	@sh scripts/system.sh run
	@sh scripts/environment.sh base
	@$(python) scripts/fonts.py

lock:
	@sh scripts/lock.sh $(UPGRADE)

audit:
	@sh scripts/audit.sh
