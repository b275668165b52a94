"""What people do, for locust, which is told this file. It knows pages only, as a browser does."""

import itertools
import json
import os
import random
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from locust import HttpUser, between, events, task

FOLDER = Path(os.environ["LOAD_OFFICE"])
OFFICE = json.loads((FOLDER / "office.json").read_text(encoding="utf-8"))
LEDGER = (FOLDER / "ledger.jsonl").open("a", encoding="utf-8")
STAFF, PUBLIC = os.environ["LOAD_STAFF"], os.environ["LOAD_PUBLIC"]
PAUSES = (2, 4, 8, 15, 30)  # seconds between attempts to save, as static/js/draft/saving.js has them
PRESENCE = 15  # seconds
PATIENCE = 30  # seconds for an answer
SEEN = re.compile(r'name="seen" value="([^"]*)"')
LINK = re.compile(r'<a[^>]* href="([^"#?]+)"')
REVISION = re.compile(r'data-revision="(\d+)"')
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WORDS = ("课桌椅", "普通高中", "满意度", "合格率", "航天")


def _within(link: str, page: str) -> str:
    """The path that a link of the public site leads to; nothing where it leads away."""
    found = urlsplit(urljoin(page, link))
    return found.path if PUBLIC.endswith(found.netloc) else ""


_officers, _reviewers = itertools.cycle(OFFICE["officers"]), itertools.cycle(OFFICE["reviewers"])
_turn = itertools.count(1)


def write_down(kind: str, **what: Any) -> None:
    """What somebody was told is done; and each save when it is sent and when it is heard of (ledger.py)."""
    LEDGER.write(json.dumps({"kind": kind} | what, ensure_ascii=False) + "\n")
    LEDGER.flush()


@events.quitting.add_listener
def tell(environment, **more: Any) -> None:
    """What was asked and how long it took, once everybody has gone home."""
    rows = [
        {
            "name": one.name,
            "answered": one.num_requests - one.num_failures,
            "failed": one.num_failures,
            "rate": one.total_rps,
            "ms": [*map(one.get_response_time_percentile, (0.5, 0.95, 0.99)), one.max_response_time],
        }
        for one in environment.stats.entries.values()
    ]
    failures = [f"{one.occurrences} × {one.name}: {one.error}" for one in environment.stats.errors.values()]
    (FOLDER / "found.json").write_text(json.dumps({"rows": rows, "failures": failures}), encoding="utf-8")


