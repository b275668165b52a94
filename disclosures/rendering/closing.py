"""What the closing page 版本说明 says: which edition this is, and how anybody can verify it.

Here alone hashes are printed: that of the data, which this file shows, and that of the manifest before it.
"""

from collections.abc import Iterator

from disclosures.document import Disclosure, EditionFacts

PREVIEW = "预览稿"
_GROUP, _GROUPS = 4, 8  # a hash to be read: groups of four, eight on a line


def edition(facts: EditionFacts) -> str:
    return PREVIEW if facts.is_preview else f"第{facts.number}版"


def rows(disclosure: Disclosure, facts: EditionFacts) -> Iterator[tuple[str, str]]:
    """What stands in the table of the closing page, line by line."""
    yield "公开单位", disclosure.publisher.name
    yield "公开年度", f"{disclosure.year}年"
    yield "版本", edition(facts)
    if facts.corrects is not None:
        yield "更正的版本", f"第{facts.corrects}版"
    if facts.note:
        yield "更正说明", facts.note
    yield "数据 SHA-256", grouped(facts.data_hash)
    yield "上一版本清单 SHA-256", grouped(facts.previous) if facts.previous else "无（此前没有公开过版本）"


def verifying() -> Iterator[str]:
    """How to verify, in paragraphs."""
    yield (
        "核验方法：在公开网站本版本的“下载”页取得全部文件（ZIP），解开后在其文件夹中运行 python verify.py，"
        "程序逐个核对文件，并指出被改动或者缺少的文件。也可以在公开网站的“核验文件”页面选择下载的文件，由浏览器在本机计算，不上传文件。"
    )
    yield (
        "在 Windows 上核对单个文件：在命令提示符中运行 certutil -hashfile 文件名 SHA256，将结果与同一版本"
        "SHA256SUMS 中该文件的一行对照。"
    )
    yield (
        "数据 SHA-256 由 data.json 计算得出，本文件即由该数据生成。上一版本清单 SHA-256 由上一版本的"
        "manifest.json 计算得出，各版本由此前后相连，已公开的版本如被改动即可发现。为便于阅读，以上数值每四位"
        "空一格，对照时不计空格。"
    )


def grouped(digest: str) -> str:
    """A hash in groups of four, in lines of eight groups."""
    groups = [digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP)]
    lines = [" ".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS)]
    return "\n".join(lines)