class Person(HttpUser):
    """Somebody of the office who is signed in."""

    abstract = True
    host = STAFF
    csrf = ""

    def sign_in(self, session: str) -> None:
        self.client.cookies.set("sessionid", session)

    def see(self, path: str, name: str) -> str:
        with self.client.get(path, name=name, timeout=PATIENCE, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
            elif found := CSRF.search(answer.text):
                self.csrf = found[1]
            return answer.text or ""

    def press(self, path: str, name: str, **said: str) -> None:
        """A button: it leads on. What was accepted is written down."""
        key = str(uuid4())
        said |= {"csrfmiddlewaretoken": self.csrf, "key": key}
        with self.client.post(
            path, said, name=name, timeout=PATIENCE, catch_response=True, allow_redirects=False
        ) as answer:
            if answer.status_code != 302:
                answer.failure(f"status {answer.status_code}")
                return
        write_down("step" if "action" in said else "remark", key=key, text=said.get("text", ""))

    def send(self, path: str, name: str, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """As a script asks; status 0 where nothing came."""
        headers = {"Accept": "application/json", "X-CSRFToken": self.csrf}
        with self.client.post(
            path, json=said, name=name, headers=headers, timeout=PATIENCE, catch_response=True
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
                return answer.status_code, {}
            return 200, answer.json()


class Officer(Person):
    """Types in a table; a second after a cell is typed it is saved, and the findings are asked for."""

    weight = 1
    fixed_count = len(OFFICE["officers"])

    def on_start(self) -> None:
        known = next(_officers)
        self.sign_in(known["session"])
        self.project, self.tab = known["project"], str(uuid4())
        self.texts = {(row, cell): text for row, cell, text in known["cells"]}
        self.reported = 0.0
        time.sleep(random.uniform(0, 40))  # not everybody opens the form in the same second
        page = self.see(f"/projects/{self.project}/edit/", "填写页")
        self.revision = int(REVISION.search(page)[1])

    def wait_time(self) -> float:
        """Some seconds of typing; now and then one reads, or looks for a paper."""
        return random.uniform(20, 40) if random.random() < 0.12 else random.uniform(3, 9)

    @task
    def type(self) -> None:
        place = random.choice(list(self.texts))
        new = f"≥{next(_turn)}%"
        operations = [{"op": "set", "row": place[0], "cell": place[1], "seen": self.texts[place], "new": new}]
        self.save(place, operations)
        self.see(f"/projects/{self.project}/edit/findings/", "检查结果")
        if time.monotonic() - self.reported > PRESENCE:
            self.report()

    def save(self, place: tuple[str, str], operations: list[dict[str, Any]]) -> None:
        """Sent again under the same key until it is answered, as the page does."""
        said = {
            "key": str(uuid4()),
            "base": self.revision,
            "tab": self.tab,
            "operations": operations,
            "confirmed": [],
        }
        write_down("sent", key=said["key"])
        for pause in itertools.chain(PAUSES, itertools.repeat(PAUSES[-1])):
            status, answer = self.send(f"/projects/{self.project}/save/", "自动保存", said)
            if status == 200:
                return self.arrived(place, said["key"], operations[0]["new"], answer)
            if status < 500 and status not in (0, 408, 425, 429):
                return None
            time.sleep(pause)
        return None

    def arrived(self, place: tuple[str, str], key: str, new: str, answer: dict[str, Any]) -> None:
        """Of a conflict, what the colleague typed is taken."""
        write_down("heard", key=key)
        self.hear(answer["others"])
        self.revision = answer["revision"]
        if answer["conflicts"]:
            self.texts[place] = answer["conflicts"][0]["theirs"][place[1]]
            return
        self.texts[place] = new
        revision, (row, cell) = answer["revision"], place
        write_down("save", project=self.project, key=key, revision=revision, row=row, cell=cell, new=new)

    def report(self) -> None:
        self.reported = time.monotonic()
        said = {"tab": self.tab, "revision": self.revision}
        status, answer = self.send(f"/projects/{self.project}/presence/", "在场", said)
        if status == 200:
            self.hear(answer["others"])
            self.revision = answer["revision"]

    def hear(self, others: list[dict[str, Any]]) -> None:
        for one in others:
            if one["op"] == "set" and (one["row"], one["cell"]) in self.texts:
                self.texts[one["row"], one["cell"]] = one["new"]


class Reviewer(Person):
    """Goes through what is submitted: reads, remarks, returns; or approves."""

    fixed_count = len(OFFICE["reviewers"])
    wait_time = between(10, 25)

    def on_start(self) -> None:
        known = next(_reviewers)
        self.sign_in(known["session"])
        self.projects, self.judged = list(known["projects"]), known["judged"]

    @task
    def review(self) -> None:
        self.see("/inbox/", "待办")
        if not self.projects:
            self.see(f"/tables/{OFFICE['district']}/{OFFICE['year']}/board/", "进度")
            return
        path = f"/projects/{self.projects.pop()}/"
        seen = SEEN.search(self.see(f"{path}review/", "审核页"))[1]
        time.sleep(random.uniform(3, 8))
        if random.random() < 0.5:
            self.press(f"{path}talk/", "提意见", kind="feedback", text=f"请附测算依据（{uuid4()}）。")
            self.press(f"{path}review/", "退回", action="return", seen=seen, why="请按意见修改。")
        else:
            self.press(f"{path}review/", "通过", action="approve", seen=seen, **self.judged)


class Reader(HttpUser):
    """The public: from page to page, a file now and then, and a search."""

    host = PUBLIC
    fixed_count = int(os.environ["LOAD_READERS"])
    wait_time = between(1, 4)

    def on_start(self) -> None:
        self.links: list[str] = []

    @task(6)
    def page(self) -> None:
        path = random.choice(self.links) if self.links else "/"
        kind = "公开文件" if re.search(r"\.(pdf|docx|xlsx|csv|json|zip|txt|xml)$", path) else "公开页面"
        with self.client.get(path, name=kind, timeout=PATIENCE, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}: {path}")
                self.links = []
            elif "text/html" in answer.headers.get("Content-Type", ""):
                self.links = [
                    found for link in LINK.findall(answer.text) if (found := _within(link, answer.url))
                ]

    @task(1)
    def search(self) -> None:
        self.client.get(f"/search/?q={random.choice(WORDS)}", name="公开搜索", timeout=PATIENCE)
